"""Measurement: what one system answered to one task's queries, and how good that was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from finetune.evaluation.measuring.ranking import DEPTH, NOTHING, Ranked
from finetune.evaluation.stock.stock import Rows
from finetune.metrics import (
    Values,
    ndcg_at_k,
    precision_at_k,
    precision_ceiling_at_k,
    recall_at_k,
    reciprocal_rank_at_k,
)

Mask = NDArray[np.bool_]  # (queries, depth)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as reports show it.

    Attributes:
        id: stable, so that two runs can be compared query by query.
        text: what was asked in words; empty for a picture alone.
        source: the product whose picture was asked with, or that the title belongs to.
        slices: slice -> value, by which results are broken down.
        photo: of a query by a photo: its position on the photos' own shelf.
    """

    id: str
    text: str = ""
    source: int | None = None
    slices: Mapping[str, str] = field(default_factory=dict)
    photo: int | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """One system, one task, one corpus.

    Attributes:
        task: `title`, `type`, `vague`, `picture-type` and so on.
        system: `dense`, `bm25`, `hybrid`, or the mode of a live service.
        corpus: `judged` or `whole`.
        asked: the queries.
        ranked: the first ten answers to each.
        relevant: which of these are right, the same shape.
        values: metric -> one value a query.
        ceilings: metric -> the best value that any ranking reaches; where it is not 1 throughout.
    """

    task: str
    system: str
    corpus: str
    asked: tuple[Asked, ...]
    ranked: Ranked
    relevant: Mask
    values: Mapping[str, Values]
    ceilings: Mapping[str, Values] = field(default_factory=dict)

    @property
    def name(self) -> tuple[str, str, str]:
        """What tells it from the others of a run."""
        return self.task, self.system, self.corpus


def measure_precision(
    name: tuple[str, str, str],
    asked: Sequence[Asked],
    ranked: Ranked,
    relevant: Mask,
    counts: NDArray[np.int64],
) -> Measurement:
    """Judge answers of which many can be right: P@1, P@10 and MRR@10.

    Args:
        name: task, system and corpus.
        asked: the queries.
        ranked: their answers.
        relevant: (queries, depth).
        counts: how many right answers the corpus has for each query.
    """
    task, system, corpus = name
    return Measurement(
        task,
        system,
        corpus,
        tuple(asked),
        ranked,
        relevant,
        values={
            "P@1": precision_at_k(relevant, 1),
            "P@10": precision_at_k(relevant, DEPTH),
            "MRR@10": reciprocal_rank_at_k(relevant, DEPTH),
        },
        ceilings={"P@10": precision_ceiling_at_k(counts, DEPTH)},
    )


def measure_finding(
    name: tuple[str, str, str],
    asked: Sequence[Asked],
    ranked: Ranked,
    relevant: Mask,
    repeats: NDArray[np.int64] | None = None,
) -> Measurement:
    """Judge answers of which one is right: R@1, R@5, R@10, MRR@10 and nDCG@10.

    Args:
        name: task, system and corpus.
        asked: the queries.
        ranked: their answers.
        relevant: (queries, depth), at most one a row.
        repeats: how many products of the corpus nothing in the query can tell apart, for each
            query; the right one is then at any of the first `repeats` ranks at best. `None`: 1.
    """
    task, system, corpus = name
    ones = np.ones(len(asked), np.int64)
    return Measurement(
        task,
        system,
        corpus,
        tuple(asked),
        ranked,
        relevant,
        values={
            **{f"R@{k}": recall_at_k(relevant, ones, k) for k in (1, 5, DEPTH)},
            "MRR@10": reciprocal_rank_at_k(relevant, DEPTH),
            "nDCG@10": ndcg_at_k(relevant, ones, DEPTH),
        },
        ceilings={} if repeats is None else _finding_ceilings(repeats),
    )


def relevance(ranked: Ranked, masks: Sequence[NDArray[np.bool_]]) -> Mask:
    """Return which answers are right, given for each query a mask over the stock."""
    found = [mask[rows] & (rows != NOTHING) for rows, mask in zip(ranked.rows, masks, strict=True)]
    return np.array(found, bool).reshape(ranked.rows.shape)


def same_group(ranked: Ranked, wanted: Rows, groups: Rows) -> Mask:
    """Return which answers are of the group that each query wants."""
    same: Mask = (groups[ranked.rows] == wanted[:, None]) & (ranked.rows != NOTHING)
    return same


def _finding_ceilings(repeats: NDArray[np.int64]) -> dict[str, Values]:
    """Expected values where the right one is at a random place among its first `repeats` ranks."""
    ranks = np.arange(1, DEPTH + 1)
    within = ranks[None, :] <= repeats[:, None]
    share = within / repeats[:, None]
    return {
        **{f"R@{k}": share[:, :k].sum(axis=1) for k in (1, 5, DEPTH)},
        "MRR@10": (share / ranks).sum(axis=1),
        "nDCG@10": (share / np.log2(ranks + 1)).sum(axis=1),
    }
