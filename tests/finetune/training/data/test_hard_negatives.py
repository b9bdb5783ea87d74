"""Hard negatives: near, and wrong."""

import numpy as np

from finetune.training.data.drawing import Captions
from finetune.training.data.hard_negatives import NEIGHBOURS, HardNegatives, near_wrong_neighbours
from finetune.training.data.prepared import Row
from finetune.training.data.sides import Split
from finetune.training.data.style import groups_of
from finetune.training.data.truth import Truth
from service.engine.encoder import unit_rows

NONE = np.full(NEIGHBOURS, -1)


def shop() -> list[Row]:
    looks = [(k, c) for k in ("Tshirts", "Kurtas", "Jeans") for c in ("Red", "Blue", "Black")]
    return [
        Row(
            str(number),
            f"Brand{number} {colour} {kind}",
            None,
            {"articleType": kind, "baseColour": colour},
            f"picture{number}",
            Split.TRAIN,
            0,
            0,
        )
        for number, (kind, colour) in enumerate(looks * 4)
    ]


def test_they_share_the_type_or_the_colour_and_the_caption_is_false_of_them() -> None:
    rows = shop()
    captions = Captions(rows, 1)
    truth = Truth(rows, groups_of(rows), captions)
    negatives = HardNegatives(rows, truth, np.tile(NONE, (len(rows), 1)), seed=1)
    shared: list[str] = []
    for draw in range(300):
        own, other = rows[draw % len(rows)], rows[negatives.of(draw, 1)[0]]
        assert not truth.holds(draw, int(other.id))
        same = [name for name, value in own.attributes.items() if other.attributes[name] == value]
        assert len(same) < 2 or captions.of(draw).kind == "name"
        shared += same
    assert shared.count("articleType") > 60
    assert shared.count("baseColour") > 60


def test_neighbours_are_among_them() -> None:
    rows = shop()
    truth = Truth(rows, groups_of(rows), Captions(rows, 1))
    neighbours = np.tile(NONE, (len(rows), 1))
    neighbours[:, 0] = (np.arange(len(rows)) + 4) % len(rows)
    negatives = HardNegatives(rows, truth, neighbours, seed=1)
    taken = [negatives.of(d, 1)[0] == neighbours[d % len(rows), 0] for d in range(300)]
    assert sum(taken) > 60


def test_several_are_different_and_always_the_same() -> None:
    rows = shop()
    truth = Truth(rows, groups_of(rows), Captions(rows, 1))
    none = np.tile(NONE, (len(rows), 1))
    one, other = (HardNegatives(rows, truth, none, seed=1) for _ in range(2))
    for draw in range(50):
        assert one.of(draw, 3) == other.of(draw, 3)
        assert len(set(one.of(draw, 3))) == 3


def test_a_catalogue_without_attributes_has_some_too() -> None:
    rows = [Row(str(n), f"Brand{n} Thing", None, {}, f"p{n}", Split.TRAIN, 0, 0) for n in range(10)]
    truth = Truth(rows, groups_of(rows), Captions(rows, 1))
    negatives = HardNegatives(rows, truth, np.tile(NONE, (10, 1)), seed=1)
    assert all(negatives.of(draw, 1)[0] != draw % 10 for draw in range(100))


def test_neighbours_are_the_nearest_of_other_groups() -> None:
    rng = np.random.default_rng(3)
    texts, pictures = (unit_rows(rng.standard_normal((60, 8))) for _ in range(2))
    groups = np.arange(60) // 3
    found = near_wrong_neighbours(texts, pictures, groups, seed=1)
    for position in range(60):
        order = np.argsort(-(pictures @ texts[position]), kind="stable")
        wrong = order[groups[order] != groups[position]][:NEIGHBOURS]
        assert found[position].tolist() == wrong.tolist()
