"""JSONL: one JSON object a line; nested `attributes` are brought up."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ingest.problem import Problem
from ingest.readers.flat import flatten
from ingest.readers.row import Row
from ingest.readers.text import examine

MAX_LINE_CHARS: Final = 1_000_000


class JsonlCatalogue:
    """A file of JSON objects.

    Raises:
        CatalogueError: when the file is empty or is no text.
    """

    layout = "JSONL"

    def __init__(self, path: Path) -> None:
        self.files = (path,)
        self.root = path.parent
        self._path = path
        self._text = examine(path)
        self.notes = (self._text.note,) if self._text.note else ()

    def total(self) -> int:
        """Return the number of lines."""
        return self._text.lines

    def rows(self, *, pictures: bool = True) -> Iterator[Row]:  # noqa: ARG002 -- holds paths only
        """See `Catalogue.rows`."""
        position = 0
        with self._path.open(encoding=self._text.encoding, errors="replace") as file:
            number = 0
            while line := file.readline(MAX_LINE_CHARS):
                number += 1
                whole = line.endswith("\n") or len(line) < MAX_LINE_CHARS
                while not whole and (rest := file.readline(MAX_LINE_CHARS)):
                    if rest.endswith("\n"):
                        break
                if not line.strip():
                    continue
                position += 1
                yield (
                    _row(position, f"line {number}", line)
                    if whole
                    else Row(position, f"line {number}", problem=_TOO_LONG)
                )


_TOO_LONG: Final = Problem(
    "unreadable line",
    f"the line is longer than {MAX_LINE_CHARS:,} characters",
    "keep pictures in files and give their paths",
)


def _row(position: int, place: str, line: str) -> Row:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        problem = Problem("unreadable line", f"no JSON: {error}", "write one JSON object a line")
        return Row(position, place, problem=problem)
    if not isinstance(values, dict):
        problem = Problem(
            "unreadable line",
            f"the line is a {type(values).__name__}, not an object",
            'write one JSON object a line, like {"id": "1", "title": "Red dress"}',
        )
        return Row(position, place, problem=problem)
    return Row(position, place, flatten(values))
