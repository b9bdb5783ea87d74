"""The trainer's callback that keeps the history, draws the plot and tells a person."""

# ruff: noqa: ARG002 - the trainer hands everything to every callback

from __future__ import annotations

from math import isfinite
from time import monotonic
from typing import TYPE_CHECKING, Any

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from finetune.training.dev import METRIC
from finetune.training.errors import TrainingError
from finetune.training.report.plot import plot_history

if TYPE_CHECKING:
    from pathlib import Path

    from finetune.training.report.history import History
    from finetune.training.report.progress import Teller

_PREFIX = "eval_"
_OURS = ("recall@", METRIC, "mrr")


class Telling(TrainerCallback):
    """Watches a run.

    Args:
        history: where losses and dev metrics go.
        teller: where a person is told.
        plot: the PNG; `None` draws none.
        title: of the plot.
        chance: mean recall of a random order.
    """

    def __init__(
        self, history: History, teller: Teller, *, plot: Path | None, title: str, chance: float
    ) -> None:
        self._history = history
        self._teller = teller
        self._plot = plot
        self._title = title
        self._chance = chance
        self._begun = monotonic()
        self._note = ""

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        """Start the bar where the run starts or goes on."""
        self._begun = monotonic()
        self._teller.begin("step", state.max_steps, state.global_step)

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        """Move the bar; measure at the very end, too, which the trainer would not."""
        if state.global_step >= state.max_steps:
            control.should_evaluate = True
        self._teller.advance(state.global_step, self._note)

    def on_log(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        logs: dict[str, float] | None = None,
        **_: Any,
    ) -> None:
        """Keep the loss; stop a run whose loss is no number any more."""
        if not logs or "loss" not in logs:
            return
        loss = float(logs["loss"])
        if not isfinite(loss):
            raise TrainingError(
                f"the loss became {loss} at step {state.global_step}; start again with a lower "
                "--lr, or without --bf16"
            )
        self._note = f"loss {loss:.3f}"
        entry = {"step": state.global_step, "loss": loss}
        entry |= {k: float(logs[k]) for k in ("learning_rate", "grad_norm") if k in logs}
        self._history.add(entry | {"seconds": round(monotonic() - self._begun, 1)})

    def on_evaluate(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        metrics: dict[str, float] | None = None,
        **_: Any,
    ) -> None:
        """Keep the dev metrics, draw the plot, say how it stands."""
        names = {name.removeprefix(_PREFIX): value for name, value in (metrics or {}).items()}
        dev = {name: float(value) for name, value in names.items() if name.startswith(_OURS)}
        self._history.add({"step": state.global_step, "dev": dev})
        if self._plot is not None:
            plot_history(self._history, self._plot, title=self._title, chance=self._chance)
        shown = "  ".join(
            f"{name.replace('recall@', 'R@').replace('_', ' ')} {value:.3f}"
            for name, value in dev.items()
        )
        self._teller.say(f"step {state.global_step:,}: dev {shown}  (chance {self._chance:.3f})")

    def on_train_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        """Take the bar away."""
        self._teller.end()
