"""The engine: a query in, an answer out."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from typing import Final, TypeVar

import numpy as np

from service.engine.encoder import Encoder, unit_rows
from service.engine.errors import BadQueryError, UnknownProductError
from service.engine.filters import Filters
from service.engine.gallery import Gallery
from service.engine.index import Candidate, Index, IndexQuery, Leg
from service.engine.index.manifest import Manifest
from service.engine.index.protocol import DenseVector
from service.engine.lexicon import Lexicon, TermWeights
from service.engine.mode import choose_mode, lexical_weight
from service.engine.product import Product, point_id
from service.engine.query import Answer, FacetCount, Hit, LegScore, Mode, Query
from service.engine.ranking import HEAD, Plan, rank
from service.engine.schema import to_product, to_qdrant_filter

MAX_FACET_VALUES: Final = 200

_T = TypeVar("_T")


class Engine:
    """Answers queries over one generation of the index.

    Raises:
        MismatchError: when the generation was made by another model than `encoder`.
    """

    def __init__(
        self, *, encoder: Encoder, index: Index, manifest: Manifest, gallery: Gallery
    ) -> None:
        manifest.require(encoder.fingerprint)
        self.encoder = encoder
        self.manifest = manifest
        self._index = index
        self._gallery = gallery
        self._lexicon = Lexicon()
        # The model is used by one thread at a time; queries wait their turn without blocking.
        self._encoding = ThreadPoolExecutor(max_workers=1, thread_name_prefix="encoder")

    async def search(self, query: Query) -> Answer:
        """Answer a query.

        Raises:
            BadQueryError: naming the field and the repair.
            UnknownProductError: for a liked product that does not exist.
        """
        started = perf_counter()
        plan = await self._plan(query)
        encoded = perf_counter()
        left_out = frozenset(point_id(liked) for liked in query.like)
        needed = query.offset + query.limit
        ranking = await rank(self._index, plan, left_out=left_out, needed=needed)
        page = ranking.candidates[query.offset : needed]
        hits = await self._hits(page, query, plan)
        facets = await self.facets(query.facets, query.filters)
        finished = perf_counter()
        return Answer(
            hits=hits,
            total=ranking.total,
            mode=plan.mode,
            facets=facets,
            took_ms={
                "encode": (encoded - started) * 1e3,
                "search": (finished - encoded) * 1e3,
                "total": (finished - started) * 1e3,
            },
        )

    async def product(self, product_id: str) -> Product:
        """Return one product.

        Raises:
            UnknownProductError: when the live generation has none of that id.
        """
        found = await self._index.get([point_id(product_id)])
        if not found:
            raise UnknownProductError(product_id)
        return to_product(found[0].payload, self.manifest.schema)

    async def picture(self, product_id: str) -> tuple[str, bytes] | None:
        """Return a product's picture as (media type, bytes), or `None` when it has none.

        Raises:
            UnknownProductError: when there is no such product.
        """
        key = (await self.product(product_id)).picture
        return self._gallery.get(key) if key else None

    async def facets(
        self, names: Sequence[str], filters: Filters
    ) -> Mapping[str, tuple[FacetCount, ...]]:
        """Count the values of the fields, each without the filter on itself.

        Raises:
            BadQueryError: for a field that is unknown or has too many values.
        """
        schema = self.manifest.schema
        counted = {}
        for name in names:
            field = schema.field(name, where="facets")
            if not field.facet:
                raise BadQueryError(
                    "facets",
                    f"{name!r} has too many values to count; facets: {', '.join(schema.facets)}",
                )
            filter_ = to_qdrant_filter(filters.without(name), schema)
            counts = await self._index.facet(field.path, filter_, limit=MAX_FACET_VALUES)
            if field.kind == "boolean":
                counts = tuple(FacetCount(bool(c.value), c.count) for c in counts)
            counted[name] = counts
        return counted

    async def count(self) -> int:
        """Return how many products are live."""
        return await self._index.count(None)

    async def close(self) -> None:
        """Release the index and the gallery; the encoder stays usable."""
        self._encoding.shutdown(wait=True)
        await self._index.close()
        self._gallery.close()

    async def _plan(self, query: Query) -> Plan:
        filter_ = to_qdrant_filter(query.filters, self.manifest.schema)
        terms = self._lexicon.weigh_query(query.text) if query.text else TermWeights((), ())
        dense = None if query.mode == "lexical" else await self._dense_vector(query)
        mode = choose_mode(query, terms=terms, embedded=dense is not None)
        return Plan(
            mode=mode,
            dense=dense if mode in ("dense", "hybrid") else None,
            terms=terms if mode in ("lexical", "hybrid") else TermWeights((), ()),
            lexical_weight=lexical_weight(query.text or ""),
            filter=filter_,
        )

    async def _dense_vector(self, query: Query) -> DenseVector | None:
        """Return the unit vector of everything asked by sight: the sum of the parts' directions."""
        parts: list[DenseVector] = []
        if query.text:
            text = query.text
            parts.append(await self._encode(lambda: self.encoder.embed_texts([text])[0]))
        if query.image is not None:
            image = query.image
            parts.append(await self._encode(lambda: self.encoder.embed_images([image])[0]))
        if query.like:
            parts.append(await self._liked(query.like))
        if not parts:
            return None
        return unit_rows(np.sum(parts, axis=0))

    async def _liked(self, product_ids: tuple[str, ...]) -> DenseVector:
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
        text = to_product(candidate.payload, self.manifest.schema).search_text
        return await self._encode(lambda: self.encoder.embed_texts([text])[0])

    async def _encode(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._encoding, work)

    async def _hits(self, page: tuple[Candidate, ...], query: Query, plan: Plan) -> tuple[Hit, ...]:
        stored = await self._index.get([candidate.point_id for candidate in page])
        full = {candidate.point_id: candidate for candidate in stored}
        legs = await self._leg_ranks(plan) if query.explain else {}
        hits = []
        for place, candidate in enumerate(page, start=1):
            record = full[candidate.point_id]
            product = to_product(record.payload, self.manifest.schema)
            cosine = _cosine(plan.dense, record.dense)
            match = None
            if cosine is not None:
                match = self.encoder.calibration.match(query.kind, cosine)
            hits.append(
                Hit(
                    product=product,
                    rank=query.offset + place,
                    score=candidate.score,
                    match=match,
                    explain=self._explain(candidate, product, query, cosine, legs),
                )
            )
        return tuple(hits)

    async def _leg_ranks(self, plan: Plan) -> dict[Mode, dict[str, tuple[int, float]]]:
        """Run each leg alone: leg -> point id -> (rank, score) of its first `HEAD`."""
        ranks: dict[Mode, dict[str, tuple[int, float]]] = {}
        for leg in plan.legs:
            found = await self._index.search(IndexQuery((Leg(leg.vector),), plan.filter, HEAD))
            name: Mode = "lexical" if leg.lexical else "dense"
            ranks[name] = {c.point_id: (place, c.score) for place, c in enumerate(found, start=1)}
        return ranks

    def _explain(
        self,
        candidate: Candidate,
        product: Product,
        query: Query,
        cosine: float | None,
        legs: Mapping[Mode, Mapping[str, tuple[int, float]]],
    ) -> dict[str, LegScore]:
        explained: dict[str, LegScore] = {}
        if "dense" in legs and cosine is not None:
            place, _ = legs["dense"].get(candidate.point_id, (None, 0.0))
            explained["dense"] = LegScore(cosine, place)
        if "lexical" in legs and query.text:
            rank_, score = legs["lexical"].get(candidate.point_id, (None, 0.0))
            terms = self._lexicon.matched_terms(query.text, product.search_text)
            explained["lexical"] = LegScore(score, rank_, terms)
        return explained


def _cosine(query: DenseVector | None, product: DenseVector | None) -> float | None:
    if query is None or product is None:
        return None
    return float(query @ product)
