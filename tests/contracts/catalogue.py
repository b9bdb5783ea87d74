"""The points that every home is given: enough variety for every kind of filter, and ties."""

from typing import Any

import numpy as np

from service.engine.encoder import Fingerprint
from service.engine.index import Record
from service.engine.index.manifest import Manifest
from service.engine.lexicon import Lexicon
from service.engine.product import Product
from service.engine.schema import Field, Schema, to_payload

DIMENSION = 16
COUNT = 300
SCHEMA = Schema(
    (
        Field("brand", "keyword", facet=True),
        Field("price", "number"),
        Field("colour", "keyword", facet=True),
        Field("tags", "keyword", facet=True),
        Field("year", "integer", facet=True),
        Field("on_sale", "boolean", facet=True),
    )
)
FINGERPRINT = Fingerprint("hash", "ab" * 32, DIMENSION, "resize")


def manifest(name: str, *, products: int = COUNT) -> Manifest:
    """A manifest of a generation of these points."""
    return Manifest(name, "2026-01-01T00:00:00+00:00", FINGERPRINT, SCHEMA, products, products)


def unit(seed: int) -> Any:
    """A random unit vector."""
    vector = np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32)
    return vector / np.linalg.norm(vector)


def product(number: int) -> Product:
    """One product; fields are missing now and then."""
    colour = ("Red", "Blue", "Green", "Off White")[number % 4]
    attributes: dict[str, Any] = {
        "colour": colour,
        "tags": ("new", "summer") if number % 3 else ("old",),
        "year": 2010 + number % 7,
        "on_sale": number % 5 == 0,
    }
    if number % 11 == 0:
        del attributes["colour"]
    return Product(
        id=f"sku/{number}",
        title=f"{colour} {('dress', 'shirt', 'saree')[number % 3]} {number}",
        brand=("Acme", "Zari", None)[number % 3],
        price=None if number % 13 == 0 else 100.0 + number % 50,
        attributes=attributes,
    )


def record(number: int, *, changed: dict[str, Any] | None = None) -> Record:
    """The point of a product; 7 has no vector, 8 no terms, 9 and 10 have equal vectors."""
    made = product(number)
    lexicon = Lexicon()
    return Record(
        made.point_id,
        to_payload(made) | (changed or {}),
        None if number == 7 else unit(9 if number == 10 else number),
        lexicon.weigh_document("" if number == 8 else made.search_text),
    )


def records() -> list[Record]:
    """All of them."""
    return [record(number) for number in range(COUNT)]
