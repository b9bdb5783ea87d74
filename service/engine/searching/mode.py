"""Mode: which legs answer a query, and how much each has to say."""

from dataclasses import dataclass
from typing import Final

from service.engine.query import Mode, Query

# Below this share of the words in the best lexical hit, what BM25 finds is chance: "look" of "cozy
# winter look" is in some title of every catalogue.
LEAST_COVERAGE: Final = 0.75


@dataclass(frozen=True, slots=True)
class Say:
    """What each leg has to say in the fusion, where the dense one has 1.

    What each brings is in docs/decisions/0004-fusion.md; `python -m tests.benchmarks modes` chooses
    among them on one half of the public queries and judges on the other.

    Attributes:
        named: of BM25 when all words are in one product and some of them name no attribute: a
            title, a brand, a code. Only words can find that.
        worded: of BM25 when most of the words are in one product: what it finds is likely meant.
        preferred: of the products that have the attributes, when the words are all attributes.
        unplaced: what is left of that where no field says the kind of thing that was named: a
            black dress must not give way to a black bag.
    """

    named: float = 256.0
    worded: float = 8.0
    preferred: float = 3.0
    unplaced: float = 0.02


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a query before it is answered.

    Attributes:
        embedded: whether there is a vector to compare.
        terms: whether any term is left after stop words.
        coverage: share (0..1) of the words that the best lexical hit has.
        read: share (0..1) of the words that were read as attributes.
    """

    embedded: bool
    terms: bool
    coverage: float
    read: float = 0.0

    @property
    def named(self) -> bool:
        """Whether the words name a product: it has them all, and not all are attributes."""
        return self.coverage == 1.0 and self.read < 1.0


def choose_mode(query: Query, evidence: Evidence) -> Mode:
    """Return the mode that answers: never a leg that has nothing to say.

    "auto" is returned only when nothing but filters is asked.
    """
    if query.mode == "lexical":
        return "lexical"
    if not evidence.embedded:
        return "lexical" if evidence.terms else "auto"
    if query.mode == "dense" or not evidence.terms:
        return "dense"
    if query.mode == "hybrid":
        return "hybrid"
    if query.kind != "text" or evidence.coverage < LEAST_COVERAGE:
        return "dense"
    return "hybrid"


def lexical_weight(evidence: Evidence, say: Say) -> float:
    """Return the lexical leg's weight: the more of the words one product has, the more.

    "hybrid" asked for by name, with words that no product has, still fuses both legs.
    """
    if evidence.named:
        return say.named
    return say.worded * max(evidence.coverage, 0.5) ** 4


def preferred_weight(query: Query, evidence: Evidence, say: Say) -> float:
    """Return the weight of the preferred attributes' leg: the more of the words they are, the more.

    Words beside a picture say only what changes, so there all of them count, unless the query's
    weights give more to what is shown.
    """
    if query.kind != "composed":
        return say.preferred * evidence.read
    weights = query.weights
    shown = max(
        weights.image if query.image is not None else 0.0, weights.like if query.like else 0.0
    )
    # Ranks are so flat that a product of two legs goes before the best of one unless one has little
    # to say: only the fourth power lets a picture of twice the weight win.
    return say.preferred * (min(1.0, weights.text / shown) ** 4 if shown else 1.0)
