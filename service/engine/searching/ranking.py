"""Ranking: one fixed order of the products that pass, so that pages never overlap.

The head is what the index finds best, always fetched to the same depth whatever page is asked.
The tail, which only deep pages reach, is every other product that passes: by exact cosine, then
those without a vector by point id.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from qdrant_client import models

from service.engine.index import Candidate, Index, IndexQuery, Leg
from service.engine.index.fusion import RRF_K
from service.engine.index.protocol import DenseVector, all_of
from service.engine.lexicon import TermWeights
from service.engine.query import MAX_WINDOW, Mode
from service.engine.schema import DENSE
from service.engine.searching.agreeing import agree
from service.engine.searching.unseen import Unseen

HEAD: Final = 200
# A lexical hit that scores this share of the best one has about all of its words.
NEARLY_THE_BEST: Final = 0.75
# What nobody could compare comes last: the smallest cosine there is.
_FARTHEST: Final = -1.0
_JUST_BEHIND: Final = 1.0 - 1e-6
_LOWER: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Preference:
    """Attributes that are preferred, and how much: the weight of their leg in the fusion."""

    filter: models.Filter
    weight: float


@dataclass(frozen=True, slots=True)
class Plan:
    """How a query is to be ranked.

    Attributes:
        mode: "dense", "lexical", "hybrid", or "auto" when nothing is asked but filters.
        dense: the query's vector, when the dense leg answers.
        terms: the query's terms, when the lexical leg answers.
        lexical_weight: the lexical leg's say in a fusion; the dense leg's is 1.
        lexical_least: what the lexical leg leaves out scores less; `None` leaves out nothing.
        filter: what passes.
        preferences: what was asked of attributes; such products are ranked by cosine once more
            among themselves, so that they rise without hiding the rest.
        wished: all attributes that were asked for or shown, together; `None` without any, or where
            the words say more than these.
        read: share (0..1) of the words that were read as attributes.
        unseen: the products that nothing can be seen of; `None` without any.
        agreed_on: where payloads say what the nearest of a picture shall agree on; empty for words.
    """

    mode: Mode
    dense: DenseVector | None
    terms: TermWeights
    lexical_weight: float
    filter: models.Filter | None
    preferences: tuple[Preference, ...] = ()
    wished: models.Filter | None = None
    read: float = 0.0
    unseen: Unseen | None = None
    lexical_least: float | None = None
    agreed_on: tuple[str, ...] = ()

    def cosine(self, product: DenseVector | None) -> float | None:
        """Return a product's cosine to the query, or `None` where there is nothing to compare."""
        if self.dense is None or product is None:
            return None
        return float(self.dense @ product)

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The legs of this plan; none when only filters are asked."""
        legs: list[Leg] = []
        if self.dense is not None:
            legs.append(Leg(self.dense))
            legs += [Leg(self.dense, one.weight, one.filter) for one in self.preferences]
        if self.terms:
            legs.append(Leg(self.terms, self.lexical_weight, least_score=self.lexical_least))
        return tuple(legs)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first products of the order, and how many there are in all."""

    candidates: tuple[Candidate, ...]
    total: int


async def rank(
    index: Index,
    plan: Plan,
    *,
    left_out: frozenset[str],
    needed: int,
    most: int = MAX_WINDOW,
) -> Ranking:
    """Rank at least `needed` products (fewer when fewer pass), without those left out.

    `most` is where the order ends. It must not depend on the page: of products that tie there, an
    engine takes whichever it likes.
    """
    if not plan.legs:
        return await _filtered(index, plan, left_out=left_out, needed=needed)
    if plan.dense is None:
        return await _lexical(index, plan, left_out=left_out)
    found = await best(index, plan, plan.filter, limit=HEAD + len(left_out))
    if plan.unseen is not None and len(plan.legs) > 1:
        found = await _with_unseen(index, plan, plan.unseen, found)
    head = [c for c in found if c.point_id not in left_out][:HEAD]
    passing = await index.count(without(plan.filter, left_out))
    total = min(passing, most)
    if needed <= len(head) or len(head) >= total:
        return Ranking(tuple(head), total)
    tail = await _tail(index, plan, left_out | {c.point_id for c in head}, total - len(head))
    return Ranking((*head, *falling(head, tail, plan)), total)


