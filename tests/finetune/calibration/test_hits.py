"""Hits of pictures among each other, and among a crowd."""

import numpy as np

from finetune.calibration.hits import Crowd, judged_alike


def _on_circle(degrees: list[float]) -> np.ndarray:
    angles = np.deg2rad(np.array(degrees))
    return np.stack([np.cos(angles), np.sin(angles)], 1).astype(np.float32)


def test_pictures_are_found_among_the_others_and_not_by_themselves() -> None:
    judged = judged_alike(_on_circle([0, 10, 40, 60]), np.array([1, 1, 2, 1]), depth=1)
    assert judged.relevant.tolist() == [1, 1, 0, 0]
    nearest = np.cos(np.deg2rad([10, 10, 20, 20]))
    assert np.allclose(judged.cosines, nearest, atol=1e-6)


def test_a_crowd_is_found_and_asks_nothing() -> None:
    crowd = Crowd(_on_circle([1, 61]), np.array([2, 1]))
    judged = judged_alike(_on_circle([0, 30, 60]), np.array([1, 1, 1]), depth=1, crowd=crowd)
    assert len(judged.relevant) == 3
    assert judged.relevant.tolist() == [0, 0, 1]
