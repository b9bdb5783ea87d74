import pytest

from service.engine.index.fusion import RRF_K, fuse


def leg(*scored: tuple[str, float]) -> list[tuple[str, float]]:
    return list(scored)


def test_scores_are_weighted_reciprocal_ranks() -> None:
    fused = fuse([leg(("a", 9.0), ("b", 8.0)), leg(("b", 0.7))], [1.0, 3.0], limit=9)
    assert [(c.point_id, c.score) for c in fused] == [
        ("b", pytest.approx(1 / (RRF_K + 2) + 3 / (RRF_K + 1))),
        ("a", pytest.approx(1 / (RRF_K + 1))),
    ]


def test_a_heavier_leg_has_more_to_say() -> None:
    words, sight = leg(("a", 9.0), ("b", 8.0)), leg(("b", 0.7), ("a", 0.6))
    assert fuse([words, sight], [2.0, 1.0], limit=1)[0].point_id == "a"
    assert fuse([words, sight], [1.0, 2.0], limit=1)[0].point_id == "b"


def test_equal_scores_share_a_rank() -> None:
    tied = leg(("a", 5.0), ("b", 5.0), ("c", 4.0))
    scores = {c.point_id: c.score for c in fuse([tied], [1.0], limit=9)}
    assert scores["a"] == scores["b"] == pytest.approx(1 / (RRF_K + 1))
    assert scores["c"] == pytest.approx(1 / (RRF_K + 3))


def test_only_the_best_are_returned_and_ties_go_by_id() -> None:
    assert [c.point_id for c in fuse([leg(("b", 1.0), ("a", 1.0))], [1.0], limit=1)] == ["a"]
