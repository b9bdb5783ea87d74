"""Counting: the phrases of a catalogue while it is ingested, within a fixed memory."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Final, TypeAlias

from service.engine.product import Product
from service.engine.query import FacetCount
from service.engine.suggesting.phrase import (
    Phrase,
    PhraseKind,
    fold_words,
    phrases_text,
    write_phrases,
)
from service.engine.thesaurus import Kind, Thesaurus, bundled_thesaurus
from service.engine.thesaurus.plural import plural
from service.engine.understanding import Vocabulary

# A quarter of them are kept in the end; a million products' rarest titles go first.
MAX_COUNTED: Final = 240_000
MAX_PHRASES: Final = 60_000
MAX_TITLE_CHARS: Final = 120
MAX_VALUE_CHARS: Final = 60
# A field with more values than this is no facet.
MAX_VALUES: Final = 256
# The beginning that as many titles share is taken for a brand, where no column says it.
LEAST_TITLES: Final = 5
MAX_BRAND_WORDS: Final = 4

_BRAND: Final = "brand"
_THINGS: Final[tuple[Kind, ...]] = ("type", "category")
_BEFORE: Final[tuple[Kind, ...]] = ("colour", "pattern", "material", "usage")

_Value: TypeAlias = tuple[str, str]  # field, value


class PhraseCounts:
    """In how many products each title, value and pair of values occurs; memory is bounded."""

    def __init__(self, thesaurus: Thesaurus | None = None) -> None:
        self._thesaurus = thesaurus or bundled_thesaurus()
        self._titles: Counter[str] = Counter()
        self._values: dict[str, Counter[str]] = {}
        self._pairs: Counter[tuple[_Value, _Value]] = Counter()
        self._guessed: Counter[str] = Counter()

    def add(self, product: Product) -> None:
        """Count a product."""
        title = " ".join((product.title or "").split())
        if 0 < len(title) <= MAX_TITLE_CHARS:
            self._titles[title] += 1
        values = [
            (field, value)
            for field, value in product.attributes.items()
            if isinstance(value, str) and value and len(value) <= MAX_VALUE_CHARS
        ]
        values = [one for one in values if self._counted(*one)]
        if product.brand and len(product.brand) <= MAX_VALUE_CHARS:
            values.append((_BRAND, product.brand))
            self._values.setdefault(_BRAND, Counter())[product.brand] += 1
        elif guess := self._beginning(title):
            values.append((_BRAND, guess))
            self._guessed[guess] += 1
        self._pairs.update(combinations(values, 2))
        self._forget()

    def to_text(self) -> str:
        """Return the phrases, most useful first, as a generation keeps them."""
        return phrases_text(self.phrases())

    def write(self, folder: Path) -> None:
        """Write the phrases, most useful first, into a generation's folder."""
        write_phrases(folder, self.phrases())

    def phrases(self) -> list[Phrase]:
        """Return the phrases, those with most products first, no two of the same words."""
        found = sorted(self._all(), key=lambda phrase: (-phrase.count, phrase.text))
        kept: dict[str, Phrase] = {}
        plurals: set[str] = set()
        for phrase in found:
            key = " ".join(fold_words(phrase.text))
            if phrase.kind != "title" and key not in kept:
                # A shelf "Dress" beside a type "Dresses" would be the same suggestion twice.
                if key in plurals or plural(key) in kept:
                    continue
                plurals.add(plural(key))
            if key and (key not in kept or kept[key].kind == "title" != phrase.kind):
                kept[key] = phrase
        return sorted(kept.values(), key=lambda phrase: (-phrase.count, phrase.text))[:MAX_PHRASES]

    def _counted(self, field: str, value: str) -> bool:
        counts = self._values.setdefault(field, Counter())
        if value in counts or len(counts) < MAX_VALUES:
            counts[value] += 1
            return True
        return False

    def _beginning(self, title: str) -> str | None:
        """Return the words before the person that a title names, or before its first known word.

        "Red Tape Men Black Shoes" begins with a brand of known words, "Red Cotton Dress" with none.
        """
        words = title.split()[: MAX_BRAND_WORDS + 1]
        people = self._first(words, ("gender",))
        end = people or self._first(words, None)
        if not end or all(self._thesaurus.readings(word) for word in words[:end]):
            return None
        return " ".join(words[:end])

    def _first(self, words: Sequence[str], kinds: Sequence[Kind] | None) -> int | None:
        for place, word in enumerate(words):
            readings = self._thesaurus.readings(word)
            if any(kinds is None or reading.kind in kinds for reading in readings):
                return place
        return None

    def _forget(self) -> None:
        for name in ("_titles", "_pairs", "_guessed"):
            counts: Counter[object] = getattr(self, name)
            if len(counts) > MAX_COUNTED:
                setattr(self, name, Counter(dict(counts.most_common(MAX_COUNTED // 2))))

    def _all(self) -> Iterator[Phrase]:
        brands = self._brands()
        facets = {
            field: [FacetCount(value, count) for value, count in counts.items()]
            for field, counts in self._values.items()
            if field != _BRAND
        }
        vocabulary = Vocabulary.of(facets, self._thesaurus)
        kinds = {field: kind for kind, fields in vocabulary.fields.items() for field in fields}
        # "Navy blue shoes" is something to look for, "navy blue apparel" hardly.
        shelves = sorted(vocabulary.fields.get("category", ()), key=lambda f: len(self._values[f]))
        broad = frozenset(shelves[:-1])
        for field, kind in kinds.items():
            shown: PhraseKind | None = "type" if kind in _THINGS else None
            shown = "colour" if kind == "colour" else shown
            for value, count in self._values[field].items() if shown else ():
                yield Phrase(value.lower(), shown or "query", count, self._also(kind, value))
        for brand, count in brands.items():
            yield Phrase(brand, "brand", count)
        for (first, second), count in self._pairs.items():
            if broad & {first[0], second[0]}:
                continue
            yield from self._together(first, second, count, kinds, brands)
        for title, count in self._titles.items():
            yield Phrase(title, "title", count)

    def _brands(self) -> Counter[str]:
        guessed = {brand: n for brand, n in self._guessed.items() if n >= LEAST_TITLES}
        return self._values.get(_BRAND, Counter()) + Counter(guessed)

    def _together(
        self,
        first: _Value,
        second: _Value,
        count: int,
        kinds: dict[str, Kind],
        brands: Counter[str],
    ) -> Iterator[Phrase]:
        """Put a thing and what is said of it together: "navy blue shirts", "men's shirts"."""
        for (field, value), (other, said) in ((first, second), (second, first)):
            kind, says = kinds.get(field), kinds.get(other)
            if kind not in _THINGS:
                continue
            if other == _BRAND:
                before = said if said in brands else None
            elif says == "gender":
                entry = self._thesaurus.entry("gender", said)
                before = entry.before[0] if entry and entry.before else said.lower()
            else:
                before = said.lower() if says in _BEFORE else None
            # "Casual casual shoes" says nothing that "casual shoes" does not.
            if before and not set(fold_words(before)) & set(fold_words(value)):
                text = f"{before} {value.lower()}"
                yield Phrase(text, "query", count, self._also(kind, value))

    def _also(self, kind: Kind | None, value: str) -> tuple[str, ...]:
        """Return single words that mean a thing and are not in its name: "tee" for "Tshirts"."""
        if kind not in _THINGS:
            return ()
        own = set(fold_words(value))
        words = [fold_words(word) for word in self._thesaurus.words(kind, value)]
        return tuple(dict.fromkeys(w[0] for w in words if len(w) == 1 and w[0] not in own))
