"""The trainer: sentence-transformers' own, fed with our batches."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from accelerate import PartialState
from sentence_transformers import (
    SentenceTransformerTrainer,
    SentenceTransformerTrainingArguments,
)
from sentence_transformers.base.sampler import DefaultBatchSampler

from finetune.training.dev import METRIC
from finetune.training.run_folder import CHECKPOINT_STAMP, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from finetune.training.processes import Processes
    from finetune.training.settings import TrainingSettings

_LOGS = 200
_MOST_STEPS_BETWEEN_LOGS = 50
_EVALUATIONS_A_PASS = 4
_MOST_STEPS_BETWEEN_EVALUATIONS = 1_000
# One process reads a large catalogue while the others wait.
_TIMEOUT = timedelta(hours=6)


class DealtBatches(DefaultBatchSampler):
    """Batches that were dealt before the training; the same on every process."""

    def __init__(self, dataset: Any, batches: Sequence[NDArray[np.int64]], **options: Any) -> None:
        super().__init__(dataset, **options)
        self._batches = batches

    def __iter__(self) -> Iterator[list[int]]:
        """Yield lists of draws."""
        for batch in self._batches:
            yield batch.tolist()

    def __len__(self) -> int:
        """Return the number of batches."""
        return len(self._batches)


class CatalogueTrainer(SentenceTransformerTrainer):
    """A `SentenceTransformerTrainer` whose batches were dealt, and whose checkpoints are stamped.

    Args:
        batches: the draws of every batch, for all processes together.
        architecture: see `architecture_of`; stamped into every checkpoint.
    """

    def __init__(
        self, *, batches: Sequence[NDArray[np.int64]], architecture: str, **options: Any
    ) -> None:
        self._dealt = batches
        self._folder = Path(str(options["args"].output_dir))
        self._architecture = architecture
        super().__init__(**options)

    def get_batch_sampler(  # noqa: PLR0917 - the library's signature
        self,
        dataset: Any,
        batch_size: int,
        drop_last: bool,  # noqa: FBT001 - the library's signature
        valid_label_columns: list[str] | None = None,
        generator: torch.Generator | None = None,
        seed: int = 0,
    ) -> DealtBatches:
        """Return the dealt batches: `NO_DUPLICATES` would decode every picture to compare them."""
        return DealtBatches(
            dataset,
            self._dealt,
            batch_size=batch_size,
            drop_last=drop_last,
            valid_label_columns=valid_label_columns,
            generator=generator,
            seed=seed,
        )

    def add_model_card_callback(self, default_args_dict: dict[str, Any]) -> None:
        """Leave the library's card out: it would read the whole data set; the run writes one."""

    def _load_best_model(self) -> None:
        """Load it or fail: the library only logs a failure, and would keep the last weights."""
        best = self.state.best_model_checkpoint
        if best is not None:
            # By its name: the folder of the run may have been moved since.
            self._load_from_checkpoint(str(self._folder / Path(best).name))

    def _load_from_checkpoint(self, checkpoint_path: str) -> None:  # type: ignore[override]
        weights = torch.load(Path(checkpoint_path) / WEIGHTS, map_location="cpu", weights_only=True)
        self.model.load_state_dict(weights)

    def _save(self, output_dir: str | None = None, state_dict: Any = None) -> None:  # noqa: ARG002
        """Write all weights in full: a model's own format may round them or leave adapters out."""
        folder = Path(output_dir) if output_dir else self._folder
        folder.mkdir(parents=True, exist_ok=True)
        torch.save(self.model.state_dict(), folder / WEIGHTS)
        stamp = {"architecture": self._architecture, "step": self.state.global_step}
        (folder / CHECKPOINT_STAMP).write_text(json.dumps(stamp), encoding="utf-8")


def join_processes() -> Processes:
    """Join the group that torchrun describes; a group of one without it."""
    state: Processes = PartialState(cpu=not _has_accelerator(), timeout=_TIMEOUT)
    return state


def training_arguments(
    settings: TrainingSettings,
    folder: Path,
    *,
    steps: int,
    steps_a_pass: int,
    routes: dict[str, str],
    resumed: bool,
) -> SentenceTransformerTrainingArguments:
    """Translate the settings into the trainer's own.

    Args:
        settings: of the run.
        folder: of the checkpoints.
        steps: of the whole run.
        steps_a_pass: over the data.
        routes: column -> route, for a model of two towers.
        resumed: whether the run goes on; the model was then evaluated before it began.
    """
    every = min(evaluation_interval(settings, steps_a_pass), steps)
    return SentenceTransformerTrainingArguments(
        output_dir=str(folder),
        # All passes are dealt as one: a draw says which pass it is of.
        num_train_epochs=1,
        max_steps=steps,
        per_device_train_batch_size=settings.batch_size,
        learning_rate=settings.lr,
        lr_scheduler_type="cosine",
        warmup_steps=max(1, round(settings.warmup * steps)) if settings.warmup else 0,
        weight_decay=0.01,
        bf16=settings.bf16,
        seed=settings.seed,
        data_seed=settings.seed,
        dataloader_num_workers=settings.workers,
        dataloader_drop_last=True,
        router_mapping=routes,
        eval_strategy="steps",
        eval_steps=every,
        eval_on_start=not resumed,
        save_strategy="steps",
        save_steps=every,
        save_total_limit=2,
        load_best_model_at_end=True,
        metric_for_best_model=f"eval_{METRIC}",
        greater_is_better=True,
        restore_callback_states_from_checkpoint=True,
        logging_strategy="steps",
        logging_steps=max(1, min(_MOST_STEPS_BETWEEN_LOGS, steps // _LOGS)),
        # A loss that is no number must be seen, not averaged away.
        logging_nan_inf_filter=False,
        disable_tqdm=True,
        report_to="none",
        use_cpu=not _has_accelerator(),
        # A caption goes through one tower only, so some weights are without a gradient.
        ddp_find_unused_parameters=True,
        ddp_timeout=int(_TIMEOUT.total_seconds()),
    )


def evaluation_interval(settings: TrainingSettings, steps_a_pass: int) -> int:
    """Return the steps between two evaluations."""
    quarter = max(1, steps_a_pass // _EVALUATIONS_A_PASS)
    return settings.eval_every or min(quarter, _MOST_STEPS_BETWEEN_EVALUATIONS)


def _has_accelerator() -> bool:
    return torch.cuda.is_available() or torch.backends.mps.is_available()
