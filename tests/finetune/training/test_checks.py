"""Checks that come before hours are spent."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from finetune.training.checks import (
    check_dims,
    check_disk,
    check_tellable,
    check_writable,
    disk_estimate,
)
from finetune.training.data.prepared import Row
from finetune.training.data.sides import Split
from finetune.training.errors import TrainingError
from finetune.training.model import load_trainable


def rows(count: int, *, title: str = "Acme {} Tee", colour: str = "Red") -> list[Row]:
    attributes = {"articleType": "Tshirts", "baseColour": colour}
    return [
        Row(str(n), title.format(n), None, attributes, str(n), Split.TRAIN, 0, 0)
        for n in range(count)
    ]


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(TrainingError, match="cannot be written to"):
        check_writable(tmp_path / "file" / "out")


def test_a_disk_that_is_too_full_is_refused_with_both_sizes(
    tmp_path: Path, tiny_clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needed = disk_estimate(load_trainable(str(tiny_clip), device="cpu").model)
    check_disk(tmp_path, needed)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**8))
    with pytest.raises(TrainingError, match=r"has 95 MB free, and the run needs about 20\d MB"):
        check_disk(tmp_path, needed)


def test_too_few_products_are_refused() -> None:
    with pytest.raises(TrainingError, match="too few"):
        check_tellable(rows(5), rows(1), one_class=False)


def test_one_description_for_everything_is_refused() -> None:
    with pytest.raises(TrainingError, match="same title and attributes"):
        check_tellable(rows(50, title="Tee"), rows(9, title="Tee"), one_class=True)


def test_one_class_is_refused_unless_it_is_meant() -> None:
    with pytest.raises(TrainingError, match=r"one class \(articleType Tshirts, baseColour Red\)"):
        check_tellable(rows(50), rows(9), one_class=False)
    check_tellable(rows(50), rows(9), one_class=True)
    check_tellable(rows(50), rows(9, colour="Blue"), one_class=False)


def test_a_length_beyond_the_embedding_is_refused() -> None:
    check_dims((16, 8), 16)
    with pytest.raises(TrainingError, match="longer than the model's embeddings"):
        check_dims((32, 8), 16)
