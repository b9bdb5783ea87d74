"""The callback that watches a run."""

from pathlib import Path

import pytest
from transformers import TrainerControl, TrainerState, TrainingArguments

from finetune.training.errors import TrainingError
from finetune.training.report.history import History
from finetune.training.report.progress import SilentTeller
from finetune.training.report.telling import Telling


@pytest.fixture
def arguments(tmp_path: Path) -> TrainingArguments:
    return TrainingArguments(output_dir=str(tmp_path / "checkpoints"), use_cpu=True)


def telling(tmp_path: Path) -> Telling:
    history = History(tmp_path / "history.jsonl")
    return Telling(history, SilentTeller(), plot=tmp_path / "plot.png", title="", chance=0.1)


@pytest.mark.parametrize("loss", [float("nan"), float("inf")])
def test_a_loss_that_is_no_number_stops_the_run(
    tmp_path: Path, arguments: TrainingArguments, loss: float
) -> None:
    state = TrainerState(global_step=12)
    with pytest.raises(TrainingError, match="at step 12; start again with a lower --lr"):
        telling(tmp_path).on_log(arguments, state, TrainerControl(), {"loss": loss})


def test_the_last_step_is_measured_too(tmp_path: Path, arguments: TrainingArguments) -> None:
    watching, control = telling(tmp_path), TrainerControl()
    watching.on_step_end(arguments, TrainerState(global_step=9, max_steps=10), control)
    assert not control.should_evaluate
    watching.on_step_end(arguments, TrainerState(global_step=10, max_steps=10), control)
    assert control.should_evaluate


def test_every_evaluation_draws_the_plot(tmp_path: Path, arguments: TrainingArguments) -> None:
    watching = telling(tmp_path)
    watching.on_log(arguments, TrainerState(global_step=1), TrainerControl(), {"loss": 2.0})
    metrics = {f"eval_recall@{k}": 0.5 for k in (1, 5, 10)} | {"eval_mean_recall": 0.5}
    watching.on_evaluate(
        arguments, TrainerState(global_step=1), TrainerControl(), metrics | {"eval_runtime": 3.0}
    )
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")
    (measured,) = History(tmp_path / "history.jsonl", step=1, writes=False).measures()
    assert "runtime" not in measured[1]
