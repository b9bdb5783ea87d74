"""Reading the catalogue once: every picture is tried before the training starts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from hashlib import sha1, sha256
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

from PIL import Image

from finetune.captions import bundled_captioner
from finetune.training.data.prepared import (
    PictureFile,
    Prepared,
    Row,
    Summary,
    load_prepared,
    save_prepared,
)
from finetune.training.data.sides import Split, fill_dev, split_of
from service.engine.errors import CatalogueError, PictureError
from service.engine.picture import decode_picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from finetune.training.data.product import TrainingProduct

_JPEG_QUALITY = 92
_EXAMPLE_CHARS = 200
HELD_OUT = "held out for the final evaluation"
NO_PICTURE = "without a picture"
BROKEN = "with a broken picture"
NO_WORDS = "without a title or an attribute"
REPEATED = "with an id that was there before"


def prepare(
    products: Iterable[TrainingProduct],
    folder: Path,
    *,
    side: int,
    limit: int | None = None,
    watch: Callable[[int], None] = lambda _: None,
) -> Prepared:
    """Read the products and keep what can be trained on.

    Products of the test side are counted and left out: they judge the final model.

    Args:
        products: the catalogue's.
        folder: where rows and pictures are kept.
        side: larger pictures are reduced to this longest side, in pixels.
        limit: read the first products only.
        watch: called with the number read.

    Raises:
        CatalogueError: when nothing is left, saying why.
        OSError: on a full disk.
    """
    reading = _Reading(PictureFile(folder), side)
    try:
        for product in products:
            if limit is not None and reading.read >= limit:
                break
            reading.add(product)
            watch(reading.read)
    finally:
        reading.pictures.close()
    summary = reading.summary()
    _check_any(summary)
    splits = fill_dev([row.digest for row in reading.rows], [row.split for row in reading.rows])
    rows = [replace(row, split=split) for row, split in zip(reading.rows, splits, strict=True)]
    save_prepared(folder, rows, summary)
    prepared = load_prepared(folder)
    if prepared is None:
        raise CatalogueError(f"{folder} was changed while the catalogue was prepared; start again")
    return prepared


class _Reading:
    """What has been read so far."""

    def __init__(self, pictures: PictureFile, side: int) -> None:
        self.pictures = pictures
        self.rows: list[Row] = []
        self.read = 0
        self._side = side
        self._ids: set[str] = set()
        self._left_out: Counter[str] = Counter()
        self._examples: dict[str, str] = {}
        self._digest = sha256()

    def add(self, product: TrainingProduct) -> None:
        """Keep the product, or count why not."""
        self.read += 1
        data = product.picture or b""
        digest = sha1(data, usedforsecurity=False).hexdigest()
        words = (product.id, product.title, product.description, sorted(product.attributes.items()))
        self._digest.update(f"{words!r}{digest}\n".encode("utf-8", "surrogatepass"))
        reason, detail = self._judge(product, data)
        if reason is None:
            try:
                self._keep(product, data, digest)
            except PictureError as error:
                reason, detail = BROKEN, f": {error}"
        if reason is not None:
            self._left_out[reason] += 1
            example = f"{product.id} ({product.place}){detail}" if product.place else product.id
            self._examples.setdefault(reason, example[:_EXAMPLE_CHARS])

    def summary(self) -> Summary:
        return Summary(
            self._digest.hexdigest(),
            self.read,
            len(self.rows),
            dict(self._left_out),
            self._examples,
        )

    def _judge(self, product: TrainingProduct, data: bytes) -> tuple[str | None, str]:
        if product.id in self._ids:
            return REPEATED, ""
        self._ids.add(product.id)
        if not data:
            return NO_PICTURE, f": {product.problem}" if product.problem else ""
        if not _has_words(product):
            return NO_WORDS, ""
        if split_of(data) is Split.TEST:
            return HELD_OUT, ""
        return None, ""

    def _keep(self, product: TrainingProduct, data: bytes, digest: str) -> None:
        kept = _reduced(data, self._side)
        self.rows.append(
            Row(
                product.id,
                product.title,
                product.description,
                dict(product.attributes),
                digest,
                split_of(data),
                self.pictures.add(kept),
                len(kept),
            )
        )


def _has_words(product: TrainingProduct) -> bool:
    try:
        bundled_captioner().caption(
            product.attributes, product.title, product.description, Random(0)
        )
    except ValueError:
        return False
    return True


def _reduced(data: bytes, side: int) -> bytes:
    """Return the picture upright, RGB and no longer than `side`; its own bytes if it is so."""
    image = decode_picture(data)
    with Image.open(BytesIO(data)) as original:
        as_it_is = (original.format, original.mode, original.size) == ("JPEG", "RGB", image.size)
        upright = original.getexif().get(0x0112, 1) == 1
        if as_it_is and upright and max(image.size) <= side:
            return data
    if max(image.size) > side:
        image.thumbnail((side, side), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
    return buffer.getvalue()


def _check_any(summary: Summary) -> None:
    if summary.read == 0:
        raise CatalogueError("the catalogue is empty: it has no product; give one with products")
    if summary.kept:
        return
    reasons = "; ".join(
        f"{count:,} {reason} (as {summary.examples[reason]})"
        for reason, count in sorted(summary.left_out.items(), key=lambda item: -item[1])
    )
    raise CatalogueError(
        f"none of the catalogue's {summary.read:,} products can be trained on: {reasons}; "
        "training needs pictures that open and a title or attributes"
    )
