"""Retrieval and calibration metrics over arrays, with bootstrap intervals.

A ranking metric takes `ranked`, shape (queries, depth): whether the hit at each rank is relevant,
best rank first, padded with `False` where a query has fewer hits. Where a metric needs to know how
many relevant products there are to find, it takes `relevant_counts`, shape (queries,). Each
returns one value a query, shape (queries,), so that slices, means and intervals come from the same
numbers. Names and conventions are trec_eval's: a rank beyond the hits counts as not relevant.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Values: TypeAlias = NDArray[np.float64]  # (queries,)
Binning: TypeAlias = Literal["equal_mass", "equal_width"]

DEFAULT_BINS = 15
_CHUNK = 4_000_000  # resampled indexes held at a time: 32 MB


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and its bootstrap interval.

    Attributes:
        mean: of the values as given.
        low, high: ends of the interval.
    """

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """One point of a reliability diagram.

    Attributes:
        low, high: the smallest and largest confidence in the bin.
        confidence: their mean, 0..1.
        accuracy: the share of outcomes that came true, 0..1.
        count: how many predictions are in the bin; at least 1.
    """

    low: float
    high: float
    confidence: float
    accuracy: float
    count: int


def precision_at_k(ranked: ArrayLike, k: int) -> Values:
    """Return the share of the first k ranks that is relevant: |relevant in top k| / k.

    Source: Manning, Raghavan, Schütze, "Introduction to Information Retrieval" (2008), 8.4.

    Raises:
        ValueError: `ranked` is not two-dimensional, or k < 1.
    """
    return _hits(_top(ranked, k)) / k


def precision_ceiling_at_k(relevant_counts: ArrayLike, k: int) -> Values:
    """Return the best precision@k that any ranking reaches: min(relevant, k) / k.

    Raises:
        ValueError: a count below 0, or k < 1.
    """
    counts = _counts(relevant_counts, least=0)
    _check_k(k)
    return np.minimum(counts, k) / k


def recall_at_k(ranked: ArrayLike, relevant_counts: ArrayLike, k: int) -> Values:
    """Return the share of the relevant products in the first k ranks: |relevant in top k| / R.

    Source: Manning, Raghavan, Schütze (2008), 8.3 and 8.4. With one relevant product a query it
    is the hit rate that image-text retrieval papers call R@k.

    Raises:
        ValueError: shapes do not fit, k < 1, a query without relevant products (recall is
            undefined: leave it out), or more relevant hits than relevant products.
    """
    hits = _hits(_top(ranked, k))
    return hits / _fitting_counts(relevant_counts, hits)


def reciprocal_rank_at_k(ranked: ArrayLike, k: int) -> Values:
    """Return 1 / the rank of the first relevant hit within the first k ranks, else 0.

    Its mean over queries is MRR@k. Source: Voorhees, "The TREC-8 question answering track report"
    (1999).

    Raises:
        ValueError: `ranked` is not two-dimensional, or k < 1.
    """
    top = _top(ranked, k)
    first = top.argmax(axis=1) + 1
    return np.where(top.any(axis=1), 1.0 / first, 0.0)


def ndcg_at_k(ranked: ArrayLike, relevant_counts: ArrayLike, k: int) -> Values:
    """Return the discounted gain of the first k ranks over that of a perfect ranking.

    DCG@k = sum over ranks r = 1..k of rel(r) / log2(r + 1), rel being 0 or 1; the perfect ranking
    has min(R, k) relevant products first. Source: Järvelin, Kekäläinen, "Cumulated gain-based
    evaluation of IR techniques", ACM TOIS 20(4), 2002, with the discount that trec_eval uses
    (`ndcg_cut`).

    Raises:
        ValueError: as `recall_at_k`.
    """
    top = _top(ranked, k)
    counts = _fitting_counts(relevant_counts, _hits(top))
    discounts = 1.0 / np.log2(np.arange(2, k + 2))
    ideal = np.concatenate([[0.0], np.cumsum(discounts)])[np.minimum(counts, k)]
    shares: Values = top @ discounts[: top.shape[1]] / ideal
    return shares


def reliability_bins(
    confidences: ArrayLike,
    outcomes: ArrayLike,
    *,
    bins: int = DEFAULT_BINS,
    binning: Binning = "equal_mass",
) -> tuple[ReliabilityBin, ...]:
    """Return the points of the reliability diagram, by rising confidence, empty bins left out.

    `equal_mass` (the default) cuts at the quantiles of the confidences, so each bin holds about
    as many predictions; equal confidences stay in one bin, so there may be fewer bins than asked
    for. `equal_width` cuts 0..1 into equal parts, (low, high], the first one closed.

    Args:
        confidences: predicted probabilities, 0..1, shape (predictions,).
        outcomes: whether each came true, shape (predictions,).
        bins: how many to cut at most.
        binning: where to cut.

    Raises:
        ValueError: shapes differ or are empty, a confidence outside 0..1 (or NaN), an outcome
            other than true and false, or bins < 1.
    """
    predicted, came_true = _predictions(confidences, outcomes)
    if bins < 1:
        raise ValueError(f"bins is {bins}; it is at least 1")
    if binning == "equal_mass":
        # Cuts are predictions themselves ("lower"), so that no rounding parts equal ones.
        quantiles = np.arange(1, bins) / bins
        cuts = np.unique(np.quantile(predicted, quantiles, method="lower"))
    else:
        cuts = np.linspace(0.0, 1.0, bins + 1)[1:-1]
    numbers = np.searchsorted(cuts, predicted, side="left")
    return tuple(
        _bin(predicted[numbers == number], came_true[numbers == number])
        for number in np.unique(numbers)
    )


