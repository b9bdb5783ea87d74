"""The engine: a query in, an answer out."""

from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import Final

from PIL import Image as PillowImage
from PIL.Image import Image

from service.engine.changing import Changed, Changer, PictureChange
from service.engine.encoder import Encoder, Vectors
from service.engine.errors import IndexUnavailableError, UnknownProductError
from service.engine.fallback import LastKnown
from service.engine.filters import Filters
from service.engine.gallery import Gallery
from service.engine.index import Index
from service.engine.index.manifest import Manifest
from service.engine.index.rejected import Rejected
from service.engine.interpreting import Interpreter
from service.engine.lexicon import Lexicon
from service.engine.probing import Prober
from service.engine.product import Product, point_id
from service.engine.query import MAX_WINDOW, Answer, FacetCount, Query
from service.engine.relevance.counting import count_passing, count_relevant, counted_fields
from service.engine.relevance.matching import Matcher, curve_of, without_sizes
from service.engine.relevance.relevant import Relevance
from service.engine.schema import to_product
from service.engine.searching.arranging import (
    arrange,
    arrange_all,
    diversify,
    read_order,
)
from service.engine.searching.embedding import Embedder
from service.engine.searching.explaining import Explainer, leg_ranks
from service.engine.searching.grouping import GROUPED, Group, group, group_path
from service.engine.searching.mode import Say
from service.engine.searching.planning import Planner
from service.engine.searching.presenting import Presenter
from service.engine.searching.ranking import HEAD, Plan, Ranking, rank, without
from service.engine.searching.reading import Reader
from service.engine.searching.spelt_otherwise import spelt_otherwise
from service.engine.suggesting import LiveSuggester, Phrase, Suggester
from service.engine.tagging import Tag, Tagger
from service.engine.thesaurus import bundled_thesaurus
from service.engine.understanding import Understanding

_UNMATCHED: Final = (
    "min_match was not looked at: words alone (mode lexical) and filters alone give no match"
)
_UNPRICED: Final = "no product of this catalogue has a price, so the price was not looked at"


