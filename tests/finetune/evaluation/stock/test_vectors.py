from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL.Image import Image

from finetune.evaluation.progress import Silent
from finetune.evaluation.stock.shelf import Shelf
from finetune.evaluation.stock.stock import Stock, survey
from finetune.evaluation.stock.vectors import picture_vectors
from service.engine.encoder import Vectors
from service.engine.encoder.hashed import HashEncoder
from service.engine.errors import ModelError
from tests.finetune.evaluation.conftest import Drawn, drawn_products, write_catalogue


class Counting(HashEncoder):
    """Counts the pictures that it is given."""

    seen = 0

    def embed_images(self, images: Sequence[Image]) -> Vectors:
        self.seen += len(images)
        return super().embed_images(images)


class Blank(HashEncoder):
    """Gives the same nothing for every picture."""

    def embed_images(self, images: Sequence[Image]) -> Vectors:
        return np.zeros((len(images), 64), np.float32)


@pytest.fixture
def stock(tmp_path: Path) -> Stock:
    products = drawn_products(100)
    products[7] = Drawn(products[7].row, products[3].picture)
    return survey(Shelf(write_catalogue(tmp_path / "c", products)), Silent())


def test_every_product_gets_the_vector_of_its_own_picture(stock: Stock, tmp_path: Path) -> None:
    vectors = picture_vectors(stock, HashEncoder(), tmp_path / "cache", Silent())
    images = [item.image for item in stock.shelf.items() if item.image]
    np.testing.assert_allclose(vectors, HashEncoder().embed_images(images), atol=1e-6)


def test_equal_pictures_are_embedded_once_and_known_ones_never_again(
    stock: Stock, tmp_path: Path
) -> None:
    first, second, other = Counting(), Counting(), Counting(32)
    before = picture_vectors(stock, first, tmp_path / "cache", Silent())
    after = picture_vectors(stock, second, tmp_path / "cache", Silent())
    assert first.seen == 99
    assert second.seen == 0
    np.testing.assert_array_equal(before, after)
    assert picture_vectors(stock, other, tmp_path / "cache", Silent()).shape == (100, 32)
    assert other.seen == 99


def test_a_grown_catalogue_embeds_what_is_new(stock: Stock, tmp_path: Path) -> None:
    picture_vectors(stock, Counting(), tmp_path / "cache", Silent())
    larger = survey(Shelf(write_catalogue(tmp_path / "d", drawn_products(110))), Silent())
    encoder = Counting()
    picture_vectors(larger, encoder, tmp_path / "cache", Silent())
    assert encoder.seen == 11  # ten new products, and the picture that a twin had replaced


@pytest.mark.parametrize("damage", [b"", b"\x93NUMPY nonsense", b"not numpy"])
def test_a_damaged_cache_counts_as_empty(stock: Stock, tmp_path: Path, damage: bytes) -> None:
    picture_vectors(stock, HashEncoder(), tmp_path / "cache", Silent())
    for file in (tmp_path / "cache").iterdir():
        file.write_bytes(damage)
    encoder = Counting()
    vectors = picture_vectors(stock, encoder, tmp_path / "cache", Silent())
    assert encoder.seen == 99
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_a_model_without_usable_vectors_is_refused(stock: Stock, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="nothing to evaluate"):
        picture_vectors(stock, Blank(), tmp_path / "cache", Silent())
