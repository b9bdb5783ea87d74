"""Values that no product has: said to whoever filters by one, with what was likely meant."""

from collections.abc import Iterator, Mapping
from typing import Final

from service.engine.filters import Filters
from service.engine.guess import did_you_mean
from service.engine.relevance.counting import MAX_FACET_VALUES

_SHOWN_CHARS: Final = 40
# So many values are named where none is near.
_FEW: Final = 6


def spelt_otherwise(
    filters: Filters, counts: Mapping[str, Mapping[str, int]], *, nothing_passed: bool
) -> tuple[str, ...]:
    """Name the wanted values that no product has: values are compared letter by letter.

    A value that is merely not in stock is no mistake: without a near one it is named only where
    nothing was found.

    Args:
        filters: what was asked for.
        counts: field -> value as the catalogue spells it -> products, of the facets.
        nothing_passed: whether the answer is empty.
    """
    return tuple(_missing(filters, counts, nothing_passed=nothing_passed))


def _missing(
    filters: Filters, counts: Mapping[str, Mapping[str, int]], *, nothing_passed: bool
) -> Iterator[str]:
    for condition in filters.conditions:
        known = counts.get(condition.field, {})
        # Of more values than are counted it is not known which there are.
        if not known or len(known) >= MAX_FACET_VALUES:
            continue
        for value in condition.any_of:
            if not isinstance(value, str) or value in known:
                continue
            guess = did_you_mean(value, known)
            if guess or nothing_passed:
                there = guess or _few(known)
                yield f"no product has the {condition.field} {value[:_SHOWN_CHARS]!r}{there}"
        for value in condition.none_of:
            guess = did_you_mean(value, known) if isinstance(value, str) else ""
            if guess and value not in known:
                yield f"no product has the {condition.field} {value!r:.40}{guess}"


def _few(known: Mapping[str, int]) -> str:
    if len(known) > _FEW:
        return ""
    return f"; there is {', '.join(repr(value[:_SHOWN_CHARS]) for value in known)}"
