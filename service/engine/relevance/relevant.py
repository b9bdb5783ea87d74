"""Relevance: which products are what was asked for, and not merely the nearest that there are.

A vector index finds something for everything: the ten-thousandth neighbour is a neighbour. What
counts as relevant is said in docs/decisions/0007-relevance.md: a match by sight, nearly the words
of the best lexical hit, or all the attributes that were read.
"""

from typing import Final

from qdrant_client import models

from service.engine.index import Candidate, Index, IndexQuery, Leg
from service.engine.query import MAX_WINDOW
from service.engine.relevance.matching import Matcher
from service.engine.searching.ranking import HEAD, Plan, falling, without

# From this match on a product counts as relevant.
RELEVANT: Final = 0.3
# A lexical hit that scores this share of the best one has about all of its words.
_NEARLY_THE_BEST: Final = 0.75
# What is relevant for other reasons than its looks comes behind what looks right.
_FARTHEST: Final = -1.0
# Farther than any cosine goes.
_BEYOND: Final = 2.0
# As many hits by words or attributes are judged one by one for a least match.
_JUDGED: Final = 1_000


class Relevance:
    """Finds the relevant products of one query."""

    def __init__(self, *, index: Index, plan: Plan, matcher: Matcher, least_match: float) -> None:
        """Take what is asked; every product must have `least_match` (0..1; 0 asks nothing)."""
        self._index = index
        self._plan = plan
        self._matcher = matcher
        self._least = least_match

    async def of(
        self, filter_: models.Filter | None, *, left_out: frozenset[str]
    ) -> tuple[Candidate, ...]:
        """Return the relevant ones of the products that pass, at most `MAX_WINDOW`, best first.

        Without a calibration nothing says where relevance ends: then it is the head.
        """
        plan, passing = self._plan, without(filter_, left_out)
        if plan.dense is None:
            return tuple(await self._index.search(IndexQuery(plan.legs, passing, MAX_WINDOW)))
        head = await self._index.search(IndexQuery(plan.legs, passing, HEAD))
        least_cosine = self._matcher.calibration.cosine(self._matcher.kind, self._least or RELEVANT)
        if least_cosine is None:
            return tuple(head)
        # A match of 1 or 0 lies at infinity, which no wire carries.
        least_cosine = max(-_BEYOND, min(_BEYOND, least_cosine))
        near = await self._index.search(
            IndexQuery(
                (Leg(plan.dense),), passing, MAX_WINDOW, exact=True, least_score=least_cosine
            )
        )
        kept = {one.point_id: one for one in near}
        others = await self._otherwise(passing, set(kept))
        kept |= {one: Candidate(one, _FARTHEST) for one in others}
        first = [candidate for candidate in head if candidate.point_id in kept]
        rest = kept.keys() - {candidate.point_id for candidate in first}
        tail = [kept[one] for one in sorted(rest, key=lambda one: (-kept[one].score, one))]
        return (*first, *falling(first, tail, plan))[:MAX_WINDOW]

    async def _otherwise(self, passing: models.Filter | None, near: set[str]) -> set[str]:
        """Return what is relevant by its words or attributes, beside what is by sight."""
        found: dict[str, None] = {}
        if self._plan.terms:
            leg = Leg(self._plan.terms)
            hits = await self._index.search(IndexQuery((leg,), passing, MAX_WINDOW))
            best = hits[0].score if hits else 0.0
            found |= {c.point_id: None for c in hits if c.score >= _NEARLY_THE_BEST * best}
        if self._plan.wished is not None:
            parts = [part for part in (passing, self._plan.wished) if part is not None]
            having = models.Filter(must=list(parts))
            hits = await self._index.search(IndexQuery((), having, MAX_WINDOW))
            found |= {c.point_id: None for c in hits}
        doubtful = [point_id for point_id in found if point_id not in near]
        return await self._judged(doubtful[:_JUDGED]) if self._least else set(doubtful)

    async def _judged(self, point_ids: list[str]) -> set[str]:
        kept = set()
        for candidate in await self._index.get(point_ids):
            cosine = self._plan.cosine(candidate.dense)
            match = self._matcher.match(candidate.payload, cosine)
            if match is not None and match >= self._least:
                kept.add(candidate.point_id)
        return kept
