"""Recent searches: what was asked and shown, so that feedback can say what it is about."""

from array import array
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from service.engine.feedback import Asked
from service.engine.filters import Filters, plain_filters
from service.engine.query import Answer, Query, QueryKind

CAPACITY: Final = 10_000
# What one search may hold of the memory; nobody types filters of this length.
MAX_CHARS: Final = 8_000


@dataclass(frozen=True, slots=True)
class _Search:
    """One search, without its pictures."""

    kind: QueryKind
    text: str | None
    filters: Filters
    like: tuple[str, ...]
    offset: int
    shown: "array[int]"  # hash of each product's id, in the order of the hits


class RecentSearches:
    """The last searches by `query_id`; at most some 30 MB, gone when the service stops."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._searches: OrderedDict[str, _Search] = OrderedDict()

    def note(self, query_id: str, query: Query, answer: Answer) -> None:
        """Remember a search, and forget the oldest when there are too many."""
        if _chars(query) > MAX_CHARS:
            return
        self._searches[query_id] = _Search(
            kind=query.kind,
            text=query.text,
            filters=query.filters,
            like=query.like,
            offset=query.offset,
            shown=array("q", (hash(hit.product.id) for hit in answer.hits)),
        )
        while len(self._searches) > self._capacity:
            self._searches.popitem(last=False)

    def find(self, query_id: str, product_id: str) -> tuple[Asked | None, int | None]:
        """Return what a search asked and where it showed a product, as far as either is known."""
        search = self._searches.get(query_id)
        if search is None:
            return None, None
        asked = Asked(search.kind, search.text, plain_filters(search.filters), search.like)
        try:
            return asked, search.offset + search.shown.index(hash(product_id)) + 1
        except ValueError:
            return asked, None


def _chars(query: Query) -> int:
    said: list[object] = [query.text or "", *query.like]
    for condition in query.filters.conditions:
        said += (condition.field, *condition.any_of, *condition.none_of)
    return sum(len(str(value)) for value in said)
