"""A drawn stock of points: colours and types lie in directions of their own, titles say some."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from service.engine.index.embedded import EmbeddedBuilder
from service.engine.index.protocol import Record
from service.engine.lexicon import Lexicon
from service.engine.product import Product
from service.engine.schema import Field, Schema, to_payload

COLOURS = ("Red", "Black", "White", "Green")
TYPES = ("Dresses", "Handbags", "Watches")
DIMENSION = 32
SCHEMA = Schema(
    (
        Field("baseColour", "keyword", facet=True),
        Field("articleType", "keyword", facet=True),
        Field("fabric_code", "keyword", facet=True),
    )
)


class Stock:
    """Products that look like what they are.

    Args:
        count: how many.
        silent: share of the titles that do not say the colour.
        noise: how far a picture strays from its kind.
    """

    def __init__(self, count: int, *, silent: float = 0.5, noise: float = 0.25) -> None:
        self.rng = np.random.default_rng(11)
        self._axes = np.linalg.qr(self.rng.normal(size=(DIMENSION, DIMENSION)))[0]
        self._noise = noise
        self.products: dict[str, tuple[Product, Any]] = {}
        for n in range(count):
            colour = COLOURS[int(self.rng.integers(len(COLOURS)))]
            kind = TYPES[int(self.rng.integers(len(TYPES)))]
            said = "" if self.rng.random() < silent else f"{colour} "
            self.add(f"p{n}", f"Acme {said}{kind[:-1]}", colour, kind)

    def add(
        self,
        product_id: str,
        title: str,
        colour: str,
        kind: str,
        *,
        looks: str | None = None,
        attributes: dict[str, str] | None = None,
    ) -> None:
        """Add a product that looks like `looks`, its colour if not given."""
        away = self.rng.normal(size=DIMENSION) * self._noise / np.sqrt(DIMENSION)
        seen = self._axes[COLOURS.index(looks or colour)] + self._axes[8 + TYPES.index(kind)] + away
        own = {"baseColour": colour, "articleType": kind} if attributes is None else attributes
        product = Product(id=product_id, title=title, picture="0" * 32, attributes=own)
        self.products[product_id] = product, (seen / np.linalg.norm(seen)).astype(np.float32)

    def hide(self, product_id: str, field: str) -> str:
        """Take an attribute away; returns what it was."""
        product, vector = self.products[product_id]
        kept = {name: v for name, v in product.attributes.items() if name != field}
        hidden = str(product.attributes[field])
        changed = Product(id=product.id, title=product.title, picture="0" * 32, attributes=kept)
        self.products[product_id] = changed, vector
        return hidden

    def records(self) -> Iterator[Record]:
        lexicon = Lexicon()
        for product, vector in self.products.values():
            terms = lexicon.weigh_document(product.search_text)
            yield Record(product.point_id, to_payload(product), vector, terms)

    def written(self, folder: Path) -> EmbeddedBuilder:
        builder = EmbeddedBuilder(folder, dimension=DIMENSION)
        builder.write(list(self.records()))
        return builder
