"""Mode: which legs answer a query, and how much the lexical one has to say."""

from typing import Final

from service.engine.lexicon import TermWeights
from service.engine.query import Mode, Query

# A code such as "SKU-20431" or "15970" means one product, and only words can find it.
LEXICAL_WEIGHT_CODE: Final = 8.0
LEXICAL_WEIGHT: Final = 1.0


def choose_mode(query: Query, *, terms: TermWeights, embedded: bool) -> Mode:
    """Return the mode that answers: never a leg that has nothing to say.

    "auto" is returned only when nothing but filters is asked.
    """
    words = bool(terms)
    if query.mode == "lexical":
        return "lexical"
    if query.mode == "auto" and query.kind != "text":
        return "dense"
    if not embedded:
        return "lexical" if words else "auto"
    if query.mode == "dense" or not words:
        return "dense"
    return "hybrid"


def lexical_weight(text: str) -> float:
    """Return the lexical leg's weight in a fusion for these words."""
    looks_like_code = any(
        sum(character.isdigit() for character in word) >= 4 for word in text.split()
    )
    return LEXICAL_WEIGHT_CODE if looks_like_code else LEXICAL_WEIGHT