class Engine:
    """Answers queries over one generation of the index.

    `words` are the catalogue's own words with the number of products that have each: what typing
    errors are corrected to. `rejected` is what the last ingest left out, where that is known.

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
        say: Say | None = None,
        rejected: Rejected | None = None,
    ) -> None:
        manifest.require(encoder.fingerprint)
        self.encoder = encoder
        self.manifest = manifest
        self.rejected = rejected
        self._index = index
        self._gallery = gallery
        self._lexicon = Lexicon()
        self._thesaurus = bundled_thesaurus()
        self._interpreter = Interpreter(
            index=index,
            schema=manifest.schema,
            encoder=encoder,
            thesaurus=self._thesaurus,
            words=words,
        )
        self._suggester = LiveSuggester(suggester or Suggester(()))
        self._reader = Reader(index=index, schema=manifest.schema)
        self._embedder = Embedder(encoder=encoder, reader=self._reader)
        self._changer = Changer(
            embedder=self._embedder, index=index, gallery=gallery, schema=manifest.schema
        )
        self.prober = Prober(
            embedder=self._embedder,
            index=index,
            gallery=gallery,
            dimension=manifest.fingerprint.dimension,
        )
        self._tagger = Tagger(
            embedder=self._embedder,
            index=index,
            schema=manifest.schema,
            thesaurus=self._thesaurus,
        )
        self._last_known = LastKnown(schema=manifest.schema, calibration=encoder.calibration)
        self._planner = Planner(
            embedder=self._embedder,
            calibration=encoder.calibration,
            index=index,
            reader=self._reader,
            schema=manifest.schema,
            lexicon=self._lexicon,
            say=say,
        )

    async def search(self, query: Query) -> Answer:
        """Answer a query; words are answered from memory while the index does not answer.

        Raises:
            BadQueryError: naming the field and the repair.
            UnknownProductError: for a liked product that does not exist.
            IndexUnavailableError: for a query that cannot be answered from memory.
        """
        try:
            return await self._search(query)
        except IndexUnavailableError as error:
            # What the catalogue's values are is known from before, or not needed for words.
            understood = self._interpreter.understand(query, self._interpreter.known)
            return self._last_known.answer(query, understood, error)

    async def _search(self, query: Query) -> Answer:
        started = perf_counter()
        schema = self.manifest.schema
        counted = counted_fields(query.facets, schema)
        path = None if query.group_by is None else group_path(query.group_by, schema)
        vocabulary = await self._interpreter.vocabulary_for(query)
        understood = self._interpreter.understand(query, vocabulary)
        if understood.corrected is not None and not await self._planner.covers(query, understood):
            # What was put right names no product. A word that the catalogue does not have is then
            # likely no typing error: only what became an attribute is believed.
            understood = self._interpreter.understand(query, vocabulary, believed=understood.read)
        agreed_on = await self._interpreter.agreed_on(query)
        plan = await self._planner.plan(query, understood, vocabulary, agreed_on=agreed_on)
        encoded = perf_counter()
        matcher = self._matcher(query, plan, understood)
        relevance = Relevance(
            index=self._index,
            reader=self._reader,
            plan=plan,
            matcher=matcher,
            least_match=query.min_match,
        )
        left_out = frozenset(point_id(one) for one in query.like + query.dislike)
        ranking = await self._ranking(query, plan, relevance, left_out)
        page, total = await self._page(query, ranking, path)
        present = Presenter(reader=self._reader, plan=plan, matcher=matcher, query=query)
        hits = await present.hits(page, await self._explainer(query, plan, understood))
        far = await present.far(ranking.candidates)
        missing = await self._missing_values(query, nothing_passed=not total)
        filters = query.filters + understood.hard
        facets = (
            await count_relevant(
                self._index, counted, filters, schema, relevance=relevance, left_out=left_out
            )
            if plan.legs
            else await count_passing(self._index, counted, filters, schema)
        )
        finished = perf_counter()
        return Answer(
            hits=hits,
            total=total,
            mode=plan.mode,
            facets=facets,
            understood=understood.soft + understood.hard,
            corrected=understood.corrected,
            took_ms={
                "encode": (encoded - started) * 1e3,
                "search": (finished - encoded) * 1e3,
                "total": (finished - started) * 1e3,
            },
            warnings=(
                *((_UNPRICED,) if understood.unpriced else ()),
                *((_UNMATCHED,) if query.min_match and plan.dense is None else ()),
                *missing,
                *((far,) if far is not None else ()),
            ),
        )

    async def remember(self) -> None:
        """Keep the products in mind for the time when the index does not answer.

        An index inside this process always answers, so of that nothing is kept.

        Raises:
            IndexUnavailableError: when it does not answer now.
        """
        if self._index.remote:
            await self._interpreter.vocabulary()
            await self._last_known.remember(self._index)

    async def product(self, product_id: str) -> Product:
        """Return one product.

        Raises:
            UnknownProductError: when the live generation has none of that id.
        """
        try:
            found = await self._index.get([point_id(product_id)])
        except IndexUnavailableError:
            if known := self._last_known.product(product_id):
                return known
            raise
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
        return await count_passing(self._index, counted_fields(names, schema), filters, schema)

    async def put(self, product: Product, picture: PictureChange) -> Changed:
        """Add or replace one product; see `Changer.put`."""
        try:
            changed = await self._changer.put(product, picture)
        finally:
            self._reader.forget()
        self._suggester.put(changed.product, changed.before)
        self._interpreter.learn(changed.product)
        self._forget_values()
        return changed

    async def delete(self, product_id: str) -> Product:
        """Remove one product; see `Changer.delete`."""
        try:
            product = await self._changer.delete(product_id)
        finally:
            self._reader.forget()
        self._suggester.delete(product)
        self._forget_values()
        return product

    def _forget_values(self) -> None:
        """What the catalogue's values are is read again when it is next asked for."""
        self._interpreter.forget()
        self._planner.forget()
        self._tagger.forget()

    def suggest(self, text: str, *, limit: int) -> list[Phrase]:
        """Return phrases of the catalogue that a text may become; see `Suggester.suggest`."""
        return self._suggester.suggest(text, limit=limit)

    @property
    def example(self) -> str | None:
        """Words that this catalogue has products for."""
        return self._suggester.example

    async def tag(self, image: Image) -> Mapping[str, tuple[Tag, ...]]:
        """Return the facet values that a picture likely shows, best first; see `Tagger.tag`."""
        return await self._tagger.tag(image, await self._interpreter.vocabulary())

    async def embed(self, texts: Sequence[str], images: Sequence[Image]) -> tuple[Vectors, Vectors]:
        """Return the vectors of words and of pictures: (n, dim) each, rows of unit length."""
        return await self._embedder.texts(texts), await self._embedder.images(images)

    async def count(self) -> int:
        """Return how many products are live."""
        return await self._index.count(None)

    async def warm(self) -> None:
        """Do once what would make the first searches slow."""
        await self.search(Query(text="red dress", limit=1))
        await self._embedder.image(PillowImage.new("RGB", (64, 64), "white"))

    async def close(self) -> None:
        """Release the index and the gallery; the encoder stays usable."""
        self._embedder.close()
        await self._index.close()
        self._gallery.close()

    async def _ranking(
        self, query: Query, plan: Plan, relevance: Relevance, left_out: frozenset[str]
    ) -> Ranking:
        order = read_order(query.sort, self.manifest.schema)
        if order is not None:
            if not plan.legs:
                return await arrange_all(self._index, without(plan.filter, left_out), order)
            relevant = await relevance.of(plan.filter, left_out=left_out)
            return await arrange(self._index, relevant, order)
        if query.min_match and plan.dense is not None:
            relevant = await relevance.of(plan.filter, left_out=left_out)
            ranking = Ranking(relevant, len(relevant))
        else:
            needed = query.offset + query.limit
            most = MAX_WINDOW
            if query.group_by:
                needed = most = GROUPED
            ranking = await rank(self._index, plan, left_out=left_out, needed=needed, most=most)
        if not query.diversity or plan.dense is None:
            return ranking
        head, tail = ranking.candidates[:HEAD], ranking.candidates[HEAD:]
        stored = await self._reader.read([candidate.point_id for candidate in head])
        vectors = {one.point_id: one.dense for one in stored if one.dense is not None}
        spread = diversify(head, vectors, plan.dense, diversity=query.diversity)
        return Ranking((*spread, *tail), ranking.total)

    async def _page(
        self, query: Query, ranking: Ranking, path: str | None
    ) -> tuple[Sequence[Group], int]:
        """Return the groups asked for, and how many there are; else each product is one."""
        shown = slice(query.offset, query.offset + query.limit)
        if path is None:
            return [Group(one, ()) for one in ranking.candidates[shown]], ranking.total
        first = ranking.candidates[:GROUPED]
        payloads = await self._index.payloads([one.point_id for one in first], [path])
        groups = group(first, payloads, path)
        return groups[shown], len(groups)

    async def _missing_values(self, query: Query, *, nothing_passed: bool) -> tuple[str, ...]:
        """Say which wanted values no product has. A predicted one is not among those counted."""
        if not any(one.any_of or one.none_of for one in query.filters.conditions):
            return ()
        if query.filters.predicted and not nothing_passed:
            return ()
        counts = (await self._interpreter.vocabulary()).counts
        return spelt_otherwise(query.filters, counts, nothing_passed=nothing_passed)

    async def _explainer(
        self, query: Query, plan: Plan, understood: Understanding
    ) -> Explainer | None:
        if not query.explain:
            return None
        return Explainer(
            text=understood.text,
            soft=understood.soft,
            ranks=await leg_ranks(self._index, plan),
            lexicon=self._lexicon,
            thesaurus=self._thesaurus,
        )

    def _matcher(self, query: Query, plan: Plan, understood: Understanding) -> Matcher:
        worded = query.kind == "text" and query.mode != "dense"
        calibration = self.encoder.calibration
        if query.kind == "image" and plan.dense is not None:
            calibration = calibration.seen(plan.dense)
        return Matcher(
            calibration=calibration,
            kind=curve_of(query, calibration),
            plan=plan,
            words=without_sizes(understood.text) if worded else "",
            read=frozenset(self._lexicon.words(" ".join(sorted(understood.read)))),
            lexicon=self._lexicon,
        )
