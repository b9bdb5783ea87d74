"""Filters: what a product must be, whatever the query says."""

from collections.abc import Mapping
from dataclasses import dataclass
from sys import float_info
from typing import TypeAlias

from service.engine.errors import BadQueryError

Scalar: TypeAlias = str | int | float | bool

MAX_CONDITIONS = 32
MAX_VALUES = 256
MAX_VALUE_CHARS = 200

_RANGE = ("gte", "gt", "lte", "lt")
_GRAMMAR = (
    'a value, a list of values, {"not": value or list}, {"gte"|"gt"|"lte"|"lt": number} '
    'or {"exists": true|false}'
)


@dataclass(frozen=True, slots=True)
class Condition:
    """What one field must be. Every part that is given must hold.

    Attributes:
        field: a field of the catalogue schema.
        any_of: the value is one of these (for a list field: has one of these).
        none_of: the value is none of these; a product without a value passes.
        gte: lower bound, inclusive; `gt` exclusive. A product without a value fails.
        lte: upper bound, inclusive; `lt` exclusive.
        exists: whether the product must have a value, or must have none.
    """

    field: str
    any_of: tuple[Scalar, ...] = ()
    none_of: tuple[Scalar, ...] = ()
    gte: float | None = None
    gt: float | None = None
    lte: float | None = None
    lt: float | None = None
    exists: bool | None = None

    @property
    def has_range(self) -> bool:
        """Whether any bound is given."""
        return any(bound is not None for bound in (self.gte, self.gt, self.lte, self.lt))


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that must all hold; none at all lets every product pass.

    Attributes:
        conditions: what each field must be.
        predicted: whether a predicted value counts where the catalogue gives none.
    """

    conditions: tuple[Condition, ...] = ()
    predicted: bool = False

    def __bool__(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.conditions)

    def __add__(self, other: "Filters") -> "Filters":
        """Return filters that hold where both do."""
        return Filters(self.conditions + other.conditions, self.predicted or other.predicted)

    def without(self, field: str) -> "Filters":
        """Return these filters less those on `field`: what a facet's own count leaves out."""
        rest = tuple(c for c in self.conditions if c.field != field)
        return Filters(rest, self.predicted)


def plain_filters(filters: Filters) -> dict[str, object]:
    """Return filters in the grammar that `parse_filters` reads, as short as it allows.

    Of two conditions on one field the first is said.
    """
    plain: dict[str, object] = {}
    for condition in filters.conditions:
        # "Blue, not navy blue" is blue, as the grammar has it.
        plain.setdefault(condition.field, _plain(condition))
    return plain


def _plain(condition: Condition) -> object:
    operators: dict[str, object] = {
        key: getattr(condition, key) for key in _RANGE if getattr(condition, key) is not None
    }
    if condition.none_of:
        operators["not"] = list(condition.none_of)
    if condition.exists is not None:
        operators["exists"] = condition.exists
    if operators:
        return operators
    return condition.any_of[0] if len(condition.any_of) == 1 else list(condition.any_of)


def parse_filters(raw: Mapping[str, object]) -> Filters:
    """Read the filter grammar of the API: field -> value, list, or an object of operators.

    Raises:
        BadQueryError: naming `filters.<field>` and the grammar.
    """
    if len(raw) > MAX_CONDITIONS:
        raise BadQueryError("filters", f"at most {MAX_CONDITIONS} fields can be filtered at once")
    return Filters(tuple(_condition(field, value) for field, value in raw.items()))


def _condition(field: str, raw: object) -> Condition:
    where = f"filters.{field[:80]}"
    if isinstance(raw, Mapping):
        return _operators(field, raw, where)
    return Condition(field, any_of=_values(raw, where))


def _operators(field: str, raw: Mapping[str, object], where: str) -> Condition:
    unknown = [key for key in raw if key not in ("not", "exists", *_RANGE)]
    if unknown or not raw:
        said = f"{unknown[0]!r} is no operator" if unknown else "nothing is asked"
        raise BadQueryError(where, f"{said}; give {_GRAMMAR}")
    exists = raw.get("exists")
    if exists is not None and not isinstance(exists, bool):
        raise BadQueryError(where, "'exists' takes true or false")
    bounds = {key: _bound(raw[key], f"{where}.{key}") if key in raw else None for key in _RANGE}
    none_of = _values(raw["not"], f"{where}.not") if "not" in raw else ()
    return Condition(
        field,
        none_of=none_of,
        exists=exists,
        gte=bounds["gte"],
        gt=bounds["gt"],
        lte=bounds["lte"],
        lt=bounds["lt"],
    )


def _values(raw: object, where: str) -> tuple[Scalar, ...]:
    values = list(raw) if isinstance(raw, list | tuple) else [raw]
    if not values:
        raise BadQueryError(where, f"the list is empty; give {_GRAMMAR}")
    if len(values) > MAX_VALUES:
        raise BadQueryError(where, f"at most {MAX_VALUES} values can be listed")
    return tuple(_value(value, where) for value in values)


def _value(raw: object, where: str) -> Scalar:
    if isinstance(raw, str):
        if len(raw) > MAX_VALUE_CHARS:
            raise BadQueryError(where, f"a value has at most {MAX_VALUE_CHARS} characters")
        return raw
    if isinstance(raw, bool):
        return raw
    # Not NaN either, which is less than nothing.
    if isinstance(raw, int | float) and abs(raw) < 2**53:
        return raw
    raise BadQueryError(where, f"{str(raw)[:40]!r} is no usable value; give {_GRAMMAR}")


def _bound(raw: object, where: str) -> float:
    number = raw if isinstance(raw, int | float) and not isinstance(raw, bool) else None
    if number is not None and abs(number) <= float_info.max:  # an int may exceed every float
        return float(number)
    raise BadQueryError(where, f"a bound is a finite number, not {str(raw)[:40]!r}")
