"""The contract of every home of the index."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray
from qdrant_client import models

from service.engine.lexicon import TermWeights
from service.engine.query import FacetCount

DenseVector = NDArray[np.float32]  # (dim,), unit length

# Below this many points that pass, scanning them all is fast and exact; see docs/decisions.
EXACT_BELOW: Final = 20_000
# Up to so many are scanned as well where they are a small share of all: there the graph has so many
# holes that searching it takes longer and finds less.
SPARSE_BELOW: Final = 60_000
SPARSE_SHARE: Final = 0.15
# Words lie farther from pictures than pictures from each other: a graph that is searched as deep as
# is usual loses some of their neighbours. See docs/how-to/performance.md.
EF: Final = 512
# A filter's holes cost neighbours too; strict servers allow no more.
FILTERED_EF: Final = 1_024
# A filter that lets most points through leaves the graph whole; one that cuts holes needs ACORN.
ACORN_MAX_SELECTIVITY: Final = 0.6
# Points of one request: the embedded engine holds the interpreter lock through an update, a server
# has a limit for the bytes of a body.
LIVE_BATCH: Final = 256


@dataclass(frozen=True, slots=True)
class Record:
    """A product's point as the index stores it.

    Attributes:
        point_id: uuid5 of the product id.
        payload: what `schema.to_payload` made.
        dense: unit vector, or `None` for a product that nothing could be embedded of.
        terms: BM25 weights of its text; empty for a product without words.
    """

    point_id: str
    payload: dict[str, Any]
    dense: DenseVector | None
    terms: TermWeights

    def require_unit(self) -> None:
        """Refuse what an engine would take in silence and rank first (NaN).

        Raises:
            ValueError: for a dense vector that is not of unit length.
        """
        dense = self.dense
        if dense is None or (np.isfinite(dense).all() and 0.99 < np.linalg.norm(dense) < 1.01):
            return
        raise ValueError(f"the vector of {self.payload.get('id')!r} is not of unit length")


@dataclass(frozen=True, slots=True)
class Leg:
    """One way of scoring: by cosine (a dense vector) or by BM25 (term weights).

    Attributes:
        vector: what the points are compared with.
        weight: this leg's say in a fusion.
        filter: what this leg brings at most, beside the query's own filter.
        least_score: what scores less is left out of this leg.
    """

    vector: DenseVector | TermWeights
    weight: float = 1.0
    filter: models.Filter | None = None
    least_score: float | None = None

    @property
    def lexical(self) -> bool:
        """Whether this leg is scored by BM25."""
        return isinstance(self.vector, TermWeights)


@dataclass(frozen=True, slots=True)
class IndexQuery:
    """What the engine asks of an index.

    Attributes:
        legs: none (all that pass the filter, by point id), one (its own scores) or several
            (fused by weighted reciprocal ranks).
        filter: in Qdrant's terms.
        limit: how many candidates, best first.
        exact: whether every point that passes must be compared, however many there are.
        least_score: what scores less is left out; for a query with one leg.
        order_by: (payload path, largest first) for a query without legs: brings the points that
            have a value there, which is then their score.
    """

    legs: tuple[Leg, ...]
    filter: models.Filter | None
    limit: int
    exact: bool = False
    least_score: float | None = None
    order_by: tuple[str, bool] | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A point that an index brings, with what it is ordered by.

    Attributes:
        point_id: which point.
        score: cosine, BM25 or the fused reciprocal rank.
        payload: filled by `Index.get` only: a search brings many points of which a page shows few.
        dense: likewise; `None` also for a point without a vector.
    """

    point_id: str
    score: float
    payload: dict[str, Any] = field(default_factory=dict)
    dense: DenseVector | None = None


class Index(Protocol):
    """Points in, candidates out. Equal scores are ordered by point id."""

    @property
    def remote(self) -> bool:
        """Whether it lies in another process, which may be out of reach."""

    async def search(self, query: IndexQuery) -> list[Candidate]:
        """Return at most `query.limit` candidates, best first."""

    async def count(self, filter_: models.Filter | None) -> int:
        """Return exactly how many points pass."""

    async def facet(
        self, path: str, filter_: models.Filter | None, *, limit: int
    ) -> tuple[FacetCount, ...]:
        """Count the values at a payload path, most frequent first, then by value."""

    async def get(self, point_ids: Sequence[str]) -> list[Candidate]:
        """Return those of the points that exist, in the order asked, with payload and vector."""

    async def payloads(
        self, point_ids: Sequence[str], paths: Sequence[str]
    ) -> dict[str, dict[str, Any]]:
        """Return, for those of the points that exist, what their payloads have at these paths."""

    async def scroll(self, after: str | None, *, limit: int) -> list[Candidate]:
        """Return the points that follow `after` by point id, with payload, without vectors."""

    async def upsert(self, records: Sequence[Record]) -> None:
        """Add or replace points; on return they are durable."""

    async def delete(self, point_ids: Sequence[str]) -> None:
        """Remove points; unknown ids are no error."""

    async def close(self) -> None:
        """Release everything; the index cannot be used again."""


def all_of(*filters: models.Filter | None) -> models.Filter | None:
    """Return a filter that passes what all of these pass; `None` when none is given."""
    parts = [part for part in filters if part is not None]
    if len(parts) < 2:
        return parts[0] if parts else None
    return models.Filter(must=list(parts))
