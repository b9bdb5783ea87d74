"""Stock: every product of a catalogue that has a picture, and which side of the split it is on."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from finetune.compact.splits import Split, split_of
from finetune.evaluation.progress import Narrator
from finetune.evaluation.stock.likeness import Likenesses, likeness, likenesses
from finetune.evaluation.stock.shelf import Shelf
from service.engine.errors import CatalogueError
from service.engine.product import Product

Rows = NDArray[np.int64]  # rows of a stock


@dataclass(frozen=True)
class Stock:
    """Products with usable pictures, in the catalogue's order.

    Attributes:
        shelf: where the pictures can be read again.
        products: at least one.
        positions: of each on the shelf, shape (products,).
        splits: the side that each picture is on.
        likenesses: what near-equal pictures are told by, one row a product.
        without_picture, broken, rejected: rows of the catalogue that are not in the stock.
    """

    shelf: Shelf
    products: tuple[Product, ...]
    positions: Rows
    splits: tuple[Split, ...]
    likenesses: Likenesses
    without_picture: int
    broken: int
    rejected: int

    def __len__(self) -> int:
        return len(self.products)

    def rows_of(self, *splits: Split) -> Rows:
        """Return the rows whose pictures are on these sides, ascending."""
        return np.array([row for row, side in enumerate(self.splits) if side in splits], np.int64)

    @cached_property
    def pictures(self) -> Rows:
        """One number a product; equal where the pictures are equal byte for byte."""
        return numbered([product.picture or "" for product in self.products])

    @cached_property
    def titles(self) -> Rows:
        """One number a product; equal where the titles are, letter case aside. -1 without one."""
        keys = [" ".join((product.title or "").split()).casefold() for product in self.products]
        numbers = numbered(keys)
        numbers[[row for row, key in enumerate(keys) if not key]] = -1
        return numbers

    def split_counts(self) -> dict[str, int]:
        """Return how many products are on each side."""
        return {side.value: count for side, count in Counter(self.splits).items()}


def survey(shelf: Shelf, narrator: Narrator) -> Stock:
    """Read a whole catalogue once and keep everything but the pictures.

    Raises:
        CatalogueError: when no product has a usable picture.
    """
    products, positions, splits, likes = [], [], [], []
    without, broken = 0, 0
    for item in narrator.track(shelf.items(), "Reading the catalogue", shelf.total()):
        if item.image is None or item.encoded is None:
            broken += item.broken
            without += not item.broken
            continue
        products.append(item.product)
        positions.append(item.position)
        splits.append(split_of(item.encoded))
        likes.append(likeness(item.image))
    if not products:
        raise CatalogueError(
            f"no product in {shelf.path} has a usable picture ({without:,} without one, "
            f"{broken:,} broken); an evaluation needs pictures"
        )
    return Stock(
        shelf,
        tuple(products),
        np.array(positions, np.int64),
        tuple(splits),
        likenesses(likes),
        without,
        broken,
        shelf.rejected,
    )


def numbered(keys: list[str]) -> Rows:
    """Return equal numbers for equal keys, shape (keys,)."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], np.int64)
