"""Filters of qdrant-client -> filters of qdrant-edge, whose classes mirror them."""

from __future__ import annotations  # the aliases of qdrant_edge exist for type checkers only

import qdrant_edge as edge
from qdrant_client import models


def to_edge(filter_: models.Filter | None) -> edge.Filter | None:
    """Convert a filter and everything in it."""
    if filter_ is None:
        return None
    return edge.Filter(
        must=_conditions(filter_.must),
        should=_conditions(filter_.should),
        must_not=_conditions(filter_.must_not),
    )


def _conditions(raw: object) -> list[edge.ConditionType] | None:
    if raw is None:
        return None
    conditions = raw if isinstance(raw, list) else [raw]
    return [_condition(condition) for condition in conditions]


def _condition(raw: object) -> edge.ConditionType:
    match raw:
        case models.Filter():
            nested = to_edge(raw)
            if nested is None:
                raise TypeError("an empty filter cannot be nested")
            return nested
        case models.IsEmptyCondition():
            return edge.IsEmptyCondition(raw.is_empty.key)
        case models.HasVectorCondition():
            return edge.HasVectorCondition(raw.has_vector)
        case models.HasIdCondition():
            return edge.HasIdCondition(set(raw.has_id))
        case models.FieldCondition():
            return edge.FieldCondition(
                key=raw.key, match=_match(raw.match), range=_range(raw.range)
            )
        case _:
            raise TypeError(f"no embedded form of {type(raw).__name__}")


def _match(raw: object) -> edge.MatchAny | edge.MatchValue | None:
    match raw:
        case None:
            return None
        case models.MatchAny():
            return edge.MatchAny(raw.any)
        case models.MatchValue():
            return edge.MatchValue(raw.value)
        case _:
            raise TypeError(f"no embedded form of {type(raw).__name__}")


def _range(raw: object) -> edge.RangeFloat | None:
    if raw is None:
        return None
    if not isinstance(raw, models.Range):
        raise TypeError(f"no embedded form of {type(raw).__name__}")
    return edge.RangeFloat(gte=raw.gte, gt=raw.gt, lte=raw.lte, lt=raw.lt)
