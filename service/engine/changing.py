"""Changing: one product of the live generation is put or deleted."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeAlias

from PIL.Image import Image

from service.engine.errors import BadQueryError, UnknownProductError
from service.engine.gallery import Gallery, picture_key, shown_form
from service.engine.guess import did_you_mean
from service.engine.index import Index, Record
from service.engine.lexicon import Lexicon
from service.engine.product import AttributeValue, Product, point_id
from service.engine.schema import Field, Schema, to_payload, to_product
from service.engine.searching.embedding import Embedder

MAX_ID_CHARS: Final = 200
MAX_VALUE_CHARS: Final = 1_000
MAX_VALUES: Final = 64

KEPT: Final = "kept"


@dataclass(frozen=True, slots=True)
class NewPicture:
    """A picture as it came and as it was decoded."""

    data: bytes
    image: Image


PictureChange: TypeAlias = NewPicture | Literal["kept"] | None


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change has made.

    Attributes:
        product: as it is now.
        before: as it was; `None` for a new one.
    """

    product: Product
    before: Product | None


class Changer:
    """Puts and deletes products of one generation, one change after the other."""

    def __init__(
        self, *, embedder: Embedder, index: Index, gallery: Gallery, schema: Schema
    ) -> None:
        self._embedder = embedder
        self._index = index
        self._gallery = gallery
        self._schema = schema
        self._lexicon = Lexicon()
        self._changing = asyncio.Lock()

    async def put(self, product: Product, picture: PictureChange) -> Changed:
        """Add or replace a product; on return it is durable.

        A picture that is kept is the one that the product has in the index.

        Raises:
            BadQueryError: for a product with neither picture nor words, or an attribute that the
                catalogue's fields do not take.
        """
        fitted = replace(product, attributes=fit_attributes(product.attributes, self._schema))
        async with self._changing:
            found = await self._index.get([product.point_id])
            before = to_product(found[0].payload, self._schema) if found else None
            keeps = before is not None and picture == KEPT
            dense = found[0].dense if keeps else None
            key = before.picture if before and keeps else None
            if isinstance(picture, NewPicture):
                dense = await self._embedder.image(picture.image)
                key = picture_key(picture.data)
                media_type, shown = await asyncio.to_thread(shown_form, picture.data, picture.image)
                # The picture first: a point must never name a picture that is not there.
                await asyncio.to_thread(self._gallery.add, [(key, media_type, shown)])
            # Which products are one look is judged by ingest; a new picture is a look of its own.
            look = before.look if before and keeps else None
            made = replace(fitted, picture=key, look=look)
            if key is None and not _has_words(made):
                raise BadQueryError(
                    "title", "there is nothing to find the product by; give words or a picture"
                )
            terms = self._lexicon.weigh_document(made.search_text)
            await self._index.upsert([Record(made.point_id, to_payload(made), dense, terms)])
        return Changed(made, before)

    async def delete(self, product_id: str) -> Product:
        """Remove a product, for good on return; its picture stays, since others may show it.

        Raises:
            UnknownProductError: when there is none of that id.
        """
        async with self._changing:
            found = await self._index.get([point_id(product_id)])
            if not found:
                raise UnknownProductError(product_id)
            await self._index.delete([point_id(product_id)])
        return to_product(found[0].payload, self._schema)


def _has_words(product: Product) -> bool:
    texts = any(isinstance(value, str | tuple) for value in product.attributes.values())
    return bool(product.title or product.description or product.brand or texts)


def fit_attributes(given: Mapping[str, Any], schema: Schema) -> dict[str, AttributeValue]:
    """Return attributes as the catalogue's fields hold them; `None` values are left out.

    Raises:
        BadQueryError: naming the attribute, and what its field takes.
    """
    known = {field.name: field for field in schema.fields if field.path != field.name}
    fitted: dict[str, AttributeValue] = {}
    for name, value in given.items():
        where = f"attributes.{name[:80]}"
        if name not in known:
            raise BadQueryError(
                where,
                f"the catalogue has no attribute {name[:80]!r} (known: {', '.join(known)}); a new "
                f"one comes with the next ingest{did_you_mean(name, known)}",
            )
        if value is not None:
            fitted[name] = _fit(where, value, known[name])
    return fitted


def _fit(where: str, value: Any, field: Field) -> AttributeValue:
    match field.kind:
        case "keyword":
            return _words(where, value)
        case "boolean" if isinstance(value, bool):
            return value
        case "integer" if type(value) is int and abs(value) < 2**53:
            return value
        case "number" if type(value) in (int, float) and abs(value) < 2**53:
            return float(value)
    takes = {"boolean": "true or false", "integer": "a whole number", "number": "a number"}
    raise BadQueryError(where, f"takes {takes[field.kind]}, not {str(value)[:40]!r}")


def _words(where: str, value: Any) -> AttributeValue:
    words = value if isinstance(value, list) else [value]
    if len(words) > MAX_VALUES or not all(isinstance(word, str) for word in words):
        raise BadQueryError(where, f"takes a text, or a list of at most {MAX_VALUES} texts")
    if any(not word.strip() or len(word) > MAX_VALUE_CHARS for word in words):
        raise BadQueryError(where, f"takes texts of 1 to {MAX_VALUE_CHARS:,} characters")
    return tuple(words) if isinstance(value, list) else value
