"""From cosine to the probability that a hit is relevant: one logistic curve a kind of query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from finetune.metrics import expected_calibration_error

if TYPE_CHECKING:
    from finetune.calibration.hits import Floats, Judged, Vectors

_ROUNDS = 50
_STEEPEST = 40.0  # beyond it a probability is 0 or 1 to every digit


@dataclass(frozen=True)
class Curve:
    """p = 1 / (1 + exp(-(slope * cosine + intercept))). Source: Platt (1999)."""

    slope: float
    intercept: float

    def probability(self, cosines: Floats) -> Floats:
        """Probabilities of the same shape."""
        result: Floats = 1.0 / (1.0 + np.exp(-(self.slope * cosines + self.intercept)))
        return result


def fit(judged: Judged) -> Curve:
    """The curve of largest likelihood, by Newton's method.

    Right and wrong are aimed at as Platt does, a little short of 1 and 0, so that hits which a
    single cosine parts still have a curve of finite slope.

    Raises:
        ValueError: all hits are relevant or none is, or higher scores are not more often right.
    """
    right = float(judged.relevant.sum())
    if not 0 < right < len(judged.relevant):
        raise ValueError("the hits are all relevant or all irrelevant")
    inputs = np.stack([judged.cosines, np.ones_like(judged.cosines)], 1)
    wrong = len(judged.relevant) - right
    aims = np.where(judged.relevant > 0, (right + 1) / (right + 2), 1 / (wrong + 2))
    solution = np.zeros(2)
    loss = _loss(inputs @ solution, aims, judged.weights)
    for _ in range(_ROUNDS):
        guesses = _probable(inputs @ solution)
        gradient = inputs.T @ (judged.weights * (guesses - aims))
        curvature = judged.weights * guesses * (1 - guesses)
        hessian = (inputs * curvature[:, None]).T @ inputs + 1e-6 * np.eye(2)
        change = np.linalg.solve(hessian, gradient)
        # A whole step may overshoot where the hits are nearly parted.
        while (after := _loss(inputs @ (solution - change), aims, judged.weights)) > loss + 1e-9:
            change /= 2
        solution, loss = solution - change, after
        if np.abs(change).max() < 1e-9:
            break
    if solution[0] <= 0:
        raise ValueError("hits of higher scores are not more often relevant")
    return Curve(float(solution[0]), float(solution[1]))


def calibration_error(curve: Curve, judged: Judged) -> float:
    """Expected calibration error of a curve on judged hits."""
    guesses = curve.probability(judged.cosines) * judged.familiar
    return float(expected_calibration_error(guesses, judged.relevant.astype(bool)))


def outside_matches(
    curve: Curve, queries: Vectors, pictures: Vectors, familiar: Floats | float = 1.0
) -> float:
    """The largest match that any of these queries gets, the mean over queries."""
    best = (queries @ pictures.T).max(1).astype(np.float64)
    return float((curve.probability(best) * familiar).mean())


def _probable(logits: Floats) -> Floats:
    result: Floats = 1.0 / (1.0 + np.exp(-np.clip(logits, -_STEEPEST, _STEEPEST)))
    return result


def _loss(logits: Floats, aims: Floats, weights: Floats) -> float:
    return float((weights * (np.logaddexp(0.0, logits) - aims * logits)).sum())
