"""Lexicon: words -> BM25 term weights as sparse vectors."""

from dataclasses import dataclass
from functools import lru_cache

from qdrant_edge import Bm25, Bm25Config

from service.engine.lexicon.spellings import normalise

# Titles are short: the engine's own default of 256 tokens would switch length normalisation off.
AVERAGE_TOKENS = 24.0


@dataclass(frozen=True, slots=True)
class TermWeights:
    """A sparse vector: token ids and the weight of each, of equal length."""

    indices: tuple[int, ...]
    values: tuple[float, ...]

    def __bool__(self) -> bool:
        """Whether any term is left after stop words and stemming."""
        return bool(self.indices)


class Lexicon:
    """BM25 (Robertson & Zaragoza 2009; k1 = 1.2, b = 0.75) split into document and query weights.

    The inverse document frequency is applied by the index, so a product's weights never change
    when others come and go.
    """

    def __init__(self, *, average_tokens: float = AVERAGE_TOKENS) -> None:
        self._bm25 = Bm25(
            Bm25Config(avg_len=average_tokens, language="english", ascii_folding=True)
        )
        # A query is compared with every hit of its page: its own words are taken apart once.
        self._ids = lru_cache(maxsize=4_096)(self._indices_of)
        self._words = lru_cache(maxsize=256)(self._words_of)
        # What is sold most is shown again and again, and its text is long: some kilobytes each.
        self._has = lru_cache(maxsize=8_192)(self._terms_of)

    def weigh_document(self, text: str) -> TermWeights:
        """Return the saturated term frequencies of a product's text."""
        sparse = self._bm25.embed_document(normalise(text))
        return TermWeights(tuple(sparse.indices), tuple(sparse.values))

    def weigh_query(self, text: str) -> TermWeights:
        """Return weight 1 for each distinct term of a query."""
        sparse = self._bm25.embed_query(normalise(text))
        return TermWeights(tuple(sparse.indices), tuple(sparse.values))

    def matched_terms(self, query: str, text: str) -> tuple[str, ...]:
        """Return the words of the query that `text` has, after stemming, in the query's order."""
        have = self._has(text)
        return tuple(word for word in self.words(query) if not have.isdisjoint(self._ids(word)))

    def words(self, text: str) -> tuple[str, ...]:
        """Return the distinct words of a text that are terms: those that are no stop words."""
        return self._words(text)

    def _words_of(self, text: str) -> tuple[str, ...]:
        distinct = dict.fromkeys(normalise(text).split())
        return tuple(word for word in distinct if self._ids(word))

    def _terms_of(self, text: str) -> frozenset[int]:
        return frozenset(self.weigh_document(text).indices)

    def _indices_of(self, word: str) -> tuple[int, ...]:
        return self.weigh_query(word).indices
