"""Systems that answer words: the model, the BM25 baseline, and both fused."""

import re
from collections.abc import Sequence
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from finetune.evaluation.measuring.ranking import NOTHING, Corpus, Ranked, nearest
from finetune.evaluation.measuring.trial import Trial
from service.engine.lexicon import normalise

FUSED_DEPTH: Final = 100
RRF_K: Final = 60

_WORD: Final = re.compile(r"\w+")


class TextSystem(Protocol):
    """Answers words with products of one corpus."""

    @property
    def name(self) -> str:
        """As reports show it."""

    def rank(self, texts: Sequence[str], *, depth: int) -> Ranked:
        """Return the best answers to each text."""


class Dense:
    """The model: cosine between the words and the pictures."""

    name = "dense"

    def __init__(self, trial: Trial, corpus: Corpus) -> None:
        self._trial = trial
        self._corpus = corpus

    def rank(self, texts: Sequence[str], *, depth: int) -> Ranked:
        """See `TextSystem`."""
        return nearest(self._trial.embed(texts), self._trial.vectors, self._corpus, depth=depth)


class Lexical:
    """The baseline: Okapi BM25 of the package rank_bm25, with its default constants.

    A product that has none of the words is no answer. The package scores a query as the sum over
    its words, so each word is scored once for all queries.

    Args:
        name: as reports show it.
        texts: of the corpus, in its order.
        corpus: what may answer.
    """

    def __init__(self, name: str, texts: Sequence[str], corpus: Corpus) -> None:
        self.name = name
        self._corpus = corpus
        tokens = [words_of(text) for text in texts]
        # The package divides by the number of words, so a corpus without any is never given to it.
        self._bm25 = BM25Okapi(tokens) if any(tokens) else None
        self._known: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]] = {}

    def rank(self, texts: Sequence[str], *, depth: int) -> Ranked:
        """See `TextSystem`."""
        rows = np.full((len(texts), depth), NOTHING, np.int64)
        scores = np.full((len(texts), depth), -np.inf, np.float32)
        for place, text in enumerate(texts):
            total = self.scores(text)
            found = np.flatnonzero(total)
            order = found[np.argsort(-total[found], kind="stable")][:depth]
            rows[place, : len(order)] = self._corpus.rows[order]
            scores[place, : len(order)] = total[order]
        return Ranked(rows, scores)

    def scores(self, text: str) -> NDArray[np.float64]:
        """Return the BM25 of every product of the corpus."""
        total = np.zeros(len(self._corpus.rows))
        for word in words_of(text):
            places, values = self._of_word(word)
            total[places] += values
        return total

    def _of_word(self, word: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        known = self._known.get(word)
        if known is None:
            scores = np.zeros(0) if self._bm25 is None else self._bm25.get_scores([word])
            places = np.flatnonzero(scores).astype(np.int64)
            known = self._known[word] = (places, scores[places])
        return known


class Hybrid:
    """Both, fused by reciprocal ranks: the sum of 1 / (60 + rank) over the first 100 of each.

    Source: Cormack, Clarke, Büttcher, "Reciprocal rank fusion outperforms Condorcet", SIGIR 2009.
    """

    name = "hybrid"

    def __init__(self, *systems: TextSystem) -> None:
        self._systems = systems

    def rank(self, texts: Sequence[str], *, depth: int) -> Ranked:
        """See `TextSystem`."""
        found = [system.rank(texts, depth=FUSED_DEPTH) for system in self._systems]
        rows = np.full((len(texts), depth), NOTHING, np.int64)
        scores = np.full((len(texts), depth), -np.inf, np.float32)
        for place in range(len(texts)):
            fused: dict[int, float] = {}
            for one in found:
                for rank, row in enumerate(one.rows[place].tolist(), start=1):
                    if row != NOTHING:
                        fused[row] = fused.get(row, 0.0) + 1.0 / (RRF_K + rank)
            best = sorted(fused, key=lambda row, by=fused: (-by[row], row))[:depth]  # type: ignore[misc]
            rows[place, : len(best)] = best
            scores[place, : len(best)] = [fused[row] for row in best]
        return Ranked(rows, scores)


def words_of(text: str) -> list[str]:
    """Return the words as the baseline sees them, spelt as the service's own lexicon does."""
    return _WORD.findall(normalise(text))
