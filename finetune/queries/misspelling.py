"""Typing errors: the four single edits of Damerau (1964), at random places.

F. J. Damerau, "A technique for computer detection and correction of spelling errors", CACM 7(3),
found that one insertion, deletion, substitution or transposition explains most misspellings.
"""

import random
import re
from collections.abc import Callable
from typing import TypeAlias

MIN_WORD = 4  # letters; an error in a shorter word often makes another word of it
MAX_EDITS = 2

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(rf"[^\W\d_]{{{MIN_WORD},}}")
_TRIES = 100

_Edit: TypeAlias = Callable[[str, random.Random], str]


def misspell(text: str, *, seed: str) -> str | None:
    """Return the text with one or two random edits, each within a word of `MIN_WORD` letters.

    The same text and seed give the same errors. `None` when no word is long enough, so that
    nothing can go wrong and stay recognisable.
    """
    generator = random.Random(seed)
    if not _WORD.search(text):
        return None
    edits = generator.randint(1, MAX_EDITS)
    for _ in range(_TRIES):  # edits may undo each other, or swap two equal letters
        changed = text
        for _ in range(edits):
            changed = _edit_one_word(changed, generator)
        if changed.casefold() != text.casefold():
            return changed
    return None


def _edit_one_word(text: str, generator: random.Random) -> str:
    words = list(_WORD.finditer(text))
    if not words:  # the first edit may have cut the only long word below MIN_WORD
        return text
    word = generator.choice(words)
    edit = generator.choice(_EDITS)
    return text[: word.start()] + edit(word.group(), generator) + text[word.end() :]


def _insert(word: str, generator: random.Random) -> str:
    at = generator.randint(0, len(word))
    return word[:at] + generator.choice(_LETTERS) + word[at:]


def _delete(word: str, generator: random.Random) -> str:
    at = generator.randrange(len(word))
    return word[:at] + word[at + 1 :]


def _substitute(word: str, generator: random.Random) -> str:
    at = generator.randrange(len(word))
    return word[:at] + generator.choice(_LETTERS) + word[at + 1 :]


def _transpose(word: str, generator: random.Random) -> str:
    at = generator.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


_EDITS: tuple[_Edit, ...] = (_insert, _delete, _substitute, _transpose)
