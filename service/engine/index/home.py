"""The contract of every home of generations: what ingest writes through and the service opens."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from service.engine.index.manifest import Manifest
from service.engine.index.protocol import Index, Record
from service.engine.schema import Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage:
    """How the vectors of a generation are kept.

    Attributes:
        int8: search one byte a number in memory; the originals lie on disk and rescore the best.
        on_disk: originals and payloads are read from disk when needed, not held in memory.
        oversampling: how many times as many candidates as asked for are rescored.
    """

    int8: bool = False
    on_disk: bool = False
    oversampling: float = 2.0


class Writer(Protocol):
    """One generation, open for writing. Used by one thread; not for the serving process.

    Every method raises `IndexUnavailableError` when the home stays away, and `ValueError` for a
    vector that is not of unit length.
    """

    def write(self, records: Sequence[Record]) -> None:
        """Add or replace points. They are durable once `flush` or `finish` has returned."""

    def rewrite(self, records: Sequence[Record]) -> None:
        """Replace payload and terms of points that exist; their dense vectors stay."""

    def get(
        self,
        point_ids: Sequence[str],
        fields: Sequence[str] | None = None,
        *,
        vectors: bool = False,
    ) -> list[Record]:
        """Return those of the points that exist, in no order; parameters as of `stored`."""

    def delete(self, point_ids: Sequence[str]) -> None:
        """Remove points; unknown ids are no error."""

    def stored(
        self, fields: Sequence[str] | None = None, *, vectors: bool = False
    ) -> Iterator[Record]:
        """Go through all points by id, a page at a time.

        Args:
            fields: top-level payload fields to bring; all of them by default.
            vectors: whether dense vectors and terms are brought as well.
        """

    def count(self) -> int:
        """Return how many points there are."""

    def flush(self) -> None:
        """Wait until everything written is durable."""

    def finish(self, schema: Schema) -> None:
        """Make payload indexes, build the graph, flush and close."""

    def abandon(self) -> None:
        """Close without finishing."""


class Home(Protocol):
    """Where the generations of one catalogue live.

    A generation is begun, written, described by its manifest, and made live; until it is described
    it is unfinished, and no reader sees it. Methods block; a server's may take seconds.
    """

    def names(self) -> list[str]:
        """Return the names of all generations, oldest first, finished or not."""

    def live(self) -> str:
        """Return the name of the live generation.

        Raises:
            NoGenerationError: with the command that makes the first one.
        """

    def marker(self, name: str) -> Hashable:
        """Tell one generation from another, also of the same name in a home made anew."""

    def manifest(self, name: str) -> Manifest:
        """Return a generation's manifest.

        Raises:
            GenerationError: when there is none, or it cannot be read.
        """

    def finished(self, name: str) -> bool:
        """Whether a generation has a manifest: whoever built it did not stop half way."""

    def abandoned(self, name: str) -> bool:
        """Whether a generation is unfinished and nobody is at work on it any more."""

    def folder(self, name: str) -> Path:
        """Return a generation's folder on this machine, for what only ingest needs of it."""

    def begin(self) -> str:
        """Return the name of a new generation."""

    def create(self, name: str, *, dimension: int) -> Writer:
        """Make the points' place in a generation that was begun, and open it for writing."""

    def change(self, name: str) -> Writer:
        """Open a generation that has points already for writing."""

    def fork(self, source: str, name: str, *, dimension: int, follow: bool = True) -> Writer:
        """Make a generation that was begun a copy of another one, and open it for writing.

        `source` may be live and changing: what is changed in it from now on is repeated by
        `hand_over`, unless the copy is not meant to follow it.
        """

    def edited(self, name: str) -> bool:
        """Whether single products may have been changed since the generation was built."""

    def hand_over(self, source: str | None, name: str) -> None:
        """Make a finished generation live, with the changes made in `source` since the fork.

        Nothing is changed between the last one that is repeated and the moment it goes live.
        """

    def drop_fork(self, source: str) -> None:
        """Forget the changes that were kept for a fork which will not go live."""

    def keep(self, name: str, texts: Mapping[str, str]) -> None:
        """Store texts beside a generation's points, file name -> text."""

    def document(self, name: str, file_name: str) -> str | None:
        """Return a text that was kept, or `None`."""

    def describe(self, name: str, manifest: Manifest) -> None:
        """Store a generation's manifest, which finishes it."""

    def make_live(self, name: str) -> None:
        """Point readers at a finished generation: they see the old one or the new one."""

    def remove(self, name: str) -> None:
        """Delete a generation and everything kept with it; one that is gone is no error."""

    def open(self, name: str) -> Index:
        """Open a finished generation for searching.

        Raises:
            GenerationError: when it cannot be opened.
        """

    def close(self) -> None:
        """Release what the home itself holds; what was opened stays open."""
