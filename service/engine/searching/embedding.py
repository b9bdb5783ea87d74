"""Embedding what was asked: words, pictures and products -> directions to search in."""

from collections.abc import Sequence

import numpy as np
from PIL.Image import Image

from service.engine.encoder import Encoder, Vectors, unit_rows
from service.engine.encoder.batching import BatchingEncoder
from service.engine.errors import UnknownProductError
from service.engine.index.protocol import DenseVector
from service.engine.product import Product, point_id
from service.engine.searching.reading import Reader, Stored


class Embedder:
    """Embeds the parts of a query, together with those of other queries."""

    def __init__(self, *, encoder: Encoder, reader: Reader) -> None:
        self._reader = reader
        # One that batches already is shared with other generations, and outlives this one.
        self._shared = isinstance(encoder, BatchingEncoder)
        self._encoder = (
            encoder if isinstance(encoder, BatchingEncoder) else BatchingEncoder(encoder)
        )

    async def text(self, text: str) -> DenseVector:
        """Embed words: (dim,), unit length."""
        return await self._encoder.text(text)

    async def image(self, image: Image) -> DenseVector:
        """Embed a picture: (dim,), unit length."""
        return await self._encoder.image(image)

    async def texts(self, texts: Sequence[str]) -> Vectors:
        """Embed many texts: (n, dim), rows of unit length."""
        return await self._encoder.texts(texts)

    async def images(self, images: Sequence[Image]) -> Vectors:
        """Embed many pictures, upright and RGB: (n, dim), rows of unit length."""
        return await self._encoder.images(images)

    async def products(
        self, product_ids: tuple[str, ...], *, field: str
    ) -> tuple[DenseVector, list[Product]]:
        """Return the mean direction of products, and the products.

        Args:
            product_ids: whose.
            field: the request field that names them.

        Raises:
            UnknownProductError: naming the one that does not exist.
        """
        found = await self._reader.read([point_id(product_id) for product_id in product_ids])
        have = {stored.point_id: stored for stored in found}
        vectors, products = [], []
        for product_id in product_ids:
            stored = have.get(point_id(product_id))
            if stored is None:
                raise UnknownProductError(product_id, field=field)
            products.append(stored.product)
            vectors.append(await self._vector(stored))
        return unit_rows(np.sum(vectors, axis=0)), products

    def close(self) -> None:
        """Let the running encoding finish and take no other."""
        if not self._shared:
            self._encoder.close()

    async def _vector(self, stored: Stored) -> DenseVector:
        # A product without a picture has no vector of its own; its words stand for it.
        return stored.dense if stored.dense is not None else await self.text(stored.text)
