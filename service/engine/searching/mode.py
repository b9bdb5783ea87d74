"""Mode: which legs answer a query, and how much each has to say."""

from dataclasses import dataclass
from typing import Final

from service.engine.query import Mode, Query

# Chosen on the public query sets; `python -m finetune evaluate --via URL` prints what they give.
DENSE_WEIGHT: Final = 1.0
PREFERRED_WEIGHT: Final = 3.0
LEXICAL_WEIGHT: Final = 1.0
# A code such as "SKU-20431" means one product, and only words can find it.
LEXICAL_WEIGHT_CODE: Final = 8.0
# Below this share of the query's words in the best lexical hit, what BM25 finds is chance: "look"
# of "cozy winter look" is in some title of every catalogue.
LEAST_COVERAGE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a query before it is answered.

    Attributes:
        embedded: whether there is a vector to compare.
        terms: whether any term is left after stop words.
        coverage: share (0..1) of the words that the best lexical hit has.
    """

    embedded: bool
    terms: bool
    coverage: float


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


def lexical_weight(text: str, evidence: Evidence) -> float:
    """Return the lexical leg's weight in a fusion: the more of the words one product has, the more.

    "hybrid" asked for by name, with words that no product has, still fuses both legs.
    """
    if evidence.coverage == 1.0 and any(_is_code(word) for word in text.split()):
        return LEXICAL_WEIGHT_CODE
    return LEXICAL_WEIGHT * max(evidence.coverage, 0.1)


def _is_code(word: str) -> bool:
    return sum(character.isdigit() for character in word) >= 4
