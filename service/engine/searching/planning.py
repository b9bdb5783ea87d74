"""Planning: from a query to what the index is asked."""

import asyncio
import re
from dataclasses import dataclass, field
from typing import Final

from qdrant_client import models

from service.engine.encoder import Calibration
from service.engine.errors import BadQueryError
from service.engine.filters import Filters
from service.engine.index import Index, IndexQuery, Leg
from service.engine.index.protocol import DenseVector
from service.engine.lexicon import Lexicon, TermWeights
from service.engine.product import Product
from service.engine.query import Query
from service.engine.schema import Schema, to_qdrant_filter
from service.engine.searching.combining import AWAY, Part, combine
from service.engine.searching.embedding import Embedder
from service.engine.searching.mode import (
    LEAST_COVERAGE,
    Evidence,
    Say,
    choose_mode,
    lexical_weight,
    preferred_weight,
)
from service.engine.searching.ranking import NEARLY_THE_BEST, Plan, Preference
from service.engine.searching.reading import Reader
from service.engine.searching.unseen import Unseen
from service.engine.understanding import Understanding, Vocabulary, inherit, replaced

_NO_TERMS = TermWeights((), ())
_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
# How many neighbours of a picture say what it shows.
_WITNESSES: Final = 10


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a query shows: its parts as vectors, and products that are, or look like, what it shows.

    `sources` is empty unless words change what is shown.
    """

    parts: tuple[Part, ...] = ()
    sources: tuple[Product, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _ByWords:
    """The best lexical hit: the share (0..1) of the query's words that it has, and its score."""

    coverage: float = 0.0
    score: float = 0.0


def require_calibrated(query: Query, calibration: Calibration) -> None:
    """Refuse a least match where nothing has a match.

    Raises:
        BadQueryError: when the model has no curve for this kind of query.
    """
    if query.min_match and query.kind not in calibration.curves:
        raise BadQueryError(
            "min_match",
            f"the model in service is not calibrated for {query.kind} queries, so nothing has a "
            "match",
        )


