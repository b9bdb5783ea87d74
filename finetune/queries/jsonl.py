"""Strict reading of a query file: one JSON object a line, exactly the expected keys."""

import json
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

from finetune.queries.predicate import QuerySetError

MAX_BYTES = 8 * 1024 * 1024
MAX_ROWS = 20_000


def read_rows(
    file: Path | Traversable, keys: frozenset[str]
) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the rows of a JSON-lines file, each with its place for messages ("vague.jsonl:12").

    Blank lines are left out.

    Raises:
        QuerySetError: the file cannot be read, is larger than `MAX_BYTES`, has more than
            `MAX_ROWS` rows or none, or a row is no JSON object with exactly these keys.
    """
    found = 0
    for number, line in enumerate(_text(file).splitlines(), start=1):
        if not line.strip():
            continue
        found += 1
        place = f"{file.name}:{number}"
        if found > MAX_ROWS:
            raise QuerySetError(f"{place}: more than {MAX_ROWS} rows; split the file")
        yield place, _row(line, place, keys)
    if not found:
        raise QuerySetError(f"{file.name} holds no queries")


def _text(file: Path | Traversable) -> str:
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise QuerySetError(f"{file.name} cannot be read: {error.strerror or error}") from error
    if len(content) > MAX_BYTES:
        raise QuerySetError(f"{file.name} is larger than {MAX_BYTES} bytes; split it")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QuerySetError(f"{file.name} is not UTF-8 (byte {error.start}); save it so") from error


def _row(line: str, place: str, keys: frozenset[str]) -> dict[str, object]:
    try:
        row = json.loads(line, object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError) as error:
        raise QuerySetError(f"{place}: not a JSON object: {error}") from error
    if not isinstance(row, dict):
        raise QuerySetError(f"{place}: not a JSON object")
    if missing := keys - set(row):
        raise QuerySetError(f"{place}: the key {min(missing)!r} is missing")
    if unknown := set(row) - keys:
        raise QuerySetError(
            f"{place}: unknown key {min(unknown)!r}; the keys are {', '.join(sorted(keys))}"
        )
    return row


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse a key that is given twice, of which `json` would keep the last in silence."""
    row = dict(pairs)
    if len(row) != len(pairs):
        raise ValueError("a key is given twice")
    return row
