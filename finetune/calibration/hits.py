"""Judged hits: the first answers to queries, and whether each was right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Vectors: TypeAlias = NDArray[np.float32]

DEPTH = 24
OUTSIDE_SHARE = 0.08
"""Of the weight of all hits: what queries that nothing answers have together."""


@dataclass(frozen=True)
class Judged:
    """Scores of hits, whether each was relevant, and how much each counts; all (n,).

    Attributes:
        familiar: how likely the query asks for a product at all, at every hit of it.
    """

    cosines: Floats
    relevant: Floats
    weights: Floats
    familiar: Floats

    def joined(self, other: Judged) -> Judged:
        """Both, one after the other."""
        return Judged(
            np.concatenate([self.cosines, other.cosines]),
            np.concatenate([self.relevant, other.relevant]),
            np.concatenate([self.weights, other.weights]),
            np.concatenate([self.familiar, other.familiar]),
        )

    def asked_with(self, familiar: Floats) -> Judged:
        """With the familiarity of each query, (queries,), all of which have as many hits."""
        return replace(self, familiar=np.repeat(familiar, len(self.cosines) // len(familiar)))


def judged_hits(cosines: NDArray[np.float32], relevant: NDArray[np.bool_]) -> Judged:
    """Hits that count alike."""
    flat = cosines.astype(np.float64).ravel()
    relevances = relevant.astype(np.float64).ravel()
    return Judged(flat, relevances, np.ones(flat.shape), np.ones(flat.shape))


@dataclass(frozen=True)
class Crowd:
    """Pictures that are found and do not ask.

    Attributes:
        pictures: (n, dimension), unit rows.
        kinds: (n,).
    """

    pictures: Vectors
    kinds: NDArray[np.integer]


def judged_alike(
    pictures: Vectors,
    kinds: NDArray[np.integer],
    *,
    depth: int = DEPTH,
    crowd: Crowd | None = None,
) -> Judged:
    """The first hits of pictures among each other; relevant is what is of the same kind.

    Args:
        pictures: (n, dimension), unit rows.
        kinds: (n,).
        depth: hits of a picture; fewer than there are pictures.
        crowd: others among which they are found. The fewer pictures there are, the farther the
            nearest lie, and the more a cosine seems to say.
    """
    among, of = pictures, kinds
    if crowd is not None:
        among = np.concatenate([pictures, crowd.pictures])
        of = np.concatenate([kinds, crowd.kinds])
    found = nearest(pictures, among, depth=depth, itself=True)
    cosines = np.einsum("nd,nkd->nk", pictures, among[found])
    return judged_hits(cosines, of[found] == kinds[:, None])


def judged_outside(
    queries: Vectors, pictures: Vectors, total: float, *, depth: int = DEPTH
) -> Judged:
    """The first hits of queries that nothing answers; together they weigh a share of `total`."""
    found = nearest(queries, pictures, depth=depth)
    cosines = np.take_along_axis(queries @ pictures.T, found, 1)
    judged = judged_hits(cosines, np.zeros(cosines.shape, dtype=bool))
    weight = OUTSIDE_SHARE * total / judged.cosines.size
    return replace(judged, weights=np.full(judged.cosines.shape, weight))


def nearest(
    queries: Vectors, pictures: Vectors, *, depth: int, itself: bool = False
) -> NDArray[np.int64]:
    """The positions of the nearest pictures, (n, depth), best first.

    Args:
        queries: (n, d), unit rows.
        pictures: (m, d), unit rows.
        depth: how many; there must be more pictures.
        itself: query i is picture i, and is left out.
    """
    found = np.empty((len(queries), depth), dtype=np.int64)
    for start in range(0, len(queries), 512):
        scores = queries[start : start + 512] @ pictures.T
        if itself:
            rows = np.arange(len(scores))
            scores[rows, rows + start] = -np.inf
        top = np.argpartition(-scores, depth - 1, axis=1)[:, :depth]
        order = np.argsort(-np.take_along_axis(scores, top, 1), axis=1, kind="stable")
        found[start : start + 512] = np.take_along_axis(top, order, 1)
    return found
