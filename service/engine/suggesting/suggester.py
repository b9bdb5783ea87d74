"""Suggester: the phrases that begin like what was typed, typing errors forgiven."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, product
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from service.engine.suggesting.phrase import Phrase, fold_words

MAX_SUGGESTIONS: Final = 50
# Nobody types more words than the longest title has.
MAX_WORDS: Final = 16
# With fewer than this to offer, a typing error is the likelier explanation.
FEW: Final = 3

_SHORTEST_MISTYPED: Final = 3
_LONG: Final = 6
# What a deviation costs: a word that is only begun, a typing error, one in the first letter.
_BEGUN: Final = 1
_ERROR: Final = 4
_FIRST_LETTER: Final = 2
_ABSENT: Final = 255
_LAST: Final = "\U0010ffff"

_Costs: TypeAlias = NDArray[np.uint8]  # (phrases,)
_Ids: TypeAlias = NDArray[np.int32]


class Suggester:
    """Answers within milliseconds for 100,000 phrases; built once for each generation.

    Phrases are numbered by usefulness, so the smallest numbers are the best. The words lie sorted
    beside the numbers of the phrases that have them, so all words with one beginning are a slice.
    """

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        """Take the phrases in any order."""
        self._phrases = sorted(phrases, key=lambda p: (-p.count, len(p.text), p.text))
        single = (phrase for phrase in self._phrases if phrase.kind not in ("title", "query"))
        self._common = list(islice(single, MAX_SUGGESTIONS))
        having: dict[str, list[int]] = defaultdict(list)
        keys: list[tuple[str, int]] = []
        for number, phrase in enumerate(self._phrases):
            words = fold_words(phrase.text)
            keys.append((" ".join(words), number))
            for word in {*words, *phrase.also}:
                having[word].append(number)
        keys.sort()
        self._keys = [key for key, _ in keys]
        self._numbers: _Ids = np.array([number for _, number in keys], dtype=np.int32)
        self._words = sorted(having)
        self._postings: _Ids = np.array(
            [number for word in self._words for number in having[word]], dtype=np.int32
        )
        sizes = [len(having[word]) for word in self._words]
        self._starts = np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))
        self._mistyped = lru_cache(maxsize=2_048)(self._search_mistyped)
        self._beginnings = lru_cache(maxsize=64)(self._search_beginnings)

    @property
    def example(self) -> str | None:
        """Words that find many products, a thing in its colour if there is one."""
        colours = tuple(f"{p.text} " for p in self._phrases if p.kind == "colour")
        coloured = (
            phrase.text
            for phrase in self._phrases
            if phrase.kind == "query" and phrase.text.startswith(colours)
        )
        return next(coloured, self._phrases[0].text if self._phrases else None)

    def suggest(self, text: str, *, limit: int) -> list[Phrase]:
        """Return at most `limit` phrases, most useful first; the common ones for no words at all.

        The last word may be unfinished, unless a space follows it. Phrases that begin with the
        text come first, then those that have its words, then those that have them but for typing
        errors; within each, those that name the most products.
        """
        words = fold_words(text)
        if not words:
            return self._common[:limit]
        if len(words) > MAX_WORDS:
            return []
        open_end = not text[-1].isspace()
        key = " ".join(words)
        found = [] if open_end else self._named(key)
        found += self._beginning_with(key + ("" if open_end else " "), limit)
        if len(found) < limit:
            found = self._merged(found, self._having(words, open_end=open_end, mistyped=False))
        if len(found) < FEW:
            found = self._merged(found, self._having(words, open_end=open_end, mistyped=True))
        return [self._phrases[number] for number in found[:limit]]

    def _beginning_with(self, beginning: str, limit: int) -> list[int]:
        numbers = self._numbers[
            bisect_left(self._keys, beginning) : bisect_left(self._keys, beginning + _LAST)
        ]
        return [int(number) for number in np.sort(numbers)[:limit]]

    def _named(self, key: str) -> list[int]:
        place = bisect_left(self._keys, key)
        same = place < len(self._keys) and self._keys[place] == key
        return [int(self._numbers[place])] if same else []

    def _merged(self, first: list[int], then: list[int]) -> list[int]:
        return list(dict.fromkeys([*first, *then]))

    def _having(self, words: Sequence[str], *, open_end: bool, mistyped: bool) -> list[int]:
        """Return phrases that have every word, those that deviate least first."""
        total = np.zeros(len(self._phrases), dtype=np.uint16)
        possible = np.ones(len(self._phrases), dtype=np.bool_)
        for place, word in enumerate(words):
            last = open_end and place == len(words) - 1
            costs = self._costs(word, last=last, mistyped=mistyped)
            possible &= costs != _ABSENT
            total += costs
        numbers = np.flatnonzero(possible)
        order = np.argsort(total[numbers], kind="stable")
        return [int(number) for number in numbers[order[:MAX_SUGGESTIONS]]]

    def _costs(self, word: str, *, last: bool, mistyped: bool) -> _Costs:
        """Return what it costs to find a word in each phrase; the cheapest way counts."""
        costs = np.full(len(self._phrases), _ABSENT, dtype=np.uint8)
        if mistyped:
            for cost, start, end in self._mistyped(word, last):
                self._charge(costs, cost, start, end)
        start = bisect_left(self._words, word)
        end = bisect_left(self._words, word + _LAST)
        self._charge(costs, 0 if last else _BEGUN, start, end)
        if start < end and self._words[start] == word:
            self._charge(costs, 0, start, start + 1)
        return costs

    def _charge(self, costs: _Costs, cost: int, start: int, end: int) -> None:
        """Set the cost of every phrase that has one of the words from `start` to `end`."""
        costs[self._postings[self._starts[start] : self._starts[end]]] = cost

    def _search_mistyped(self, word: str, last: bool) -> tuple[tuple[int, int, int], ...]:  # noqa: FBT001 - cached by position
        """Return (cost, first word, end) of words that may be meant, the dearest first."""
        if len(word) < _SHORTEST_MISTYPED:
            return ()
        lengths = [len(word) + more for more in (-1, 0, 1)] if last else [0]
        cheapest: dict[tuple[int, int], int] = {}
        # People rarely miss the first letter, if they do not swap it with the second; and a tenth
        # of the words has it. Only when nothing does, all are compared.
        for first_letters in ({word[0], word[1]}, {""}):
            for length, letter in product(lengths, first_letters):
                for span, cost in self._near(word, length, letter):
                    cheapest[span] = min(cost, cheapest.get(span, cost))
            if cheapest:
                break
        found = [(cost, start, end) for (start, end), cost in cheapest.items()]
        return tuple(sorted(found, reverse=True))

    def _near(
        self, word: str, length: int, first_letter: str
    ) -> Iterator[tuple[tuple[int, int], int]]:
        """Yield (first word, end), cost of what begins, or is, like a word but for errors."""
        texts, spans = self._beginnings(length)
        start = bisect_left(texts, first_letter)
        chosen = texts[start : bisect_left(texts, first_letter + _LAST)]
        if not chosen:
            return
        most = 1 if len(word) < _LONG else 2
        errors = process.cdist(
            [word], chosen, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8
        )[0]
        for place in np.flatnonzero(errors <= most):
            missed = _FIRST_LETTER * (chosen[place][0] != word[0])
            yield spans[start + place], int(errors[place]) * _ERROR + missed

    def _search_beginnings(self, length: int) -> tuple[list[str], list[tuple[int, int]]]:
        """Return all different beginnings of that many letters and the words that have each.

        Length 0 means whole words.
        """
        texts: list[str] = []
        starts: list[int] = []
        for place, word in enumerate(self._words):
            if length and len(word) < length:
                continue
            beginning = word[:length] if length else word
            if not texts or texts[-1] != beginning:
                texts.append(beginning)
                starts.append(place)
        if not length:
            return texts, [(start, start + 1) for start in starts]
        ends = [bisect_left(self._words, text + _LAST) for text in texts]
        return texts, list(zip(starts, ends, strict=True))
