"""The dev metric."""

import numpy as np
import pytest

from finetune.training.data.prepared import Row
from finetune.training.data.sides import Split
from finetune.training.dev import METRIC, chance, query_of, recalls, right_pictures


def row(title: str | None, digest: str) -> Row:
    return Row(digest, title, None, {"articleType": "Kurtas"}, digest, Split.DEV, 0, 0)


def test_a_query_is_answered_by_equal_titles_and_equal_pictures() -> None:
    rows = [row("Blue Tee", "a"), row("blue tee", "b"), row("Kurta", "c"), row(None, "c")]
    assert right_pictures(rows).tolist() == [
        [True, True, False, False],
        [True, True, False, False],
        [False, False, True, True],
        [False, False, True, True],
    ]


def test_recall_counts_the_first_right_picture() -> None:
    right = np.eye(20, dtype=np.bool_)
    similar = np.zeros((20, 20), np.float32)
    # The right picture of query n stands at rank n + 1.
    for query in range(20):
        order = [other for other in range(20) if other != query]
        order.insert(query, query)
        similar[query, order] = np.linspace(1, 0, 20)
    found = recalls(similar, right)
    assert found["recall@1"] == 1 / 20
    assert found["recall@5"] == 5 / 20
    assert found["recall@10"] == 10 / 20
    assert found[METRIC] == pytest.approx((1 + 5 + 10) / 60)
    assert found["mrr"] == pytest.approx(np.mean(1 / np.arange(1, 21)))


def test_embeddings_that_are_all_equal_find_nothing() -> None:
    found = recalls(np.ones((30, 30), np.float32), np.eye(30, dtype=np.bool_))
    assert found[METRIC] == 0


def test_chance_is_what_random_orders_reach() -> None:
    rng = np.random.default_rng(5)
    right = np.kron(np.eye(15, dtype=np.bool_), np.ones((4, 4), np.bool_))
    reached = [recalls(rng.random((60, 60)).astype(np.float32), right)[METRIC] for _ in range(200)]
    assert chance(right) == pytest.approx(np.mean(reached), abs=0.02)


def test_a_product_without_a_title_is_searched_by_its_attributes() -> None:
    assert query_of(row("Blue Tee", "a")) == "Blue Tee"
    assert query_of(row(None, "a")) == query_of(row(None, "a")) != ""
