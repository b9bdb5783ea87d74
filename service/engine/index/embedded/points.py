"""Points as the embedded engine has them, and the shard that they lie in."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import qdrant_edge as edge

from service.engine.errors import GenerationError
from service.engine.index.protocol import DenseVector, Record
from service.engine.lexicon import TermWeights
from service.engine.schema import BM25, DENSE


def load_shard(folder: Path) -> edge.EdgeShard:
    """Open a shard that is there.

    Raises:
        GenerationError: when another process holds it, or it cannot be read.
    """
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


def write_points(shard: edge.EdgeShard, records: Iterable[Record]) -> None:
    """Upsert points.

    Raises:
        ValueError: for a vector that is not of unit length.
    """
    points = [edge.Point(r.point_id, _vectors(r), r.payload) for r in records]
    if points:
        shard.update(edge.UpdateOperation.upsert_points(points))


def to_record(stored: edge.Record) -> Record:
    """Return a point as the index's protocol has it."""
    sparse = stored.vector.get(BM25) if isinstance(stored.vector, dict) else None
    terms = (
        TermWeights(tuple(sparse.indices), tuple(sparse.values))
        if isinstance(sparse, edge.SparseVector)
        else TermWeights((), ())
    )
    return Record(str(stored.id), stored.payload or {}, dense_of(stored), terms)


def dense_of(stored: edge.Record) -> DenseVector | None:
    """Return a point's dense vector; `None` for one without."""
    vector = stored.vector.get(DENSE) if isinstance(stored.vector, dict) else None
    return None if vector is None else np.asarray(vector, dtype=np.float32)


def to_sparse(terms: TermWeights) -> edge.SparseVector:
    """Return term weights as the engine takes them."""
    return edge.SparseVector(list(terms.indices), list(terms.values))


def _vectors(record: Record) -> dict[str, Any]:
    record.require_unit()
    vectors: dict[str, Any] = {}
    if record.dense is not None:
        vectors[DENSE] = record.dense.tolist()
    if record.terms:
        vectors[BM25] = to_sparse(record.terms)
    return vectors
