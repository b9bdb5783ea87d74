"""A shard that is being written, by ingest."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import qdrant_edge as edge

from service.engine.index.embedded.points import load_shard, to_record, to_sparse, write_points
from service.engine.index.home import Storage
from service.engine.index.protocol import LIVE_BATCH, Record
from service.engine.schema import BM25, DENSE, Schema


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
            self._shard = load_shard(folder)
            return
        folder.mkdir(parents=True, exist_ok=True)
        self._shard = edge.EdgeShard.create(str(folder), _layout(dimension, storage or Storage()))

    def write(self, records: Sequence[Record]) -> None:
        """See `Writer.write`; durable on return."""
        write_points(self._shard, records)

    def rewrite(self, records: Sequence[Record]) -> None:
        """See `Writer.rewrite`."""
        update = self._shard.update
        for record in records:
            update(edge.UpdateOperation.overwrite_payload([record.point_id], record.payload))
        with_terms = [
            edge.PointVectors(record.point_id, {BM25: to_sparse(record.terms)})
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
            to_record(stored)
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
            yield from (to_record(stored) for stored in page)
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
