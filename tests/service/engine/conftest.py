"""A small catalogue of drawn products, indexed with the deterministic encoder."""

import asyncio
from collections.abc import Awaitable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PIL import Image

from service.engine.encoder.hashed import HashEncoder
from service.engine.engine import Engine
from service.engine.gallery import Gallery
from service.engine.index import Record
from service.engine.index.embedded import EmbeddedBuilder
from service.engine.index.generations import Generations
from service.engine.index.manifest import Manifest
from service.engine.lexicon import Lexicon
from service.engine.opening import open_engine
from service.engine.product import Product
from service.engine.schema import Field, Schema, to_payload
from service.engine.understanding import WordCounts

_T = TypeVar("_T")

COLOURS = {"Red": (220, 20, 20), "Blue": (20, 20, 220), "Green": (10, 160, 20)}
SCHEMA = Schema(
    (
        Field("brand", "keyword", facet=True),
        Field("price", "number"),
        Field("gender", "keyword", facet=True),
        Field("colour", "keyword", facet=True),
        Field("tags", "keyword", facet=True),
        Field("year", "integer", facet=True),
        Field("weight", "number"),
        Field("on_sale", "boolean", facet=True),
    )
)


def run(awaitable: Awaitable[_T]) -> _T:
    """Wait for one coroutine outside a loop."""

    async def wait() -> _T:
        return await awaitable

    return asyncio.run(wait())


def drawn(product: Product) -> Image.Image:
    """Draw a product: its colour, one step lighter for each of its kind."""
    red, green, blue = COLOURS[str(product.attributes["colour"])]
    step = int(product.id)
    return Image.new("RGB", (60, 80), (red, green, (blue + step) % 256))


def products() -> list[Product]:
    """Sixty dresses, twenty looks in three colours; 7 has no picture, 8 no words."""
    made = []
    for number in range(60):
        colour = list(COLOURS)[number % 3]
        attributes: dict[str, Any] = {
            "gender": ["Women", "Men"][number % 2],
            "colour": colour,
            "tags": ("new", "summer") if number % 4 == 0 else ("old",),
            "year": 2010 + number % 4,
            "weight": number / 2,
            "on_sale": number % 5 == 0,
        }
        if number % 10 == 9:
            del attributes["gender"]
        made.append(
            Product(
                id=str(number),
                title=None if number == 8 else f"{colour} dress number {number}",
                brand="Acme" if number % 2 else None,
                price=100.0 + number,
                attributes=attributes,
                look=f"look {number // 3}",
            )
        )
    return made


def records(encoder: HashEncoder) -> list[Record]:
    """Return the sixty products as they are indexed."""
    lexicon = Lexicon()
    return [
        Record(
            product.point_id,
            to_payload(product),
            None if product.id == "7" else encoder.embed_images([drawn(product)])[0],
            lexicon.weigh_document(product.search_text),
        )
        for product in products()
    ]


def build_generation(data: Path, encoder: HashEncoder) -> str:
    """Index the sixty products into a new live generation."""
    generations = Generations(data)
    name = generations.begin()
    folder = generations.folder(name)
    builder = EmbeddedBuilder(folder / "shard", dimension=encoder.fingerprint.dimension)
    made = products()
    builder.write(records(encoder))
    builder.finish(SCHEMA)
    words = WordCounts()
    for product in made:
        words.add(product)
    words.write(folder)
    Gallery(generations.gallery_path).close()
    manifest = Manifest(
        name, "2026-01-01T00:00:00+00:00", encoder.fingerprint, SCHEMA, len(made), len(made) - 1
    )
    manifest.write(folder)
    generations.make_live(name)
    return name


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one live generation; closed, not to be changed."""
    data = tmp_path_factory.mktemp("indexed")
    build_generation(data, HashEncoder())
    return data


@pytest.fixture(scope="module")
def engine(indexed: Path) -> Iterator[Engine]:
    """The engine over the sixty products; read only."""
    opened = open_engine(indexed, HashEncoder())
    yield opened
    run(opened.close())
