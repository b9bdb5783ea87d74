"""What people call types, colours, people, seasons and uses: a vocabulary, not a schema.

A value that a catalogue uses and the thesaurus does not have is unknown to it, and that is all:
no method raises for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind: TypeAlias = Literal[
    "type", "category", "colour", "gender", "season", "usage", "pattern", "material"
]
KINDS: tuple[Kind, ...] = get_args(Kind)

Degree: TypeAlias = Literal["same", "near"]
"""`same`: the word means the value. `near`: it may mean it, or something beside it."""

_SPACES = re.compile(r"[\s\-_]+")


def fold(phrase: str) -> str:
    """Return the phrase as it is looked up: lower case, hyphens as spaces, straight apostrophes."""
    return _SPACES.sub(" ", phrase.casefold().replace("\u2019", "'")).strip()


@dataclass(frozen=True, slots=True)
class Word:
    """A word in the numbers that it has: "tee"/"tees", None/"jeans", "knitwear"/None."""

    singular: str | None
    plural: str | None

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms that exist, the singular first."""
        return tuple(form for form in (self.singular, self.plural) if form is not None)


@dataclass(frozen=True, slots=True)
class Entry:
    """One value and its words.

    `before` and `after` are phrases that stand before or behind a noun (genders have them);
    `kin` gives other values of the kind and how close they are (colours have it).
    """

    kind: Kind
    value: str
    words: tuple[Word, ...]
    near: tuple[Word, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    kin: Mapping[str, Degree] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a phrase: a value, and whether the phrase means it or may mean it."""

    kind: Kind
    value: str
    degree: Degree


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Entries by kind and folded value, meanings by folded phrase."""

    entries: Mapping[tuple[Kind, str], Entry]
    meanings: Mapping[str, tuple[Reading, ...]]
    families: Mapping[str, tuple[str, ...]]
    longest_phrase: int
    """Words in the longest phrase that has a meaning: how far a scanner need look."""

    def entry(self, kind: Kind, value: str) -> Entry | None:
        """Return the entry of a value, whatever its case and hyphens; None if it is unknown."""
        return self.entries.get((kind, fold(value)))

    def words(self, kind: Kind, value: str) -> tuple[str, ...]:
        """Return every form of every word that means the value; empty if it is unknown."""
        entry = self.entry(kind, value)
        if entry is None:
            return ()
        return tuple(dict.fromkeys(form for word in entry.words for form in word.forms))

    def readings(self, phrase: str) -> tuple[Reading, ...]:
        """Return what a phrase may mean, sure meanings first; empty if nothing is known."""
        return self.meanings.get(fold(phrase), ())

    def values(self, kind: Kind) -> tuple[str, ...]:
        """Return the values known of a kind, in the order of the data."""
        return tuple(entry.value for (of, _), entry in self.entries.items() if of == kind)

    def kinship(self, asked: str, has: str) -> Degree | None:
        """Say how close two colours are: `same`, `near`, or None. Either may be any colour word.

        A word for a family of colours ("pastel") is near each of its colours.
        """
        degrees = {
            _weakest(between, mine_degree, theirs_degree)
            for mine, mine_degree in self._colours(asked).items()
            for theirs, theirs_degree in self._colours(has).items()
            if (between := self._between(mine, theirs)) is not None
        }
        return "same" if "same" in degrees else "near" if degrees else None

    def _colours(self, word: str) -> dict[str, Degree]:
        entry = self.entry("colour", word)
        if entry is not None:
            return {entry.value: "same"}
        readings = [r for r in self.readings(word) if r.kind == "colour"]
        return {r.value: r.degree for r in reversed(readings)}

    def _between(self, mine: str, theirs: str) -> Degree | None:
        if mine == theirs:
            return "same"
        return self.entries[("colour", fold(mine))].kin.get(theirs)


def _weakest(*degrees: Degree) -> Degree:
    return "near" if "near" in degrees else "same"
