from collections.abc import Sequence

import numpy as np
import pytest

from finetune.calibration.composing import judged_composed
from service.engine.encoder import Vectors, unit_rows

VALUES = {
    "articleType": ("Shirts", "Shoes"),
    "gender": ("Men", "Women"),
    "baseColour": ("Red", "Blue", "Black"),
}
AXES = {
    value.lower(): place
    for place, value in enumerate(value for values in VALUES.values() for value in values)
}


def _embed(texts: Sequence[str]) -> Vectors:
    """A model that knows values by name: each has an axis of its own."""
    rows = np.zeros((len(texts), len(AXES)), np.float32)
    for row, text in enumerate(texts):
        for word in text.lower().split():
            if word in AXES:
                rows[row, AXES[word]] = 1
    return unit_rows(rows)


def _products(*columns: str) -> list[dict[str, str]]:
    """Every look five times."""
    looks: list[dict[str, str]] = [{}]
    for column in columns:
        looks = [look | {column: value} for look in looks for value in VALUES[column]]
    return looks * 5


def test_a_model_that_knows_every_value_finds_what_is_so_changed() -> None:
    labels = _products(*VALUES)
    pictures = _embed([" ".join(one.values()) for one in labels])
    judged = judged_composed(labels, pictures, _embed, count=60, seed=1, depth=8)
    assert judged is not None
    # One more than asked: the picture itself is not near what it was changed into.
    cosines, right = judged.cosines.reshape(60, 9), judged.relevant.reshape(60, 9)
    assert right[np.arange(60), cosines.argmax(1)].all()
    assert (right.sum(1) == 5).all()


def test_a_column_that_most_products_lack_is_not_asked_about() -> None:
    labels = _products("articleType", "baseColour")
    pictures = _embed([" ".join(one.values()) for one in labels])
    asked: list[str] = []

    def embed(texts: Sequence[str]) -> Vectors:
        asked.extend(texts)
        return _embed(texts)

    columns = ("articleType", "baseColour")
    judged = judged_composed(labels, pictures, embed, count=40, seed=1, columns=columns, depth=8)
    assert judged is not None
    assert judged.relevant.any()
    assert not any(text.startswith("but for") for text in asked)


@pytest.mark.parametrize("looks", [1, 0])
def test_without_anything_to_change_nothing_is_asked(looks: int) -> None:
    labels = [{"articleType": "Shirts", "gender": "Men", "baseColour": "Red"}] * 30 * looks
    pictures = np.eye(30, 8, dtype=np.float32)[: len(labels)]
    assert judged_composed(labels, pictures, _embed, seed=1) is None
