"""Words can be trained on while a model's pictures stay as they are."""

from pathlib import Path

import pytest
import torch
from typer.testing import CliRunner

from finetune.compact.commands import app
from finetune.compact.report import folder
from finetune.compact.start import PICTURES, WORDS
from finetune.compact.training.stage_two import CHECKPOINT, read_checkpoint
from service.engine.compact.picture_tower import PictureTower
from service.engine.compact.word_tower import WordTower
from service.engine.encoder.model_folder import BUNDLED_FOLDER


def test_words_alone_need_the_pictures_of_a_folder(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["train", "--work", str(tmp_path), "--epochs", "0"])
    assert result.exit_code == 2
    assert "--start" in result.output


def test_a_checkpoint_of_other_pictures_is_refused(tmp_path: Path) -> None:
    torch.save({"epoch": 3, "pictures": "one", "learner": {}}, tmp_path / CHECKPOINT)
    assert read_checkpoint(tmp_path, "one")["epoch"] == 3
    with pytest.raises(ValueError, match="--start"):
        read_checkpoint(tmp_path, "another")


def test_pictures_that_are_left_alone_are_written_as_they_were(tmp_path: Path) -> None:
    pictures = PictureTower.load(str(BUNDLED_FOLDER), PICTURES)
    folder.export(WordTower.load(str(BUNDLED_FOLDER), WORDS), pictures, tmp_path, {})
    (written,) = (tmp_path / PICTURES).glob(folder.WEIGHTS)
    assert written.read_bytes() == (BUNDLED_FOLDER / PICTURES / written.name).read_bytes()
