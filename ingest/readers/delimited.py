"""CSV and TSV: a header and rows of separated values."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ingest.problem import Problem
from ingest.readers.row import Row
from ingest.readers.text import examine
from service.engine.errors import CatalogueError

_DELIMITERS: Final = (",", ";", "\t", "|")
MAX_COLUMNS: Final = 1_000


class DelimitedCatalogue:
    """A CSV or TSV file; the separator is read off the header.

    Args:
        path: the file.
        overflow: the column that stray separators belong to: a row with too many values has the
            surplus joined there. Without it such a row is a problem.

    Raises:
        CatalogueError: when the file is empty, is no text or has no header.
    """

    def __init__(self, path: Path, *, overflow: str | None = None) -> None:
        self.files = (path,)
        self.root = path.parent
        self._path = path
        self._text = examine(path)
        self._delimiter, self.header = self._read_header()
        self._overflow = self.header.index(overflow) if overflow in self.header else None
        self.notes = (self._text.note,) if self._text.note else ()

    @property
    def layout(self) -> str:
        """CSV or TSV, with the separator when it is another than the name promises."""
        if self._delimiter == "\t":
            return "TSV"
        return "CSV" if self._delimiter == "," else f"CSV separated by {self._delimiter!r}"

    def total(self) -> int:
        """Return the number of lines below the header; quoted line ends make it too high."""
        return max(0, self._text.lines - 1)

    def rows(self, *, pictures: bool = True) -> Iterator[Row]:  # noqa: ARG002 -- holds paths only
        """See `Catalogue.rows`."""
        with self._path.open(encoding=self._text.encoding, errors="replace", newline="") as file:
            reader = csv.reader(file, delimiter=self._delimiter)
            next(reader)
            position = 0
            while True:
                line = reader.line_num + 1
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    position += 1
                    yield Row(position, f"line {line}", problem=_unreadable(error))
                    continue
                if any(cell.strip() for cell in cells):
                    position += 1
                    yield self._row(position, f"line {line}", cells)

    def _row(self, position: int, place: str, cells: list[str]) -> Row:
        surplus = len(cells) - len(self.header)
        if surplus > 0 and self._overflow is not None:
            at = self._overflow
            joined = self._delimiter.join(cells[at : at + surplus + 1])
            cells = [*cells[:at], joined, *cells[at + surplus + 1 :]]
        elif surplus > 0 and any(cell.strip() for cell in cells[len(self.header) :]):
            return Row(position, place, problem=self._too_many(len(cells)))
        return Row(position, place, dict(zip(self.header, cells, strict=False)))

    def _too_many(self, count: int) -> Problem:
        return Problem(
            "more values than columns",
            f"the row has {count} values, the header {len(self.header)} columns",
            f"put values that contain {self._delimiter!r} into double quotes",
        )

    def _read_header(self) -> tuple[str, tuple[str, ...]]:
        with self._path.open(encoding=self._text.encoding, errors="replace", newline="") as file:
            first = file.readline(1 << 20)
            tab = self._path.suffix.lower() in (".tsv", ".tab")
            # max() keeps the first of equals, and a file of one column has no separator at all.
            delimiter = "\t" if tab else max(_DELIMITERS, key=first.count)
            file.seek(0)
            try:
                header = next(csv.reader(file, delimiter=delimiter), [])
            except csv.Error as error:
                raise CatalogueError(f"{self._path} has no readable header: {error}") from error
        names = tuple(name.strip() for name in header)
        if not any(names):
            raise CatalogueError(f"{self._path} begins with an empty line; begin with a header")
        if len(names) > MAX_COLUMNS:
            raise CatalogueError(
                f"{self._path} has {len(names)} columns; at most {MAX_COLUMNS} are read"
            )
        return delimiter, names


def _unreadable(error: csv.Error) -> Problem:
    return Problem(
        "unreadable line",
        f"{error}; often a double quote that is opened and never closed",
        "close the quote, or double it inside a quoted value",
    )
