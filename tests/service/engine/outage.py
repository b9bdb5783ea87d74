"""An index that can be made not to answer."""

from collections.abc import Sequence
from typing import Any

from qdrant_client import models

from service.engine.errors import IndexUnavailableError
from service.engine.index import Candidate, Index, IndexQuery, Record
from service.engine.query import FacetCount


class Outage:
    """Another index, as it is reached over a line that may be cut."""

    remote = True

    def __init__(self, index: Index) -> None:
        self._index = index
        self.cut = False

    def _reach(self) -> Index:
        if self.cut:
            raise IndexUnavailableError("the index does not answer; try again later")
        return self._index

    async def search(self, query: IndexQuery) -> list[Candidate]:
        return await self._reach().search(query)

    async def count(self, filter_: models.Filter | None) -> int:
        return await self._reach().count(filter_)

    async def facet(
        self, path: str, filter_: models.Filter | None, *, limit: int
    ) -> tuple[FacetCount, ...]:
        return await self._reach().facet(path, filter_, limit=limit)

    async def get(self, point_ids: Sequence[str]) -> list[Candidate]:
        return await self._reach().get(point_ids)

    async def payloads(
        self, point_ids: Sequence[str], paths: Sequence[str]
    ) -> dict[str, dict[str, Any]]:
        return await self._reach().payloads(point_ids, paths)

    async def scroll(self, after: str | None, *, limit: int) -> list[Candidate]:
        return await self._reach().scroll(after, limit=limit)

    async def upsert(self, records: Sequence[Record]) -> None:
        await self._reach().upsert(records)

    async def delete(self, point_ids: Sequence[str]) -> None:
        await self._reach().delete(point_ids)

    async def close(self) -> None:
        await self._index.close()
