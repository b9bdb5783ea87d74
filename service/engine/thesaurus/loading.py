"""Read the thesaurus from its TOML files, and check that they hang together."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from service.engine.thesaurus.plural import plural
from service.engine.thesaurus.thesaurus import (
    KINDS,
    Degree,
    Entry,
    Kind,
    Reading,
    Thesaurus,
    Word,
    fold,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

_KEYS = frozenset({"words", "near", "before", "after", "same", "kin"})


class ThesaurusError(ValueError):
    """A thesaurus file says something that cannot be meant."""


@cache
def bundled_thesaurus() -> Thesaurus:
    """Return the thesaurus that ships with the service, read once."""
    folder = files("service.engine.thesaurus") / "data"
    return load_thesaurus(path for path in folder.iterdir() if path.name.endswith(".toml"))


def load_thesaurus(sources: Iterable[Traversable]) -> Thesaurus:
    """Read TOML files into one thesaurus.

    Raises ThesaurusError, naming the file and the entry, for an unknown kind or key, a value
    given twice, a value without words, and a kinship with a colour that has no entry.
    """
    entries: dict[tuple[Kind, str], Entry] = {}
    families: dict[str, tuple[str, ...]] = {}
    family_words: dict[str, tuple[str, ...]] = {}
    for source in sorted(sources, key=lambda path: path.name):
        for kind, tables in tomllib.loads(source.read_text(encoding="utf-8")).items():
            for value, table in tables.items():
                if kind == "family":
                    families[value] = tuple(table["colours"])
                    family_words[value] = tuple(table["words"])
                    continue
                entry = _entry(kind, value, table, f"{source.name}: {kind}.{value}")
                if (entry.kind, fold(value)) in entries:
                    raise ThesaurusError(f"{source.name}: {kind}.{value} is given twice")
                entries[(entry.kind, fold(value))] = entry
    entries |= _mutual(entries)
    _check_families(families, entries)
    meanings = _meanings(entries.values(), families, family_words)
    return Thesaurus(
        entries=entries,
        meanings=meanings,
        families=families,
        longest_phrase=max((phrase.count(" ") + 1 for phrase in meanings), default=0),
    )


def _entry(kind: str, value: str, table: Mapping[str, Any], where: str) -> Entry:
    known = next((k for k in KINDS if k == kind), None)
    if known is None:
        raise ThesaurusError(f"{where}: no such kind; the kinds are {', '.join(KINDS)}, family")
    if unknown := set(table) - _KEYS:
        raise ThesaurusError(f"{where}: unknown {sorted(unknown)}; known are {sorted(_KEYS)}")
    if not table.get("words"):
        raise ThesaurusError(f"{where}: has no words; give at least one")
    counts = known in ("type", "category")
    kin: dict[str, Degree] = dict.fromkeys(table.get("kin", ()), "near")
    kin.update(dict.fromkeys(table.get("same", ()), "same"))
    return Entry(
        kind=known,
        value=value,
        words=tuple(_word(text, counts=counts) for text in table["words"]),
        near=tuple(_word(text, counts=counts) for text in table.get("near", ())),
        before=tuple(table.get("before", ())),
        after=tuple(table.get("after", ())),
        kin=kin,
    )


def _word(text: str, *, counts: bool) -> Word:
    """Read "tee", "scarf|scarves", "|jeans" or "knitwear|"; words that are no nouns only repeat."""
    singular, bar, many = text.partition("|")
    if bar:
        return Word(singular=singular or None, plural=many or None)
    return Word(singular=text, plural=plural(text) if counts else None)


def _mutual(entries: Mapping[tuple[Kind, str], Entry]) -> dict[tuple[Kind, str], Entry]:
    """Return the entries that have kin, with each kinship said from both sides."""
    kin: dict[tuple[Kind, str], dict[str, Degree]] = defaultdict(dict)
    for key, entry in entries.items():
        for other, degree in entry.kin.items():
            other_key = (entry.kind, fold(other))
            if other_key not in entries:
                raise ThesaurusError(f"{entry.kind}.{entry.value}: {other!r} has no entry")
            for here, there in ((key, other), (other_key, entry.value)):
                if kin[here].get(there) != "same":
                    kin[here][there] = degree
    return {
        key: Entry(e.kind, e.value, e.words, e.near, e.before, e.after, kin[key])
        for key, e in entries.items()
        if key in kin
    }


def _check_families(
    families: Mapping[str, tuple[str, ...]], entries: Mapping[tuple[Kind, str], Entry]
) -> None:
    for family, colours in families.items():
        for colour in colours:
            if ("colour", fold(colour)) not in entries:
                raise ThesaurusError(f"family.{family}: {colour!r} has no entry")


def _meanings(
    entries: Iterable[Entry],
    families: Mapping[str, tuple[str, ...]],
    family_words: Mapping[str, tuple[str, ...]],
) -> dict[str, tuple[Reading, ...]]:
    found: dict[str, dict[tuple[Kind, str], Reading]] = defaultdict(dict)

    def learn(phrase: str, kind: Kind, value: str, degree: Degree) -> None:
        found[fold(phrase)].setdefault((kind, value), Reading(kind, value, degree))

    listed = tuple(entries)
    for entry in listed:
        learn(entry.value, entry.kind, entry.value, "same")
        for form in (form for word in entry.words for form in word.forms):
            learn(form, entry.kind, entry.value, "same")
    for entry in listed:
        for form in (form for word in entry.near for form in word.forms):
            learn(form, entry.kind, entry.value, "near")
    for family, words in family_words.items():
        for word in words:
            for colour in families[family]:
                learn(word, "colour", colour, "near")
    return {
        phrase: tuple(sorted(by.values(), key=lambda reading: reading.degree != "same"))
        for phrase, by in found.items()
    }
