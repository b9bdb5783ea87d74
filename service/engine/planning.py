"""Planning: from a query to what the index is asked."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

import numpy as np
from PIL.Image import Image
from qdrant_client import models

from service.engine.combining import AWAY, Part, combine
from service.engine.encoder import Encoder, unit_rows
from service.engine.errors import BadQueryError, UnknownProductError
from service.engine.index import Candidate, Index, IndexQuery, Leg
from service.engine.index.protocol import DenseVector
from service.engine.lexicon import Lexicon, TermWeights
from service.engine.mode import PREFERRED_WEIGHT, Evidence, choose_mode, lexical_weight
from service.engine.product import point_id
from service.engine.query import Query
from service.engine.ranking import Plan
from service.engine.schema import Schema, to_product, to_qdrant_filter
from service.engine.understanding import Understanding

_T = TypeVar("_T")
_NO_TERMS = TermWeights((), ())
# From this match on a product counts as relevant.
RELEVANT: Final = 0.3


class Planner:
    """Embeds what was asked and decides which legs answer."""

    def __init__(self, *, encoder: Encoder, index: Index, schema: Schema, lexicon: Lexicon) -> None:
        self._encoder = encoder
        self._index = index
        self._schema = schema
        self._lexicon = lexicon
        # The model is used by one thread at a time; queries wait their turn without blocking.
        self._encoding = ThreadPoolExecutor(max_workers=1, thread_name_prefix="encoder")

    async def plan(self, query: Query, understood: Understanding) -> Plan:
        """Plan a query.

        Raises:
            BadQueryError: for a filter that the schema refuses.
            UnknownProductError: for a liked product that does not exist.
        """
        filter_ = to_qdrant_filter(query.filters + understood.hard, self._schema)
        text = understood.text if query.text else ""
        terms = self._lexicon.weigh_query(text) if text else _NO_TERMS
        dense = None if query.mode == "lexical" else await self._dense_vector(query, text)
        # Only `auto` asks how the words look, so only there the best lexical hit is looked up.
        probed = query.mode in ("auto", "hybrid") and query.kind == "text" and bool(terms)
        coverage = await self._coverage(text, terms, filter_) if probed else 0.0
        evidence = Evidence(embedded=dense is not None, terms=bool(terms), coverage=coverage)
        mode = choose_mode(query, evidence)
        # Asked for by name, "dense" and "lexical" are what they say; nothing is mixed in.
        prefers = query.mode in ("auto", "hybrid") and bool(understood.soft)
        return Plan(
            mode=mode,
            dense=dense if mode in ("dense", "hybrid") else None,
            terms=terms if mode in ("lexical", "hybrid") else _NO_TERMS,
            lexical_weight=lexical_weight(text, evidence),
            filter=filter_,
            preferred=to_qdrant_filter(understood.soft, self._schema) if prefers else None,
            preferred_weight=PREFERRED_WEIGHT,
            least_cosine=self._least_cosine(query),
        )

    def _least_cosine(self, query: Query) -> float | None:
        """Return the cosine at which the match is `min_match`; `None` when nothing is dropped.

        An order by price or year shows its first page whatever it is like, so there only what is
        likely meant is let through, if the model can tell.
        """
        if query.min_match and query.kind not in self._encoder.calibration.curves:
            raise BadQueryError(
                "min_match", "the model in service is not calibrated, so nothing has a match"
            )
        sorted_ = query.sort != "relevance"
        match = max(query.min_match, RELEVANT if sorted_ else 0.0)
        return self._encoder.calibration.cosine(query.kind, match) if match else None

    def close(self) -> None:
        """Let the running encoding finish and take no other."""
        self._encoding.shutdown(wait=True)

    async def _coverage(
        self, text: str, terms: TermWeights, filter_: models.Filter | None
    ) -> float:
        """Return the share of the query's words that the best lexical hit has."""
        best = await self._index.search(IndexQuery((Leg(terms),), filter_, 1))
        found = await self._index.get([candidate.point_id for candidate in best])
        if not found:
            return 0.0
        words = self._lexicon.words(text)
        has = to_product(found[0].payload, self._schema).search_text
        return len(self._lexicon.matched_terms(text, has)) / max(len(words), 1)

    async def _dense_vector(self, query: Query, text: str) -> DenseVector | None:
        """Return the unit vector of everything that was asked: the sum of the parts' directions."""
        weights = query.weights
        parts: list[Part] = []
        if text:
            parts.append(Part(await self._embed_text(text), weights.text))
        if query.image is not None:
            parts.append(Part(await self._embed_image(query.image), weights.image))
        if query.like:
            parts.append(Part(await self._products(query.like), weights.like))
        # What is not wanted only turns a wish; alone it says nothing of what is.
        if parts and query.not_text:
            away = await self._embed_text(query.not_text)
            parts.append(Part(away, -AWAY * weights.text))
        if parts and query.dislike:
            parts.append(Part(await self._products(query.dislike), -AWAY * weights.like))
        return combine(parts)

    async def _products(self, product_ids: tuple[str, ...]) -> DenseVector:
        """Return the mean direction of products.

        Raises:
            UnknownProductError: naming the one that does not exist.
        """
        found = await self._index.get([point_id(product_id) for product_id in product_ids])
        have = {candidate.point_id: candidate for candidate in found}
        vectors = []
        for product_id in product_ids:
            candidate = have.get(point_id(product_id))
            if candidate is None:
                raise UnknownProductError(product_id)
            vectors.append(await self._vector_of(candidate))
        return unit_rows(np.sum(vectors, axis=0))

    async def _vector_of(self, candidate: Candidate) -> DenseVector:
        if candidate.dense is not None:
            return candidate.dense
        # A product without a picture has no vector of its own; its words stand for it.
        text = to_product(candidate.payload, self._schema).search_text
        return await self._embed_text(text)

    async def _embed_text(self, text: str) -> DenseVector:
        return await self._encode(lambda: self._encoder.embed_texts([text])[0])

    async def _embed_image(self, image: Image) -> DenseVector:
        return await self._encode(lambda: self._encoder.embed_images([image])[0])

    async def _encode(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._encoding, work)
