"""Preparing: every picture is tried, and what is left out is counted."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from finetune.training.data.prepared import load_prepared
from finetune.training.data.preparing import (
    BROKEN,
    HELD_OUT,
    NO_PICTURE,
    NO_WORDS,
    REPEATED,
    prepare,
)
from finetune.training.data.product import TrainingProduct
from finetune.training.data.sides import Split, split_of
from service.engine.errors import CatalogueError


def encoded(number: int, size: tuple[int, int] = (40, 30), kind: str = "PNG") -> bytes:
    buffer = BytesIO()
    Image.new("RGB", size, (number % 256, number // 256, 90)).save(buffer, kind)
    return buffer.getvalue()


def trainable() -> Iterator[bytes]:
    yield from (data for data in map(encoded, range(10_000)) if split_of(data) is Split.TRAIN)


def product(number: int, picture: bytes | None, title: str | None = "Acme Tee") -> TrainingProduct:
    return TrainingProduct(str(number), title, None, {}, picture, f"line {number}")


def test_products_that_cannot_be_trained_on_are_counted_with_an_example(tmp_path: Path) -> None:
    pictures = trainable()
    held_out = next(data for data in map(encoded, range(10_000)) if split_of(data) is Split.TEST)
    products = [
        product(1, next(pictures)),
        product(2, next(pictures)[:40]),
        product(3, None),
        product(4, next(pictures), title=None),
        product(1, next(pictures)),
        product(6, held_out),
        product(7, next(pictures)),
    ]
    prepared = prepare(products, tmp_path, side=64)
    assert [row.id for row in prepared.rows] == ["1", "7"]
    assert prepared.summary.read == 7
    assert prepared.summary.left_out == {
        BROKEN: 1,
        NO_PICTURE: 1,
        NO_WORDS: 1,
        REPEATED: 1,
        HELD_OUT: 1,
    }
    assert "2 (line 2): the bytes are no picture" in prepared.summary.examples[BROKEN]


def test_pictures_come_back_small_and_true(tmp_path: Path) -> None:
    sizes = [(40, 30), (30, 40), (300, 200)]
    products = [product(n, encoded(n, size), "Acme Tee") for n, size in enumerate(sizes, 40)]
    prepared = prepare(products, tmp_path, side=64)
    for row in prepared.rows:
        picture = prepared.picture(row)
        assert max(picture.size) <= 64
        assert abs(picture.getpixel((5, 5))[0] - int(row.id)) <= 2


def test_the_digest_is_of_everything_read(tmp_path: Path) -> None:
    pictures = [data for data, _ in zip(trainable(), range(3), strict=False)]
    products = [product(n, data) for n, data in enumerate(pictures)]
    first = prepare(products, tmp_path / "a", side=64).summary.digest
    assert prepare(products, tmp_path / "b", side=64).summary.digest == first
    products[1] = product(1, pictures[1], "Another Tee")
    assert prepare(products, tmp_path / "c", side=64).summary.digest != first


def test_a_preparation_that_was_cut_short_is_not_taken(tmp_path: Path) -> None:
    def failing() -> Iterator[TrainingProduct]:
        yield product(1, next(trainable()))
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        prepare(failing(), tmp_path, side=64)
    assert load_prepared(tmp_path) is None


def test_an_empty_catalogue_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="the catalogue is empty"):
        prepare([], tmp_path, side=64)


def test_a_catalogue_of_broken_pictures_is_refused_with_the_reason(tmp_path: Path) -> None:
    products = [product(n, data[:50]) for n, data in zip(range(20), trainable(), strict=False)]
    with pytest.raises(CatalogueError, match=r"with a broken picture \(as 0 \(line 0\)"):
        prepare(products, tmp_path, side=64)


def test_a_limit_reads_the_first_products(tmp_path: Path) -> None:
    products = (product(n, data) for n, data in enumerate(trainable()))
    assert prepare(products, tmp_path, side=64, limit=5).summary.read == 5
