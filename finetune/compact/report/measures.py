"""Retrieval measures of the recipe: recall of titles, precision at 10 of labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from finetune.calibration.hits import Vectors

DEPTH = 10


def own_picture_ranks(
    queries: Vectors, pictures: Vectors, own: NDArray[np.int64], same: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The rank (from 1) of each query's own picture.

    Args:
        queries: (n, d), unit rows.
        pictures: (m, d), unit rows.
        own: (n,), the positions of the queries' pictures.
        same: (m,), ids that are equal for byte-equal pictures, which count as one.
    """
    ranks = np.empty(len(queries), dtype=np.int64)
    for start in range(0, len(queries), 512):
        scores = queries[start : start + 512] @ pictures.T
        for row, target in enumerate(own[start : start + 512]):
            better = scores[row] > scores[row, target]
            ranks[start + row] = 1 + int((better & (same != same[target])).sum())
    return ranks


def recall(ranks: NDArray[np.int64], depth: int) -> float:
    """The share of queries whose own picture is among the first `depth`."""
    return float((ranks <= depth).mean())


def reciprocal_rank(ranks: NDArray[np.int64], depth: int = DEPTH) -> float:
    """Mean reciprocal rank, 0 beyond `depth`."""
    return float(np.where(ranks <= depth, 1.0 / ranks, 0.0).mean())


def precision(found: NDArray[np.int64], relevant: Sequence[NDArray[np.bool_]]) -> float:
    """Mean precision: `relevant[i]` says for each picture whether query i asks for it."""
    hits = [relevant[row][places].mean() for row, places in enumerate(found)]
    return float(np.mean(hits)) if hits else float("nan")


def matching_precision(
    found: NDArray[np.int64], of_queries: NDArray[np.int64], of_pictures: NDArray[np.int64]
) -> float:
    """Mean precision where relevant means an equal label."""
    return float((of_pictures[found] == of_queries[:, None]).mean())
