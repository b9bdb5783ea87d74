"""Grouping: each look (or each value of a field) once, with the other products of it behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from service.engine.errors import BadQueryError
from service.engine.index import Candidate
from service.engine.relevance.passing import values_at
from service.engine.schema import LOOK, Schema

# Variants that a hit carries, best first; `variant_count` says how many there are.
MAX_VARIANTS: Final = 12
# Products of the order that are gathered into groups: what few shoppers page beyond.
GROUPED: Final = 2_000


@dataclass(frozen=True, slots=True)
class Group:
    """Products of one look.

    Attributes:
        first: the best of them, in whatever order was asked.
        others: point ids of the rest, in that order.
    """

    first: Candidate
    others: tuple[str, ...]


def group_path(group_by: str, schema: Schema) -> str:
    """Return where the payload says which group a product is of.

    Raises:
        BadQueryError: for anything but "look" and the fields that can be counted.
    """
    if group_by == LOOK:
        return LOOK
    field = schema.field(group_by, where="group_by", also=(LOOK,))
    if not field.facet:
        raise BadQueryError(
            "group_by",
            f"{group_by!r} has too many values to group by; give {LOOK}, "
            f"{', '.join(schema.facets)}",
        )
    return field.path


def group(
    order: Iterable[Candidate], payloads: Mapping[str, Mapping[str, Any]], path: str
) -> list[Group]:
    """Gather an order of products by the value at a path.

    A group stands where its best product stands. A product without a value is a group of its own;
    of several values the first counts.
    """
    firsts: dict[object, Candidate] = {}
    others: dict[object, list[str]] = {}
    for candidate in order:
        values: Sequence[Any] = values_at(payloads.get(candidate.point_id, {}), path)
        # A tuple is no value that a payload has, so lone products never meet a group.
        key = values[0] if values else (candidate.point_id,)
        if key in firsts:
            others[key].append(candidate.point_id)
        else:
            firsts[key], others[key] = candidate, []
    return [Group(first, tuple(others[key])) for key, first in firsts.items()]
