"""Progress: a bar with rate and time left on a terminal, a plain line now and then elsewhere."""

from time import monotonic
from typing import Final, Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

_EVERY_S: Final = 10.0


class Watcher(Protocol):
    """Told how far a job is."""

    def started(self, total: int | None) -> None:
        """Rows are about to be read; `total` may be a guess."""

    def advanced(self, rows: int) -> None:
        """So many rows are through, counted from the beginning."""

    def finishing(self) -> None:
        """All rows are through; the index is being completed."""

    def stopped(self) -> None:
        """The job is over, well or not."""


class Silent:
    """Says nothing."""

    def started(self, total: int | None) -> None:
        """See `Watcher`."""

    def advanced(self, rows: int) -> None:
        """See `Watcher`."""

    def finishing(self) -> None:
        """See `Watcher`."""

    def stopped(self) -> None:
        """See `Watcher`."""


class Bar:
    """A progress bar on a terminal."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=console,
        )
        self._task: TaskID | None = None
        self._began = monotonic()

    def started(self, total: int | None) -> None:
        """See `Watcher`."""
        self._began = monotonic()
        self._task = self._progress.add_task("Products", total=total, rate="")
        self._progress.start()

    def advanced(self, rows: int) -> None:
        """See `Watcher`."""
        if self._task is not None:
            rate = rows / max(monotonic() - self._began, 1e-3)
            self._progress.update(self._task, completed=rows, rate=f"{rate:,.0f}/s")

    def finishing(self) -> None:
        """See `Watcher`."""
        if self._task is not None:
            self._progress.update(self._task, description="Building the graph")

    def stopped(self) -> None:
        """See `Watcher`."""
        self._progress.stop()


class Lines:
    """A line every ten seconds, for logs."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._total: int | None = None
        self._began = self._said = monotonic()

    def started(self, total: int | None) -> None:
        """See `Watcher`."""
        self._total = total
        self._began = self._said = monotonic()

    def advanced(self, rows: int) -> None:
        """See `Watcher`."""
        now = monotonic()
        if now - self._said < _EVERY_S:
            return
        self._said = now
        rate = rows / (now - self._began)
        left = f", about {max(self._total - rows, 0) / rate:,.0f} s left" if self._total else ""
        of = f" of {self._total:,}" if self._total else ""
        self._console.print(f"{rows:,}{of} products, {rate:,.0f}/s{left}")

    def finishing(self) -> None:
        """See `Watcher`."""
        self._console.print("all products are read; building the graph")

    def stopped(self) -> None:
        """See `Watcher`."""


def watcher(console: Console) -> Watcher:
    """Return what suits where the output goes."""
    return Bar(console) if console.is_terminal else Lines(console)
