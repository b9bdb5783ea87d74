"""The engine: a query in, an answer out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from time import perf_counter
from typing import Final

from PIL.Image import Image

from service.engine.encoder import Encoder, Vectors
from service.engine.errors import BadQueryError, UnknownProductError
from service.engine.filters import Filters
from service.engine.gallery import Gallery
from service.engine.index import Candidate, Index
from service.engine.index.manifest import Manifest
from service.engine.index.protocol import DenseVector
from service.engine.lexicon import Lexicon
from service.engine.product import Product, point_id
from service.engine.query import Answer, FacetCount, Hit, Query
from service.engine.schema import Field, to_product, to_qdrant_filter
from service.engine.searching.arranging import arrange, arrange_all, diversify, read_order
from service.engine.searching.embedding import Embedder
from service.engine.searching.explaining import Explainer, LegRanks, leg_ranks
from service.engine.searching.matching import combined_match
from service.engine.searching.planning import Planner
from service.engine.searching.ranking import HEAD, Plan, Ranking, rank, without
from service.engine.suggesting import Phrase, Suggester
from service.engine.tagging import Tag, Tagger
from service.engine.thesaurus import bundled_thesaurus
from service.engine.understanding import Speller, Understanding, Vocabulary, understand

MAX_FACET_VALUES: Final = 200


class Engine:
    """Answers queries over one generation of the index.

    `words` are the catalogue's own words with the number of products that have each: what typing
    errors are corrected to.

    Raises:
        MismatchError: when the generation was made by another model than `encoder`.
    """

    def __init__(
        self,
        *,
        encoder: Encoder,
        index: Index,
        manifest: Manifest,
        gallery: Gallery,
        words: Mapping[str, int],
        suggester: Suggester | None = None,
    ) -> None:
        manifest.require(encoder.fingerprint)
        self.encoder = encoder
        self.manifest = manifest
        self._index = index
        self._gallery = gallery
        self._lexicon = Lexicon()
        self._thesaurus = bundled_thesaurus()
        self._vocabulary: Vocabulary | None = None
        self._speller = Speller(words, knows=self._knows)
        self._suggester = suggester or Suggester(())
        self._embedder = Embedder(encoder=encoder, index=index, schema=manifest.schema)
        self._tagger = Tagger(
            embedder=self._embedder,
            index=index,
            schema=manifest.schema,
            thesaurus=self._thesaurus,
        )
        self._planner = Planner(
            embedder=self._embedder,
            calibration=encoder.calibration,
            index=index,
            schema=manifest.schema,
            lexicon=self._lexicon,
        )

    async def search(self, query: Query) -> Answer:
        """Answer a query.

        Raises:
            BadQueryError: naming the field and the repair.
            UnknownProductError: for a liked product that does not exist.
        """
        started = perf_counter()
        vocabulary = await self._vocabulary_for(query)
        understood = self._understand(query, vocabulary)
        plan = await self._planner.plan(query, understood, vocabulary)
        encoded = perf_counter()
        ranking = await self._ranking(query, plan)
        page = ranking.candidates[query.offset : query.offset + query.limit]
        hits = await self._hits(page, query, plan, understood)
        facets = await self.facets(query.facets, query.filters + understood.hard)
        finished = perf_counter()
        return Answer(
            hits=hits,
            total=ranking.total,
            mode=plan.mode,
            facets=facets,
            understood=understood.soft + understood.hard,
            corrected=understood.corrected,
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
        """Count the values of fields, each without the filter on itself.

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
            counted[name] = await self._count(field, filters.without(name))
        return counted

    def suggest(self, text: str, *, limit: int) -> list[Phrase]:
        """Return phrases of the catalogue that a text may become; see `Suggester.suggest`."""
        return self._suggester.suggest(text, limit=limit)

    async def tag(self, image: Image) -> Mapping[str, tuple[Tag, ...]]:
        """Return the facet values that a picture likely shows, best first; see `Tagger.tag`."""
        return await self._tagger.tag(image, await self._read_vocabulary())

    async def embed(self, texts: Sequence[str], images: Sequence[Image]) -> tuple[Vectors, Vectors]:
        """Return the vectors of words and of pictures: (n, dim) each, rows of unit length."""
        return await self._embedder.texts(texts), await self._embedder.images(images)

    async def count(self) -> int:
        """Return how many products are live."""
        return await self._index.count(None)

    async def close(self) -> None:
        """Release the index and the gallery; the encoder stays usable."""
        self._embedder.close()
        await self._index.close()
        self._gallery.close()

    async def _ranking(self, query: Query, plan: Plan) -> Ranking:
        left_out = frozenset(point_id(one) for one in query.like + query.dislike)
        order = read_order(query.sort, self.manifest.schema)
        if order is not None:
            if not plan.legs:
                return await arrange_all(self._index, without(plan.filter, left_out), order)
            # Without a calibration nothing says where relevance ends: the head is what it is.
            relevant = await rank(self._index, plan, left_out=left_out, needed=HEAD)
            return await arrange(self._index, relevant.candidates, order)
        needed = query.offset + query.limit
        ranking = await rank(self._index, plan, left_out=left_out, needed=needed)
        if not query.diversity or plan.dense is None:
            return ranking
        head, tail = ranking.candidates[:HEAD], ranking.candidates[HEAD:]
        stored = await self._index.get([candidate.point_id for candidate in head])
        vectors = {one.point_id: one.dense for one in stored if one.dense is not None}
        spread = diversify(head, vectors, plan.dense, diversity=query.diversity)
        return Ranking((*spread, *tail), ranking.total)

    async def _count(self, field: Field, filters: Filters) -> tuple[FacetCount, ...]:
        filter_ = to_qdrant_filter(filters, self.manifest.schema)
        counts = await self._index.facet(field.path, filter_, limit=MAX_FACET_VALUES)
        if field.kind == "boolean":
            return tuple(FacetCount(bool(c.value), c.count) for c in counts)
        return counts

    async def _vocabulary_for(self, query: Query) -> Vocabulary | None:
        """Return the vocabulary where words are to be understood.

        Asked for by name, "dense" and "lexical" are what they say; nothing is mixed in.
        """
        if not query.text or not query.understand or query.mode in ("dense", "lexical"):
            return None
        return await self._read_vocabulary()

    async def _read_vocabulary(self) -> Vocabulary:
        if self._vocabulary is None:
            schema = self.manifest.schema
            facets = await self.facets(schema.facets, Filters())
            priced = any(field.name == "price" for field in schema.fields)
            self._vocabulary = Vocabulary.of(facets, self._thesaurus, priced=priced)
        return self._vocabulary

    def _understand(self, query: Query, vocabulary: Vocabulary | None) -> Understanding:
        text = query.text or ""
        if vocabulary is None:
            return Understanding(text)
        corrected = self._speller.correct(text)
        found = understand(corrected, vocabulary, self._thesaurus, given=query.filters)
        return found if corrected == text else replace(found, corrected=corrected)

    def _knows(self, word: str) -> bool:
        return bool(self._thesaurus.readings(word)) or self.encoder.knows(word)

    async def _hits(
        self, page: tuple[Candidate, ...], query: Query, plan: Plan, understood: Understanding
    ) -> tuple[Hit, ...]:
        stored = await self._index.get([candidate.point_id for candidate in page])
        full = {candidate.point_id: candidate for candidate in stored}
        explainer = Explainer(
            text=understood.text,
            soft=understood.soft,
            ranks=await leg_ranks(self._index, plan) if query.explain else LegRanks(),
            lexicon=self._lexicon,
            thesaurus=self._thesaurus,
        )
        hits = []
        for place, candidate in enumerate(page, start=query.offset + 1):
            record = full[candidate.point_id]
            product = to_product(record.payload, self.manifest.schema)
            cosine = _cosine(plan.dense, record.dense)
            hits.append(
                Hit(
                    product=product,
                    rank=place,
                    score=candidate.score,
                    match=self._match(query, plan, understood, product, cosine),
                    explain=explainer.explain(product, cosine) if query.explain else None,
                )
            )
        return tuple(hits)

    def _match(
        self,
        query: Query,
        plan: Plan,
        understood: Understanding,
        product: Product,
        cosine: float | None,
    ) -> float | None:
        if plan.dense is None:
            return None
        # A product that nothing can be seen of is judged by its words alone.
        by_sight = self.encoder.calibration.match(query.kind, -1.0 if cosine is None else cosine)
        if query.kind != "text" or query.mode == "dense":
            return by_sight
        words = self._lexicon.words(understood.text)
        has = self._lexicon.matched_terms(understood.text, product.search_text)
        return combined_match(by_sight, len(has) / max(len(words), 1))


def _cosine(query: DenseVector | None, product: DenseVector | None) -> float | None:
    if query is None or product is None:
        return None
    return float(query @ product)
