import numpy as np
import pytest

from service.engine.encoder.calibration import Calibration
from service.engine.searching.combining import Part, combine

X, Y = np.eye(4, dtype=np.float32)[:2]


def test_no_wish_has_no_direction() -> None:
    assert combine([]) is None
    assert combine([Part(X, 0.0)]) is None


def test_wishes_of_equal_weight_meet_in_the_middle() -> None:
    middle = combine([Part(X, 1.0), Part(Y, 1.0)])
    assert middle is not None
    assert float(middle @ X) == pytest.approx(float(middle @ Y))
    assert float(np.linalg.norm(middle)) == pytest.approx(1.0)


def test_only_the_ratio_of_weights_matters() -> None:
    one, other = combine([Part(X, 1.0), Part(Y, 2.0)]), combine([Part(X, 5.0), Part(Y, 10.0)])
    assert one == pytest.approx(other)


def test_what_is_not_wanted_pushes_away() -> None:
    turned = combine([Part(X, 1.0), Part(Y, -0.5)])
    assert turned is not None
    assert float(turned @ Y) < 0.0 < float(turned @ X)


def test_wishes_that_cancel_out_leave_the_first() -> None:
    assert combine([Part(X, 1.0), Part(X, -1.0)]) == pytest.approx(X)


def test_a_calibration_can_be_read_both_ways() -> None:
    calibration = Calibration({"text": (12.0, -4.0)})
    for match in (0.1, 0.5, 0.9):
        cosine = calibration.cosine("text", match)
        assert cosine is not None
        assert calibration.match("text", cosine) == pytest.approx(match)
    assert calibration.match("image", 0.5) is None
    assert calibration.cosine("image", 0.5) is None
    assert calibration.match("text", -1e9) == pytest.approx(0.0, abs=1e-9)
