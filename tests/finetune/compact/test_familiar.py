from random import Random

import numpy as np
from PIL import Image

from finetune.calibration.curve import Curve, calibration_error
from finetune.calibration.hits import judged_hits
from finetune.compact.report.familiar import cut_out, familiar, fit_familiarity
from finetune.compact.report.strangers import DRAWERS, strangers


def _around(centre: int, count: int) -> np.ndarray:
    rows = np.random.default_rng(centre).normal(0, 0.1, (count, 8))
    rows[:, centre] += 1
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_what_lies_where_products_do_is_familiar() -> None:
    familiarity = fit_familiarity(_around(0, 300), _around(1, 60))
    assert familiar(familiarity, _around(0, 20)).min() > 0.9
    assert familiar(familiarity, _around(1, 20)).max() < 0.1


def test_what_is_no_product_matches_nothing() -> None:
    random = np.random.default_rng(2)
    cosines = random.uniform(0, 1, (400, 10)).astype(np.float32)
    known = np.repeat([1.0, 0.0], 200)
    chance = known[:, None] / (1 + np.exp(-(8 * cosines - 3)))
    judged = judged_hits(cosines, random.random(chance.shape) < chance)
    curve = Curve(8, -3)
    assert calibration_error(curve, judged.asked_with(known)) < 0.05
    assert calibration_error(curve, judged) > 0.2


def test_strangers_are_of_every_kind_and_repeat_with_their_seed() -> None:
    first, again, other = (strangers(len(DRAWERS), seed) for seed in (1, 1, 2))
    assert [p.tobytes() for p in first] == [p.tobytes() for p in again]
    assert all(a.tobytes() != b.tobytes() for a, b in zip(first, other, strict=True))


def test_a_cut_out_part_lies_within_the_picture() -> None:
    picture = Image.new("RGB", (60, 80), "red")
    for seed in range(20):
        part = cut_out(picture, Random(seed))
        assert 30 <= part.width <= 54
        assert 40 <= part.height <= 72
        assert part.getcolors() == [(part.width * part.height, (255, 0, 0))]
