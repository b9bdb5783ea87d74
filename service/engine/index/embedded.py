"""The embedded home: Qdrant's own engine inside this process, one folder a generation."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import qdrant_edge as edge
from qdrant_client import models

from service.engine.errors import GenerationError
from service.engine.index.edge_filters import to_edge
from service.engine.index.fusion import fuse
from service.engine.index.protocol import Candidate, DenseVector, IndexQuery, Leg, Record
from service.engine.lexicon import TermWeights
from service.engine.query import FacetCount
from service.engine.schema import BM25, DENSE, Schema

# Below this many points that pass, scanning them all is fast and exact; see docs/decisions.
EXACT_BELOW: Final = 20_000
EF: Final = 128
# A filter that lets most points through leaves the graph whole; one that cuts holes needs ACORN.
ACORN_MAX_SELECTIVITY: Final = 0.6
# The engine holds the interpreter lock through an update, so large ones would stall the service.
_LIVE_BATCH: Final = 256


class EmbeddedIndex:
    """One open generation. Only one process can hold it open."""

    def __init__(self, shard: edge.EdgeShard) -> None:
        self._shard = shard

    @classmethod
    def open(cls, folder: Path) -> "EmbeddedIndex":
        """Open the shard of a finished generation.

        Raises:
            GenerationError: when another process holds it, or it cannot be read.
        """
        # Callers of the API read the message too: it names the generation, not where it lies.
        name = folder.parent.name
        try:
            return cls(edge.EdgeShard.load(str(folder)))
        except Exception as error:  # the engine raises plain exceptions
            if "WouldBlock" in str(error):
                raise GenerationError(
                    f"the index of {name} is held open by another process; stop the other "
                    "service, or give this one a data folder of its own (MODISTE_DATA)"
                ) from error
            raise GenerationError(
                f"the index of {name} cannot be opened; run: python -m ingest CATALOGUE --rebuild"
            ) from error

    async def search(self, query: IndexQuery) -> list[Candidate]:
        """Run every leg in one request; see `Index.search`."""
        if not query.legs:
            return self._scroll(to_edge(query.filter), query)
        requests = [self._request(leg, query) for leg in query.legs]
        answers = self._shard.query_batch(edge.QueryBatchRequest(requests))
        # Equal scores come in no fixed order, and pages must not overlap.
        legs = [
            sorted(
                (Candidate(str(point.id), point.score) for point in answer),
                key=lambda candidate: (-candidate.score, candidate.point_id),
            )
            for answer in answers
        ]
        if len(legs) == 1:
            return legs[0]
        return fuse(legs, [leg.weight for leg in query.legs], limit=query.limit)

    def _request(self, leg: Leg, query: IndexQuery) -> edge.QueryRequest:
        parts = [part for part in (query.filter, leg.filter) if part is not None]
        filter_ = to_edge(models.Filter(must=list(parts)) if parts else None)
        params = self._params(query, filter_)
        return edge.QueryRequest(
            limit=query.limit, query=_nearest(leg), filter=filter_, params=params
        )

    def _params(self, query: IndexQuery, filter_: edge.Filter | None) -> edge.SearchParams:
        passing = self._shard.count(edge.CountRequest(exact=False, filter=filter_))
        if query.exact or passing < EXACT_BELOW:
            return edge.SearchParams(exact=True)
        acorn = edge.AcornSearchParams(
            enable=filter_ is not None, max_selectivity=ACORN_MAX_SELECTIVITY
        )
        return edge.SearchParams(hnsw_ef=EF, acorn=acorn)

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

    async def upsert(self, records: Sequence[Record]) -> None:
        """See `Index.upsert`."""
        for start in range(0, len(records), _LIVE_BATCH):
            write(self._shard, records[start : start + _LIVE_BATCH])
        self._shard.flush()

    async def delete(self, point_ids: Sequence[str]) -> None:
        """See `Index.delete`."""
        self._shard.update(edge.UpdateOperation.delete_points(list(point_ids)))
        self._shard.flush()

    async def close(self) -> None:
        """See `Index.close`."""
        self._shard.close()


class EmbeddedBuilder:
    """Builds the shard of a new generation: write, then finish. Never used by the service."""

    def __init__(self, folder: Path, *, dimension: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._shard = edge.EdgeShard.create(
            str(folder),
            edge.EdgeConfig(
                vectors={DENSE: edge.EdgeVectorParams(dimension, edge.Distance.Cosine)},
                sparse_vectors={BM25: edge.EdgeSparseVectorParams(modifier=edge.Modifier.Idf)},
            ),
        )

    def write(self, records: Sequence[Record]) -> None:
        """Add points; durable on return."""
        write(self._shard, records)

    def finish(self, schema: Schema) -> None:
        """Make payload indexes, build the graph, flush and close."""
        for path, index_type in schema.indexes.items():
            kind = getattr(edge.PayloadSchemaType, index_type.value.capitalize())
            self._shard.update(edge.UpdateOperation.create_field_index(path, kind))
        # After the payload indexes: the graph gets extra edges inside each indexed value.
        self._shard.optimize()
        self._shard.flush()
        self._shard.close()

    def abandon(self) -> None:
        """Close without finishing."""
        self._shard.close()


def write(shard: edge.EdgeShard, records: Iterable[Record]) -> None:
    """Upsert points, refusing what the engine would take in silence and rank first (NaN)."""
    points = [edge.Point(r.point_id, _vectors(r), r.payload) for r in records]
    if points:
        shard.update(edge.UpdateOperation.upsert_points(points))


def _vectors(record: Record) -> dict[str, Any]:
    vectors: dict[str, Any] = {}
    if record.dense is not None:
        if not np.isfinite(record.dense).all() or not 0.99 < np.linalg.norm(record.dense) < 1.01:
            raise ValueError(f"the vector of {record.payload.get('id')!r} is not of unit length")
        vectors[DENSE] = record.dense.tolist()
    if record.terms:
        vectors[BM25] = edge.SparseVector(list(record.terms.indices), list(record.terms.values))
    return vectors


def _nearest(leg: Leg) -> edge.Query:
    if isinstance(leg.vector, TermWeights):
        sparse = edge.SparseVector(list(leg.vector.indices), list(leg.vector.values))
        return edge.Query.Nearest(sparse, using=BM25)
    return edge.Query.Nearest(leg.vector.tolist(), using=DENSE)


def _candidate(record: edge.Record) -> Candidate:
    vector = record.vector.get(DENSE) if isinstance(record.vector, dict) else None
    dense: DenseVector | None = None if vector is None else np.asarray(vector, dtype=np.float32)
    return Candidate(str(record.id), 0.0, record.payload or {}, dense)
