"""Understanding: what a shopper's words say about attributes and prices."""

from service.engine.understanding.inheriting import inherit
from service.engine.understanding.reader import Understanding, understand
from service.engine.understanding.spelling import Speller
from service.engine.understanding.vocabulary import Vocabulary
from service.engine.understanding.words import WordCounts, read_words

__all__ = [
    "Speller",
    "Understanding",
    "Vocabulary",
    "WordCounts",
    "inherit",
    "read_words",
    "understand",
]
