"""Points on the wire: records -> what the client sends, and back."""

from typing import Any

import numpy as np
from qdrant_client import models

from service.engine.index.protocol import Candidate, DenseVector, Leg, Record
from service.engine.lexicon import TermWeights
from service.engine.schema import BM25, DENSE


def to_point(record: Record) -> models.PointStruct:
    """Return a record as a point.

    Raises:
        ValueError: for a vector that is not of unit length.
    """
    record.require_unit()
    vectors: dict[str, Any] = {}
    if record.dense is not None:
        vectors[DENSE] = record.dense.tolist()
    if record.terms:
        vectors[BM25] = to_sparse(record.terms)
    return models.PointStruct(id=record.point_id, vector=vectors, payload=record.payload)


def to_sparse(terms: TermWeights) -> models.SparseVector:
    """Return term weights as a sparse vector."""
    return models.SparseVector(indices=list(terms.indices), values=list(terms.values))


def to_record(stored: models.Record) -> Record:
    """Read a record back; dense vector and terms only when they were asked for."""
    vectors = stored.vector if isinstance(stored.vector, dict) else {}
    sparse = vectors.get(BM25)
    terms = (
        TermWeights(tuple(sparse.indices), tuple(sparse.values))
        if isinstance(sparse, models.SparseVector)
        else TermWeights((), ())
    )
    return Record(str(stored.id), stored.payload or {}, _dense(vectors), terms)


def to_candidate(stored: models.Record) -> Candidate:
    """Return a retrieved point with payload and vector."""
    vectors = stored.vector if isinstance(stored.vector, dict) else {}
    return Candidate(str(stored.id), 0.0, stored.payload or {}, _dense(vectors))


def to_query(leg: Leg) -> tuple[models.Query, str]:
    """Return what a leg asks, and of which vector."""
    if isinstance(leg.vector, TermWeights):
        return models.NearestQuery(nearest=to_sparse(leg.vector)), BM25
    return models.NearestQuery(nearest=leg.vector.tolist()), DENSE


def _dense(vectors: dict[str, Any]) -> DenseVector | None:
    vector = vectors.get(DENSE)
    return None if vector is None else np.asarray(vector, dtype=np.float32)
