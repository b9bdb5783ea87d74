import math
from itertools import pairwise

import numpy as np
import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st

from finetune.metrics import (
    bootstrap_interval,
    expected_calibration_error,
    ndcg_at_k,
    precision_at_k,
    precision_ceiling_at_k,
    recall_at_k,
    reciprocal_rank_at_k,
    reliability_bins,
)

RANKED = np.array([[True, False, True, False], [False, False, False, True], [False] * 4])
COUNTS = np.array([3, 1, 2])


def test_precision_is_the_relevant_share_of_the_first_k() -> None:
    assert precision_at_k(RANKED, 1).tolist() == [1, 0, 0]
    assert precision_at_k(RANKED, 4).tolist() == [0.5, 0.25, 0]


def test_fewer_hits_than_k_count_as_not_relevant() -> None:
    assert precision_at_k(RANKED, 10).tolist() == [0.2, 0.1, 0]
    assert precision_at_k(np.zeros((2, 0), dtype=bool), 5).tolist() == [0, 0]


def test_the_ceiling_of_precision_is_what_there_is_to_find() -> None:
    assert precision_ceiling_at_k([0, 3, 10, 500], 10).tolist() == [0, 0.3, 1, 1]


def test_recall_is_the_found_share_of_all_that_is_relevant() -> None:
    np.testing.assert_allclose(recall_at_k(RANKED, COUNTS, 4), [2 / 3, 1, 0])


def test_reciprocal_rank_looks_for_the_first_relevant_hit_within_k() -> None:
    assert reciprocal_rank_at_k(RANKED, 4).tolist() == [1, 0.25, 0]
    assert reciprocal_rank_at_k(RANKED, 3).tolist() == [1, 0, 0]


def test_ndcg_of_a_perfect_ranking_is_1_and_discounts_by_rank() -> None:
    perfect = np.array([[True, True, False, False]])
    assert ndcg_at_k(perfect, [2], 4).tolist() == [1]
    late = np.array([[False, False, True, False]])
    assert ndcg_at_k(late, [1], 4)[0] == pytest.approx(1 / math.log2(4))
    assert ndcg_at_k(perfect, [9], 2).tolist() == [1]


@pytest.mark.parametrize("k", [1, 5, 10])
def test_metrics_agree_with_trec_eval(k: int) -> None:
    generator = np.random.default_rng(k)
    queries, products, depth = 60, 80, 30
    scores = generator.permuted(np.tile(np.arange(products, dtype=float), (queries, 1)), axis=1)
    relevant = generator.random((queries, products)) < generator.uniform(0.02, 0.6, (queries, 1))
    relevant[np.arange(queries), generator.integers(0, products, queries)] = True
    order = np.argsort(-scores, axis=1)[:, :depth]
    ranked = np.take_along_axis(relevant, order, axis=1)
    counts = relevant.sum(axis=1)

    judgements = {
        str(q): {str(p): int(relevant[q, p]) for p in range(products)} for q in range(queries)
    }
    run = {str(q): {str(p): float(scores[q, p]) for p in order[q]} for q in range(queries)}
    cut = {str(q): dict(list(run[str(q)].items())[:k]) for q in range(queries)}
    measures = {f"P_{k}", f"recall_{k}", f"ndcg_cut_{k}"}
    judged = pytrec_eval.RelevanceEvaluator(judgements, measures).evaluate(run)
    # trec_eval has no cut-off for the reciprocal rank: give it the first k hits alone.
    first = pytrec_eval.RelevanceEvaluator(judgements, {"recip_rank"}).evaluate(cut)

    def theirs(measure: str) -> list[float]:
        source = first if measure == "recip_rank" else judged
        return [source[str(q)][measure] for q in range(queries)]

    np.testing.assert_allclose(precision_at_k(ranked, k), theirs(f"P_{k}"))
    np.testing.assert_allclose(recall_at_k(ranked, counts, k), theirs(f"recall_{k}"))
    np.testing.assert_allclose(ndcg_at_k(ranked, counts, k), theirs(f"ndcg_cut_{k}"))
    np.testing.assert_allclose(reciprocal_rank_at_k(ranked, k), theirs("recip_rank"))


@given(st.integers(0, 10_000), st.integers(1, 12))
def test_every_metric_lies_between_0_and_1_and_precision_under_its_ceiling(
    seed: int, k: int
) -> None:
    generator = np.random.default_rng(seed)
    ranked = generator.random((5, 8)) < 0.4
    counts = ranked.sum(axis=1) + generator.integers(1, 5, 5)
    for values in (
        precision_at_k(ranked, k),
        recall_at_k(ranked, counts, k),
        reciprocal_rank_at_k(ranked, k),
        ndcg_at_k(ranked, counts, k),
    ):
        assert values.shape == (5,)
        assert ((values >= 0) & (values <= 1 + 1e-12)).all()
    assert (precision_at_k(ranked, k) <= precision_ceiling_at_k(counts, k)).all()


