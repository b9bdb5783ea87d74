"""The history of a run: one line of JSON for every log and every evaluation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class History:
    """Entries in the order of their steps, in memory and in a file.

    Args:
        path: of the file.
        step: where the run goes on: later entries are of a part that was lost, and are dropped.
        writes: whether this process keeps the file.
    """

    def __init__(self, path: Path, *, step: int = 0, writes: bool = True) -> None:
        self._path = path
        self._writes = writes
        self.entries: list[dict[str, Any]] = [
            entry for entry in _read(path) if step and entry.get("step", 0) <= step
        ]
        if writes:
            lines = "".join(json.dumps(entry) + "\n" for entry in self.entries)
            path.write_text(lines, encoding="utf-8")

    def add(self, entry: Mapping[str, Any]) -> None:
        """Append, and write at once."""
        self.entries.append(dict(entry))
        if self._writes:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(entry) + "\n")

    def losses(self) -> list[tuple[int, float]]:
        """Return (step, training loss)."""
        return [(e["step"], e["loss"]) for e in self.entries if "loss" in e]

    def measures(self) -> list[tuple[int, dict[str, float]]]:
        """Return (step, dev metrics)."""
        return [(e["step"], e["dev"]) for e in self.entries if "dev" in e]


def _read(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    entries = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            entries.append(json.loads(line))
        except ValueError:  # the last line, cut short by a kill
            continue
    return [entry for entry in entries if isinstance(entry, dict)]
