"""How names, numbers and modes of the API are said to a person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from ui.answers import AttributeReason, Hit, LegScore
from ui.request import Scalar

# Below this a hit is more likely wrong than not, even among those that people would look at.
CLOSE_MATCH: Final = 0.25

Nearness: TypeAlias = Literal["strong", "fair", "far", "unknown"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a hit; `kind` is `same`, `near` or `no` for an attribute, `leg` for a leg."""

    kind: Literal["same", "near", "no", "leg"]
    text: str


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

# What was measured of a model -> what that says to a person.
QUALITY: Final = {
    "title_r10": "Titles that find their own picture, among the first ten",
    "type_p10": "Right among the first ten for a kind, “shirts”",
    "colour_type_p10": "… for a colour and a kind, “red shirts”",
    "vague_p10": "… for a wish, “something for a wedding”",
    "picture_type_p10": "… for a picture of the catalogue, by kind",
    "photo_type_p10": "… for a photo of one's own, by kind",
    "ece_text": "How far a match in % is off, on average",
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


def share(part: float) -> str:
    """Say a share of 1 in percent: `62%`, `3.5%`."""
    return f"{100 * part:.1f}%" if 0 < part < 0.1 else f"{100 * part:.0f}%"


def nearness(probability: float | None) -> Nearness:
    """Say how near a match is: `strong` from 70%, `fair` from 25%, else `far`."""
    if probability is None:
        return "unknown"
    return "strong" if probability >= 0.7 else "fair" if probability >= CLOSE_MATCH else "far"


def meaning(probability: float | None) -> str:
    """Say what a match means, in a sentence."""
    if probability is None:
        return "How likely you meant this is not known for this kind of search."
    sure = {"strong": "Very likely", "fair": "Perhaps", "far": "Probably not"}
    return f"{sure[nearness(probability)]} what you meant ({round(probability * 100)} in 100)."


def reasons(hit: Hit) -> list[Reason]:
    """Say why a product is among the hits: attributes first, then where each leg saw it."""
    said = [_attribute(reason) for reason in hit.attributes]
    for leg, name in (("lexical", "words"), ("dense", "look")):
        seen = hit.explain.get(leg)
        if seen is not None and (seen.score or seen.rank is not None):
            said.append(Reason("leg", f"By {name}: {_leg(seen)}"))
    said.append(Reason("leg", f"Score {hit.score:.3g}, place {hit.rank}"))
    return said


def _attribute(reason: AttributeReason) -> Reason:
    name = label(reason.field)
    if reason.match == "same":
        return Reason("same", f"{name}: {reason.has}, as asked")
    has = f"is {reason.has}" if reason.has else "not said"
    if reason.match == "near":
        return Reason("near", f"{name} near: asked {reason.asked}, {has}")
    return Reason("no", f"{name}: asked {reason.asked}, {has}")


def _leg(seen: LegScore) -> str:
    place = "not among its first" if seen.rank is None else f"place {seen.rank}"
    terms = f", has “{'”, “'.join(seen.terms)}”" if seen.terms else ""
    return f"{place} ({seen.score:.3g}){terms}"


def wish(raw: object) -> str:
    """Say what is asked of a field, in the grammar of the API's filters: `500 to 2,000`."""
    if isinstance(raw, Mapping):
        low, high = raw.get("gte", raw.get("gt")), raw.get("lte", raw.get("lt"))
        if isinstance(low, int | float) and isinstance(high, int | float):
            return f"{price(float(low))} to {price(float(high))}"
        if isinstance(low, int | float):
            return f"from {price(float(low))}"
        if isinstance(high, int | float):
            return f"up to {price(float(high))}"
        return f"not {wish(raw['not'])}" if "not" in raw else "any"
    if isinstance(raw, list | tuple):
        return " or ".join(wish(one) for one in raw)
    return value(raw) if isinstance(raw, str | int | float) else str(raw)


def count(number: int, one: str, many: str) -> str:
    """Say how many: `1 product`, `2,412 products`."""
    return f"{number:,} {one if number == 1 else many}"
