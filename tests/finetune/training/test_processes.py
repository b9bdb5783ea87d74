"""Several processes under torchrun train as one."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from finetune.training.report.progress import SilentTeller
from finetune.training.settings import TrainingSettings
from finetune.training.train import start
from finetune.training.trainer import join_processes
from tests.conftest import REPOSITORY

TIME_LIMIT_S = 900.0
OPTIONS: dict[str, Any] = {"epochs": 3, "lr": 0.003, "eval_every": 3, "mini_batch_size": 32}


@pytest.mark.slow
def test_two_processes_of_half_the_batch_are_one_of_the_whole(
    catalogue: Path, tiny_clip: Path, tmp_path: Path
) -> None:
    given = {"catalogue": catalogue, "model": tiny_clip, "out": tmp_path / "two", "batch_size": 32}
    options = [f"--{name.replace('_', '-')}={v}" for name, v in (given | OPTIONS).items()]
    torchrun = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    subprocess.run(  # noqa: S603 - our own command
        [sys.executable, *torchrun, "-m", "finetune", "train", *options],
        cwd=REPOSITORY,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        check=True,
        timeout=TIME_LIMIT_S,
    )
    two = json.loads((tmp_path / "two" / "manifest.json").read_text())
    settings = TrainingSettings(
        catalogue=str(catalogue), model=str(tiny_clip), batch_size=64, **OPTIONS
    )
    one = start(settings, tmp_path / "one", teller=SilentTeller(), processes=join_processes())
    assert two["processes"] == 2
    assert two["steps"] == one["steps"] == 6
    assert two["loss"] == pytest.approx(one["loss"], abs=0.02)
    assert two["dev"]["after"] == pytest.approx(one["dev"]["after"], abs=0.06)