async def best(
    index: Index, plan: Plan, filter_: models.Filter | None, *, limit: int
) -> list[Candidate]:
    """Return what the legs of a plan find best among what passes a filter."""
    found = await index.search(IndexQuery(plan.legs, filter_, limit))
    if not plan.agreed_on:
        return found
    said = await index.payloads([one.point_id for one in found], plan.agreed_on)
    return agree(found, said, plan.agreed_on)


async def _with_unseen(
    index: Index, plan: Plan, unseen: Unseen, found: Sequence[Candidate]
) -> list[Candidate]:
    """Give products without a vector the say that the legs of vectors have of all others.

    Else one that has all the words and attributes stands behind those that merely look near. For
    its looks its words stand; among the preferred it comes behind those that can be seen.
    """
    given = {one.point_id: one.score for one in found}
    scores = dict(given)
    if plan.terms and scores:
        for one in await unseen.among(scores):
            scores[one] *= 1.0 + 1.0 / plan.lexical_weight
    for preference in plan.preferences:
        wished = all_of(plan.filter, preference.filter)
        if having := await unseen.passing(wished, limit=HEAD):
            named = models.HasIdCondition(has_id=sorted(scores.keys() - set(having)))
            seen = await index.search(
                IndexQuery((), all_of(wished, models.Filter(must=[named])), len(scores) + 1)
            )
            # Where none can be seen that is preferred, it is as if it were first in both legs.
            first = (1.0 + preference.weight) / (RRF_K + 1)
            least = min((scores[one.point_id] * _JUST_BEHIND for one in seen), default=first)
            scores |= {one: max(scores.get(one, 0.0), least) for one in having}
    if scores == given:
        return list(found)
    order = sorted((-score, one) for one, score in scores.items())
    return [Candidate(one, -negated) for negated, one in order]


async def _lexical(index: Index, plan: Plan, *, left_out: frozenset[str]) -> Ranking:
    """All products that have a term: only these match, so only these are counted."""
    filter_ = without(plan.filter, left_out)
    found = await index.search(IndexQuery(plan.legs, filter_, MAX_WINDOW))
    return Ranking(tuple(found), len(found))


async def _filtered(index: Index, plan: Plan, *, left_out: frozenset[str], needed: int) -> Ranking:
    filter_ = without(plan.filter, left_out)
    found = await index.search(IndexQuery((), filter_, needed))
    return Ranking(tuple(found), min(await index.count(filter_), MAX_WINDOW))


async def _tail(
    index: Index, plan: Plan, seen: frozenset[str] | set[str], wanted: int
) -> list[Candidate]:
    if plan.dense is None:
        return []
    rest = without(plan.filter, seen)
    near = await index.search(IndexQuery((Leg(plan.dense),), rest, wanted, exact=True))
    if len(near) >= wanted:
        return near
    no_vector = models.Filter(
        must=[rest] if rest else None, must_not=[models.HasVectorCondition(has_vector=DENSE)]
    )
    unseen = await index.search(IndexQuery((), no_vector, wanted - len(near)))
    return near + [Candidate(c.point_id, _FARTHEST) for c in unseen]


def falling(head: Sequence[Candidate], tail: list[Candidate], plan: Plan) -> list[Candidate]:
    """Give a head's tail scores that go on falling; cosines behind cosines do by themselves."""
    if not (head and tail) or (len(plan.legs) == 1 and not plan.agreed_on):
        return tail
    if plan.agreed_on:
        lower = max(0.0, tail[0].score - head[-1].score + _LOWER)
        return [replace(one, score=one.score - lower) for one in tail]
    last, base = head[-1].score, 60 + len(head)
    return [
        Candidate(c.point_id, last * base / (base + place), c.payload, c.dense)
        for place, c in enumerate(tail, start=1)
    ]


def without(
    filter_: models.Filter | None, point_ids: frozenset[str] | set[str]
) -> models.Filter | None:
    """Return a filter that leaves these points out as well."""
    if not point_ids:
        return filter_
    return models.Filter(
        must=[filter_] if filter_ else None,
        must_not=[models.HasIdCondition(has_id=sorted(point_ids))],
    )
