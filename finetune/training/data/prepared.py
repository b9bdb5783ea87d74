"""A catalogue prepared for training: its rows, and every picture decoded once and kept small."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image

from finetune.training.data.sides import Split

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_ROWS = "products.parquet"
_PICTURES = "pictures.bin"
# Written last: without it the preparation was cut short and is done again.
_SUMMARY = "prepared.json"


@dataclass(frozen=True, slots=True)
class Row:
    """A product with a usable picture and words.

    Attributes:
        digest: SHA-1 of the picture as the catalogue holds it, hexadecimal.
        offset, length: where the kept picture lies in the file, in bytes.
    """

    id: str
    title: str | None
    description: str | None
    attributes: Mapping[str, str]
    digest: str
    split: Split
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What was read.

    Attributes:
        digest: sha256 over everything read of every product, in order, hexadecimal.
        read, kept: products.
        left_out: reason -> products.
        examples: reason -> the first product that it was.
    """

    digest: str
    read: int
    kept: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    examples: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Prepared:
    """Rows of both sides, and their pictures in one file of `folder`."""

    rows: tuple[Row, ...]
    summary: Summary
    folder: Path

    @cached_property
    def _pictures(self) -> np.memmap[tuple[int], np.dtype[np.uint8]]:
        return np.memmap(self.folder / _PICTURES, np.uint8, mode="r", shape=None)

    def picture(self, row: Row) -> Image.Image:
        """Decode the picture of a row, RGB."""
        data = self._pictures[row.offset : row.offset + row.length].tobytes()
        return Image.open(BytesIO(data)).convert("RGB")

    def side(self, split: Split) -> tuple[Row, ...]:
        """Return the rows of one side, in the catalogue's order."""
        return tuple(row for row in self.rows if row.split is split)


class PictureFile:
    """The file of kept pictures while it is written."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _SUMMARY).unlink(missing_ok=True)
        self._file = (folder / _PICTURES).open("wb")

    def add(self, data: bytes) -> int:
        """Append; returns the offset."""
        offset = self._file.tell()
        self._file.write(data)
        return offset

    def close(self) -> None:
        """Write what is buffered."""
        self._file.close()


def save_prepared(folder: Path, rows: Sequence[Row], summary: Summary) -> None:
    """Write rows and summary beside the pictures; the summary last."""
    columns = {
        name: [getattr(row, name) for row in rows]
        for name in ("id", "title", "description", "digest", "offset", "length")
    }
    columns["split"] = [row.split.value for row in rows]
    columns["attributes"] = [json.dumps(dict(row.attributes)) for row in rows]
    pq.write_table(pa.table(columns), folder / _ROWS)
    part = folder / f"{_SUMMARY}.part"
    part.write_text(json.dumps(asdict(summary)), encoding="utf-8")
    part.replace(folder / _SUMMARY)


def load_prepared(folder: Path) -> Prepared | None:
    """Open a prepared catalogue; `None` when there is none or it was cut short."""
    summary = folder / _SUMMARY
    if not summary.is_file():
        return None
    entries = pq.read_table(folder / _ROWS).to_pylist()
    rows = tuple(
        Row(
            **entry
            | {"split": Split(entry["split"]), "attributes": json.loads(entry["attributes"])}
        )
        for entry in entries
    )
    return Prepared(rows, Summary(**json.loads(summary.read_text(encoding="utf-8"))), folder)
