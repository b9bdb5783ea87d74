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
        priced: whether products have prices.
    """

    fields: Mapping[Kind, tuple[str, ...]]
    counts: Mapping[str, Mapping[str, int]]
    priced: bool

    @classmethod
    def of(
        cls, facets: Mapping[str, Sequence[FacetCount]], thesaurus: Thesaurus, *, priced: bool
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
        return cls({kind: tuple(names) for kind, names in fields.items()}, counts, priced)

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
            if own.casefold() == value.casefold()
        ]
        return min(found, key=lambda hit: hit[2]) if found else None


def _kind_of(values: Mapping[str, int], thesaurus: Thesaurus) -> Kind | None:
    products = sum(values.values())
    if not products:
        return None
    shares = {
        kind: sum(n for value, n in values.items() if thesaurus.entry(kind, value)) / products
        for kind in _KINDS
    }
    best = max(shares, key=lambda kind: shares[kind])
    return best if shares[best] > _MAJORITY else None
