import numpy as np
import pytest
from PIL import Image
from qdrant_client import models

from service.engine.encoder import Calibration
from service.engine.index import Candidate
from service.engine.lexicon import Lexicon, TermWeights
from service.engine.product import Product
from service.engine.query import Query
from service.engine.relevance.matching import (
    Matcher,
    by_words,
    curve_of,
    either,
    without_sizes,
)
from service.engine.schema import Field, Schema, to_payload
from service.engine.searching.ranking import Plan, Preference
from service.engine.searching.reading import Stored

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


def test_what_has_the_attributes_has_the_words_that_were_read_as_them() -> None:
    schema = Schema((Field("colour", "keyword", facet=True),))
    maroon = models.FieldCondition(key="attributes.colour", match=models.MatchAny(any=["Maroon"]))
    plan = Plan(
        mode="dense",
        dense=np.array([1.0, 0.0], np.float32),
        terms=TermWeights((), ()),
        lexical_weight=0.0,
        filter=None,
        preferences=(Preference(models.Filter(must=[maroon]), 3.0),),
    )
    matcher = Matcher(
        calibration=CURVES,
        kind="text",
        plan=plan,
        words="burgundy dress",
        read=frozenset(("burgundy", "dress")),
        lexicon=Lexicon(),
    )

    def match(colour: str) -> float | None:
        product = Product("1", title="Plain dress", attributes={"colour": colour})
        stored = Stored.of(Candidate("p", 0.0, to_payload(product)), schema)
        return matcher.match(stored, -40.0)

    assert match("Maroon") == pytest.approx(0.7, abs=0.01)
    assert match("Blue") == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("brown formal shoes size 9", "brown formal shoes"),
        ("shoes in UK 8.5 for men", "shoes for men"),
        ("shirt size xl", "shirt"),
        ("us polo shirt", "us polo shirt"),
        ("plus size dress", "plus size dress"),
    ],
)
def test_a_size_speaks_against_no_product(text: str, left: str) -> None:
    assert " ".join(without_sizes(text).split()) == left
