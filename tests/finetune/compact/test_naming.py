from random import Random

import numpy as np
import pytest

from finetune.compact.data.judging import POSITIVE, Judge
from finetune.compact.data.naming import FAMILIES, Names
from finetune.compact.data.pool import Pool, pool_of
from finetune.compact.splits import Split
from tests.finetune.compact.drawn import catalogue, photos


@pytest.fixture
def pool() -> Pool:
    return pool_of([catalogue(24), photos(["T-Shirt", "Dress"])], Split.TRAIN)


def test_each_turn_names_the_values_of_another_family(pool: Pool) -> None:
    names = Names(pool)
    drawn = [names.draw(turn, 100, Random(1)) for turn in range(len(FAMILIES))]
    assert [len(family) for family in drawn] == [2, 6, 3]


def test_a_product_bears_one_name_of_each_family(pool: Pool) -> None:
    judge = Judge(pool, [frozenset()] * len(pool), [frozenset()] * len(pool))
    for turn in range(len(FAMILIES)):
        names = Names(pool).draw(turn, 100, Random(1))
        verdicts = np.stack([judge.of_rule(name.rule, np.arange(24)) for name in names])
        assert (verdicts == POSITIVE).sum(0).tolist() == [1] * 24


def test_a_word_that_means_other_types_too_is_no_name_of_one(pool: Pool) -> None:
    drawn = {n.text for seed in range(200) for n in Names(pool).draw(0, 100, Random(seed))}
    assert {"tshirts", "t-shirts", "dresses"} <= drawn
    assert not drawn & {"tops", "apparel", "clothes"}


def test_no_more_names_are_drawn_than_asked(pool: Pool) -> None:
    assert len(Names(pool).draw(1, 4, Random(1))) == 4
