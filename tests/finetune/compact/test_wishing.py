"""Wishes by themselves: which are drawn, how they are said, and the rows that fit them."""

from random import Random

import numpy as np
import pytest

from finetune.captions import bundled_wishes, wish_text
from finetune.compact.data.judging import POSITIVE, Judge
from finetune.compact.data.phrases import judge_of
from finetune.compact.data.pool import pool_of
from finetune.compact.data.wishing import Wishing
from finetune.compact.splits import Split
from tests.finetune.compact.drawn import catalogue, photos


@pytest.fixture
def judge() -> Judge:
    return judge_of(pool_of([catalogue(24), photos(["T-Shirt"])], Split.TRAIN))


def test_each_wish_that_some_product_fits_is_drawn_once(judge: Judge) -> None:
    fitting = set().union(*(wishes for wishes in judge.wishes if wishes))
    drawn = Wishing(judge).draw(10_000, Random(1))
    assert sorted(c.rule.wish for c in drawn if c.rule and c.rule.wish) == sorted(fitting)
    assert len(Wishing(judge).draw(5, Random(1))) == 5


def test_rows_that_fit_are_found_for_every_wish(judge: Judge) -> None:
    wishing = Wishing(judge)
    drawn = wishing.draw(6, Random(2))
    rows = wishing.fitting(drawn, 3, np.random.default_rng(1)).reshape(6, 3)
    for caption, found in zip(drawn, rows, strict=True):
        assert caption.rule is not None
        assert (judge.of_rule(caption.rule, found) == POSITIVE).all()


def test_where_nothing_fits_nothing_is_drawn() -> None:
    pool = pool_of([catalogue(6)], Split.TRAIN)
    wishing = Wishing(Judge(pool, [frozenset()] * 6, [frozenset()] * 6))
    assert wishing.draw(5, Random(1)) == []
    assert len(wishing.fitting([], 3, np.random.default_rng(1))) == 0


@pytest.mark.parametrize("name", ["picnic", "bollywood", "monsoon"])
def test_a_wish_is_said_in_many_ways_of_which_all_hold_one_of_its_phrases(name: str) -> None:
    wish = next(wish for wish in bundled_wishes() if wish.group_id == name)
    random = Random(3)
    said = {wish_text(wish, random) for _ in range(300)}
    assert len(said) > len(wish.phrases)
    assert all(any(phrase in text for phrase in wish.phrases) for text in said)
