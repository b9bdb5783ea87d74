import numpy as np
import pytest

from service.engine.encoder import Calibration
from service.engine.encoder.familiarity import Familiarity

KNOWN = np.array([1.0, 0.0], dtype=np.float32)
STRANGE = np.array([0.0, 1.0], dtype=np.float32)
CALIBRATION = Calibration(
    {"image": (10.0, -5.0), "photo": (10.0, -4.0), "text": (9.0, -3.0)},
    Familiarity((8.0, -8.0), 0.0),
)


def test_a_picture_of_no_product_matches_little_however_near_it_lies() -> None:
    assert (CALIBRATION.seen(STRANGE).match("photo", 0.9) or 1) < 0.1
    assert CALIBRATION.match("photo", 0.9) == pytest.approx(0.993, abs=0.001)


def test_a_picture_of_a_product_matches_as_before() -> None:
    seen = CALIBRATION.seen(KNOWN)
    assert seen.match("image", 0.6) == pytest.approx(CALIBRATION.match("image", 0.6), abs=0.001)


def test_words_are_not_judged_by_what_a_picture_shows() -> None:
    assert CALIBRATION.seen(STRANGE).match("text", 0.5) == CALIBRATION.match("text", 0.5)


def test_the_least_cosine_is_the_inverse_for_strange_pictures_too() -> None:
    seen = CALIBRATION.seen((KNOWN + STRANGE) / np.float32(2**0.5))
    assert seen.match("image", seen.cosine("image", 0.3) or 0) == pytest.approx(0.3)


def test_a_match_that_a_strange_picture_cannot_have_is_never_near_enough() -> None:
    assert CALIBRATION.seen(STRANGE).cosine("image", 0.5) == float("inf")


def test_a_model_without_familiarity_takes_every_picture_for_a_product() -> None:
    plain = Calibration({"image": (10.0, -5.0)})
    assert plain.seen(STRANGE) is plain


def test_familiarity_never_overflows() -> None:
    assert Familiarity((1e9, 1e9), 0.0).probability(-STRANGE) == pytest.approx(0.0)
    assert Familiarity((1e9, 1e9), 0.0).probability(STRANGE) == pytest.approx(1.0)
