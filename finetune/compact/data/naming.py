"""The catalogue's own names for its values, which pictures are told apart by.

A caption says of a picture what is true of it. It seldom says what a kurti is that a kurta is not;
asked for by its bare name, a type must win against every other type's name.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from finetune.captions.profile import terms
from finetune.compact.data.judging import Caption, Rule
from finetune.compact.data.pool import UNKNOWN
from service.engine.thesaurus import bundled_thesaurus

if TYPE_CHECKING:
    from random import Random

    from finetune.compact.data.pool import Pool

TYPE, COLOUR = "articleType", "baseColour"
FAMILIES: tuple[tuple[str, ...], ...] = ((TYPE,), (COLOUR, TYPE), (COLOUR,))
RAREST = 3
"""Rows that have the values; fewer are as likely mistakes of the catalogue."""
SYNONYM_SHARE = 0.4


class Names:
    """The names of the values, and pairs of values, that the rows of a pool have."""

    def __init__(self, pool: Pool) -> None:
        self._families = [_combinations(pool, columns) for columns in FAMILIES]
        types = {values[0] for values in self._families[0]}
        self._words = {(TYPE, kind): _own_words(TYPE, kind, frozenset(types)) for kind in types} | {
            (COLOUR, values[0]): _own_words(COLOUR, values[0], None) for values in self._families[2]
        }

    def draw(self, turn: int, most: int, random: Random) -> list[Caption]:
        """Names of one family, of which each turn takes the next; at most `most`, at random.

        All are of the same columns, so that a picture bears at most one.
        """
        place = turn % len(FAMILIES)
        held = self._families[place]
        chosen = held if len(held) <= most else random.sample(held, most)
        return [self._named(FAMILIES[place], values, random) for values in chosen]

    def _named(self, columns: tuple[str, ...], values: tuple[str, ...], random: Random) -> Caption:
        pairs = list(zip(columns, values, strict=True))
        words = [
            random.choice(self._words[pair]) if random.random() < SYNONYM_SHARE else pair[1].lower()
            for pair in pairs
        ]
        conditions = tuple(((column,), frozenset({value})) for column, value in pairs)
        return Caption(" ".join(words), Rule(conditions))


def _combinations(pool: Pool, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    found = Counter(zip(*(pool.codes[column].tolist() for column in columns), strict=True))
    return sorted(
        tuple(pool.vocabulary[column][code] for column, code in zip(columns, codes, strict=True))
        for codes, count in found.items()
        if count >= RAREST and UNKNOWN not in codes
    )


def _own_words(column: str, value: str, types: frozenset[str] | None) -> tuple[str, ...]:
    """The words that mean this value and, of `types`, no other."""
    known = terms(column, value, bundled_thesaurus())
    words = {value.lower()}
    for term in (known.own, *known.same):
        meant = term.asked.values if types is None else term.asked.values & types
        if meant == {value}:
            words |= {form for form in (term.word.singular, term.word.plural) if form}
    return tuple(sorted(words))
