"""CSV and TSV: a header and rows of separated values."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
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
            lines = _Lines(file)
            reader = csv.reader(lines, delimiter=self._delimiter)
            next(reader)
            position = 0
            while True:
                lines.taken.clear()
                place = f"line {lines.number + 1}"
                try:
                    cells = next(reader)
                    problem = self._unclosed(cells, lines.taken)
                except StopIteration:
                    return
                except csv.Error as error:
                    cells, problem = [], _unreadable(error)
                if problem is not None:
                    position += 1
                    yield Row(position, place, problem=problem)
                    # What the quote has swallowed are rows of their own.
                    lines.put_back()
                    reader = csv.reader(lines, delimiter=self._delimiter)
                elif any(cell.strip() for cell in cells):
                    position += 1
                    yield self._row(position, place, cells)

    def _unclosed(self, cells: list[str], taken: list[str]) -> Problem | None:
        """Say whether a row of several lines holds whole rows in a quote that never closes."""
        if len(taken) < 2 or len(cells) == len(self.header):
            return None
        if not any(self._is_whole(line) for line in taken[1:]):
            return None
        return Problem(
            "unclosed quote",
            f"a double quote goes on over {len(taken)} lines that are rows of their own",
            "close the quote, or double it inside a quoted value",
        )

    def _is_whole(self, line: str) -> bool:
        try:
            cells = next(csv.reader([line], delimiter=self._delimiter), [])
        except csv.Error:
            return False
        return len(cells) == len(self.header) > 1

    def _row(self, position: int, place: str, cells: list[str]) -> Row:
        surplus = len(cells) - len(self.header)
        if surplus > 0 and self._overflow is not None:
            at = self._overflow
            joined = self._delimiter.join(cells[at : at + surplus + 1])
            cells = [*cells[:at], joined, *cells[at + surplus + 1 :]]
        elif surplus > 0 and any(cell.strip() for cell in cells[len(self.header) :]):
            return Row(position, place, problem=self._too_many(len(cells)))
        doubt = "row: fewer values than columns; the last ones are empty" if surplus < 0 else None
        return Row(position, place, dict(zip(self.header, cells, strict=False)), doubt=doubt)

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


class _Lines:
    """The lines of a file, of which those of the last row can be read once more."""

    def __init__(self, file: Iterable[str]) -> None:
        self.number = 0
        self.taken: list[str] = []
        self._file = iter(file)
        self._again: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._file)
        self.number += 1
        self.taken.append(line)
        return line

    def put_back(self) -> None:
        """Give all lines of the last row but its first to the next reader."""
        self._again.extendleft(reversed(self.taken[1:]))
        self.number -= len(self.taken[1:])


def _unreadable(error: csv.Error) -> Problem:
    return Problem(
        "unreadable line",
        f"{error}; often a double quote that is opened and never closed",
        "close the quote, or double it inside a quoted value",
    )
