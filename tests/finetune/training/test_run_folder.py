"""The folder of a run: what may be begun, and what may be gone on with."""

import json
from pathlib import Path

import pytest

from finetune.training.errors import ResumeError, TrainingError
from finetune.training.run_folder import (
    CHECKPOINT_STAMP,
    WEIGHTS,
    RunFolder,
    Started,
    check_fresh,
    check_same,
)
from finetune.training.settings import TrainingSettings

STARTED = Started(TrainingSettings(catalogue="shop", model="clip", epochs=3), "abc", 1)


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    folder = RunFolder(tmp_path)
    folder.begin(STARTED)
    return folder


def checkpoint(run: RunFolder, step: int, architecture: str = "abc") -> Path:
    folder = run.checkpoints / f"checkpoint-{step}"
    folder.mkdir(parents=True)
    (folder / CHECKPOINT_STAMP).write_text(json.dumps({"architecture": architecture}))
    for name in (WEIGHTS, "optimizer.pt", "scheduler.pt"):
        (folder / name).write_bytes(b"state")
    (folder / "trainer_state.json").write_text("{}")
    return folder


def test_what_a_run_was_started_with_is_kept(run: RunFolder) -> None:
    assert run.started() == STARTED


def test_nothing_is_resumed_where_nothing_was_started(tmp_path: Path) -> None:
    with pytest.raises(ResumeError, match="there is no run to resume"):
        RunFolder(tmp_path).started()


def test_a_finished_run_is_not_resumed(run: RunFolder) -> None:
    (run.out / "manifest.json").write_text("{}")
    with pytest.raises(ResumeError, match="is finished"):
        run.started()


def test_other_settings_are_refused_by_name() -> None:
    check_same(STARTED, {"epochs": 3, "matryoshka": ()}, processes=1)
    with pytest.raises(ResumeError, match=r"--epochs 4 \(started with 3\), --lr 0.1"):
        check_same(STARTED, {"epochs": 4, "lr": 0.1}, processes=1)
    with pytest.raises(ResumeError, match="2 processes"):
        check_same(STARTED, {}, processes=2)


def test_the_newest_complete_checkpoint_is_taken(run: RunFolder) -> None:
    assert run.newest_checkpoint("abc") is None
    for step in (90, 100):
        checkpoint(run, step)
    (checkpoint(run, 110) / "trainer_state.json").write_text('{"global_st')
    (checkpoint(run, 120) / "optimizer.pt").unlink()
    found = run.newest_checkpoint("abc")
    assert found is not None
    assert found.name == "checkpoint-100"


def test_a_checkpoint_of_another_architecture_is_refused(run: RunFolder) -> None:
    checkpoint(run, 10, architecture="other")
    with pytest.raises(ResumeError, match="another architecture"):
        run.newest_checkpoint("abc")


def test_a_new_run_overwrites_nothing(run: RunFolder, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="unfinished run; continue it with --resume"):
        check_fresh(run)
    foreign = RunFolder(tmp_path / "photos")
    foreign.out.mkdir()
    (foreign.out / "holiday.jpg").write_bytes(b"")
    with pytest.raises(TrainingError, match=r"not empty \(it holds holiday.jpg\)"):
        check_fresh(foreign)


def test_a_run_killed_while_it_read_the_catalogue_starts_over(tmp_path: Path) -> None:
    run = RunFolder(tmp_path / "out")
    run.data.mkdir(parents=True)
    check_fresh(run)
