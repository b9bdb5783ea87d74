"""Values that no product has: said to whoever filters by one, with what was likely meant."""

from collections.abc import Iterator, Mapping
from typing import Final

from rapidfuzz import fuzz, process

from service.engine.filters import Filters
from service.engine.relevance.counting import MAX_FACET_VALUES

_CLOSE: Final = 75
_SHOWN_CHARS: Final = 40


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
            nearest = process.extractOne(
                value, list(known), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=_CLOSE
            )
            if nearest or nothing_passed:
                guess = f"; did you mean {nearest[0]!r}?" if nearest else ""
                yield f"no product has the {condition.field} {value[:_SHOWN_CHARS]!r}{guess}"
