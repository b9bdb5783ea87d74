"""Ranking: from scores to the first rows of a corpus."""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from finetune.evaluation.stock.stock import Rows
from service.engine.encoder import Vectors

DEPTH: Final = 10
NOTHING: Final = -1  # a rank that no product takes

Scores: TypeAlias = NDArray[np.float32]

_BLOCK: Final = 16_000_000  # scores held at a time: 64 MB


@dataclass(frozen=True, slots=True)
class Corpus:
    """The products that may answer.

    Attributes:
        name: `judged` (only products that the model never saw) or `whole` (all of the catalogue).
        rows: of the stock, ascending.
    """

    name: str
    rows: Rows


@dataclass(frozen=True, slots=True)
class Ranked:
    """Answers: rows of the stock, best first.

    Attributes:
        rows: shape (queries, depth), `NOTHING` where there is no further answer.
        scores: the same shape; what they are ordered by, by falling score.
    """

    rows: Rows
    scores: Scores


def nearest(
    queries: Vectors,
    vectors: Vectors,
    corpus: Corpus,
    *,
    depth: int = DEPTH,
    groups: Rows | None = None,
    left_out: Rows | None = None,
) -> Ranked:
    """Rank a corpus by cosine, exactly; equal scores by row.

    Args:
        queries: unit rows, (queries, dimension).
        vectors: of the whole stock, unit rows, (products, dimension).
        corpus: what may answer.
        depth: answers a query.
        groups: a number for each product of the stock, with `left_out`.
        left_out: one group a query, whose products do not answer it; -1 for none.
    """
    among = vectors[corpus.rows]
    own = None if groups is None or left_out is None else groups[corpus.rows]
    rows = np.full((len(queries), depth), NOTHING, np.int64)
    scores = np.full((len(queries), depth), -np.inf, np.float32)
    step = max(1, _BLOCK // max(1, len(among)))
    for start in range(0, len(queries), step):
        block = queries[start : start + step] @ among.T
        if own is not None and left_out is not None:
            block[own[None, :] == left_out[start : start + step, None]] = -np.inf
        top = best(block, depth)
        found = np.take_along_axis(block, top, axis=1)
        size = top.shape[1]
        rows[start : start + step, :size] = np.where(np.isfinite(found), corpus.rows[top], NOTHING)
        scores[start : start + step, :size] = found
    return Ranked(rows, scores)


def best(scores: NDArray[np.float32], depth: int) -> NDArray[np.int64]:
    """Return the columns of the highest scores of each row, best first; equal ones by column."""
    size = min(depth, scores.shape[1])
    # One more than asked: where the last place is tied, the lower column must win.
    cut = np.partition(scores, scores.shape[1] - size, axis=1)[:, scores.shape[1] - size]
    top = np.empty((len(scores), size), np.int64)
    for row, (values, least) in enumerate(zip(scores, cut, strict=True)):
        candidates = np.flatnonzero(values >= least)
        order = np.argsort(-values[candidates], kind="stable")[:size]
        top[row] = candidates[order]
    return top


def merged(ranked: Ranked, groups: Rows, *, depth: int) -> Ranked:
    """Keep the first answer of each group of a ranking that was made deeper than needed."""
    rows = np.full((len(ranked.rows), depth), NOTHING, np.int64)
    scores = np.full(rows.shape, -np.inf, np.float32)
    for query, found in enumerate(ranked.rows):
        valid = found[found != NOTHING]
        _, first = np.unique(groups[valid], return_index=True)
        kept = np.sort(first)[:depth]
        rows[query, : len(kept)] = valid[kept]
        scores[query, : len(kept)] = ranked.scores[query][kept]
    return Ranked(rows, scores)
