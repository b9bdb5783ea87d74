"""The command line of training."""

import importlib.util
from pathlib import Path

import pytest
from typer.testing import CliRunner

from finetune.command import app
from finetune.training.lora import check_peft
from finetune.training.run_folder import RunFolder, Started
from finetune.training.settings import TrainingSettings


def train(*arguments: str) -> tuple[int, str]:
    result = CliRunner(env={"COLUMNS": "200"}).invoke(app, ["train", *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def test_a_new_run_needs_a_catalogue_and_a_model(tmp_path: Path) -> None:
    status, shown = train("--out", str(tmp_path / "out"))
    assert status == 2
    assert "--catalogue and --model must be given" in shown


def test_settings_that_differ_are_refused_on_resuming(tmp_path: Path) -> None:
    started = Started(TrainingSettings(catalogue="shop", model="clip"), "abc", 1)
    RunFolder(tmp_path).begin(started)
    status, shown = train("--resume", "--out", str(tmp_path), "--lr", "0.5", "--epochs", "5")
    assert status == 1
    assert "--lr 0.5 (started with 2e-05)" in shown
    assert "--epochs" not in shown


def test_resuming_nothing_says_so(tmp_path: Path) -> None:
    status, shown = train("--resume", "--out", str(tmp_path / "none"))
    assert status == 1
    assert "there is no run to resume" in shown


def test_a_list_of_lengths_must_be_one(tmp_path: Path) -> None:
    status, shown = train("--out", str(tmp_path), "--matryoshka", "256;128")
    assert status == 2
    assert "write it as 256,128" in shown


def test_a_value_out_of_range_names_its_option(tmp_path: Path) -> None:
    status, shown = train(
        "--catalogue", "shop", "--model", "clip", "--out", str(tmp_path), "--batch-size", "1"
    )
    assert status == 1
    assert "error: --batch-size is 1; give 2 to 65536" in shown


def test_lora_without_peft_says_what_to_install(
    tmp_path: Path, tiny_clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None if name == "peft" else find(name)
    )
    status, shown = train(
        *("--catalogue", "shop", "--model", str(tiny_clip), "--out", str(tmp_path / "out")),
        *("--lora", "8"),
    )
    assert status == 1
    assert "pip install peft" in shown


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None if name == "matplotlib" else find(name)
    )
    status, shown = train("--catalogue", "shop", "--model", "clip", "--out", str(tmp_path / "out"))
    assert status == 1
    assert "training needs the package matplotlib; run: " in shown
    assert 'pip install -c constraints.txt -e ".[training]"' in shown


def test_a_full_disk_in_the_middle_says_how_to_go_on(
    tmp_path: Path, tiny_clip: Path, catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pyarrow.parquet.write_table", no_room)
    status, shown = train(
        "--catalogue", str(catalogue), "--model", str(tiny_clip), "--out", str(tmp_path / "out")
    )
    assert status == 1
    assert "is full; free some space and continue with: " in shown
    assert f"-m finetune train --resume --out {tmp_path / 'out'}" in shown


def test_peft_is_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("importlib.util.find_spec", lambda name: asked.append(name) or object())
    check_peft()
    assert asked == ["peft"]
