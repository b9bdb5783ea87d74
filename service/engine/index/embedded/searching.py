"""An open shard, searched and changed by the service."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import qdrant_edge as edge
from qdrant_client import models

from service.engine.index.changes import LiveChanges
from service.engine.index.edge_filters import to_edge
from service.engine.index.embedded.points import dense_of, load_shard, to_sparse, write_points
from service.engine.index.fusion import merge
from service.engine.index.protocol import (
    ACORN_MAX_SELECTIVITY,
    EF,
    EXACT_BELOW,
    FILTERED_EF,
    LIVE_BATCH,
    SPARSE_BELOW,
    SPARSE_SHARE,
    Candidate,
    IndexQuery,
    Leg,
    Record,
    all_of,
)
from service.engine.lexicon import TermWeights
from service.engine.query import FacetCount
from service.engine.schema import BM25, DENSE

# Filters whose size is remembered, and how long they may be.
_ESTIMATES: Final = 1_024
_ASKED_CHARS: Final = 2_000


class EmbeddedIndex:
    """One open generation. Only one process can hold it open.

    Args:
        shard: opened.
        oversampling: how many times as many candidates as asked for are rescored.
        changes: where changes are noted, so that a job at work on the next generation sees them.
        still_live: whether this generation is the live one; no other may be changed.
    """

    remote: Final = False

    def __init__(
        self,
        shard: edge.EdgeShard,
        *,
        oversampling: float = 2.0,
        changes: LiveChanges | None = None,
        still_live: Callable[[], bool] = lambda: True,
    ) -> None:
        self._shard = shard
        self._oversampling = oversampling
        self._changes = changes
        self._still_live = still_live
        self._points: int | None = None
        self._estimates: dict[str, int] = {}

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        oversampling: float = 2.0,
        changes: LiveChanges | None = None,
        still_live: Callable[[], bool] = lambda: True,
    ) -> "EmbeddedIndex":
        """Open the shard of a finished generation.

        Raises:
            GenerationError: when another process holds it, or it cannot be read.
        """
        # A shard is not copied while it is opened: opening writes.
        with changes.together() if changes else nullcontext():
            shard = load_shard(folder)
        return cls(shard, oversampling=oversampling, changes=changes, still_live=still_live)

    async def search(self, query: IndexQuery) -> list[Candidate]:
        """Run every leg in one request; see `Index.search`."""
        if not query.legs:
            return self._scroll(to_edge(query.filter), query)
        requests = [self._request(leg, query) for leg in query.legs]
        answers = self._shard.query_batch(edge.QueryBatchRequest(requests))
        legs = [[(_written(one.id.int), one.score) for one in answer] for answer in answers]  # type: ignore[union-attr]  # all ids are UUIDs
        return merge(legs, [leg.weight for leg in query.legs], limit=query.limit)

    def _request(self, leg: Leg, query: IndexQuery) -> edge.QueryRequest:
        filter_ = all_of(query.filter, leg.filter)
        return edge.QueryRequest(
            limit=query.limit,
            query=_nearest(leg),
            filter=to_edge(filter_),
            params=None if leg.lexical else self._params(query, filter_),
            score_threshold=leg.least_score if query.least_score is None else query.least_score,
        )

    def _params(self, query: IndexQuery, filter_: models.Filter | None) -> edge.SearchParams:
        if query.exact or self._scanned(filter_):
            return edge.SearchParams(exact=True)
        acorn = edge.AcornSearchParams(
            enable=filter_ is not None, max_selectivity=ACORN_MAX_SELECTIVITY
        )
        # Without quantisation this says nothing.
        rescoring = edge.QuantizationSearchParams(rescore=True, oversampling=self._oversampling)
        ef = EF if filter_ is None else FILTERED_EF
        return edge.SearchParams(hnsw_ef=ef, acorn=acorn, quantization=rescoring)

    def _scanned(self, filter_: models.Filter | None) -> bool:
        """Say whether comparing all that pass is quicker than searching the graph for them."""
        about = self._about(filter_)
        return about < EXACT_BELOW or about < min(SPARSE_BELOW, SPARSE_SHARE * self._all())

    def _about(self, filter_: models.Filter | None) -> int:
        """Estimate how many points pass; what shoppers wish for is asked again and again."""
        if filter_ is None:
            return self._all()
        asked = filter_.model_dump_json()
        known = self._estimates.get(asked)
        if known is None:
            request = edge.CountRequest(exact=False, filter=to_edge(filter_))
            known = self._shard.count(request)
            if len(self._estimates) >= _ESTIMATES:
                self._estimates.clear()
            if len(asked) <= _ASKED_CHARS:
                self._estimates[asked] = known
        return known

    def _changed(self) -> None:
        self._points = None
        self._estimates.clear()

    def _all(self) -> int:
        """Return how many points there are; counting them takes longer than searching them."""
        if self._points is None:
            self._points = self._shard.count(edge.CountRequest(exact=True, filter=None))
        return self._points

    def _scroll(self, filter_: edge.Filter | None, query: IndexQuery) -> list[Candidate]:
        order = None
        if query.order_by is not None:
            path, descending = query.order_by
            direction = edge.Direction.Desc if descending else edge.Direction.Asc
            order = edge.OrderBy(path, direction)
        request = edge.ScrollRequest(
            limit=query.limit, filter=filter_, with_payload=False, order_by=order
        )
        records, _ = self._shard.scroll(request)
        return [Candidate(str(record.id), float(record.order_value or 0)) for record in records]

    async def count(self, filter_: models.Filter | None) -> int:
        """See `Index.count`."""
        if filter_ is None:
            return self._all()
        return self._shard.count(edge.CountRequest(exact=True, filter=to_edge(filter_)))

    async def facet(
        self, path: str, filter_: models.Filter | None, *, limit: int
    ) -> tuple[FacetCount, ...]:
        """See `Index.facet`; the field needs a payload index."""
        response = self._shard.facet(
            edge.FacetRequest(key=path, limit=limit, exact=True, filter=to_edge(filter_))
        )
        counts = [FacetCount(hit.value, hit.count) for hit in response.hits]
        return tuple(sorted(counts, key=lambda count: (-count.count, str(count.value))))

    async def get(self, point_ids: Sequence[str]) -> list[Candidate]:
        """See `Index.get`."""
        records = self._shard.retrieve(list(point_ids), with_payload=True, with_vector=[DENSE])
        found = {str(record.id): _candidate(record) for record in records}
        return [found[point_id] for point_id in point_ids if point_id in found]

    async def payloads(
        self, point_ids: Sequence[str], paths: Sequence[str]
    ) -> dict[str, dict[str, Any]]:
        """See `Index.payloads`."""
        records = self._shard.retrieve(list(point_ids), with_payload=list(paths), with_vector=False)
        return {str(record.id): record.payload or {} for record in records}

    async def scroll(self, after: str | None, *, limit: int) -> list[Candidate]:
        """See `Index.scroll`."""
        # The engine's offset is the first point that is wanted, so one more is asked for.
        request = edge.ScrollRequest(offset=after, limit=limit + (after is not None))
        records, _ = self._shard.scroll(request)
        found = [Candidate(str(one.id), 0.0, one.payload or {}) for one in records]
        return [one for one in found if one.point_id != after][:limit]

    async def upsert(self, records: Sequence[Record]) -> None:
        """See `Index.upsert`.

        Raises:
            IndexUnavailableError: while the generation is being replaced.
        """
        for record in records:
            record.require_unit()
        async with self._gate():
            if self._changes:
                self._changes.note(put=records)
            self._changed()
            for start in range(0, len(records), LIVE_BATCH):
                write_points(self._shard, records[start : start + LIVE_BATCH])
            self._shard.flush()

    async def delete(self, point_ids: Sequence[str]) -> None:
        """See `Index.delete`.

        Raises:
            IndexUnavailableError: while the generation is being replaced.
        """
        async with self._gate():
            if self._changes:
                self._changes.note(deleted=point_ids)
            self._changed()
            self._shard.update(edge.UpdateOperation.delete_points(list(point_ids)))
            self._shard.flush()

    def _gate(self) -> AbstractAsyncContextManager[None]:
        return self._changes.change(self._still_live) if self._changes else nullcontext()

    async def close(self) -> None:
        """See `Index.close`."""
        self._shard.close()


@lru_cache(maxsize=65_536)
def _written(number: int) -> str:
    """Write a point id; a search brings hundreds, many of them again and again."""
    return str(UUID(int=number))


def _nearest(leg: Leg) -> edge.Query:
    if isinstance(leg.vector, TermWeights):
        return edge.Query.Nearest(to_sparse(leg.vector), using=BM25)
    return edge.Query.Nearest(leg.vector.tolist(), using=DENSE)


def _candidate(record: edge.Record) -> Candidate:
    return Candidate(str(record.id), 0.0, record.payload or {}, dense_of(record))