def expected_calibration_error(
    confidences: ArrayLike,
    outcomes: ArrayLike,
    *,
    bins: int = DEFAULT_BINS,
    binning: Binning = "equal_mass",
) -> float:
    """Return how far confidences are from the truth on average: sum of n_b/n |acc_b - conf_b|.

    Source: Naeini, Cooper, Hauskrecht, "Obtaining well calibrated probabilities using Bayesian
    binning", AAAI 2015, and Guo et al., "On calibration of modern neural networks", ICML 2017,
    who take 15 bins of equal width. The default here is 15 bins of equal mass (Nguyen, O'Connor,
    "Posterior calibration and exploratory analysis for natural language processing models",
    EMNLP 2015): search scores crowd at the low end, where bins of equal width would be one bin.

    Raises:
        ValueError: as `reliability_bins`.
    """
    found = reliability_bins(confidences, outcomes, bins=bins, binning=binning)
    total = sum(one.count for one in found)
    return sum(one.count / total * abs(one.accuracy - one.confidence) for one in found)


def bootstrap_interval(
    values: ArrayLike, *, level: float = 0.95, resamples: int = 2_000, seed: int = 0
) -> Interval:
    """Return the mean of per-query values with its percentile bootstrap interval.

    Queries are drawn with replacement `resamples` times; the interval lies between the quantiles
    of the means. Source: Efron, Tibshirani, "An introduction to the bootstrap" (1993), chapter 13.
    To compare two models on the same queries, give the differences of their values (paired): they
    differ beyond the interval when it leaves out 0.

    Args:
        values: one a query, shape (queries,).
        level: of the interval, 0..1.
        resamples: how many draws.
        seed: of the draws; the same values and seed give the same interval.

    Raises:
        ValueError: no values, a value that is not finite, or a level or resamples out of range.
    """
    sample = np.asarray(values, dtype=np.float64)
    if sample.ndim != 1 or sample.size == 0 or not np.isfinite(sample).all():
        raise ValueError("values are not a non-empty row of finite numbers")
    if not 0.0 < level < 1.0 or resamples < 1:
        raise ValueError(f"level {level} is not within 0..1, or resamples {resamples} below 1")
    generator = np.random.default_rng(seed)
    step = max(1, _CHUNK // sample.size)
    means = np.concatenate(
        [
            sample[
                generator.integers(0, sample.size, (min(step, resamples - at), sample.size))
            ].mean(axis=1)
            for at in range(0, resamples, step)
        ]
    )
    low, high = np.quantile(means, [(1.0 - level) / 2.0, (1.0 + level) / 2.0])
    return Interval(float(sample.mean()), float(low), float(high))


def _check_k(k: int) -> None:
    if k < 1:
        raise ValueError(f"k is {k}; it is at least 1")


def _top(ranked: ArrayLike, k: int) -> NDArray[np.bool_]:
    """Return the first k ranks, shape (queries, at most k)."""
    _check_k(k)
    hits = np.asarray(ranked)
    if hits.ndim != 2:
        raise ValueError(f"ranked has shape {hits.shape}; it is (queries, depth)")
    if hits.dtype != np.bool_:
        if not np.isin(hits, (0, 1)).all():
            raise ValueError("ranked holds values other than 0 and 1; relevance here is binary")
        hits = hits.astype(np.bool_)
    if hits.shape[1] == 0:
        return np.zeros((hits.shape[0], 1), dtype=np.bool_)
    return hits[:, :k]


def _hits(top: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the number of relevant hits, shape (queries,)."""
    counts: NDArray[np.int64] = top.sum(axis=1, dtype=np.int64)
    return counts


def _counts(relevant_counts: ArrayLike, *, least: int) -> NDArray[np.int64]:
    counts = np.asarray(relevant_counts)
    if counts.ndim != 1 or (counts.size and not np.issubdtype(counts.dtype, np.integer)):
        raise ValueError("relevant_counts are not a row of whole numbers")
    if (counts < least).any():
        row = int(np.argmax(counts < least))
        raise ValueError(
            f"query {row} has {counts[row]} relevant products; "
            f"leave out queries with fewer than {least}"
        )
    return counts.astype(np.int64)


def _fitting_counts(relevant_counts: ArrayLike, hits: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the counts, after checking that they belong to these rankings."""
    counts = _counts(relevant_counts, least=1)
    if counts.shape != hits.shape:
        raise ValueError(f"{hits.size} rankings, but {counts.size} relevant_counts")
    if (hits > counts).any():
        row = int(np.argmax(hits > counts))
        raise ValueError(f"query {row} has {hits[row]} relevant hits, but {counts[row]} to find")
    return counts


def _predictions(
    confidences: ArrayLike, outcomes: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    predicted = np.asarray(confidences, dtype=np.float64)
    came_true = np.asarray(outcomes, dtype=np.float64)
    if predicted.ndim != 1 or predicted.shape != came_true.shape or predicted.size == 0:
        raise ValueError("confidences and outcomes are not two equally long, non-empty rows")
    if not ((predicted >= 0.0) & (predicted <= 1.0)).all():
        raise ValueError("a confidence is outside 0..1")
    if not np.isin(came_true, (0.0, 1.0)).all():
        raise ValueError("an outcome is neither true nor false")
    return predicted, came_true


def _bin(confidences: NDArray[np.float64], outcomes: NDArray[np.float64]) -> ReliabilityBin:
    return ReliabilityBin(
        low=float(confidences.min()),
        high=float(confidences.max()),
        confidence=float(confidences.mean()),
        accuracy=float(outcomes.mean()),
        count=int(confidences.size),
    )
