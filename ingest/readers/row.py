"""What every reader gives: rows of a catalogue, one at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from ingest.problem import Problem


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture as a catalogue holds it: its bytes, or a path to them.

    Attributes:
        data: the encoded picture; `None` when only a path is known.
        path: relative to the catalogue's folder, or a URL; next to bytes it only names them.
        problem: why it could not be downloaded.
    """

    data: bytes | None = None
    path: str | None = None
    problem: Problem | None = None

    def __bool__(self) -> bool:
        """Whether there is any picture at all."""
        return self.data is not None or bool(self.path)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a catalogue.

    Attributes:
        position: counted from 1 over the whole catalogue.
        place: where a person finds it ("line 12", "part-03.parquet row 7").
        values: column -> what stands there, as the format gives it.
        problem: why the row cannot be read; its values then mean nothing.
        doubt: what is odd about a row that can be read.
    """

    position: int
    place: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    problem: Problem | None = None
    doubt: str | None = None


class Catalogue(Protocol):
    """A catalogue that was opened; its rows can be read any number of times."""

    @property
    def layout(self) -> str:
        """How it was understood, for people: "Parquet, 8 files"."""

    @property
    def root(self) -> Path:
        """The folder that picture paths are relative to and must not leave."""

    @property
    def files(self) -> tuple[Path, ...]:
        """The files whose bytes are the catalogue; pictures are not among them."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What was noticed on opening, in whole sentences."""

    def total(self) -> int | None:
        """Return about how many rows there are, for a progress bar; `None` when unknown."""

    def rows(self, *, pictures: bool = True) -> Iterator[Row]:
        """Read the rows in order; without `pictures`, paths of pictures but never their bytes."""
