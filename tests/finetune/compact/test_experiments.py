"""Short runs that differ in one thing each become one table."""

import json
from pathlib import Path

import pytest

from finetune.compact import experiments, word_experiments
from finetune.compact.experiments import EXPERIMENTS, table
from finetune.compact.start import WORDS, Start
from finetune.compact.training.picture_training import PictureSettings
from service.engine.compact.picture_tower import PictureTower
from service.engine.compact.word_tower import WordTower
from service.engine.encoder.model_folder import BUNDLED_FOLDER


def test_every_experiment_changes_what_the_settings_have() -> None:
    known = set(PictureSettings.__dataclass_fields__)
    assert all(set(one.changes) <= known for one in EXPERIMENTS)
    assert len({one.name for one in EXPERIMENTS}) == len(EXPERIMENTS)


def test_the_table_has_a_row_an_entry_and_a_column_a_measure() -> None:
    dev = dict.fromkeys(experiments.MEASURES, 0.5)
    lines = table([{"name": "plain", "dev": dev}, {"name": "Lite0", "dev": dev}]).splitlines()
    assert len(lines) == 4
    assert len({line.count("|") for line in lines}) == 1
    assert lines[3].startswith("| Lite0 | 0.500 |")


def test_runs_that_the_log_has_are_not_repeated(tmp_path: Path) -> None:
    entry = {"name": EXPERIMENTS[1].name, "dev": dict.fromkeys(experiments.MEASURES, 0.25)}
    (tmp_path / experiments.LOG).write_text(json.dumps(entry) + "\n")
    printed = experiments.run_experiments(
        [], tmp_path, PictureSettings(), experiments=EXPERIMENTS[1:2], say=pytest.fail
    )
    assert "0.250" in printed


def test_runs_of_words_that_the_log_has_are_not_repeated(tmp_path: Path) -> None:
    dev = dict.fromkeys(experiments.MEASURES, 0.25)
    lines = [json.dumps({"name": name, "dev": dev}) for name in word_experiments.TRAINED]
    (tmp_path / word_experiments.LOG).write_text("\n".join(lines) + "\n")
    words = WordTower.load(str(BUNDLED_FOLDER), WORDS)
    start = Start("", PictureTower(), words, PictureTower(fused=True))
    printed = word_experiments.run_word_experiments([], tmp_path, start, steps=1, say=pytest.fail)
    assert printed.count("0.250") == len(word_experiments.TRAINED) * len(experiments.MEASURES)
