"""What no fashion catalogue has: drawn for training, and apart from what reports ask."""

from random import Random

from finetune.calibration.outside import TEXTS
from finetune.compact.data.strange import SAYING, THINGS, strange_texts
from finetune.evaluation.measuring.calibrating import NONSENSE


def test_what_reports_ask_is_never_trained_on() -> None:
    sayings = {saying.format(thing) for saying in SAYING for thing in THINGS}
    assert not sayings & {*TEXTS, *NONSENSE}


def test_texts_are_drawn_by_the_seed_and_each_names_one_thing() -> None:
    drawn = strange_texts(50, Random(3))
    assert drawn == strange_texts(50, Random(3)) != strange_texts(50, Random(4))
    assert all(any(thing in text for thing in THINGS) for text in drawn)
