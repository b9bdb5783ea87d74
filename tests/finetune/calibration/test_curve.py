import numpy as np
import pytest

from finetune.calibration.curve import calibration_error, fit
from finetune.calibration.hits import Judged, judged_hits


def _drawn(slope: float, intercept: float, *, hits: int, seed: int = 3) -> Judged:
    random = np.random.default_rng(seed)
    cosines = random.uniform(0, 1, (hits, 10)).astype(np.float32)
    chance = 1 / (1 + np.exp(-(slope * cosines + intercept)))
    return judged_hits(cosines, random.random(chance.shape) < chance)


def test_the_curve_that_the_hits_were_drawn_by_is_found() -> None:
    curve = fit(_drawn(9.0, -6.0, hits=4_000))
    assert curve.slope == pytest.approx(9.0, rel=0.05)
    assert curve.intercept == pytest.approx(-6.0, rel=0.05)
    assert calibration_error(curve, _drawn(9.0, -6.0, hits=4_000, seed=4)) < 0.015


def test_hits_that_one_cosine_parts_have_a_curve_all_the_same() -> None:
    cosines = np.linspace(0, 1, 60, dtype=np.float32)[None]
    curve = fit(judged_hits(cosines, cosines > 0.5))
    assert np.isfinite([curve.slope, curve.intercept]).all()
    near, far = curve.probability(np.array([0.95, 0.05]))
    assert near > 0.95
    assert far < 0.05
    assert curve.probability(np.array([0.5]))[0] == pytest.approx(0.5, abs=0.05)


def test_scores_that_tell_nothing_the_right_way_have_no_curve() -> None:
    with pytest.raises(ValueError, match="not more often relevant"):
        fit(_drawn(-9.0, 4.0, hits=200))


@pytest.mark.parametrize("right", [True, False])
def test_hits_that_are_all_alike_have_no_curve(right: bool) -> None:  # noqa: FBT001
    cosines = np.linspace(0, 1, 60, dtype=np.float32)[None]
    with pytest.raises(ValueError, match="all relevant or all irrelevant"):
        fit(judged_hits(cosines, np.full(cosines.shape, right)))


def test_hits_that_weigh_nothing_change_nothing() -> None:
    drawn, false = _drawn(9.0, -6.0, hits=400), _drawn(-9.0, 3.0, hits=400)
    weightless = Judged(false.cosines, false.relevant, false.weights * 0, false.familiar)
    together, alone = fit(drawn.joined(weightless)), fit(drawn)
    assert together.slope == pytest.approx(alone.slope, rel=0.02)
