import numpy as np
import pytest

from finetune.evaluation.measuring.ranking import NOTHING, Corpus, Ranked, best, merged, nearest
from service.engine.encoder import unit_rows

RNG = np.random.default_rng(3)


def brute_force(
    queries: np.ndarray, vectors: np.ndarray, rows: list[int], depth: int
) -> list[list[int]]:
    return [
        sorted(rows, key=lambda row, q=query: (-float(np.float32(q @ vectors[row])), row))[:depth]
        for query in queries
    ]


@pytest.mark.parametrize("depth", [1, 10, 37, 100])
def test_the_order_is_that_of_sorting_every_product_of_the_corpus(depth: int) -> None:
    vectors = unit_rows(RNG.standard_normal((60, 8)))
    queries = unit_rows(RNG.standard_normal((9, 8)))
    rows = np.sort(RNG.choice(60, 37, replace=False))
    found = nearest(queries, vectors, Corpus("judged", rows), depth=depth)
    wanted = brute_force(queries, vectors, rows.tolist(), depth)
    size = min(depth, 37)
    assert found.rows[:, :size].tolist() == wanted
    assert (found.rows[:, size:] == NOTHING).all()
    cosines = np.einsum("qd,qkd->qk", queries, vectors[found.rows[:, :size]])
    np.testing.assert_allclose(found.scores[:, :size], cosines, atol=1e-5)


def test_equal_scores_are_ordered_by_row_also_where_the_page_ends() -> None:
    scores = np.array([[1, 3, 2, 3, 2, 2, 0]], np.float32)
    assert best(scores, 4).tolist() == [[1, 3, 2, 4]]


def test_a_group_that_is_left_out_answers_nothing() -> None:
    vectors = unit_rows(RNG.standard_normal((6, 4)))
    groups = np.array([7, 7, 8, 8, 9, 9])
    everything = Corpus("whole", np.arange(6))
    found = nearest(vectors[:1], vectors, everything, groups=groups, left_out=np.array([7]))
    assert set(found.rows[0, :4].tolist()) == {2, 3, 4, 5}
    assert (found.rows[0, 4:] == NOTHING).all()


def test_merging_keeps_the_first_of_each_group() -> None:
    ranked = Ranked(
        np.array([[4, 2, 0, 1, NOTHING]]), np.array([[0.9, 0.8, 0.7, 0.6, -np.inf]], np.float32)
    )
    found = merged(ranked, np.array([5, 5, 6, 7, 6]), depth=3)
    assert found.rows.tolist() == [[4, 0, NOTHING]]
    assert found.scores[0, :2].tolist() == pytest.approx([0.9, 0.7])
