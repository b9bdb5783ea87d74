"""Relevance: which products are what was asked for, and not merely the nearest that there are.

A vector index finds something for everything: the ten-thousandth neighbour is a neighbour. What
counts as relevant is said in docs/decisions/0007-relevance.md: a match by sight, nearly the words
of the best lexical hit, or all the attributes that were read.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from qdrant_client import models

from service.engine.index import Candidate, Index, IndexQuery, Leg
from service.engine.index.protocol import all_of
from service.engine.query import MAX_WINDOW
from service.engine.relevance.matching import Matcher
from service.engine.searching.ranking import HEAD, NEARLY_THE_BEST, Plan, best, falling, without
from service.engine.searching.reading import Reader

# From this match on a product counts as relevant.
RELEVANT: Final = 0.3
# What is relevant for other reasons than its looks comes behind what looks right.
_FARTHEST: Final = -1.0
# Farther than any cosine goes.
_BEYOND: Final = 2.0
# As many hits by words or attributes are judged one by one for a least match.
_JUDGED: Final = 1_000


class Relevance:
    """Finds the relevant products of one query."""

    def __init__(
        self, *, index: Index, reader: Reader, plan: Plan, matcher: Matcher, least_match: float
    ) -> None:
        """Take what is asked; every product must have `least_match` (0..1; 0 asks nothing)."""
        self._index = index
        self._reader = reader
        self._plan = plan
        self._matcher = matcher
        self._least = least_match
        self._found: dict[str, dict[str, float] | None] = {}  # by the filter that was asked

    async def of(
        self, filter_: models.Filter | None, *, left_out: frozenset[str]
    ) -> tuple[Candidate, ...]:
        """Return the relevant ones of the products that pass, at most `MAX_WINDOW`, best first.

        Without a calibration nothing says where relevance ends: then it is the head.
        """
        plan, passing = self._plan, without(filter_, left_out)
        if plan.dense is None:
            return tuple(await self._index.search(IndexQuery(plan.legs, passing, MAX_WINDOW)))
        kept = await self._kept(passing)
        if kept is None:
            plan = replace(plan, lexical_least=None)
            return tuple(await best(self._index, plan, passing, limit=HEAD))
        head = await best(self._index, plan, passing, limit=HEAD)
        first = [candidate for candidate in head if candidate.point_id in kept]
        rest = kept.keys() - {candidate.point_id for candidate in first}
        tail = [Candidate(one, kept[one]) for one in rest]
        tail.sort(key=lambda one: (-one.score, one.point_id))
        return (*first, *falling(first, tail[: MAX_WINDOW - len(first)], plan))

    async def ids(self, filter_: models.Filter | None, *, left_out: frozenset[str]) -> list[str]:
        """Return the point ids of the products that `of` returns, in no order."""
        if self._plan.dense is not None:
            kept = await self._kept(without(filter_, left_out))
            # Only where some have to be left out does it matter which come first.
            if kept is not None and len(kept) <= MAX_WINDOW:
                return list(kept)
        return [one.point_id for one in await self.of(filter_, left_out=left_out)]

    async def _kept(self, passing: models.Filter | None) -> dict[str, float] | None:
        """Return point id -> cosine of what is relevant; `None` without a calibration.

        An order and several counts ask for the same set, so it is looked for once.
        """
        asked = "" if passing is None else passing.model_dump_json()
        if asked not in self._found:
            self._found[asked] = await self._look(passing)
        return self._found[asked]

    async def _look(self, passing: models.Filter | None) -> dict[str, float] | None:
        dense = self._plan.dense
        least_cosine = self._matcher.calibration.cosine(self._matcher.kind, self._least or RELEVANT)
        if dense is None or least_cosine is None:
            return None
        # A match of 1 or 0 lies at infinity, which no wire carries.
        least_cosine = max(-_BEYOND, min(_BEYOND, least_cosine))
        near = await self._index.search(
            IndexQuery((Leg(dense),), passing, MAX_WINDOW, exact=True, least_score=least_cosine)
        )
        kept = {one.point_id: one.score for one in near}
        others = await self._otherwise(passing, kept)
        return kept | dict.fromkeys(others, _FARTHEST)

    async def _otherwise(self, passing: models.Filter | None, near: Collection[str]) -> list[str]:
        """Return what is relevant by its words or attributes, beside what is by sight."""
        found: dict[str, None] = {}
        if self._plan.terms:
            leg = Leg(self._plan.terms)
            first = await self._index.search(IndexQuery((leg,), passing, 1))
            least = NEARLY_THE_BEST * first[0].score if first else 0.0
            hits = await self._index.search(
                IndexQuery((leg,), passing, MAX_WINDOW, least_score=least)
            )
            found |= {c.point_id: None for c in hits}
        if self._plan.wished is not None:
            having = all_of(passing, self._plan.wished)
            hits = await self._index.search(IndexQuery((), having, MAX_WINDOW))
            found |= {c.point_id: None for c in hits}
        doubtful = [point_id for point_id in found if point_id not in near]
        return await self._judged(doubtful[:_JUDGED]) if self._least else doubtful

    async def _judged(self, point_ids: list[str]) -> list[str]:
        kept = []
        for stored in await self._reader.read(point_ids):
            match = self._matcher.match(stored, self._plan.cosine(stored.dense))
            if match is not None and match >= self._least:
                kept.append(stored.point_id)
        return kept
