"""Spelling: typing errors corrected against the words that the catalogue really has."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

_TOKEN = re.compile(r"[^\W\d_]+", re.UNICODE)
# A word that occurs once may be the catalogue's own typing error, unless it is known for a word.
_LEAST_COUNT: Final = 2
_SHORTEST: Final = 4
_CANDIDATES: Final = 12
# What shoppers say and catalogues do not, near to words that catalogues have: a puja is no Puma.
_SAID: Final = frozenset(
    (
        *["puja", "pooja", "diwali", "holi", "navratri", "dussehra", "onam", "pongal", "baisakhi"],
        *["sangeet", "mehndi", "mehendi", "haldi", "nikah", "shaadi", "baraat", "eid", "iftar"],
        *["brunch", "lunch", "picnic", "prom", "gala", "soiree", "gig", "bouncer", "festival"],
        *["reunion", "interview", "graduation", "honeymoon", "anniversary", "funeral", "christmas"],
        *["pout", "glam", "cosy", "comfy", "chic", "boho", "goth", "preppy", "hipster", "grunge"],
        *["monsoon", "sunny", "chilly", "breezy", "toddler", "teen", "auntie", "uncle", "granny"],
        *["spoilt", "dangle", "dangles", "dangly", "bestie", "besties", "hubby", "wifey", "selfie"],
    )
)


class Speller:
    """Corrects words that nobody knows; what anybody knows stays as it is."""

    def __init__(self, words: Mapping[str, int], *, knows: Callable[[str], bool]) -> None:
        """Take the catalogue's words with their counts, and who else knows a word.

        Args:
            words: folded word -> products that have it.
            knows: whether a word is one for another reason: the thesaurus or the model has it.
        """
        self._words = {word: n for word, n in words.items() if n >= _LEAST_COUNT or knows(word)}
        self._choices = [word for word in self._words if len(word) >= _SHORTEST - 1]
        self._knows = knows
        self._best = lru_cache(maxsize=4_096)(self._search)

    def learn(self, words: Iterable[str]) -> None:
        """Take words for right that a product was put with: somebody wrote them on purpose."""
        new = [word for word in words if word not in self._words]
        self._words.update(dict.fromkeys(new, _LEAST_COUNT))
        self._choices += [word for word in new if len(word) >= _SHORTEST - 1]
        if new:
            self._best.cache_clear()

    def correct(self, text: str, *, believed: Collection[str] | None = None) -> str:
        """Return the text with unknown words replaced by the likeliest known ones.

        Args:
            text: as it was typed.
            believed: where given, only these words come in.
        """

        def corrected(found: re.Match[str]) -> str:
            word = self._corrected(found.group())
            return word if believed is None or word in believed else found.group()

        return _TOKEN.sub(corrected, text)

    def _corrected(self, word: str) -> str:
        folded = word.casefold()
        known = folded in self._words or folded in _SAID or self._knows(folded)
        if len(folded) < _SHORTEST or known:
            return word
        return self._best(folded) or word

    def _search(self, word: str) -> str | None:
        """Return the nearest word by edit distance (swapped neighbours count once)."""
        # One error in a short word, two in a longer one: more would make it another word.
        bound = 1 if len(word) <= 5 else 2
        found = process.extract(
            word, self._choices, scorer=OSA.distance, score_cutoff=bound, limit=_CANDIDATES
        )
        if not found:
            return None
        # People rarely miss the first letter; of equals the more common word is meant.
        return min(
            found, key=lambda hit: (hit[1] + (hit[0][0] != word[0]) * 0.5, -self._words[hit[0]])
        )[0]
