"""Progress: a bar with the time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

if TYPE_CHECKING:
    from rich.console import Console

_SECONDS_BETWEEN_LINES = 10.0


class Teller(Protocol):
    """Tells a person what a run does."""

    def say(self, line: str) -> None:
        """Print a line."""

    def begin(self, what: str, total: int | None, done: int = 0) -> None:
        """Start to count."""

    def advance(self, done: int, note: str = "") -> None:
        """Say how far the counting is."""

    def end(self) -> None:
        """Stop to count."""


class SilentTeller:
    """Says nothing: for the other processes of a run."""

    def say(self, line: str) -> None:
        """Nothing."""

    def begin(self, what: str, total: int | None, done: int = 0) -> None:
        """Nothing."""

    def advance(self, done: int, note: str = "") -> None:
        """Nothing."""

    def end(self) -> None:
        """Nothing."""


class ConsoleTeller:
    """Tells on a console: a bar on a terminal, lines with the time left elsewhere."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._what = ""
        self._total: int | None = None
        self._first = 0
        self._begun = 0.0
        self._said = 0.0

    def say(self, line: str) -> None:
        """Print a line, above the bar where there is one."""
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)

    def begin(self, what: str, total: int | None, done: int = 0) -> None:
        """Start to count from `done`."""
        self._what, self._total, self._first = what, total, done
        self._begun = self._said = monotonic()
        if self._console.is_terminal:
            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                TimeRemainingColumn(),
                TextColumn("{task.fields[note]}"),
                console=self._console,
            )
            self._task = self._bar.add_task(what, total=total, completed=done, note="")
            self._bar.start()

    def advance(self, done: int, note: str = "") -> None:
        """Move the bar; or print a line when the last is some seconds old, or the end is there."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done, note=note)
            return
        now = monotonic()
        if now - self._said < _SECONDS_BETWEEN_LINES and done != self._total:
            return
        self._said = now
        of = f"/{self._total:,}" if self._total else ""
        left = self._left(done, now)
        self.say("  ".join(part for part in (f"{self._what} {done:,}{of}", note, left) if part))

    def end(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _left(self, done: int, now: float) -> str:
        if not self._total or done <= self._first or done >= self._total:
            return ""
        pace = (now - self._begun) / (done - self._first)
        return f"{timedelta(seconds=round(pace * (self._total - done)))} left"