class Planner:
    """Decides which legs answer a query, and with what."""

    def __init__(
        self,
        *,
        embedder: Embedder,
        calibration: Calibration,
        index: Index,
        reader: Reader,
        schema: Schema,
        lexicon: Lexicon,
        say: Say | None = None,
    ) -> None:
        self._embedder = embedder
        self._calibration = calibration
        self._index = index
        self._reader = reader
        self._schema = schema
        self._lexicon = lexicon
        self._say = say or Say()
        self._unseen: tuple[Unseen | None] | None = None  # once it was looked for

    def forget(self) -> None:
        """Look again for what the catalogue is, which has changed."""
        self._unseen = None

    async def plan(
        self,
        query: Query,
        understood: Understanding,
        vocabulary: Vocabulary | None,
        *,
        agreed_on: tuple[str, ...] = (),
    ) -> Plan:
        """Plan a query.

        Args:
            query: what is asked.
            understood: what its words say.
            vocabulary: the catalogue's; `None` where nothing is to be understood.
            agreed_on: payload paths that the nearest of a picture shall agree on.

        Raises:
            BadQueryError: for a filter that the schema refuses, or a least match that the model
                cannot judge.
            UnknownProductError: for a liked product that does not exist.
        """
        filter_ = to_qdrant_filter(query.filters + understood.hard, self._schema)
        require_calibrated(query, self._calibration)
        text = understood.text if query.text else ""
        terms = self._lexicon.weigh_query(text) if text else _NO_TERMS
        # Only here the choice depends on how well words alone would do.
        probed = query.mode in ("auto", "hybrid") and query.kind == "text" and bool(terms)
        # While the model is at work, the index looks for the words; neither is left alone.
        compared, best = await asyncio.gather(
            self._compare(query, text, understood, vocabulary),
            self._best_by_words(text, terms if probed else _NO_TERMS, filter_),
            return_exceptions=True,
        )
        if isinstance(compared, BaseException):
            raise compared
        if isinstance(best, BaseException):
            raise best
        seen, dense = compared
        evidence = Evidence(
            embedded=dense is not None,
            terms=bool(terms),
            coverage=best.coverage,
            read=self._share_read(text, understood),
        )
        mode = choose_mode(query, evidence)
        preferences = self._preferences(query, understood, seen, vocabulary, evidence)
        # One attribute of a long wish ("a gift for my girlfriend") is not what was asked for.
        whole = query.kind == "composed" or evidence.read >= LEAST_COVERAGE
        wished = preferences[0].filter if preferences and whole else None
        return Plan(
            mode=mode,
            dense=dense if mode in ("dense", "hybrid") else None,
            terms=terms if mode in ("lexical", "hybrid") else _NO_TERMS,
            lexical_weight=lexical_weight(evidence, self._say),
            # What has a name's words goes before all else; what has one of them does not.
            lexical_least=NEARLY_THE_BEST * best.score
            if evidence.named and mode == "hybrid"
            else None,
            filter=filter_,
            preferences=preferences,
            wished=wished,
            read=evidence.read,
            unseen=await self._unseen_products(),
            agreed_on=agreed_on,
        )

    async def _unseen_products(self) -> Unseen | None:
        if self._unseen is None:
            self._unseen = (await Unseen.find(self._index),)
        return self._unseen[0]

    async def covers(self, query: Query, understood: Understanding) -> bool:
        """Say whether some product that passes the filters has most of the words."""
        filter_ = to_qdrant_filter(query.filters + understood.hard, self._schema)
        terms = self._lexicon.weigh_query(understood.text)
        best = await self._best_by_words(understood.text, terms, filter_)
        return best.coverage >= LEAST_COVERAGE

    async def _compare(
        self, query: Query, text: str, understood: Understanding, vocabulary: Vocabulary | None
    ) -> tuple[_Seen, DenseVector | None]:
        """Return what the query shows, and the vector that products are compared with."""
        if query.mode == "lexical":
            return _Seen(), None
        seen = await self._see(query, vocabulary)
        return seen, combine([*await self._said(query, text, seen, understood), *seen.parts])

    async def _see(self, query: Query, vocabulary: Vocabulary | None) -> _Seen:
        """Embed the picture and the liked products."""
        parts: list[Part] = []
        sources: list[Product] = []
        if query.image is not None:
            vector = await self._embedder.image(query.image)
            parts.append(Part(vector, query.weights.image))
            if vocabulary is not None and query.kind == "composed" and not query.like:
                sources = await self._witnesses(vector)
        if query.like:
            vector, sources = await self._embedder.products(query.like, field="like")
            parts.append(Part(vector, query.weights.like))
        return _Seen(tuple(parts), tuple(sources))

    async def _witnesses(self, vector: DenseVector) -> list[Product]:
        near = await self._index.search(IndexQuery((Leg(vector),), None, _WITNESSES))
        found = await self._reader.read([candidate.point_id for candidate in near])
        return [stored.product for stored in found]

    async def _said(
        self, query: Query, text: str, seen: _Seen, understood: Understanding
    ) -> list[Part]:
        """Embed the words, what they replace of what is shown, and what is not wanted."""
        weights = query.weights
        parts = [Part(await self._embedder.text(text), weights.text)] if text else []
        # What is not wanted only turns a wish; alone it says nothing of what is.
        if not (parts or seen.parts):
            return []
        # "This, but in red" is this, less navy, plus red: see docs/decisions/0010-compositions.md.
        gone = [value.lower() for value in replaced(seen.sources, said=understood.soft)]
        parts += [Part(vector, -weights.text) for vector in await self._embedder.texts(gone)]
        for away in filter(None, (query.not_text, understood.away)):
            parts.append(Part(await self._embedder.text(away), -AWAY * weights.text))
        if query.dislike:
            vector, _ = await self._embedder.products(query.dislike, field="dislike")
            parts.append(Part(vector, -AWAY * weights.like))
        return parts

    def _preferences(
        self,
        query: Query,
        understood: Understanding,
        seen: _Seen,
        vocabulary: Vocabulary | None,
        evidence: Evidence,
    ) -> tuple[Preference, ...]:
        if vocabulary is None:
            return ()
        weight = preferred_weight(query, evidence, self._say)
        weight *= self._say.unplaced if understood.unplaced else 1.0
        said = understood.soft
        kept = inherit(seen.sources, vocabulary, said=said, given=query.filters)
        wishes = [(said + kept, weight)]
        if said and kept:
            # Where nothing is all of it, what the words say goes before what was shown.
            wishes.append((said, weight / 2))
        seen_at_once = _seen_at_once(said, vocabulary)
        if seen_at_once and seen_at_once != said:
            # A red dress that nobody filed under "party" goes before a peach one that is.
            wishes.append((seen_at_once, weight / 2))
        filters = [(to_qdrant_filter(wish, self._schema), say) for wish, say in wishes]
        return tuple(Preference(one, say) for one, say in filters if one is not None and say)

    def _share_read(self, text: str, understood: Understanding) -> float:
        rest = _WORD.sub(
            lambda found: "" if found.group().casefold() in understood.read else found.group(), text
        )
        words = len(self._lexicon.words(text))
        return 1.0 - min(len(self._lexicon.words(rest)), words) / words if words else 0.0

    async def _best_by_words(
        self, text: str, terms: TermWeights, filter_: models.Filter | None
    ) -> _ByWords:
        if not terms:
            return _ByWords()
        best = await self._index.search(IndexQuery((Leg(terms),), filter_, 1))
        found = await self._reader.read([candidate.point_id for candidate in best])
        if not found:
            return _ByWords()
        words = self._lexicon.words(text)
        has = self._lexicon.matched_terms(text, found[0].text)
        coverage = len(has) / max(len(words), 1)
        return _ByWords(coverage, best[0].score)


def _seen_at_once(said: Filters, vocabulary: Vocabulary) -> Filters:
    """Return what a glance tells: type, colour, for whom; not what it is worn for, or when."""
    told = {name for kind in ("usage", "season") for name in vocabulary.fields.get(kind, ())}
    return Filters(tuple(one for one in said.conditions if one.field not in told))
