"""All that captions need to know of products with the same attributes, found once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from finetune.captions.caption import Asked
from finetune.captions.wishes import Wish, WishMatch
from service.engine.thesaurus import Entry, Kind, Thesaurus, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from finetune.captions.predicate import Predicate

KIND_OF_FIELD: Mapping[str, Kind] = {
    "articleType": "type",
    "subCategory": "category",
    "masterCategory": "category",
    "baseColour": "colour",
    "gender": "gender",
    "usage": "usage",
    "season": "season",
    "pattern": "pattern",
    "material": "material",
}
NOUN_FIELDS = ("articleType", "subCategory", "masterCategory")

_TITLE_WORD_BONUS = 3.0
"""A wish that fits for a word of the title is rarer, and says more, than one that fits a type."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word as it may stand in a caption, with what it asks for."""

    word: Word
    asked: Asked


@dataclass(frozen=True, slots=True)
class Terms:
    """The catalogue's own word for a value, the words that mean it, and those that may mean it."""

    own: Term
    same: tuple[Term, ...] = ()
    near: tuple[Term, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A wish, with those of its predicates that may still hold for what is known so far."""

    wish: Wish
    fits: tuple[Predicate, ...]


def narrowed(
    candidates: Iterable[Candidate], keep: Callable[[Predicate], bool]
) -> tuple[Candidate, ...]:
    """Keep the predicates that pass, and the wishes that have one left."""
    found = ((each.wish, tuple(filter(keep, each.fits))) for each in candidates)
    return tuple(Candidate(wish, fits) for wish, fits in found if fits)


@dataclass(frozen=True, slots=True)
class Profile:
    """Terms by attribute, and the fitting wishes with their running sum of weights."""

    terms: Mapping[str, Terms]
    matches: tuple[WishMatch, ...]
    group_ids: frozenset[str]
    wishes: tuple[Wish, ...]
    cumulative: tuple[float, ...]


def profile(
    attributes: Mapping[str, str],
    words: frozenset[str],
    candidates: tuple[Candidate, ...],
    terms_of: Callable[[str, str], Terms],
) -> Profile:
    """Look up everything about products with these attributes and these words in the title.

    The candidates' predicates admit the attributes; only the words are left to be asked.
    """
    fitting = [(each.wish, weight) for each in candidates if (weight := _weight(each.fits, words))]
    return Profile(
        terms={
            name: terms_of(name, value)
            for name, value in attributes.items()
            if name in KIND_OF_FIELD
        },
        matches=tuple(WishMatch(wish.group_id, weight) for wish, weight in fitting),
        group_ids=frozenset(wish.group_id for wish, _ in fitting),
        wishes=tuple(wish for wish, _ in fitting),
        cumulative=tuple(accumulate(weight for _, weight in fitting)),
    )


def _weight(predicates: tuple[Predicate, ...], words: frozenset[str]) -> float:
    return max(
        (
            predicate.weight * (_TITLE_WORD_BONUS if predicate.words else 1.0)
            for predicate in predicates
            if predicate.accepts(words)
        ),
        default=0.0,
    )


def terms(name: str, value: str, thesaurus: Thesaurus) -> Terms:
    """Return the words for an attribute; the value itself where the thesaurus has none."""
    kind = KIND_OF_FIELD[name]
    entry = thesaurus.entry(kind, value)
    if entry is None:
        text = value.lower()
        return Terms(own=Term(Word(text, None), Asked((name,), frozenset({value}))))
    return Terms(
        own=_own(name, value, entry, thesaurus),
        same=tuple(_term(name, value, word, thesaurus, near=False) for word in entry.words),
        near=tuple(_term(name, value, word, thesaurus, near=True) for word in entry.near),
        before=entry.before,
        after=entry.after,
    )


def _own(name: str, value: str, entry: Entry, thesaurus: Thesaurus) -> Term:
    """Return the plainest word: the first one given, which is the value in good English."""
    return _term(name, value, entry.words[0], thesaurus, near=False)


def _term(name: str, value: str, word: Word, thesaurus: Thesaurus, *, near: bool) -> Term:
    """Ask for every value that the word means: "sneakers" is met by two types of shoes."""
    noun = name in NOUN_FIELDS
    kinds = ("type", "category") if noun else (KIND_OF_FIELD[name],)
    values = {value}
    for form in word.forms:
        for reading in thesaurus.readings(form):
            if reading.kind in kinds and (near or reading.degree == "same"):
                values.add(reading.value)
    if name == "gender" and value in ("Men", "Women"):
        values.add("Unisex")
    return Term(word, Asked(NOUN_FIELDS if noun else (name,), frozenset(values)))
