"""Sixty drawn products, and generations of them made with the deterministic encoder."""

from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from PIL import Image, ImageDraw

from service.api.app import create_app
from service.engine.encoder import Encoder
from service.engine.encoder.hashed import HashEncoder
from service.engine.gallery import Gallery, picture_key, shown_form
from service.engine.index import Record
from service.engine.index.embedded import EmbeddedBuilder
from service.engine.index.generations import Generations
from service.engine.index.manifest import Manifest
from service.engine.lexicon import Lexicon
from service.engine.opening import open_engine
from service.engine.picture import decode_picture
from service.engine.product import Product
from service.engine.schema import Field, Schema, to_payload
from service.engine.suggesting import PhraseCounts
from service.engine.understanding import WordCounts
from service.settings import Settings

COLOURS = {"Red": "#d21f26", "Blue": "#2340c8", "Maroon": "#7a1020", "Green": "#1c9440"}
TYPES = ("Dress", "Shirt", "Bag")
# What a URL must carry whole: a slash, a space, a percent sign, a name of a route, other letters.
ODD_IDS = ("a/b", "sku 7", "50%off", "10003/image", "10004/similar", "Ä-Ö?#")
NO_PICTURE = "10009"
NO_WORDS = "10010"
SCHEMA = Schema(
    (
        Field("brand", "keyword", facet=True),
        Field("price", "number"),
        Field("gender", "keyword", facet=True),
        Field("baseColour", "keyword", facet=True),
        Field("articleType", "keyword", facet=True),
        Field("usage", "keyword", facet=True),
        Field("tags", "keyword", facet=True),
        Field("year", "integer", facet=True),
        Field("on_sale", "boolean", facet=True),
    )
)


def product_ids() -> list[str]:
    return [str(10003 + number) for number in range(60 - len(ODD_IDS))] + list(ODD_IDS)


def drawing(number: int) -> bytes:
    """Draw a product as a PNG: its silhouette in its colour, placed by its number."""
    colour, kind = list(COLOURS.values())[number % 4], number % 3
    image = Image.new("RGB", (60, 80), "white")
    pen = ImageDraw.Draw(image)
    x, y = 2 + number % 7 * 3, 4 + number // 7 * 2
    if kind == 0:
        pen.polygon([(x + 10, y), (x + 20, y), (x + 32, y + 50), (x, y + 50)], fill=colour)
    elif kind == 1:
        pen.rectangle((x, y + 6, x + 34, y + 44), fill=colour)
    else:
        pen.ellipse((x, y + 10, x + 30, y + 44), fill=colour, outline="black")
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def pictures() -> dict[str, bytes]:
    """Product id -> PNG, for those that have a picture."""
    made = {product_id: drawing(n) for n, product_id in enumerate(product_ids())}
    del made[NO_PICTURE]
    return made


def products() -> list[Product]:
    return [_product(number, product_id) for number, product_id in enumerate(product_ids())]


def _product(number: int, product_id: str) -> Product:
    colour, kind = list(COLOURS)[number % 4], TYPES[number % 3]
    attributes: dict[str, Any] = {
        "gender": ("Women", "Men")[number // 4 % 2],
        "baseColour": colour,
        "articleType": kind,
        "usage": ("Casual", "Sports", "Formal")[number // 8 % 3],
        "tags": ("new", "summer") if number % 5 == 0 else ("old",),
        "year": 2010 + number % 4,
        "on_sale": number % 6 == 0,
    }
    picture = None if product_id == NO_PICTURE else picture_key(drawing(number))
    words = product_id != NO_WORDS
    return Product(
        id=product_id,
        title=f"{colour} {kind} number {number}" if words else None,
        description=f"A {colour.lower()} {kind.lower()} for a summer party" if words else None,
        brand="Acme" if number % 2 else None,
        price=500.0 + 50 * number if number % 9 else None,
        picture=picture,
        attributes=attributes,
    )


def build_generation(data: Path, *, encoder: Encoder | None = None, kept: int = 60) -> str:
    """Index the first `kept` products into a new live generation, and return its name."""
    encoder, lexicon = encoder or HashEncoder(), Lexicon()
    generations = Generations(data)
    name = generations.begin()
    folder = generations.folder(name)
    builder = EmbeddedBuilder(folder / "shard", dimension=encoder.fingerprint.dimension)
    gallery = Gallery(generations.gallery_path)
    shown = pictures()
    made = products()[:kept]
    records, words = [], WordCounts()
    for product in made:
        dense = None
        if product.picture is not None:
            image = decode_picture(shown[product.id])
            dense = encoder.embed_images([image])[0]
            gallery.add([(product.picture, *shown_form(shown[product.id], image))])
        terms = lexicon.weigh_document(product.search_text)
        records.append(Record(product.point_id, to_payload(product), dense, terms))
        words.add(product)
    builder.write(records)
    builder.finish(SCHEMA)
    words.write(folder)
    gallery.close()
    phrases = PhraseCounts()
    for product in made:
        phrases.add(product)
    phrases.write(folder)
    Manifest(
        name,
        "2026-01-01T00:00:00+00:00",
        encoder.fingerprint,
        SCHEMA,
        products=len(made),
        with_picture=len(made) - 1,
        source="drawn",
    ).write(folder)
    generations.make_live(name)
    return name


def app_over(
    data: Path, *, poll_s: float = 30.0, encoder: Encoder | None = None, **settings: Any
) -> FastAPI:
    """Return the service over a data folder, with the deterministic encoder."""
    return create_app(
        partial(open_engine, data, encoder or HashEncoder()),
        settings=Settings(data=data, **settings),
        poll_s=poll_s,
    )
