"""How names, numbers and modes of the API are said to a person."""

import re
from typing import Final

from ui.answers import AttributeReason, Hit, LegScore, Scalar

# The ids of the modes, in the order in which they are offered.
MODES: Final = {
    "auto": ("Auto", "Picks what suits the search"),
    "dense": ("Look", "By look and meaning: vectors"),
    "lexical": ("Words", "By the exact words: BM25"),
    "hybrid": ("Both", "Look and words together"),
}
MODE_USED: Final = {
    "auto": "in catalogue order",
    "dense": "by look and meaning",
    "lexical": "by the exact words",
    "hybrid": "by look and words",
}

_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def label(name: str) -> str:
    """Say a field's name: `baseColour` -> `Base colour`."""
    words = _CAPITAL.sub(" ", name).replace("_", " ").replace("-", " ").split()
    said = " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in words)
    return said[:1].upper() + said[1:]


def value(raw: Scalar | tuple[str, ...]) -> str:
    """Say an attribute's value."""
    if isinstance(raw, bool):
        return "Yes" if raw else "No"
    if isinstance(raw, tuple):
        return ", ".join(raw)
    return f"{raw:g}" if isinstance(raw, float) else str(raw)


def price(amount: float | None) -> str:
    """Say a price; the catalogue's currency is not known, so none is said."""
    if amount is None:
        return ""
    return f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"


def match(probability: float | None) -> str:
    """Say a calibrated match: `91% match`; nothing without one."""
    if probability is None:
        return ""
    return f"{round(probability * 100)}% match"


def reasons(hit: Hit) -> list[str]:
    """Say where each leg of the search saw a hit."""
    said = [f"score {hit.score:.3g}, place {hit.rank}"]
    for leg, name in (("dense", "look"), ("lexical", "words")):
        seen = hit.explain.get(leg)
        if seen is not None and (seen.score or seen.rank is not None):
            said.append(f"{name} {_leg(seen)}")
    said.extend(_attribute(reason) for reason in hit.attributes)
    return said


def _attribute(reason: AttributeReason) -> str:
    name = label(reason.field)
    if reason.match == "same":
        return f"{name}: {reason.has}, as asked"
    has = f"is {reason.has}" if reason.has else "not said"
    near = " near" if reason.match == "near" else ""
    return f"{name}{near}: asked {reason.asked}, {has}"


def _leg(seen: LegScore) -> str:
    place = "" if seen.rank is None else f", place {seen.rank}"
    terms = f" ({', '.join(seen.terms)})" if seen.terms else ""
    return f"{seen.score:.3g}{place}{terms}"


def count(number: int, one: str, many: str) -> str:
    """Say how many: `1 product`, `2,412 products`."""
    return f"{number:,} {one if number == 1 else many}"
