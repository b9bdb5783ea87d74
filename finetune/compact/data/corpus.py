"""A domain of training pictures: its bytes in a memory map, its labels beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from finetune.compact.splits import Split

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

ATTRIBUTES = (
    "gender",
    "masterCategory",
    "subCategory",
    "articleType",
    "baseColour",
    "season",
    "usage",
)


@dataclass(frozen=True)
class Row:
    """What is known of one picture.

    Attributes:
        digest: SHA-1 of the encoded picture; equal pictures have equal digests.
        attributes: known attributes only; a photo's `label` and `kids` are attributes too.
    """

    id: str
    title: str
    split: Split
    digest: str
    attributes: dict[str, str]


@dataclass(frozen=True)
class Corpus:
    """Rows and their pixels, (n, height, width, 3) bytes."""

    name: str
    rows: tuple[Row, ...]
    pixels: NDArray[np.uint8]

    def positions(self, *splits: Split) -> NDArray[np.int64]:
        """The positions of the rows on these sides of the split."""
        return np.array([i for i, row in enumerate(self.rows) if row.split in splits], np.int64)


def create_pixels(folder: Path, name: str, shape: tuple[int, int, int]) -> NDArray[np.uint8]:
    """A new memory map of `shape` (n, height, width) pictures of three channels."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.npy"
    pixels: NDArray[np.uint8] = np.lib.format.open_memmap(
        path, mode="w+", dtype=np.uint8, shape=(*shape, 3)
    )
    return pixels


def save_rows(folder: Path, name: str, rows: list[Row]) -> None:
    """Write the labels beside the pixels."""
    table = pa.table(
        {
            "id": [row.id for row in rows],
            "title": [row.title for row in rows],
            "split": [row.split.value for row in rows],
            "digest": [row.digest for row in rows],
            "keys": [list(row.attributes) for row in rows],
            "values": [list(row.attributes.values()) for row in rows],
        }
    )
    pq.write_table(table, folder / f"{name}.parquet")


def load_corpus(folder: Path, name: str) -> Corpus:
    """Open a prepared domain.

    Raises:
        FileNotFoundError: it was not prepared.
    """
    labels = folder / f"{name}.parquet"
    if not labels.exists():
        raise FileNotFoundError(
            f"{labels} is missing; run: python -m finetune.compact prepare --work {folder}"
        )
    rows = tuple(
        Row(
            entry["id"],
            entry["title"],
            Split(entry["split"]),
            entry["digest"],
            dict(zip(entry["keys"], entry["values"], strict=True)),
        )
        for entry in pq.read_table(labels).to_pylist()
    )
    pixels: NDArray[np.uint8] = np.load(folder / f"{name}.npy", mmap_mode="r")
    return Corpus(name, rows, pixels)
