import numpy as np
import pytest

from finetune.compact.data.judging import NEGATIVE, POSITIVE, UNJUDGED, Caption, Judge, Rule
from finetune.compact.data.pool import pool_of
from finetune.compact.splits import Split
from tests.finetune.compact.drawn import catalogue, photos


@pytest.fixture
def judge() -> Judge:
    pool = pool_of([catalogue(12), photos(["T-Shirt", "Dress", "Longsleeve"])], Split.TRAIN)
    words = [frozenset(row.title.lower().split()) for row in pool.rows]
    wishes = [frozenset({"beach"}) if place % 2 else frozenset() for place in range(12)]
    return Judge(pool, [*wishes, None, None, None], words)


def _rule(column: str, value: str) -> Rule:
    return Rule((((column,), frozenset({value})),))


def _verdicts(judge: Judge, caption: Caption, owner: int) -> list[int]:
    everything = np.arange(len(judge.pool))
    return judge.judge([caption], np.array([owner]), everything)[0].tolist()


def test_every_product_that_fits_an_attribute_phrase_is_a_positive(judge: Judge) -> None:
    found = _verdicts(judge, Caption("red", _rule("baseColour", "Red")), 0)
    assert found[:6] == [POSITIVE, NEGATIVE, NEGATIVE, POSITIVE, NEGATIVE, NEGATIVE]


def test_all_conditions_of_a_phrase_must_hold(judge: Judge) -> None:
    both = Rule(
        (*_rule("baseColour", "Red").conditions, *_rule("articleType", "Tshirts").conditions)
    )
    found = _verdicts(judge, Caption("red tshirt", both), 0)
    assert [place for place, verdict in enumerate(found[:12]) if verdict == POSITIVE] == [0, 6]


def test_what_a_photo_does_not_tell_is_left_out_of_the_loss(judge: Judge) -> None:
    assert _verdicts(judge, Caption("red", _rule("baseColour", "Red")), 0)[12:] == [UNJUDGED] * 3


def test_the_kind_of_a_photo_is_judged_by_its_label(judge: Judge) -> None:
    found = _verdicts(judge, Caption("t-shirt", _rule("articleType", "Tshirts")), 0)
    assert found[12:] == [POSITIVE, NEGATIVE, UNJUDGED]


def test_a_label_describes_photos_and_products_of_its_kind(judge: Judge) -> None:
    found = _verdicts(judge, Caption("a dress", _rule("label", "Dress")), 13)
    assert found[1] == POSITIVE
    assert found[0] == NEGATIVE
    assert found[12:] == [NEGATIVE, POSITIVE, NEGATIVE]


def test_a_title_describes_its_own_product_only(judge: Judge) -> None:
    found = _verdicts(judge, Caption(judge.pool.rows[4].title, None), 4)
    assert [place for place, verdict in enumerate(found[:12]) if verdict == POSITIVE] == [4]


def test_a_shortened_title_describes_all_products_that_have_its_words(judge: Judge) -> None:
    caption = Caption("brand red", None, frozenset({"brand", "red"}))
    found = _verdicts(judge, caption, 0)
    assert [place for place, v in enumerate(found[:12]) if v == POSITIVE] == [0, 3, 6, 9]


def test_a_wish_describes_the_products_that_fit_it(judge: Judge) -> None:
    found = _verdicts(judge, Caption("for the beach", Rule((), "beach")), 1)
    assert found[:4] == [NEGATIVE, POSITIVE, NEGATIVE, POSITIVE]
    assert found[12] == UNJUDGED


def test_a_coarser_column_leaves_open_what_a_finer_one_tells() -> None:
    corpus = catalogue(4)
    for row in corpus.rows:
        row.attributes["subCategory"] = "Topwear"
    pool = pool_of([corpus], Split.TRAIN)
    judge = Judge(pool, [frozenset()] * 4, [frozenset()] * 4)
    columns = ("articleType", "subCategory", "masterCategory")
    named = Rule(((columns, frozenset({"Tshirts", "Topwear"})),))
    assert judge.of_rule(named, np.arange(4)).tolist() == [POSITIVE, UNJUDGED] * 2
    coarse = Rule(((columns, frozenset({"Topwear"})),))
    assert judge.of_rule(coarse, np.arange(4)).tolist() == [POSITIVE] * 4
