"""Embedding what was asked: words, pictures and products -> directions to search in."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final, TypeVar

import numpy as np
from PIL.Image import Image

from service.engine.encoder import Encoder, Vectors, unit_rows
from service.engine.errors import UnknownProductError
from service.engine.index import Candidate, Index
from service.engine.index.protocol import DenseVector
from service.engine.product import Product, point_id
from service.engine.schema import Schema, to_product

_T = TypeVar("_T")
# Between two batches of a large request others get their turn.
_BATCH: Final = 16


class Embedder:
    """Embeds the parts of a query, one at a time: encoders are used by one thread."""

    def __init__(self, *, encoder: Encoder, index: Index, schema: Schema) -> None:
        self._encoder = encoder
        self._index = index
        self._schema = schema
        # Queries wait their turn here without blocking the event loop.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="encoder")

    async def text(self, text: str) -> DenseVector:
        """Embed words: (dim,), unit length."""
        return await self._run(lambda: self._encoder.embed_texts([text])[0])

    async def image(self, image: Image) -> DenseVector:
        """Embed a picture: (dim,), unit length."""
        return await self._run(lambda: self._encoder.embed_images([image])[0])

    async def texts(self, texts: Sequence[str]) -> Vectors:
        """Embed many texts: (n, dim), rows of unit length."""
        rows = [np.empty((0, self._encoder.fingerprint.dimension), dtype=np.float32)]
        for start in range(0, len(texts), _BATCH):
            batch = texts[start : start + _BATCH]
            rows.append(await self._run(partial(self._encoder.embed_texts, batch)))
        return np.concatenate(rows)

    async def images(self, images: Sequence[Image]) -> Vectors:
        """Embed many pictures, upright and RGB: (n, dim), rows of unit length."""
        rows = [np.empty((0, self._encoder.fingerprint.dimension), dtype=np.float32)]
        for start in range(0, len(images), _BATCH):
            batch = images[start : start + _BATCH]
            rows.append(await self._run(partial(self._encoder.embed_images, batch)))
        return np.concatenate(rows)

    async def products(self, product_ids: tuple[str, ...]) -> tuple[DenseVector, list[Product]]:
        """Return the mean direction of products, and the products.

        Raises:
            UnknownProductError: naming the one that does not exist.
        """
        found = await self._index.get([point_id(product_id) for product_id in product_ids])
        have = {candidate.point_id: candidate for candidate in found}
        vectors, products = [], []
        for product_id in product_ids:
            candidate = have.get(point_id(product_id))
            if candidate is None:
                raise UnknownProductError(product_id)
            products.append(to_product(candidate.payload, self._schema))
            vectors.append(await self._vector(candidate, products[-1]))
        return unit_rows(np.sum(vectors, axis=0)), products

    def close(self) -> None:
        """Let the running encoding finish and take no other."""
        self._thread.shutdown(wait=True)

    async def _vector(self, candidate: Candidate, product: Product) -> DenseVector:
        # A product without a picture has no vector of its own; its words stand for it.
        return (
            candidate.dense if candidate.dense is not None else await self.text(product.search_text)
        )

    async def _run(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
