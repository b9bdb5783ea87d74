"""Presenting: a page of the order -> hits with their match, their reasons and their variants."""

from collections.abc import Sequence
from math import ceil
from typing import Final

from service.engine.index import Candidate
from service.engine.product import Product
from service.engine.query import Hit, Query
from service.engine.relevance.matching import Matcher
from service.engine.relevance.passing import passes
from service.engine.relevance.relevant import RELEVANT
from service.engine.searching.explaining import Explainer
from service.engine.searching.grouping import MAX_VARIANTS, Group
from service.engine.searching.ranking import Plan
from service.engine.searching.reading import Reader

# Of so many first hits one must be close.
_LOOKED_AT: Final = 10
_NOTHING_PASSES: Final = "nothing was found: no product passes the filters"


class Presenter:
    """Writes the hits of one answer."""

    def __init__(self, *, reader: Reader, plan: Plan, matcher: Matcher, query: Query) -> None:
        self._reader = reader
        self._plan = plan
        self._matcher = matcher
        self._query = query
        self._matches: dict[str, float | None] = {}  # of the hits, by point id

    async def hits(self, page: Sequence[Group], explainer: Explainer | None) -> tuple[Hit, ...]:
        """Return the hits of a page; a product that was removed meanwhile is left out."""
        firsts = {one.first.point_id: one for one in page}
        stored = {one.point_id: one for one in await self._reader.read(list(firsts))}
        variants = await self._variants(page)
        hits = []
        for place, group in enumerate(page, start=self._query.offset + 1):
            record = stored.get(group.first.point_id)
            if record is None:
                continue
            product = record.product
            cosine = self._plan.cosine(record.dense)
            match = self._matcher.match(record, cosine)
            self._matches[record.point_id] = match
            hits.append(
                Hit(
                    product=product,
                    rank=place,
                    score=group.first.score,
                    match=match,
                    explain=explainer.explain(product, cosine) if explainer else None,
                    variants=tuple(variants[other] for other in group.others if other in variants),
                    variant_count=len(group.others),
                )
            )
        return tuple(hits)

    async def far(self, order: Sequence[Candidate]) -> str | None:
        """Say so when nothing of an order is close to what was asked; `None` when something is.

        Close is what matches by the calibrated score, or has all the attributes that were read.
        Without a calibration nothing is said. Asked after `hits`, it knows what was found there.
        """
        if self._plan.dense is None or self._matcher.uncalibrated:
            return None
        ids = [one.point_id for one in order[:_LOOKED_AT]]
        if any((self._matches.get(one) or 0.0) >= RELEVANT for one in ids):
            return None
        first = await self._reader.read(ids)
        best = 0.0
        for one in first:
            wished = self._plan.wished
            if wished is not None and passes(wished, one.payload):
                return None
            best = max(best, self._matcher.match(one, self._plan.cosine(one.dense)) or 0.0)
        if best >= RELEVANT:
            return None
        among = " among what passes the filters" if self._query.filters else ""
        if not first:
            # By relevance all that passes is ranked; another order has only what is close.
            all_of_it = self._query.sort == "relevance" and not self._query.min_match
            return _NOTHING_PASSES if all_of_it else f"nothing close to this was found{among}"
        return (
            f"nothing close to this was found{among}; these are the nearest, and none matches "
            f"with more than {max(ceil(100 * best), 1)}%"
        )

    async def _variants(self, page: Sequence[Group]) -> dict[str, Product]:
        wanted = [other for group in page for other in group.others[:MAX_VARIANTS]]
        if not wanted:
            return {}
        return {one.point_id: one.product for one in await self._reader.read(wanted)}
