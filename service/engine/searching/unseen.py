"""The products that have no vector, so that nothing can be seen of them."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from qdrant_client import models

from service.engine.index import Index, IndexQuery
from service.engine.index.protocol import all_of
from service.engine.relevance.passing import passes
from service.engine.schema import DENSE

# Payloads of so many are kept: judging a few costs less than asking the index about them.
_KEPT: Final = 200
_LACKING: Final = models.Filter(must_not=[models.HasVectorCondition(has_vector=DENSE)])


class Unseen:
    """Which of some products, and which of all that pass a filter, cannot be seen.

    Args:
        index: asked where there are many.
        kept: payloads by point id, when there are few.
    """

    def __init__(self, index: Index, kept: Mapping[str, Mapping[str, Any]] | None) -> None:
        self._index = index
        self._kept = kept

    @classmethod
    async def find(cls, index: Index) -> "Unseen | None":
        """Look for them; `None` when all products have a vector."""
        found = await index.search(IndexQuery((), _LACKING, _KEPT + 1))
        if not found:
            return None
        if len(found) > _KEPT:
            return cls(index, None)
        kept = await index.get([one.point_id for one in found])
        return cls(index, {one.point_id: one.payload for one in kept})

    async def among(self, point_ids: Collection[str]) -> list[str]:
        """Return those of these products that cannot be seen."""
        if self._kept is not None:
            return [one for one in self._kept if one in point_ids]
        named = models.HasIdCondition(has_id=sorted(point_ids))
        return await self._ask(models.Filter(must=[named]), len(point_ids))

    async def passing(self, filter_: models.Filter | None, *, limit: int) -> list[str]:
        """Return at most `limit` of those that pass, ascending by id."""
        if self._kept is not None:
            having = [one for one, payload in self._kept.items() if passes(filter_, payload)]
            return sorted(having)[:limit]
        return await self._ask(filter_, limit)

    async def _ask(self, filter_: models.Filter | None, limit: int) -> list[str]:
        found = await self._index.search(IndexQuery((), all_of(filter_, _LACKING), limit))
        return [one.point_id for one in found]