@pytest.mark.parametrize(
    ("ranked", "counts", "k", "message"),
    [
        (RANKED, COUNTS, 0, "k is 0"),
        (RANKED[0], COUNTS, 5, "it is .queries, depth."),
        (RANKED * 2, COUNTS, 5, "other than 0 and 1"),
        (RANKED, [3, 0, 2], 5, "query 1 has 0 relevant products; leave out"),
        (RANKED, [1, 1, 2], 4, "query 0 has 2 relevant hits, but 1 to find"),
        (RANKED, [3, 1], 5, "3 rankings, but 2 relevant_counts"),
        (RANKED, [3.0, 1.0, 2.0], 5, "whole numbers"),
    ],
)
def test_arrays_that_cannot_be_judged_are_refused(
    ranked: np.ndarray, counts: list[int], k: int, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        recall_at_k(ranked, counts, k)
    with pytest.raises(ValueError, match=message):
        ndcg_at_k(ranked, counts, k)


def test_calibration_error_is_the_weighted_gap_between_confidence_and_truth() -> None:
    confidences = [0.2] * 5 + [0.8] * 5
    outcomes = [True, *[False] * 4, True, True, *[False] * 3]
    for binning in ("equal_mass", "equal_width"):
        error = expected_calibration_error(confidences, outcomes, bins=5, binning=binning)
        assert error == pytest.approx(0.5 * 0.0 + 0.5 * 0.4)


def test_a_calibrated_model_has_almost_no_error_and_an_overconfident_one_has() -> None:
    generator = np.random.default_rng(0)
    truth = generator.random(50_000)
    outcomes = generator.random(50_000) < truth
    for binning in ("equal_mass", "equal_width"):
        assert expected_calibration_error(truth, outcomes, binning=binning) < 0.01
        squeezed = truth**0.25
        assert expected_calibration_error(squeezed, outcomes, binning=binning) > 0.2


def test_bins_of_equal_mass_hold_as_many_and_bins_of_equal_width_span_as_much() -> None:
    confidences = np.linspace(0, 1, 1_500) ** 3
    outcomes = np.ones(1_500, dtype=bool)
    mass = reliability_bins(confidences, outcomes, bins=15)
    assert len(mass) == 15
    assert {one.count for one in mass} <= {99, 100, 101}
    width = reliability_bins(confidences, outcomes, bins=4, binning="equal_width")
    assert len(width) == 4
    assert all(n / 4 <= one.low and one.high <= (n + 1) / 4 for n, one in enumerate(width))
    assert width[0].count > 2 * width[3].count


@given(st.lists(st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0]), min_size=1), st.integers(1, 20))
def test_every_prediction_is_in_one_bin_and_equal_ones_are_together(
    confidences: list[float], bins: int
) -> None:
    outcomes = [value > 0.4 for value in confidences]
    for binning in ("equal_mass", "equal_width"):
        found = reliability_bins(confidences, outcomes, bins=bins, binning=binning)
        assert sum(one.count for one in found) == len(confidences)
        assert len(found) <= bins
        assert all(one.high < two.low for one, two in pairwise(found))
        for value in set(confidences):
            assert sum(one.low <= value <= one.high for one in found) == 1


@pytest.mark.parametrize(
    ("confidences", "outcomes", "bins", "message"),
    [
        ([], [], 15, "non-empty"),
        ([0.5], [True, False], 15, "equally long"),
        ([1.5], [True], 15, "outside 0..1"),
        ([math.nan], [True], 15, "outside 0..1"),
        ([0.5], [0.3], 15, "neither true nor false"),
        ([0.5], [True], 0, "bins is 0"),
    ],
)
def test_predictions_that_cannot_be_binned_are_refused(
    confidences: list[float], outcomes: list[float], bins: int, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        expected_calibration_error(confidences, outcomes, bins=bins)


def test_the_interval_agrees_with_the_normal_one_where_that_holds() -> None:
    values = np.random.default_rng(0).normal(3, 2, 1_000)
    interval = bootstrap_interval(values, resamples=4_000)
    half = 1.96 * values.std() / math.sqrt(values.size)
    assert interval.mean == pytest.approx(values.mean())
    assert interval.low == pytest.approx(values.mean() - half, abs=0.02)
    assert interval.high == pytest.approx(values.mean() + half, abs=0.02)


def test_the_interval_is_repeatable_and_wider_at_a_higher_level() -> None:
    values = np.random.default_rng(1).random(200)
    assert bootstrap_interval(values, seed=5) == bootstrap_interval(values, seed=5)
    assert bootstrap_interval(values, seed=5) != bootstrap_interval(values, seed=6)
    narrow, wide = (bootstrap_interval(values, level=level) for level in (0.8, 0.99))
    assert wide.low < narrow.low < narrow.mean < narrow.high < wide.high


def test_values_that_do_not_vary_have_an_interval_of_no_width() -> None:
    interval = bootstrap_interval([0.25] * 9)
    assert (interval.mean, interval.low, interval.high) == (0.25, 0.25, 0.25)


def test_many_queries_are_resampled_in_bounded_memory() -> None:
    values = np.random.default_rng(2).random(50_000)
    interval = bootstrap_interval(values, resamples=200)  # 10 million draws, in three parts
    assert interval.low < values.mean() < interval.high
    assert interval.high - interval.low < 0.02


@pytest.mark.parametrize(
    ("values", "options"),
    [
        ([], {}),
        ([math.nan], {}),
        ([[1.0]], {}),
        ([1.0], {"level": 1.0}),
        ([1.0], {"resamples": 0}),
    ],
)
def test_what_cannot_be_resampled_is_refused(values: list[float], options: dict) -> None:
    with pytest.raises(ValueError):
        bootstrap_interval(values, **options)
