"""Truth: captions that fit another product are no negatives of it."""

import numpy as np
import pytest

from finetune.captions import bundled_captioner
from finetune.training.data.drawing import Captions
from finetune.training.data.prepared import Row
from finetune.training.data.sides import Split
from finetune.training.data.style import groups_of
from finetune.training.data.truth import Truth

KINDS = ("Tshirts", "Kurtas", "Casual Shoes", "Handbags", "Dresses")
COLOURS = ("Red", "Navy Blue", "Black")


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    looks = [
        (kind, colour, gender)
        for kind in KINDS
        for colour in COLOURS
        for gender in ("Men", "Women")
    ]
    return [
        Row(
            str(number),
            f"Brand{number % 4} {gender} {colour} {kind}" if number % 5 else None,
            "Soft to the touch. Easy to wash." if number % 3 == 0 else None,
            {"articleType": kind, "baseColour": colour, "gender": gender, "usage": "Casual"},
            f"picture{number // 2 if number < 4 else number}",
            Split.TRAIN,
            0,
            0,
        )
        for number, (kind, colour, gender) in enumerate(looks)
    ]


def test_it_judges_as_the_captioner_does_but_never_against_the_own_group(rows: list[Row]) -> None:
    groups = groups_of(rows)
    captions = Captions(rows, 3)
    draws = list(range(6 * len(rows)))
    matrix = Truth(rows, groups, captions).matrix(draws, np.arange(len(rows)))
    compared = 0
    for draw in draws:
        caption = captions.of(draw)
        for position, row in enumerate(rows):
            same = groups[draw % len(rows)] == groups[position]
            fits = bundled_captioner().fits(caption, row.attributes, row.title)
            said = caption.kind == "description" and caption.text in (row.description or "")
            assert matrix[draw, position] == (same or fits or said), (caption, row)
            compared += fits and not same
    assert compared > 200


def test_equal_captions_mask_each_others_products(rows: list[Row]) -> None:
    captions = Captions(rows, 3)
    truth = Truth(rows, groups_of(rows), captions)
    first: dict[str, int] = {}
    equal = 0
    for draw in range(40 * len(rows)):
        earlier = first.setdefault(captions.of(draw).text, draw)
        if earlier % len(rows) != draw % len(rows):
            equal += 1
            assert truth.holds(earlier, draw % len(rows))
            assert truth.holds(draw, earlier % len(rows))
    assert equal > 50


def test_equal_pictures_and_styles_are_never_negatives(rows: list[Row]) -> None:
    truth = Truth(rows, groups_of(rows), Captions(rows, 3))
    assert all(truth.holds(draw * len(rows), 1) for draw in range(20))
