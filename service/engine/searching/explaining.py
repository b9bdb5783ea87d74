"""Explaining: why a hit was found, leg by leg and attribute by attribute."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from service.engine.filters import Condition, Filters
from service.engine.index import Index, IndexQuery, Leg
from service.engine.lexicon import Lexicon
from service.engine.product import Product
from service.engine.query import AttributeReason, Explanation, LegScore
from service.engine.searching.ranking import HEAD, Plan
from service.engine.thesaurus import Thesaurus


@dataclass(frozen=True, slots=True)
class LegRanks:
    """Where each leg alone sees the first products: leg -> point id -> (rank, score)."""

    ranks: Mapping[str, Mapping[str, tuple[int, float]]] = field(default_factory=dict)


async def leg_ranks(index: Index, plan: Plan) -> LegRanks:
    """Run each leg of a plan alone, without what was preferred."""
    ranks = {}
    for leg in plan.legs:
        if leg.filter is None:
            found = await index.search(IndexQuery((Leg(leg.vector),), plan.filter, HEAD))
            name = "lexical" if leg.lexical else "dense"
            ranks[name] = {c.point_id: (place, c.score) for place, c in enumerate(found, start=1)}
    return LegRanks(ranks)


class Explainer:
    """Explains the hits of one answer."""

    def __init__(
        self, *, text: str, soft: Filters, ranks: LegRanks, lexicon: Lexicon, thesaurus: Thesaurus
    ) -> None:
        self._text = text
        self._soft = soft
        self._ranks = ranks.ranks
        self._lexicon = lexicon
        self._thesaurus = thesaurus

    def explain(self, product: Product, cosine: float | None) -> Explanation:
        """Say why a product was found; `cosine` is its similarity to the query's vector."""
        legs: dict[str, LegScore] = {}
        if "dense" in self._ranks and cosine is not None:
            place, _ = self._ranks["dense"].get(product.point_id, (None, 0.0))
            legs["dense"] = LegScore(cosine, place)
        if "lexical" in self._ranks:
            place, score = self._ranks["lexical"].get(product.point_id, (None, 0.0))
            terms = self._lexicon.matched_terms(self._text, product.search_text)
            legs["lexical"] = LegScore(score, place, terms)
        reasons = tuple(self._reason(condition, product) for condition in self._soft.conditions)
        return Explanation(legs, reasons)

    def _reason(self, condition: Condition, product: Product) -> AttributeReason:
        value = product.brand if condition.field == "brand" else None
        own = product.attributes.get(condition.field, value)
        has = (
            [str(one) for one in own]
            if isinstance(own, tuple)
            else []
            if own is None
            else [str(own)]
        )
        asked = [str(one) for one in condition.any_of]
        return AttributeReason(
            condition.field, " / ".join(asked), " / ".join(has) or None, self._degree(asked, has)
        )

    def _degree(self, asked: Sequence[str], has: Sequence[str]) -> Literal["same", "near", "no"]:
        if set(asked) & set(has):
            return "same"
        kin = any(self._thesaurus.kinship(one, other) for one in asked for other in has)
        return "near" if kin else "no"
