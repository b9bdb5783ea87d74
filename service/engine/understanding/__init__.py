"""Understanding: what a shopper's words say about attributes and prices."""

from service.engine.understanding.reader import Understanding, understand
from service.engine.understanding.vocabulary import Vocabulary

__all__ = ["Understanding", "Vocabulary", "understand"]
