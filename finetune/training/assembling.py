"""From prepared data and a model to a trainer that is ready to run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from finetune.training.data.collating import CAPTION, DrawCollator, Pairing
from finetune.training.data.drawing import Captions, deal
from finetune.training.data.hard_negatives import (
    NEIGHBOURS,
    HardNegatives,
    near_wrong_neighbours,
)
from finetune.training.data.sides import Split
from finetune.training.data.style import groups_of
from finetune.training.data.truth import Truth
from finetune.training.dev import DevEvaluator, embed_pictures, embed_texts, query_of
from finetune.training.loss import MaskedRankingLoss
from finetune.training.trainer import CatalogueTrainer, training_arguments

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import nn
    from transformers import TrainerCallback

    from finetune.training.data.prepared import Prepared, Row
    from finetune.training.model import Trainable
    from finetune.training.settings import TrainingSettings


@dataclass(frozen=True)
class Deal:
    """The training side, dealt.

    Attributes:
        rows: of the training side.
        groups: (rows,) styles.
        batches: of draws, for all processes together.
        steps: of the run.
        steps_a_pass: over the data.
        batch_size: pairs in a batch of one process.
    """

    rows: tuple[Row, ...]
    groups: NDArray[np.int64]
    batches: list[NDArray[np.int64]]
    steps: int
    steps_a_pass: int
    batch_size: int


def deal_rows(prepared: Prepared, settings: TrainingSettings, *, processes: int) -> Deal:
    """Deal the training side into batches.

    Raises:
        TrainingError: when it does not fill a batch for every process.
    """
    rows = prepared.side(Split.TRAIN)
    groups = groups_of(rows)
    batches = deal(
        groups,
        passes=settings.epochs,
        batch_size=settings.batch_size,
        seed=settings.seed,
        multiple=processes,
    )
    steps = len(batches) // processes
    return Deal(
        rows=rows,
        groups=groups,
        batches=batches,
        steps=min(steps, settings.max_steps or steps),
        steps_a_pass=max(1, steps // settings.epochs),
        batch_size=len(batches[0]),
    )


def mine(base: Trainable, prepared: Prepared, dealt: Deal, path: Path, *, seed: int) -> None:
    """Find near wrong neighbours with the model as it is, and keep them in a file."""
    texts = embed_texts(base.model, [query_of(row) for row in dealt.rows])
    pictures = embed_pictures(base.model, prepared, dealt.rows)
    found = near_wrong_neighbours(texts, pictures, dealt.groups, seed=seed)
    part = path.with_suffix(".part.npy")
    np.save(part, found)
    part.replace(path)


def assemble(
    base: Trainable,
    prepared: Prepared,
    dealt: Deal,
    settings: TrainingSettings,
    *,
    neighbours: Path,
    checkpoints: Path,
    evaluator: DevEvaluator,
    callbacks: Sequence[TrainerCallback],
    processes: int,
    resumed: bool,
) -> CatalogueTrainer:
    """Build the trainer.

    Args:
        base: the model.
        prepared: the catalogue.
        dealt: its training side.
        settings: of the run.
        neighbours: file that `mine` wrote, where hard negatives are asked for.
        checkpoints: folder for them.
        evaluator: measures the dev side.
        callbacks: that watch the run.
        processes: that train together.
        resumed: whether the run goes on.
    """
    from datasets import Dataset

    captions = Captions(dealt.rows, settings.seed)
    truth = Truth(dealt.rows, dealt.groups, captions)
    pairing = _pairing(
        prepared, dealt, settings, captions=captions, truth=truth, neighbours=neighbours
    )
    loss: nn.Module = MaskedRankingLoss(
        base.model,
        truth=truth.matrix,
        positions=pairing.positions,
        scale=settings.scale or base.scale,
        mini_batch_size=settings.mini_batch_size,
        gather=processes > 1,
    )
    if settings.matryoshka:
        from sentence_transformers.sentence_transformer.losses import MatryoshkaLoss

        dims = sorted({base.dimension, *settings.matryoshka}, reverse=True)
        loss = MatryoshkaLoss(base.model, loss, matryoshka_dims=dims)
    routes = _column_routes(base, pairing)
    model: Any = base.model
    return CatalogueTrainer(
        batches=dealt.batches,
        architecture=base.architecture,
        model=model,
        args=training_arguments(
            settings,
            checkpoints,
            steps=dealt.steps,
            steps_a_pass=dealt.steps_a_pass,
            routes=routes,
            resumed=resumed,
        ),
        train_dataset=Dataset.from_dict(
            {"draw": np.arange(settings.epochs * len(dealt.rows), dtype=np.int64)}
        ),
        loss=loss,
        evaluator=evaluator,
        data_collator=DrawCollator(
            preprocess_fn=model.preprocess, router_mapping=routes, pairing=pairing
        ),
        callbacks=list(callbacks),
    )


def _pairing(
    prepared: Prepared,
    dealt: Deal,
    settings: TrainingSettings,
    *,
    captions: Captions,
    truth: Truth,
    neighbours: Path,
) -> Pairing:
    found = np.full((len(dealt.rows), NEIGHBOURS), -1, np.int64)
    if settings.hard_negatives:
        found = np.load(neighbours, allow_pickle=False)
    return Pairing(
        prepared=prepared,
        rows=dealt.rows,
        captions=captions,
        hard_negatives=HardNegatives(dealt.rows, truth, found, settings.seed),
        negatives=settings.hard_negatives,
        augment=settings.augment,
        seed=settings.seed,
    )


def _column_routes(base: Trainable, pairing: Pairing) -> dict[str, str]:
    if not base.routes:
        return {}
    return {
        column: base.routes["text" if column == CAPTION else "image"]
        for column in pairing.columns()
    }
