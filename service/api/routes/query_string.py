"""The query string of a GET search: reserved parameters, and every other one a filter."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from service.api.models.request import SearchRequest
from service.engine.errors import BadQueryError, UnknownFieldError
from service.engine.filters import Filters, parse_filters
from service.engine.guess import did_you_mean
from service.engine.schema import Schema

PAGE: Final = ("limit", "offset")
SIMILAR: Final = (*PAGE, "facets", "explain", "predicted")
SEARCH: Final = (
    "q",
    *PAGE,
    "mode",
    "sort",
    "diversity",
    "min_match",
    "group_by",
    "facets",
    "explain",
    "understand",
    "predicted",
)
SUFFIXES: Final = ("gte", "gt", "lte", "lt", "not", "exists")

_BODY_NAMES: Final = {"q": "text"}
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a query string says."""

    request: SearchRequest
    filters: Filters


def read_parameters(request: Request, schema: Schema, *, reserved: Sequence[str]) -> Parameters:
    """Read a query string.

    Raises:
        BadQueryError: naming the parameter and the repair.
        RequestValidationError: for a reserved parameter with a value that it does not take.
    """
    given: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        given.setdefault(name, []).append(value)
    body = {
        _BODY_NAMES.get(name, name): _reserved(name, values)
        for name, values in given.items()
        if name in reserved
    }
    filters = {name: values for name, values in given.items() if name not in reserved}
    return Parameters(_validated(body), _filters(filters, schema, reserved))


def _validated(body: Mapping[str, Any]) -> SearchRequest:
    try:
        return SearchRequest.model_validate(body)
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from None


def _reserved(name: str, values: Sequence[str]) -> object:
    if name == "facets":
        return [field for value in values for field in value.split(",") if field]
    if len(values) > 1:
        raise BadQueryError(name, "is given more than once")
    read = _READERS.get(name)
    return read(name, values[0]) if read else values[0]


def _whole(name: str, value: str) -> int:
    sign, digits = value[:1] == "-", value.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
        raise BadQueryError(name, f"takes a whole number, not {value[:40]!r}")
    return -int(digits) if sign else int(digits)


def _boolean(name: str, value: str) -> bool:
    if value.lower() not in _BOOLEANS:
        raise BadQueryError(name, f"takes true or false, not {value[:40]!r}")
    return _BOOLEANS[value.lower()]


def _share(name: str, value: str) -> float:
    try:
        return float(value[:40])
    except ValueError:
        raise BadQueryError(name, f"takes a number, not {value[:40]!r}") from None


_READERS: Final[Mapping[str, Callable[[str, str], object]]] = {
    "limit": _whole,
    "offset": _whole,
    "diversity": _share,
    "min_match": _share,
    "explain": _boolean,
    "understand": _boolean,
    "predicted": _boolean,
}


def _filters(
    given: Mapping[str, Sequence[str]], schema: Schema, reserved: Sequence[str]
) -> Filters:
    values: dict[str, object] = {}
    operators: dict[str, dict[str, object]] = {}
    known = {field.name for field in schema.fields}
    for name, raw in given.items():
        field, operator = _split(name, known, reserved)
        if operator is None:
            values[field] = list(raw)
        else:
            operators.setdefault(field, {})[operator] = _operand(name, operator, raw)
    # Both halves of a field hold: `year=2012&year_not=2013` asks for both.
    return Filters((*parse_filters(values).conditions, *parse_filters(operators).conditions))


def _split(name: str, known: set[str], reserved: Sequence[str]) -> tuple[str, str | None]:
    """Split `price_lte` into field and operator; a field of that very name comes first."""
    if name in known:
        return name, None
    field, _, operator = name.rpartition("_")
    if operator in SUFFIXES and field in known:
        return field, operator
    shown = name[:80]
    if name in SearchRequest.model_fields:
        for said, body in _BODY_NAMES.items():
            if body == name and said in reserved:
                raise BadQueryError(said, f"is what an address calls {name}")
        takes = "GET and POST /v1/search take it" if name in SEARCH else "POST /v1/search takes it"
        raise BadQueryError(shown, f"is not taken here; {takes}")
    guess = did_you_mean(shown, _spellings(operator, known, reserved))
    raise UnknownFieldError(
        shown,
        f"{shown!r} is neither a parameter nor a field of the catalogue{guess} "
        f"(parameters: {', '.join(reserved)}; fields: {', '.join(sorted(known))}, "
        f"each also with {', '.join('_' + suffix for suffix in SUFFIXES)})",
    )


def _spellings(
    operator: str | None, known: Iterable[str], reserved: Iterable[str]
) -> Iterator[str]:
    """Yield what could have been meant: with an operator, only a field with it."""
    if operator in SUFFIXES:
        yield from (f"{field}_{operator}" for field in sorted(known))
    else:
        yield from (*reserved, *sorted(known))


def _operand(name: str, operator: str, raw: Sequence[str]) -> object:
    if operator == "not":
        return list(raw)
    if len(raw) > 1:
        raise BadQueryError(name, "is given more than once")
    if operator == "exists":
        return _boolean(name, raw[0])
    try:
        return float(raw[0])
    except ValueError:
        raise BadQueryError(name, f"takes a number, not {raw[0][:40]!r}") from None
