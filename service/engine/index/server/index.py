"""The server's index: one collection, asked through the async client."""

from collections.abc import Sequence
from math import ceil
from typing import Any, Final

from qdrant_client import models

from service.engine.index.fusion import merge
from service.engine.index.protocol import (
    ACORN_MAX_SELECTIVITY,
    EF,
    FILTERED_EF,
    LIVE_BATCH,
    Candidate,
    IndexQuery,
    Leg,
    Record,
    all_of,
)
from service.engine.index.server.calls import Calls
from service.engine.index.server.points import to_candidate, to_point, to_query
from service.engine.query import FacetCount
from service.engine.schema import DENSE


class ServerIndex:
    """One generation on a server. Any number of processes may hold it open."""

    remote: Final = True

    def __init__(self, calls: Calls, collection: str, *, oversampling: float = 2.0) -> None:
        self._calls = calls
        self._collection = collection
        self._oversampling = oversampling
        # The server itself gives up what nobody waits for any more.
        self._timeout_s = ceil(calls.timeout_s)

    async def search(self, query: IndexQuery) -> list[Candidate]:
        """Run every leg in one request; see `Index.search`."""
        if not query.legs:
            return await self._scroll(query)
        requests = [self._request(leg, query) for leg in query.legs]
        answers = await self._calls.run(
            lambda client: client.query_batch_points(
                self._collection, requests, timeout=self._timeout_s
            )
        )
        legs = [[(str(one.id), one.score) for one in answer.points] for answer in answers]
        return merge(legs, [leg.weight for leg in query.legs], limit=query.limit)

    def _request(self, leg: Leg, query: IndexQuery) -> models.QueryRequest:
        asked, using = to_query(leg)
        filter_ = all_of(query.filter, leg.filter)
        return models.QueryRequest(
            query=asked,
            using=using,
            filter=filter_,
            params=None if leg.lexical else self._params(query, filtered=filter_ is not None),
            limit=query.limit,
            score_threshold=leg.least_score if query.least_score is None else query.least_score,
            with_payload=False,
            with_vector=False,
        )

    def _params(self, query: IndexQuery, *, filtered: bool) -> models.SearchParams:
        """Few points are scanned whatever is said here: see the layout's full scan threshold."""
        if query.exact:
            return models.SearchParams(exact=True)
        return models.SearchParams(
            hnsw_ef=FILTERED_EF if filtered else EF,
            acorn=models.AcornSearchParams(enable=True, max_selectivity=ACORN_MAX_SELECTIVITY)
            if filtered
            else None,
            # Without quantisation this says nothing.
            quantization=models.QuantizationSearchParams(
                rescore=True, oversampling=self._oversampling
            ),
        )

    async def _scroll(self, query: IndexQuery) -> list[Candidate]:
        order = None
        if query.order_by is not None:
            path, descending = query.order_by
            direction = models.Direction.DESC if descending else models.Direction.ASC
            order = models.OrderBy(key=path, direction=direction)
        records, _ = await self._calls.run(
            lambda client: client.scroll(
                self._collection,
                scroll_filter=query.filter,
                limit=query.limit,
                order_by=order,
                with_payload=False,
                timeout=self._timeout_s,
            )
        )
        return [Candidate(str(record.id), float(record.order_value or 0)) for record in records]

    async def count(self, filter_: models.Filter | None) -> int:
        """See `Index.count`."""
        answer = await self._calls.run(
            lambda client: client.count(
                self._collection, filter_, exact=True, timeout=self._timeout_s
            )
        )
        return answer.count

    async def facet(
        self, path: str, filter_: models.Filter | None, *, limit: int
    ) -> tuple[FacetCount, ...]:
        """See `Index.facet`; the field needs a payload index."""
        answer = await self._calls.run(
            lambda client: client.facet(
                self._collection, path, filter_, limit, exact=True, timeout=self._timeout_s
            )
        )
        counts = [FacetCount(hit.value, hit.count) for hit in answer.hits]
        return tuple(sorted(counts, key=lambda count: (-count.count, str(count.value))))

    async def get(self, point_ids: Sequence[str]) -> list[Candidate]:
        """See `Index.get`."""
        if not point_ids:
            return []
        records = await self._calls.run(
            lambda client: client.retrieve(
                self._collection,
                list(point_ids),
                with_payload=True,
                with_vectors=[DENSE],
                timeout=self._timeout_s,
            )
        )
        found = {str(record.id): to_candidate(record) for record in records}
        return [found[point_id] for point_id in point_ids if point_id in found]

    async def payloads(
        self, point_ids: Sequence[str], paths: Sequence[str]
    ) -> dict[str, dict[str, Any]]:
        """See `Index.payloads`."""
        if not point_ids:
            return {}
        records = await self._calls.run(
            lambda client: client.retrieve(
                self._collection,
                list(point_ids),
                with_payload=list(paths),
                with_vectors=False,
                timeout=self._timeout_s,
            )
        )
        return {str(record.id): record.payload or {} for record in records}

    async def scroll(self, after: str | None, *, limit: int) -> list[Candidate]:
        """See `Index.scroll`."""
        # The server's offset is the first point that is wanted, so one more is asked for.
        records, _ = await self._calls.run(
            lambda client: client.scroll(
                self._collection,
                limit=limit + (after is not None),
                offset=after,
                with_payload=True,
                timeout=self._timeout_s,
            )
        )
        found = [Candidate(str(one.id), 0.0, one.payload or {}) for one in records]
        return [one for one in found if one.point_id != after][:limit]

    async def upsert(self, records: Sequence[Record]) -> None:
        """See `Index.upsert`."""
        points = [to_point(record) for record in records]
        for start in range(0, len(points), LIVE_BATCH):
            batch = points[start : start + LIVE_BATCH]
            await self._calls.run(
                lambda client, batch=batch: client.upsert(self._collection, batch, wait=True)  # type: ignore[misc]
            )

    async def delete(self, point_ids: Sequence[str]) -> None:
        """See `Index.delete`."""
        if not point_ids:
            return
        selector = models.PointIdsList(points=list(point_ids))
        await self._calls.run(lambda client: client.delete(self._collection, selector, wait=True))

    async def close(self) -> None:
        """See `Index.close`."""
        await self._calls.close()
