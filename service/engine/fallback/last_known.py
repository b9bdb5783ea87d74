"""The products that were known last, and what they answer while the index does not."""

import asyncio
from collections.abc import Mapping
from time import perf_counter
from typing import Final

from service.engine.encoder import Calibration
from service.engine.errors import IndexUnavailableError
from service.engine.fallback.word_index import Payload, WordIndex
from service.engine.filters import Filters
from service.engine.index import Candidate, Index
from service.engine.lexicon import Lexicon
from service.engine.product import Product, point_id
from service.engine.query import MAX_WINDOW, Answer, Explanation, FacetCount, Hit, LegScore, Query
from service.engine.relevance.counting import count_values, counted_fields
from service.engine.relevance.matching import by_words
from service.engine.relevance.passing import passes, values_at
from service.engine.schema import Schema, to_product, to_qdrant_filter
from service.engine.searching.arranging import read_order
from service.engine.searching.grouping import GROUPED, MAX_VARIANTS, Group, group, group_path
from service.engine.searching.planning import require_calibrated
from service.engine.understanding import Understanding

# About 3 kB a product; a larger catalogue is remembered in part, and the answer says so.
MAX_REMEMBERED: Final = 100_000
_BATCH: Final = 256


class LastKnown:
    """Remembers products while the index answers, and answers words while it does not.

    Filters, facets, sorting, grouping and paging hold as ever; pictures and liked products need
    vectors and are refused with what the index said.
    """

    def __init__(self, *, schema: Schema, calibration: Calibration) -> None:
        self._schema = schema
        self._calibration = calibration
        self._lexicon = Lexicon()
        self._words: WordIndex | None = None
        self._whole = True

    @property
    def ready(self) -> bool:
        """Whether anything is remembered."""
        return self._words is not None

    async def remember(self, index: Index) -> None:
        """Read the products of an index, in small steps between which searches go on.

        Raises:
            IndexUnavailableError: when it stops answering; what was remembered before stays.
        """
        payloads: dict[str, Payload] = {}
        after: str | None = None
        while len(payloads) < MAX_REMEMBERED:
            batch = await index.scroll(after, limit=_BATCH)
            payloads |= {one.point_id: one.payload for one in batch}
            if len(batch) < _BATCH:
                break
            after = batch[-1].point_id
        words = await asyncio.to_thread(WordIndex, payloads, schema=self._schema)
        self._whole = len(payloads) < MAX_REMEMBERED
        self._words = words

    def product(self, product_id: str) -> Product | None:
        """Return a product as it was known last."""
        payload = self._words.payload(point_id(product_id)) if self._words else None
        return None if payload is None else to_product(payload, self._schema)

    def answer(
        self, query: Query, understood: Understanding, unavailable: IndexUnavailableError
    ) -> Answer:
        """Answer by words and filters alone.

        Raises:
            IndexUnavailableError: the one given, for a query that needs vectors, or when nothing
                is remembered.
            BadQueryError: as ever.
        """
        if self._words is None or query.image is not None or query.like:
            raise unavailable
        started = perf_counter()
        require_calibrated(query, self._calibration)
        filters = query.filters + understood.hard
        found = self._found(self._words, query, understood)
        passing = self._passing(found, filters)
        groups = self._arranged(passing, query, understood.text)
        hits = [
            self._hit(place, one, query, understood)
            for place, one in enumerate(groups, start=1)
            if query.offset < place <= query.offset + query.limit
        ]
        elapsed = (perf_counter() - started) * 1e3
        return Answer(
            hits=tuple(hits),
            total=len(groups),
            mode="lexical" if query.text else "auto",
            facets=self._facets(found, query, filters),
            understood=understood.hard,
            corrected=understood.corrected,
            took_ms={"encode": 0.0, "search": elapsed, "total": elapsed},
            warnings=tuple(self._warnings(query)),
            degraded=True,
        )

    def _found(
        self, words: WordIndex, query: Query, understood: Understanding
    ) -> dict[str, tuple[float, Payload]]:
        """Return what has a word, best first, without a filter: point id -> (score, payload)."""
        payloads = words.payloads()
        scores = words.scores(understood.text) if query.text else dict.fromkeys(payloads, 0.0)
        left_out = {point_id(one) for one in query.dislike}
        if query.not_text:
            unwanted = set(self._lexicon.words(query.not_text))
            left_out |= {
                one
                for one in scores
                if unwanted and unwanted <= self._matched(query.not_text, payloads[one])
            }
        return {one: (score, payloads[one]) for one, score in scores.items() if one not in left_out}

    def _passing(
        self, found: Mapping[str, tuple[float, Payload]], filters: Filters
    ) -> dict[str, tuple[float, Payload]]:
        filter_ = to_qdrant_filter(filters, self._schema)
        return {one: hit for one, hit in found.items() if passes(filter_, hit[1])}

    def _arranged(
        self, passing: Mapping[str, tuple[float, Payload]], query: Query, text: str
    ) -> list[Group]:
        order = read_order(query.sort, self._schema)
        candidates = [Candidate(one, score, payload) for one, (score, payload) in passing.items()]
        if query.min_match and text:
            least = query.min_match
            candidates = [c for c in candidates if (self._match(text, c.payload) or 0.0) >= least]
        if order is not None:
            sign = -1.0 if order.descending else 1.0
            values = {c.point_id: values_at(c.payload, order.path) for c in candidates}
            candidates.sort(
                key=lambda c: (not values[c.point_id], sign * next(iter(values[c.point_id]), 0.0))
            )
        candidates = candidates[:MAX_WINDOW]
        if query.group_by is None:
            return [Group(candidate, ()) for candidate in candidates]
        path = group_path(query.group_by, self._schema)
        first = candidates[:GROUPED]
        return group(first, {c.point_id: c.payload for c in first}, path)

    def _facets(
        self, found: Mapping[str, tuple[float, Payload]], query: Query, filters: Filters
    ) -> dict[str, tuple[FacetCount, ...]]:
        return {
            field.name: count_values(
                (hit[1] for hit in self._passing(found, filters.without(field.name)).values()),
                field,
                predicted=filters.predicted,
            )
            for field in counted_fields(query.facets, self._schema)
        }

    def _hit(self, place: int, one: Group, query: Query, understood: Understanding) -> Hit:
        payload = one.first.payload
        text = to_product(payload, self._schema).search_text
        terms = self._lexicon.matched_terms(understood.text, text)
        leg = LegScore(one.first.score, place, terms)
        others = one.others[:MAX_VARIANTS]
        variants = [self._words.payload(other) for other in others if self._words]
        return Hit(
            product=to_product(payload, self._schema),
            rank=place,
            score=one.first.score,
            match=self._match(understood.text, payload) if query.text else None,
            explain=Explanation({"lexical": leg}) if query.explain and query.text else None,
            variants=tuple(to_product(v, self._schema) for v in variants if v is not None),
            variant_count=len(one.others),
        )

    def _match(self, text: str, payload: Payload) -> float | None:
        if "text" not in self._calibration.curves:
            return None
        words = self._lexicon.words(text)
        return by_words(len(self._matched(text, payload)) / max(len(words), 1))

    def _matched(self, text: str, payload: Payload) -> set[str]:
        return set(self._lexicon.matched_terms(text, to_product(payload, self._schema).search_text))

    def _warnings(self, query: Query) -> list[str]:
        said = [
            (
                "the index does not answer now; these are the products known last, found by "
                "their words alone"
            )
        ]
        if not self._whole:
            said.append(f"of the catalogue only {MAX_REMEMBERED:,} products are remembered")
        if query.diversity:
            said.append("diversity needs vectors and was not applied")
        return said
