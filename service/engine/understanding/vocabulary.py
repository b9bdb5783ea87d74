"""Vocabulary: the values that the live catalogue's facets really have, and what they are about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from service.engine.query import FacetCount
from service.engine.thesaurus import Kind, Thesaurus

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
    """

    fields: Mapping[Kind, tuple[str, ...]]
    counts: Mapping[str, Mapping[str, int]]
    meanings: Mapping[tuple[Kind, str], frozenset[str]]
    cheap: float | None = None

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
            field: {c.value: c.count for c in values if isinstance(c.value, str)}
            for field, values in facets.items()
        }
        fields: dict[Kind, list[str]] = {}
        for field, values in counts.items():
            kind = _kind_of(values, thesaurus)
            if kind is not None:
                fields.setdefault(kind, []).append(field)
        meanings = {
            (kind, own): _meant(kind, own, thesaurus)
            for kind, names in fields.items()
            for name in names
            for own in counts[name]
        }
        named = {kind: tuple(names) for kind, names in fields.items()}
        return cls(named, counts, meanings, cheap)

    def share(self, field: str, values: Iterable[str]) -> float:
        """Return the share (0..1) of the field's products that have one of the values."""
        counts = self.counts.get(field, {})
        return sum(counts.get(value, 0) for value in values) / max(sum(counts.values()), 1)

    def find(self, kind: Kind, value: str) -> tuple[str, str, int] | None:
        """Return (field, value as the catalogue spells it, products) of a thesaurus value.

        Of several fields that have it the one with the fewest products: the most specific.
        """
        found = [
            (field, own, count)
            for field in self.fields.get(kind, ())
            for own, count in self.counts[field].items()
            if value in self.meanings.get((kind, own), ())
        ]
        return min(found, key=lambda hit: hit[2]) if found else None


def _meant(kind: Kind, value: str, thesaurus: Thesaurus) -> frozenset[str]:
    """Return the thesaurus' values that a catalogue's value surely is."""
    if entry := thesaurus.entry(kind, value):
        return frozenset((entry.value,))
    same = (r for r in thesaurus.readings(value) if r.kind == kind and r.degree == "same")
    return frozenset(reading.value for reading in same)


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
