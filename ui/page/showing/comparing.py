"""Comparing: the same search by vectors, by BM25 and by both, with the differences marked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from ui.answers import Hit, SearchAnswer
from ui.page.showing import words
from ui.request import Mode

SIDE_BY_SIDE: Final[tuple[Mode, ...]] = ("dense", "lexical", "hybrid")
COMPARED: Final = 10

Shared: TypeAlias = Literal["all", "some", "only"]


@dataclass(frozen=True, slots=True)
class Place:
    """A hit of one leg, and where the others have it.

    Attributes:
        hit: the hit.
        shared: whether all legs have it among their first, some, or only this one.
        elsewhere: the other legs -> its rank there; `None` where it is not among their first.
    """

    hit: Hit
    shared: Shared
    elsewhere: Mapping[Mode, int | None]


@dataclass(frozen=True, slots=True)
class Leg:
    """What one mode answered; `refusal` says why it has nothing to show."""

    mode: Mode
    query_id: str
    took_ms: float | None
    places: tuple[Place, ...]
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The legs side by side, and what their difference is in a sentence."""

    legs: tuple[Leg, ...]
    verdict: str


def compare(answers: Mapping[Mode, SearchAnswer | str]) -> Comparison:
    """Mark the differences between answers; a leg that refused is given as what it said."""
    ranks: dict[Mode, dict[str, int]] = {
        mode: {} if isinstance(answer, str) else {hit.id: hit.rank for hit in answer.hits}
        for mode, answer in answers.items()
    }
    legs = []
    for mode, answer in answers.items():
        if isinstance(answer, str):
            legs.append(Leg(mode, "", None, (), answer))
            continue
        places = tuple(_place(hit, mode, ranks) for hit in answer.hits)
        legs.append(Leg(mode, answer.query_id, answer.took_ms.get("total"), places))
    return Comparison(tuple(legs), _verdict(ranks))


def _place(hit: Hit, mode: Mode, ranks: Mapping[Mode, Mapping[str, int]]) -> Place:
    elsewhere = {other: found.get(hit.id) for other, found in ranks.items() if other != mode}
    seen = [rank is not None for rank in elsewhere.values()]
    return Place(hit, "all" if all(seen) else "some" if any(seen) else "only", elsewhere)


def _verdict(ranks: Mapping[Mode, Mapping[str, int]]) -> str:
    dense, lexical = set(ranks.get("dense", ())), set(ranks.get("lexical", ()))
    if not dense or not lexical:
        return ""
    both = len(dense & lexical)
    if not both:
        return "The vectors and BM25 agree on none of their first products."
    most = max(len(dense), len(lexical))
    said = words.count(both, "product", "products")
    return f"The vectors and BM25 agree on {said} among their first {most}."
