"""Dealing: which pairs come together in a batch."""

import numpy as np
import pytest

from finetune.training.data.drawing import Captions, deal
from finetune.training.data.prepared import Row
from finetune.training.data.sides import Split
from finetune.training.errors import TrainingError


def test_no_group_is_twice_in_a_batch() -> None:
    groups = np.array([0] * 10 + [1] * 10 + list(range(2, 82)))
    for batch in deal(groups, passes=3, batch_size=16, seed=1):
        assert len(set(groups[batch % len(groups)].tolist())) == len(batch) == 16


def test_a_pass_takes_every_product_at_most_once_and_nearly_all() -> None:
    groups = np.arange(100)
    batches = deal(groups, passes=2, batch_size=16, seed=1)
    draws = np.concatenate(batches)
    assert len(draws) == len(set(draws.tolist())) == 2 * 96
    assert {int(draw) // 100 for draw in draws} == {0, 1}


def test_equal_seeds_deal_equally_and_others_do_not() -> None:
    groups = np.arange(64)
    first, again, other = (deal(groups, passes=1, batch_size=8, seed=s) for s in (1, 1, 2))
    assert all((a == b).all() for a, b in zip(first, again, strict=True))
    assert any((a != b).any() for a, b in zip(first, other, strict=True))


def test_batches_shrink_to_the_number_of_groups() -> None:
    assert {len(b) for b in deal(np.arange(12) % 6, passes=1, batch_size=64, seed=1)} == {6}


def test_every_process_gets_as_many_batches() -> None:
    assert len(deal(np.arange(70), passes=3, batch_size=10, seed=1, multiple=2)) % 2 == 0


def test_one_style_alone_cannot_be_trained_on() -> None:
    with pytest.raises(TrainingError, match="one style"):
        deal(np.zeros(30, np.int64), passes=1, batch_size=8, seed=1)


def test_too_few_products_for_all_processes_are_refused() -> None:
    with pytest.raises(TrainingError, match="lower --batch-size"):
        deal(np.arange(10), passes=1, batch_size=8, seed=1, multiple=4)


def test_a_product_gets_other_captions_in_other_passes_but_the_same_when_repeated() -> None:
    attributes = {"articleType": "Tshirts", "baseColour": "Red", "gender": "Men"}
    rows = [Row("1", "Puma Men Red Tee", None, attributes, "d", Split.TRAIN, 0, 0)]
    texts = [Captions(rows, 7).of(number).text for number in range(40)]
    assert texts == [Captions(rows, 7).of(number).text for number in range(40)]
    assert len(set(texts)) > 20
    assert texts != [Captions(rows, 8).of(number).text for number in range(40)]
