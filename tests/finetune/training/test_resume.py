"""A run that was killed goes on as if it had not been."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from finetune.training.report.progress import SilentTeller
from finetune.training.settings import TrainingSettings
from finetune.training.train import resume, start
from finetune.training.trainer import join_processes
from tests.conftest import REPOSITORY

OPTIONS = {"epochs": 4, "batch_size": 32, "lr": 0.003, "eval_every": 4, "seed": 3}
STEPS = 16
TIME_LIMIT_S = 600.0


def history(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "history.jsonl").read_text().splitlines()]


def losses(out: Path) -> dict[int, float]:
    return {entry["step"]: entry["loss"] for entry in history(out) if "loss" in entry}


def begin(settings: TrainingSettings, out: Path) -> subprocess.Popen[bytes]:
    """Start `python -m finetune train` as a person does."""
    given = {"catalogue": settings.catalogue, "model": settings.model, "out": out} | OPTIONS
    options = [
        part
        for name, value in given.items()
        for part in (f"--{name.replace('_', '-')}", str(value))
    ]
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "finetune", "train", *options],
        cwd=REPOSITORY,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )


def wait_for_checkpoint(out: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = monotonic() + TIME_LIMIT_S
    while not list(out.glob("run/checkpoints/checkpoint-*/trainer_state.json")):
        assert process.poll() is None, "the run ended before its first checkpoint"
        assert monotonic() < deadline, "no checkpoint was written in time"
        sleep(0.02)


def test_a_run_killed_with_9_resumes_to_the_same_loss(
    catalogue: Path, tiny_clip: Path, tmp_path: Path
) -> None:
    settings = TrainingSettings(catalogue=str(catalogue), model=str(tiny_clip), **OPTIONS)
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    victim = begin(settings, killed)
    try:
        wait_for_checkpoint(killed, victim)
    finally:
        victim.send_signal(signal.SIGKILL)
        victim.wait(TIME_LIMIT_S)
    assert 4 <= len(losses(killed)) < STEPS
    assert not (killed / "manifest.json").exists()

    processes = join_processes()
    wanted = start(settings, whole, teller=SilentTeller(), processes=processes)
    got = resume(killed, OPTIONS, teller=SilentTeller(), processes=processes)

    assert list(losses(killed)) == list(losses(whole)) == list(range(1, STEPS + 1))
    assert losses(killed)[STEPS] == pytest.approx(losses(whole)[STEPS], abs=1e-3)
    assert got["dev"]["after"] == pytest.approx(wanted["dev"]["after"], abs=0.03)
    assert got["data"] == wanted["data"]
