"""The lexicon: words as BM25 sees them."""

from service.engine.lexicon.spellings import normalise
from service.engine.lexicon.terms import AVERAGE_TOKENS, Lexicon, TermWeights

__all__ = ["AVERAGE_TOKENS", "Lexicon", "TermWeights", "normalise"]
