"""What is checked before hours are spent."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from typing import TYPE_CHECKING

from finetune.training.errors import TrainingError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sentence_transformers import SentenceTransformer

    from finetune.training.data.prepared import Row

# The best, the newest and the one that is being written.
CHECKPOINTS = 3
_BYTES = 4
_MARGIN = 200 * 1024 * 1024
_LEAST_DEV = 2


def check_writable(out: Path) -> None:
    """Make the folder, and write to it once.

    Raises:
        TrainingError: when either fails.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out) as file:
            file.write(b"modiste")
            file.flush()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise TrainingError(
            f"--out {out} cannot be written to: {why.lower()}; give a folder that can"
        ) from error


def disk_estimate(model: SentenceTransformer) -> int:
    """Return how many bytes checkpoints, optimizer states and the final model will take."""
    weights = sum(p.numel() for p in model.parameters()) * _BYTES
    trained = sum(p.numel() for p in model.parameters() if p.requires_grad) * _BYTES
    # AdamW keeps two moments for every weight that it changes.
    return CHECKPOINTS * (weights + 2 * trained) + weights + _MARGIN


def check_disk(out: Path, needed: int) -> None:
    """Compare an estimate with the space that is free.

    Raises:
        TrainingError: when too little is.
    """
    free = shutil.disk_usage(out).free
    if free < needed:
        raise TrainingError(
            f"the disk of {out} has {_size(free)} free, and the run needs about {_size(needed)} "
            "for checkpoints and the model; free some or give an --out on another disk"
        )


def check_tellable(train: Sequence[Row], dev: Sequence[Row], *, one_class: bool) -> None:
    """Check that there is something to tell apart, and something to measure by.

    Args:
        train: the training side.
        dev: the other one.
        one_class: whether products of one class are fine.

    Raises:
        TrainingError: with too few products, one description, or one class.
    """
    rows = [*train, *dev]
    if len(train) < 2 or len(dev) < _LEAST_DEV:
        raise TrainingError(
            f"{len(train):,} products to train on and {len(dev):,} to measure by are too few "
            f"(at least 2 and {_LEAST_DEV}); give a larger catalogue or a higher --limit"
        )
    if len({_described(row) for row in rows}) < 2:
        raise TrainingError(
            f"all {len(rows):,} products have the same title and attributes: every caption would "
            "fit every picture; give a catalogue that tells its products apart"
        )
    classes = Counter(tuple(sorted(row.attributes.items())) for row in rows)
    known = next(iter(classes))
    if len(classes) == 1 and known and not one_class:
        said = ", ".join(f"{name} {value}" for name, value in known)
        raise TrainingError(
            f"all {len(rows):,} products are of one class ({said}): a model trained on it would "
            "unlearn everything else; give a catalogue with several classes, or --allow-one-class"
        )


def check_dims(dims: tuple[int, ...], dimension: int) -> None:
    """Check that truncated lengths are no longer than an embedding.

    Raises:
        TrainingError: when one is.
    """
    if dims and dims[0] > dimension:
        raise TrainingError(
            f"--matryoshka {dims[0]} is longer than the model's embeddings ({dimension} numbers)"
        )


def _described(row: Row) -> tuple[str, tuple[tuple[str, str], ...]]:
    return (row.title or "").casefold(), tuple(sorted(row.attributes.items()))


def _size(count: int) -> str:
    return f"{count / 1024**3:.1f} GB" if count >= 1024**3 else f"{count / 1024**2:.0f} MB"
