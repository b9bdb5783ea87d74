"""The embedded home: Qdrant's own engine inside this process, one folder a generation."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path
from typing import Any, Final

import numpy as np
import qdrant_edge as edge
from qdrant_client import models

from service.engine.errors import GenerationError
from service.engine.index.changes import LiveChanges
from service.engine.index.edge_filters import to_edge
from service.engine.index.fusion import by_score, fuse
from service.engine.index.home import Storage
from service.engine.index.protocol import (
    ACORN_MAX_SELECTIVITY,
    EF,
    EXACT_BELOW,
    LIVE_BATCH,
    Candidate,
    DenseVector,
    IndexQuery,
    Leg,
    Record,
    all_of,
)
from service.engine.lexicon import TermWeights
from service.engine.query import FacetCount
from service.engine.schema import BM25, DENSE, Schema


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
            shard = _load(folder)
        return cls(shard, oversampling=oversampling, changes=changes, still_live=still_live)

    async def search(self, query: IndexQuery) -> list[Candidate]:
        """Run every leg in one request; see `Index.search`."""
        if not query.legs:
            return self._scroll(to_edge(query.filter), query)
        requests = [self._request(leg, query) for leg in query.legs]
        answers = self._shard.query_batch(edge.QueryBatchRequest(requests))
        legs = [
            by_score(Candidate(str(point.id), point.score) for point in answer)
            for answer in answers
        ]
        if len(legs) == 1:
            return legs[0]
        return fuse(legs, [leg.weight for leg in query.legs], limit=query.limit)

    def _request(self, leg: Leg, query: IndexQuery) -> edge.QueryRequest:
        filter_ = to_edge(all_of(query.filter, leg.filter))
        params = self._params(query, filter_)
        return edge.QueryRequest(
            limit=query.limit,
            query=_nearest(leg),
            filter=filter_,
            params=params,
            score_threshold=query.least_score,
        )

    def _params(self, query: IndexQuery, filter_: edge.Filter | None) -> edge.SearchParams:
        passing = self._shard.count(edge.CountRequest(exact=False, filter=filter_))
        if query.exact or passing < EXACT_BELOW:
            return edge.SearchParams(exact=True)
        acorn = edge.AcornSearchParams(
            enable=filter_ is not None, max_selectivity=ACORN_MAX_SELECTIVITY
        )
        # Without quantisation this says nothing.
        rescoring = edge.QuantizationSearchParams(rescore=True, oversampling=self._oversampling)
        return edge.SearchParams(hnsw_ef=EF, acorn=acorn, quantization=rescoring)

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
            for start in range(0, len(records), LIVE_BATCH):
                write(self._shard, records[start : start + LIVE_BATCH])
            self._shard.flush()

    async def delete(self, point_ids: Sequence[str]) -> None:
        """See `Index.delete`.

        Raises:
            IndexUnavailableError: while the generation is being replaced.
        """
        async with self._gate():
            if self._changes:
                self._changes.note(deleted=point_ids)
            self._shard.update(edge.UpdateOperation.delete_points(list(point_ids)))
            self._shard.flush()

    def _gate(self) -> AbstractAsyncContextManager[None]:
        return self._changes.change(self._still_live) if self._changes else nullcontext()

    async def close(self) -> None:
        """See `Index.close`."""
        self._shard.close()


class EmbeddedBuilder:
    """See `Writer`: writes one shard in the process of the ingest job, never in the service's.

    Args:
        folder: of the shard.
        dimension: of the dense vectors of a new shard; `None` opens the one that is there.
        storage: how a new shard's vectors are kept.

    Raises:
        GenerationError: when another process holds a shard that is there, or it cannot be read.
    """

    def __init__(
        self, folder: Path, *, dimension: int | None = None, storage: Storage | None = None
    ) -> None:
        if dimension is None:
            self._shard = _load(folder)
            return
        folder.mkdir(parents=True, exist_ok=True)
        self._shard = edge.EdgeShard.create(str(folder), _layout(dimension, storage or Storage()))

    def write(self, records: Sequence[Record]) -> None:
        """See `Writer.write`; durable on return."""
        write(self._shard, records)

    def rewrite(self, records: Sequence[Record]) -> None:
        """See `Writer.rewrite`."""
        update = self._shard.update
        for record in records:
            update(edge.UpdateOperation.overwrite_payload([record.point_id], record.payload))
        with_terms = [
            edge.PointVectors(record.point_id, {BM25: _sparse(record.terms)})
            for record in records
            if record.terms
        ]
        without: list[Any] = [record.point_id for record in records if not record.terms]
        if with_terms:
            update(edge.UpdateOperation.update_vectors(with_terms))
        if without:
            update(edge.UpdateOperation.delete_vectors(without, [BM25]))

    def get(
        self,
        point_ids: Sequence[str],
        fields: Sequence[str] | None = None,
        *,
        vectors: bool = False,
    ) -> list[Record]:
        """See `Writer.get`."""
        return [
            _record(stored)
            for stored in self._shard.retrieve(
                list(point_ids),
                with_payload=True if fields is None else list(fields),
                with_vector=[DENSE, BM25] if vectors else False,
            )
        ]

    def delete(self, point_ids: Sequence[str]) -> None:
        """See `Writer.delete`."""
        if point_ids:
            self._shard.update(edge.UpdateOperation.delete_points(list(point_ids)))

    def stored(
        self, fields: Sequence[str] | None = None, *, vectors: bool = False
    ) -> Iterator[Record]:
        """See `Writer.stored`."""
        offset: Any = None
        while True:
            page, offset = self._shard.scroll(
                edge.ScrollRequest(
                    offset=offset,
                    limit=LIVE_BATCH,
                    with_payload=True if fields is None else list(fields),
                    with_vector=[DENSE, BM25] if vectors else False,
                )
            )
            yield from (_record(stored) for stored in page)
            if offset is None:
                return

    def count(self) -> int:
        """See `Writer.count`."""
        return self._shard.count(edge.CountRequest(exact=True))

    def flush(self) -> None:
        """See `Writer.flush`."""
        self._shard.flush()

    def finish(self, schema: Schema) -> None:
        """See `Writer.finish`."""
        there = self._shard.info().payload_schema
        wanted = {
            path: getattr(edge.PayloadSchemaType, index_type.value.capitalize())
            for path, index_type in schema.indexes.items()
        }
        for path, index in there.items():
            if wanted.get(path) != index.data_type:
                self._shard.update(edge.UpdateOperation.delete_field_index(path))
        for path, kind in wanted.items():
            if path not in there or there[path].data_type != kind:
                self._shard.update(edge.UpdateOperation.create_field_index(path, kind))
        # After the payload indexes: the graph gets extra edges inside each indexed value.
        self._shard.optimize()
        self._shard.flush()
        self._shard.close()

    def abandon(self) -> None:
        """See `Writer.abandon`."""
        self._shard.close()


def _layout(dimension: int, storage: Storage) -> edge.EdgeConfig:
    cold = edge.Memory.Cold if storage.on_disk else None
    dense = edge.EdgeVectorParams(
        dimension,
        edge.Distance.Cosine,
        memory=edge.Memory.Cold if storage.int8 else cold,
        quantization_config=edge.ScalarQuantizationConfig(
            edge.ScalarType.Int8, quantile=0.99, memory=edge.Memory.Pinned
        )
        if storage.int8
        else None,
    )
    sparse = edge.EdgeSparseVectorParams(modifier=edge.Modifier.Idf, memory=cold)
    return edge.EdgeConfig(
        vectors={DENSE: dense}, sparse_vectors={BM25: sparse}, payload_memory=cold
    )


def _load(folder: Path) -> edge.EdgeShard:
    # Callers of the API read the message too: it names the generation, not where it lies.
    name = folder.parent.name
    try:
        return edge.EdgeShard.load(str(folder))
    except Exception as error:  # the engine raises plain exceptions
        if "WouldBlock" in str(error):
            raise GenerationError(
                f"the index of {name} is held open by another process; stop the other "
                "service, or give this one a data folder of its own (MODISTE_DATA)"
            ) from error
        raise GenerationError(
            f"the index of {name} cannot be opened; run: python -m ingest CATALOGUE --rebuild"
        ) from error


def write(shard: edge.EdgeShard, records: Iterable[Record]) -> None:
    """Upsert points.

    Raises:
        ValueError: for a vector that is not of unit length.
    """
    points = [edge.Point(r.point_id, _vectors(r), r.payload) for r in records]
    if points:
        shard.update(edge.UpdateOperation.upsert_points(points))


def _vectors(record: Record) -> dict[str, Any]:
    record.require_unit()
    vectors: dict[str, Any] = {}
    if record.dense is not None:
        vectors[DENSE] = record.dense.tolist()
    if record.terms:
        vectors[BM25] = _sparse(record.terms)
    return vectors


def _sparse(terms: TermWeights) -> edge.SparseVector:
    return edge.SparseVector(list(terms.indices), list(terms.values))


def _nearest(leg: Leg) -> edge.Query:
    if isinstance(leg.vector, TermWeights):
        return edge.Query.Nearest(_sparse(leg.vector), using=BM25)
    return edge.Query.Nearest(leg.vector.tolist(), using=DENSE)


def _candidate(record: edge.Record) -> Candidate:
    return Candidate(str(record.id), 0.0, record.payload or {}, _dense(record))


def _record(stored: edge.Record) -> Record:
    sparse = stored.vector.get(BM25) if isinstance(stored.vector, dict) else None
    terms = (
        TermWeights(tuple(sparse.indices), tuple(sparse.values))
        if isinstance(sparse, edge.SparseVector)
        else TermWeights((), ())
    )
    return Record(str(stored.id), stored.payload or {}, _dense(stored), terms)


def _dense(stored: edge.Record) -> DenseVector | None:
    vector = stored.vector.get(DENSE) if isinstance(stored.vector, dict) else None
    return None if vector is None else np.asarray(vector, dtype=np.float32)
