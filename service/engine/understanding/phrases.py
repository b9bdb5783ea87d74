"""Phrases: words in a row that the thesaurus or the catalogue knows, and what they stand for."""

import re
from collections.abc import Sequence
from typing import Final

from service.engine.thesaurus import Kind, Reading, Thesaurus, fold
from service.engine.understanding.vocabulary import Vocabulary

WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*", re.UNICODE)
# "White & gold" is two colours, and no "white gold": between these stands no phrase.
WORD_OR_BREAK = re.compile(rf"{WORD.pattern}|[&+,;]", re.UNICODE)
THINGS: Final[frozenset[Kind]] = frozenset(("type", "category"))
LOOKS: Final[frozenset[Kind]] = frozenset(("colour", "pattern", "material"))
# Each group gives at most one condition a phrase; "shoes" is a category before it is a few types.
MEANINGS: Final[tuple[frozenset[Kind], ...]] = (
    THINGS,
    frozenset(("colour",)),
    frozenset(("pattern",)),
    frozenset(("material",)),
    frozenset(("gender",)),
    frozenset(("usage",)),
)


def longest_at(
    words: Sequence[str], place: int, thesaurus: Thesaurus, vocabulary: Vocabulary
) -> tuple[tuple[Reading, ...], int]:
    """Return what the longest phrase that begins at a place says, and how many words it has."""
    longest = max(thesaurus.longest_phrase, vocabulary.longest_phrase)
    for length in range(min(longest, len(words) - place), 0, -1):
        within = words[place : place + length]
        if readings := _readings(" ".join(within), thesaurus, vocabulary):
            # "Formal shirt" names a type as a whole, and its parts still say how it is worn.
            kinds = {reading.kind for reading in readings} | THINGS
            parts = [r for word in within for r in thesaurus.readings(word) if length > 1]
            return readings + tuple(r for r in parts if r.kind not in kinds), length
    return (), 1


def _readings(phrase: str, thesaurus: Thesaurus, vocabulary: Vocabulary) -> tuple[Reading, ...]:
    return thesaurus.readings(phrase) + vocabulary.own.get(fold(phrase), ())


def values_of(
    readings: Sequence[Reading], vocabulary: Vocabulary
) -> tuple[str, tuple[str, ...]] | None:
    """Return one field and its values: those surely meant, else those that may be."""
    for degree in ("same", "near"):
        found = [
            hit
            for reading in readings
            if reading.degree == degree and (hit := vocabulary.find(reading.kind, reading.value))
        ]
        if found:
            # A type says more than the category that goes by the same name.
            types = vocabulary.fields.get("type", ())
            name = min(found, key=lambda hit: (hit[0] not in types, hit[2]))[0]
            return name, tuple(value for own, value, _ in found if own == name)
    return None
