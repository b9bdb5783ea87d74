import numpy as np
import pytest

from finetune.evaluation.evaluate import Evaluation
from finetune.evaluation.measuring.calibrating import (
    LANDSCAPE,
    NONSENSE,
    landscape,
    probe,
    reliabilities,
)
from finetune.evaluation.measuring.measurement import Asked, measure_precision
from finetune.evaluation.measuring.ranking import Ranked
from finetune.evaluation.measuring.trial import Trial
from service.engine.encoder import Calibration


def measured_hits(cosines: np.ndarray, right: np.ndarray) -> tuple:  # type: ignore[type-arg]
    rows = np.arange(cosines.size).reshape(cosines.shape)
    ranked = Ranked(rows, cosines.astype(np.float32))
    asked = [Asked(str(place)) for place in range(len(cosines))]
    counts = np.full(len(cosines), 10)
    return (measure_precision(("type", "dense", "judged"), asked, ranked, right, counts),)


def test_a_model_whose_matches_come_true_has_no_error() -> None:
    rng = np.random.default_rng(5)
    curve = Calibration({"text": (8.0, -4.0)})
    cosines = rng.uniform(0, 1, (4_000, 10))
    truth = 1 / (1 + np.exp(-(8 * cosines - 4)))
    (found,) = reliabilities(curve, measured_hits(cosines, rng.random(truth.shape) < truth))
    assert found.error < 0.01
    assert found.hits == 40_000
    assert found.right == pytest.approx(truth.mean(), abs=0.01)


def test_a_model_that_is_too_sure_has_the_gap_as_its_error() -> None:
    rng = np.random.default_rng(6)
    cosines = np.full((2_000, 10), 0.5)
    right = rng.random(cosines.shape) < 0.3
    (found,) = reliabilities(Calibration({"text": (0.0, 2.0)}), measured_hits(cosines, right))
    assert found.error == pytest.approx(1 / (1 + np.exp(-2)) - right.mean(), abs=1e-6)


def test_only_kinds_with_a_curve_are_judged(evaluation: Evaluation) -> None:
    assert [one.kind for one in evaluation.reliabilities] == ["text", "image"]
    assert reliabilities(Calibration({}), evaluation.measurements) == ()


def test_what_no_catalogue_has_is_asked_and_its_best_match_told(trial: Trial) -> None:
    found = probe(trial)
    assert [one.text for one in found] == [*NONSENSE, LANDSCAPE]
    assert all(0.0 <= one.match <= 1.0 for one in found)
    vector = trial.encoder.embed_images([landscape()])[0]
    best = float((trial.vectors @ vector).max())
    assert found[-1].match == pytest.approx(1 / (1 + np.exp(-(12 * best - 9))), rel=1e-3)
