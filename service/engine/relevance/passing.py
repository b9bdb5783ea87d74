"""Passing: whether one payload passes a Qdrant filter, where no engine is there to say it."""

from collections.abc import Mapping
from typing import Any

from qdrant_client import models


def passes(filter_: models.Filter | None, payload: Mapping[str, Any]) -> bool:
    """Say whether a payload passes; every kind of condition that the schema makes is known.

    Raises:
        TypeError: for another kind of condition.
    """
    if filter_ is None:
        return True
    must, should, none = (
        _conditions(part) for part in (filter_.must, filter_.should, filter_.must_not)
    )
    return (
        all(_holds(condition, payload) for condition in must)
        and (not should or any(_holds(condition, payload) for condition in should))
        and not any(_holds(condition, payload) for condition in none)
    )


def values_at(payload: Mapping[str, Any], path: str) -> list[Any]:
    """Return the values at a payload path: none, one, or those of a list."""
    found: Any = payload
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    if found is None:
        return []
    return list(found) if isinstance(found, list) else [found]


def _conditions(raw: object) -> list[object]:
    if raw is None:
        return []
    return raw if isinstance(raw, list) else [raw]


def _holds(condition: object, payload: Mapping[str, Any]) -> bool:
    match condition:
        case models.Filter():
            return passes(condition, payload)
        case models.IsEmptyCondition():
            return not values_at(payload, condition.is_empty.key)
        case models.FieldCondition():
            values = values_at(payload, condition.key)
            if isinstance(condition.match, models.MatchAny):
                return any(value in condition.match.any for value in values)
            if isinstance(condition.range, models.Range):
                return any(_within(condition.range, value) for value in values)
    raise TypeError(f"no way to judge {type(condition).__name__}")


def _within(bounds: models.Range, value: object) -> bool:
    if not isinstance(value, int | float):
        return False
    return (
        (bounds.gte is None or value >= bounds.gte)
        and (bounds.gt is None or value > bounds.gt)
        and (bounds.lte is None or value <= bounds.lte)
        and (bounds.lt is None or value < bounds.lt)
    )
