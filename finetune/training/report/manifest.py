"""The manifest beside a trained model: what the service reads, and where the model came from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from finetune.calibration.record import calibration_entries
from finetune.training.model import weights_digest
from finetune.training.run_folder import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from finetune.training.calibrating import Calibrated
    from finetune.training.data.prepared import Summary
    from finetune.training.model import Trainable
    from finetune.training.settings import TrainingSettings


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to.

    Attributes:
        train, dev: products on each side.
        groups: styles among the training products.
        steps: taken, of all runs together.
        best_step: whose weights were kept.
        loss: training loss of the last log.
        before, after: dev metrics of the base model and the trained one.
        chance: mean recall of a random order.
        seconds: of the last part of the run.
        processes: that trained together.
        batch_size: pairs in a batch of one process.
        scale: inverse temperature.
    """

    train: int
    dev: int
    groups: int
    steps: int
    best_step: int
    loss: float
    before: Mapping[str, float]
    after: Mapping[str, float]
    chance: float
    seconds: float
    processes: int
    batch_size: int
    scale: float


def manifest_of(
    folder: Path,
    *,
    name: str,
    base: Trainable,
    settings: TrainingSettings,
    summary: Summary,
    outcome: Outcome,
    calibrated: Calibrated,
) -> dict[str, Any]:
    """Return the manifest of a saved model.

    The service reads `name`, `digest`, `calibration` and, where the base model has one,
    `preprocessing`. The base model's own calibration does not hold for new weights; `uncalibrated`
    says for which kinds of query there is no new one, and why.
    """
    settings_kept = settings.to_json()
    for path in ("catalogue", "mapping", "model"):
        settings_kept.pop(path)
    manifest: dict[str, Any] = {
        "name": name,
        "digest": weights_digest(folder),
        "dimension": base.dimension,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "base_model": base.name,
        "architecture": base.architecture,
        "data": {
            "digest": summary.digest,
            "read": summary.read,
            "left_out": dict(summary.left_out),
            "train": outcome.train,
            "dev": outcome.dev,
            "styles": outcome.groups,
        },
        "splits": "by SHA-1 of the picture; see finetune.compact.splits",
        "seed": settings.seed,
        "settings": settings_kept,
        "steps": outcome.steps,
        "best_step": outcome.best_step,
        "processes": outcome.processes,
        "batch_size": outcome.batch_size,
        "scale": outcome.scale,
        "loss": outcome.loss,
        "seconds": outcome.seconds,
        "dev": {
            "before": dict(outcome.before),
            "after": dict(outcome.after),
            "chance": outcome.chance,
        },
    }
    manifest |= calibration_entries(calibrated.curves, columns=calibrated.columns)
    manifest["uncalibrated"] = dict(calibrated.missing)
    preprocessing = _inherited(base)
    return manifest | ({"preprocessing": preprocessing} if preprocessing else {})


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write the manifest whole or not at all: it says that the model is complete."""
    part = folder / f"{MANIFEST}.part"
    part.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    part.replace(folder / MANIFEST)


def _inherited(base: Trainable) -> Any:
    path = base.folder / MANIFEST if base.folder else None
    if path is None or not path.is_file():
        return None
    return json.loads(path.read_text(encoding="utf-8")).get("preprocessing")
