"""The folder of a run: what it was started with, its checkpoints, and how to go on."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from finetune.training.errors import ResumeError, TrainingError
from finetune.training.settings import TrainingSettings, option

if TYPE_CHECKING:
    from pathlib import Path

CHECKPOINT_STAMP = "modiste.json"
WEIGHTS = "weights.pt"
MANIFEST = "manifest.json"
_CONFIG = "run.json"
# The trainer writes its state after the weights, the optimizer and the random numbers.
_PARTS = (CHECKPOINT_STAMP, WEIGHTS, "optimizer.pt", "scheduler.pt", "trainer_state.json")


@dataclass(frozen=True, slots=True)
class Started:
    """What a run was started with.

    Attributes:
        architecture: of the model, see `architecture_of`.
        processes: that train together.
    """

    settings: TrainingSettings
    architecture: str
    processes: int


class RunFolder:
    """A run under the folder of its result.

    Args:
        out: where the finished model is put; `run/` in it is the run's own until then.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.folder = out / "run"
        self.data = self.folder / "data"
        self.checkpoints = self.folder / "checkpoints"
        self.history = out / "history.jsonl"

    @property
    def finished(self) -> bool:
        """Whether the model is complete."""
        return (self.out / MANIFEST).is_file()

    @property
    def begun(self) -> bool:
        """Whether a run was started here."""
        return (self.folder / _CONFIG).is_file()

    def begin(self, started: Started) -> None:
        """Record what the run is started with."""
        self.folder.mkdir(parents=True, exist_ok=True)
        values: dict[str, Any] = {
            "settings": started.settings.to_json(),
            "architecture": started.architecture,
            "processes": started.processes,
        }
        part = self.folder / f"{_CONFIG}.part"
        part.write_text(json.dumps(values, indent=2), encoding="utf-8")
        part.replace(self.folder / _CONFIG)

    def started(self) -> Started:
        """Read what the run was started with.

        Raises:
            ResumeError: when there is no run to go on with.
        """
        if self.finished:
            raise ResumeError(f"the run in {self.out} is finished; there is nothing to resume")
        if not self.begun:
            raise ResumeError(
                f"there is no run to resume in {self.out}; start one without --resume"
            )
        try:
            values = json.loads((self.folder / _CONFIG).read_text(encoding="utf-8"))
            return Started(
                TrainingSettings.from_json(values["settings"]),
                values["architecture"],
                values["processes"],
            )
        except (ValueError, KeyError, TypeError) as error:
            raise ResumeError(
                f"{self.folder / _CONFIG} cannot be read ({error}); start anew with another --out"
            ) from error

    def newest_checkpoint(self, architecture: str) -> Path | None:
        """Return the newest complete checkpoint; one that a kill cut short is passed over.

        Raises:
            ResumeError: when it is of another architecture than the model.
        """
        found = sorted(self.checkpoints.glob("checkpoint-*"), key=_step, reverse=True)
        for checkpoint in found:
            stamp = _complete(checkpoint)
            if stamp is None:
                continue
            if stamp.get("architecture") != architecture:
                raise ResumeError(
                    f"{checkpoint} was written for a model of another architecture than --model; "
                    "remove it, or resume with the model that the run was started with"
                )
            return checkpoint
        return None

    def clear(self) -> None:
        """Remove the run's own files; the result stays."""
        shutil.rmtree(self.folder, ignore_errors=True)


def check_same(started: Started, given: dict[str, Any], *, processes: int) -> None:
    """Refuse to resume with other settings.

    Args:
        started: what the run was started with.
        given: settings that were given now, by name.
        processes: that train now.

    Raises:
        ResumeError: naming every setting that differs.
    """
    recorded = started.settings.to_json()
    differing = [
        f"{option(name)} {_shown(value)} (started with {_shown(recorded[name])})"
        for name, value in given.items()
        if _plain(value) != _plain(recorded[name])
    ]
    if processes != started.processes:
        differing.append(f"{processes} processes (started with {started.processes})")
    if differing:
        raise ResumeError(
            f"a run is resumed with its own settings only; these differ: {', '.join(differing)}; "
            "leave them out, or start a new run with another --out"
        )


def check_fresh(run: RunFolder) -> None:
    """Refuse to start over something that is there.

    Raises:
        TrainingError: when the folder holds a model, a run or anything else.
    """
    if run.finished:
        raise TrainingError(f"{run.out} holds a finished model; give another --out")
    if run.begun:
        raise TrainingError(
            f"{run.out} holds an unfinished run; continue it with --resume or give another --out"
        )
    foreign = [path.name for path in run.out.iterdir() if path != run.folder]
    if foreign:
        raise TrainingError(
            f"{run.out} is not empty (it holds {', '.join(sorted(foreign)[:5])}); "
            "give a new folder as --out"
        )


def _complete(checkpoint: Path) -> dict[str, Any] | None:
    if not all((checkpoint / part).is_file() for part in _PARTS):
        return None
    try:
        json.loads((checkpoint / "trainer_state.json").read_text(encoding="utf-8"))
        stamp = json.loads((checkpoint / CHECKPOINT_STAMP).read_text(encoding="utf-8"))
    except ValueError:
        return None
    return stamp if isinstance(stamp, dict) else None


def _step(checkpoint: Path) -> int:
    number = checkpoint.name.rpartition("-")[2]
    return int(number) if number.isdecimal() else -1


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _shown(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
