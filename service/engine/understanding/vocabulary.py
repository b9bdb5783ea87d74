"""Vocabulary: the values that the live catalogue's facets really have, and what they are about."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from service.engine.query import FacetCount
from service.engine.thesaurus import Degree, Kind, Reading, Thesaurus, fold
from service.engine.thesaurus.plural import plural

# A column is about a kind when most of its products carry a value that the thesaurus files there.
_MAJORITY: Final = 0.5
_KINDS: Final[tuple[Kind, ...]] = (
    "type",
    "category",
    "colour",
    "gender",
    "usage",
    "pattern",
    "material",
)
# A shop may have words of its own for all its colours ("ink", "moss"): then the column's name says
# what it is about. Letters only.
_NAMED: Final[Mapping[str, Kind]] = {
    **dict.fromkeys(("articletype", "producttype", "type", "kind", "garment"), "type"),
    **dict.fromkeys(("colour", "color", "basecolour", "basecolor", "shade"), "colour"),
    **dict.fromkeys(("material", "fabric", "cloth"), "material"),
    **dict.fromkeys(("pattern", "print"), "pattern"),
}
# Of these a value that the thesaurus lacks is looked for as it is written; of uses it is not:
# "Home" is no way to dress.
_OWN_KINDS: Final[frozenset[Kind]] = frozenset(
    ("type", "category", "colour", "pattern", "material")
)
_LETTERS: Final = re.compile(r"[\W\d_]+")
# Shorter values are sizes and codes.
_OWN_CHARS: Final = 3


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Which field says what, and with which values.

    Attributes:
        fields: kind -> the fields about it. Seasons are left out on purpose: catalogues fill that
            column with the season of the sale.
        counts: field -> value -> products.
        meanings: (kind, value as the catalogue spells it) -> the thesaurus' values for it: a shop
            that says "Dress" means "Dresses".
        cheap: what cheap products cost; `None` where products have no prices.
        own: folded phrase -> what it says, for values that only this catalogue has.
    """

    fields: Mapping[Kind, tuple[str, ...]]
    counts: Mapping[str, Mapping[str, int]]
    meanings: Mapping[tuple[Kind, str], frozenset[str]]
    cheap: float | None = None
    own: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)

    @property
    def priced(self) -> bool:
        """Whether products have prices."""
        return self.cheap is not None

    @classmethod
    def of(
        cls,
        facets: Mapping[str, Sequence[FacetCount]],
        thesaurus: Thesaurus,
        *,
        cheap: float | None = None,
    ) -> "Vocabulary":
        """Read the vocabulary off the facets: no column name is known beforehand."""
        counts = {
            name: {c.value: c.count for c in values if isinstance(c.value, str)}
            for name, values in facets.items()
        }
        fields: dict[Kind, list[str]] = {}
        for name, values in counts.items():
            kind = _kind_of(values, thesaurus) or _NAMED.get(_LETTERS.sub("", name.casefold()))
            if kind is not None:
                fields.setdefault(kind, []).append(name)
        meanings = {
            (kind, value): _meant(kind, value, thesaurus)
            for kind, names in fields.items()
            for name in names
            for value in counts[name]
        }
        own: dict[str, tuple[Reading, ...]] = {}
        for kind, value in [key for key, meant in meanings.items() if not meant]:
            if kind in _OWN_KINDS and len(value) >= _OWN_CHARS:
                meanings[kind, value] = frozenset((value,))
                for phrase, degree in _said(kind, value).items():
                    own[phrase] = (*own.get(phrase, ()), Reading(kind, value, degree))
        named = {kind: tuple(names) for kind, names in fields.items()}
        return cls(named, counts, meanings, cheap, own)

    @property
    def longest_phrase(self) -> int:
        """Words in the longest phrase of `own`; 0 without any."""
        return max((len(phrase.split()) for phrase in self.own), default=0)

    def share(self, name: str, values: Iterable[str]) -> float:
        """Return the share (0..1) of a field's products that have one of the values."""
        counts = self.counts.get(name, {})
        return sum(counts.get(value, 0) for value in values) / max(sum(counts.values()), 1)

    def find(self, kind: Kind, value: str) -> tuple[str, str, int] | None:
        """Return (field, value as the catalogue spells it, products) of a thesaurus value.

        Of several fields that have it the one with the fewest products: the most specific.
        """
        found = [
            (name, own, count)
            for name in self.fields.get(kind, ())
            for own, count in self.counts[name].items()
            if value in self.meanings.get((kind, own), ())
        ]
        return min(found, key=lambda hit: hit[2]) if found else None


def _meant(kind: Kind, value: str, thesaurus: Thesaurus) -> frozenset[str]:
    """Return the thesaurus' values that a catalogue's value surely is."""
    if entry := thesaurus.entry(kind, value):
        return frozenset((entry.value,))
    same = (r for r in thesaurus.readings(value) if r.kind == kind and r.degree == "same")
    return frozenset(reading.value for reading in same)


def _said(kind: Kind, value: str) -> dict[str, Degree]:
    """Return how people say a value that nobody else has, and how surely they mean it.

    Of a thing there may be one or many. Who says "blue" may mean "light blue".
    """
    folded = fold(value)
    if kind in ("type", "category"):
        return dict.fromkeys((folded, plural(folded), folded.removesuffix("s")), "same")
    said: dict[str, Degree] = {folded: "same"}
    if kind == "colour" and " " in folded:
        said[folded.rpartition(" ")[2]] = "near"
    return said


def _kind_of(values: Mapping[str, int], thesaurus: Thesaurus) -> Kind | None:
    products = sum(values.values())
    if not products:
        return None
    shares = {
        kind: sum(n for value, n in values.items() if _meant(kind, value, thesaurus)) / products
        for kind in _KINDS
    }
    best = max(shares, key=lambda kind: shares[kind])
    return best if shares[best] > _MAJORITY else None
