"""Decode the training pictures once, at the size they are augmented from."""

from __future__ import annotations

from hashlib import sha1
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
from PIL import Image

from finetune.compact.data.corpus import ATTRIBUTES, Row, create_pixels, save_rows
from finetune.compact.splits import split_of
from ingest.sample.compose import compose
from ingest.sample.render import render_product
from service.engine.compact.preprocessing import Preprocessing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STUDIO = "studio"
PHOTOS = "photos"
RENDERED = "rendered"
STUDIO_SIZE = (60, 80)
PHOTO_SIZE = (120, 160)
RENDER_SIZE = (180, 240)
RENDER_SEED = 760_013
"""Far from the seeds of the sample catalogue, which is never trained on."""


def prepare_studio(data: Path, work: Path) -> int:
    """The catalogue pictures under data/fashion-products-small; returns how many there are."""
    return _prepare(
        STUDIO, STUDIO_SIZE, sorted((data / "fashion-products-small").glob("*.parquet")), work
    )


def prepare_photos(data: Path, work: Path) -> int:
    """The photos under data/clothing-photos; returns how many there are."""
    return _prepare(PHOTOS, PHOTO_SIZE, [data / "clothing-photos" / "photos.parquet"], work)


def prepare_rendered(work: Path, count: int) -> int:
    """Pictures drawn by the sample catalogue's renderer, of a seed that it does not use itself."""
    width, height = PHOTO_SIZE
    pixels = create_pixels(work, RENDERED, (count, height, width))
    view = Preprocessing(width, height)
    rows: list[Row] = []
    for product in compose(count, RENDER_SEED):
        drawn = view.pixels(render_product(product.spec, RENDER_SIZE))
        pixels[len(rows)] = drawn
        known = {
            "articleType": product.spec.article_type,
            "subCategory": product.sub,
            "masterCategory": product.master,
            "gender": product.gender,
            "baseColour": product.spec.colour,
            "season": product.season,
            "usage": product.usage,
        }
        picture = drawn.tobytes()
        rows.append(
            Row(
                f"{RENDERED}-{product.id}",
                product.title,
                split_of(picture),
                sha1(picture, usedforsecurity=False).hexdigest(),
                {name: value for name, value in known.items() if value},
            )
        )
    save_rows(work, RENDERED, rows)
    return len(rows)


def _prepare(name: str, size: tuple[int, int], files: list[Path], work: Path) -> int:
    missing = [str(file) for file in files if not file.exists()]
    if missing or not files:
        raise FileNotFoundError(
            f"--data: no pictures for {name}: {', '.join(missing) or 'no files'}"
        )
    width, height = size
    total = sum(pq.ParquetFile(file).metadata.num_rows for file in files)
    pixels = create_pixels(work, name, (total, height, width))
    view = Preprocessing(width, height)
    rows: list[Row] = []
    for entry, picture in _pictures(files):
        pixels[len(rows)] = view.pixels(Image.open(BytesIO(picture)))
        rows.append(_row(entry, picture))
    save_rows(work, name, rows)
    return len(rows)


def _pictures(files: list[Path]) -> Iterator[tuple[dict[str, Any], bytes]]:
    for file in files:
        for batch in pq.ParquetFile(file).iter_batches(batch_size=512):
            for entry in batch.to_pylist():
                picture = (entry.pop("image") or {}).get("bytes")
                if picture:
                    yield entry, picture


def _row(entry: dict[str, Any], picture: bytes) -> Row:
    attributes = {key: str(entry[key]) for key in ATTRIBUTES if entry.get(key)}
    if "label" in entry:
        attributes["label"] = entry["label"]
        attributes["kids"] = str(bool(entry["kids"])).lower()
    return Row(
        str(entry["id"]),
        (entry.get("productDisplayName") or "").strip(),
        split_of(picture),
        sha1(picture, usedforsecurity=False).hexdigest(),
        attributes,
    )
