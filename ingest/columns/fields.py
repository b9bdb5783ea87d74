"""Fields: the kind of every attribute, and which of them are facets."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ingest.columns.values import to_number, to_text, to_texts, to_truth
from service.engine.errors import CatalogueError
from service.engine.filters import MAX_VALUE_CHARS
from service.engine.guess import did_you_mean
from service.engine.product import AttributeValue, Product
from service.engine.schema import Field, FieldKind, Schema

MAX_FACET_VALUES: Final = 256
# A field whose values hardly repeat is no facet, but in a handful of products nothing repeats.
_ALWAYS_FEW: Final = 8
MAX_ATTRIBUTE_CHARS: Final = 2_000


# Values without any digit among numbers: as many ("tbd") are slips, more say that it is no number.
_SLIPS: Final = 0.02


def infer_kind(cells: Iterable[object]) -> FieldKind:
    """Return the narrowest kind that every value fits; keyword when there is none.

    Numbers may have a few slips among them, which are left out with a warning when they are read.
    """
    values = [cell for cell in cells if _present(cell)]
    if not values or any(isinstance(value, list | tuple) for value in values):
        return "keyword"
    if all(to_truth(value) is not None for value in values):
        return "boolean"
    numbers = [to_number(value) for value in values]
    odd = [value for value, number in zip(values, numbers, strict=True) if number is None]
    coded = any(character.isdigit() for value in odd for character in str(value))
    if coded or len(odd) > _SLIPS * len(values):
        return "keyword"
    whole = all(isinstance(number, int) for number in numbers if number is not None)
    return "integer" if whole else "number"


@dataclass(slots=True)
class _Tally:
    """What is known of one field so far; `values` is `None` once they were too many."""

    kind: FieldKind
    products: int = 0
    values: set[object] | None = None

    @property
    def obstacle(self) -> str | None:
        """Why it is no facet; `None` when it can be one."""
        if self.kind == "number":
            return "numbers with fractions"
        if self.values is None:
            return f"more than {MAX_FACET_VALUES} values, or long ones"
        if len(self.values) > _ALWAYS_FEW and 2 * len(self.values) >= self.products:
            return "values that hardly repeat"
        return None


class Fields:
    """Fits values to their field's kind, and watches which fields can be facets.

    Memory is bounded: at most `MAX_FACET_VALUES` values of a field are remembered.
    """

    def __init__(self, kinds: dict[str, FieldKind]) -> None:
        self._tallies = {name: _Tally(kind, values=set()) for name, kind in kinds.items()}
        self._own: dict[str, _Tally] = {
            "brand": _Tally("keyword", values=set()),
            "price": _Tally("number"),
        }

    def adopt(self, schema: Schema) -> None:
        """Take over the kinds of an index, where the catalogue at hand is only a part of it."""
        for field in schema.fields:
            if field.name not in self._own:
                self._tallies[field.name] = _Tally(field.kind, values=set())

    def fit(self, name: str, cell: object) -> AttributeValue | None:
        """Return a cell as a value of its field; `None` when it is missing.

        A field first met here holds words. An integer field in which a fraction appears becomes a
        number field: what was indexed before stays right.

        Raises:
            ValueError: when the value does not fit; the message says what was expected.
        """
        if not _present(cell):
            return None
        tally = self._tallies.setdefault(name, _Tally("keyword", values=set()))
        match tally.kind:
            case "keyword":
                return _keyword(cell)
            case "boolean":
                if (truth := to_truth(cell)) is None:
                    raise ValueError("not true or false")
                return truth
            case _:
                number = None if isinstance(cell, list | tuple) else to_number(cell)
                if number is None:
                    raise ValueError("no number")
                if isinstance(number, float):
                    tally.kind = "number"
                return number

    def observe(self, product: Product) -> None:
        """Count the values of a product that is being indexed."""
        for name, value in product.attributes.items():
            _count(self._tallies[name], value)
        if product.brand is not None:
            _count(self._own["brand"], product.brand)
        if product.price is not None:
            _count(self._own["price"], product.price)

    def schema(self, facets: tuple[str, ...] | None) -> Schema:
        """Return the final schema: the fields that any product has.

        Args:
            facets: exactly these fields are facets; `None` chooses those with few values.

        Raises:
            CatalogueError: when `facets` names a field that no product has, or one of numbers.
        """
        seen = {name: t for name, t in (self._own | self._tallies).items() if t.products}
        for name in facets or ():
            if name not in seen or seen[name].kind == "number":
                why = "holds numbers with fractions" if name in seen else "no product has"
                guess = "" if name in seen else did_you_mean(name, seen)
                raise CatalogueError(
                    f"the mapping asks for the facet {name!r}, which {why}{guess} "
                    f"(fields: {', '.join(seen)})"
                )
        return Schema(
            tuple(
                Field(name, t.kind, t.obstacle is None if facets is None else name in facets)
                for name, t in seen.items()
            )
        )

    def uncounted(self, schema: Schema) -> dict[str, str]:
        """Return the fields of a schema that are no facets, each with the reason."""
        known = self._own | self._tallies
        return {
            field.name: known[field.name].obstacle or "not among the mapping's facets"
            for field in schema.fields
            if not field.facet and field.name in known
        }


def _present(cell: object) -> bool:
    return bool(to_texts(cell)) if isinstance(cell, list | tuple) else to_text(cell) is not None


def _keyword(cell: object) -> AttributeValue | None:
    if isinstance(cell, list | tuple):
        return tuple(text[:MAX_ATTRIBUTE_CHARS] for text in to_texts(cell))
    text = to_text(cell)
    return text[:MAX_ATTRIBUTE_CHARS] if text else None


def _count(tally: _Tally, value: AttributeValue) -> None:
    tally.products += 1
    if tally.values is None:
        return
    items = value if isinstance(value, tuple) else (value,)
    tally.values.update(items)
    too_long = any(isinstance(item, str) and len(item) > MAX_VALUE_CHARS for item in items)
    if len(tally.values) > MAX_FACET_VALUES or too_long:
        tally.values = None
