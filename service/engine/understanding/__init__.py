"""Understanding: what a shopper's words say about attributes and prices."""

from service.engine.understanding.inheriting import KEPT_IN_MIND, inherit, replaced
from service.engine.understanding.reader import Understanding, understand
from service.engine.understanding.spelling import Speller
from service.engine.understanding.vocabulary import Vocabulary
from service.engine.understanding.words import (
    FILE_NAME,
    WordCounts,
    parse_words,
    read_words,
    spoken,
    words_of,
)

__all__ = [
    "FILE_NAME",
    "KEPT_IN_MIND",
    "Speller",
    "Understanding",
    "Vocabulary",
    "WordCounts",
    "inherit",
    "parse_words",
    "read_words",
    "replaced",
    "spoken",
    "understand",
    "words_of",
]
