import pytest
from PIL import Image

from service.engine.encoder import Calibration
from service.engine.query import Query
from service.engine.relevance.matching import by_words, curve_of, either

CURVES = Calibration({"text": (1, 0), "image": (1, 0), "photo": (1, 0)})
ROOM = Image.new("RGB", (60, 80), (150, 130, 110))
SHOP = Image.new("RGB", (60, 80), "white")


def test_sight_alone_is_left_as_it_is() -> None:
    assert either(0.4, by_words(0.0)) == pytest.approx(0.4)


def test_a_product_with_every_word_is_likely_meant_whatever_it_looks_like() -> None:
    assert either(0.0, by_words(1.0)) == pytest.approx(0.7)


def test_half_of_the_words_say_next_to_nothing() -> None:
    assert either(0.1, by_words(0.5)) == pytest.approx(0.1, abs=0.01)


def test_a_photo_is_judged_by_the_curve_of_photos() -> None:
    assert curve_of(Query(image=ROOM), CURVES) == "photo"
    assert curve_of(Query(image=SHOP), CURVES) == "image"
    assert curve_of(Query(like=("1",)), CURVES) == "image"
    assert curve_of(Query(text="but in red", image=ROOM), CURVES) == "composed"


def test_a_model_without_a_curve_for_photos_judges_them_as_pictures() -> None:
    assert curve_of(Query(image=ROOM), Calibration({"image": (1, 0)})) == "image"
