"""Progress of an evaluation: a bar a stage on a terminal, a line a stage elsewhere."""

from collections.abc import Iterable, Iterator
from time import monotonic
from typing import Protocol, TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

_T = TypeVar("_T")


class Narrator(Protocol):
    """Told what is being done."""

    def track(self, items: Iterable[_T], what: str, total: int | None) -> Iterator[_T]:
        """Pass the items through and show how many have passed; `total` may be a guess."""

    def say(self, line: str) -> None:
        """Tell one line."""


class Silent:
    """Says nothing."""

    def track(self, items: Iterable[_T], what: str, total: int | None) -> Iterator[_T]:  # noqa: ARG002 -- the protocol's
        """See `Narrator`."""
        yield from items

    def say(self, line: str) -> None:
        """See `Narrator`."""


class Spoken:
    """Tells a console; a bar where it is a terminal."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def track(self, items: Iterable[_T], what: str, total: int | None) -> Iterator[_T]:
        """See `Narrator`."""
        began, count = monotonic(), 0
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
        )
        hidden = not self._console.is_terminal
        with Progress(*columns, console=self._console, transient=True, disable=hidden) as progress:
            task = progress.add_task(what, total=total)
            for item in items:
                yield item
                count += 1
                progress.advance(task)
        self.say(f"{what}: {count:,} in {monotonic() - began:.1f} s")

    def say(self, line: str) -> None:
        """See `Narrator`."""
        self._console.print(line, style="dim", highlight=False)
