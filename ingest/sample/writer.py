"""Writes a catalogue to a folder: ``products.csv`` and ``images/``."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from ingest.sample.product import COLUMNS, SampleProduct
from ingest.sample.render import DEFAULT_SIZE, render_product

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from PIL import Image

TABLE = "products.csv"


def encoded(product: SampleProduct, size: tuple[int, int] = DEFAULT_SIZE) -> bytes:
    """The product's picture as JPEG bytes, without metadata."""
    out = io.BytesIO()
    picture: Image.Image = render_product(product.spec, size)
    picture.save(out, "JPEG", quality=product.jpeg_quality, optimize=True, subsampling="4:2:0")
    return out.getvalue()


def write_catalogue(
    folder: Path,
    products: Iterable[SampleProduct],
    *,
    size: tuple[int, int] = DEFAULT_SIZE,
    done: Callable[[int], None] = lambda _n: None,
) -> int:
    """Draw and write the products; gives how many there are.

    The table is written last, so that a folder with a table is whole. ``done`` is called with the
    number of pictures written so far.

    Raises:
        FileExistsError: the folder holds a catalogue already.
        OSError: the folder cannot be written.
    """
    table = folder / TABLE
    if table.exists():
        raise FileExistsError(f"{table} exists: choose an empty folder or remove it")
    (folder / "images").mkdir(parents=True, exist_ok=True)
    rows = []
    for product in products:
        (folder / product.image).write_bytes(encoded(product, size))
        rows.append(product.row())
        done(len(rows))
    with table.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    return len(rows)
