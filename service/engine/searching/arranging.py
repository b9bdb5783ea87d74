"""Arranging: relevant products in another order than relevance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from qdrant_client import models

from service.engine.errors import BadQueryError
from service.engine.guess import did_you_mean
from service.engine.index import Candidate, Index, IndexQuery
from service.engine.index.protocol import DenseVector
from service.engine.query import MAX_WINDOW
from service.engine.relevance.passing import values_at
from service.engine.schema import Schema
from service.engine.searching.ranking import Ranking

RELEVANCE: Final = "relevance"
# What catalogues call the field that tells new from old.
_AGES: Final = ("created_at", "created", "date_added", "launch_date", "launch_year", "year")
_CHEAP: Final = 100


@dataclass(frozen=True, slots=True)
class Order:
    """An order by a numeric field.

    Attributes:
        path: where the value lies in the payload.
        descending: largest first.
    """

    path: str
    descending: bool


def read_order(sort: str, schema: Schema) -> Order | None:
    """Read the API's `sort`: "relevance", "newest", a field, or "-field" for largest first.

    Raises:
        BadQueryError: with the fields that can be sorted by.
    """
    if sort == RELEVANCE:
        return None
    numeric = {f.name: f for f in schema.fields if f.kind in ("integer", "number")}
    name, descending = sort.removeprefix("-"), sort.startswith("-")
    age = next((age for age in _AGES if age in numeric), None)
    orders = [
        RELEVANCE,
        *(["newest"] if age else []),
        *(f"{way}{name}" for name in numeric for way in ("", "-")),
    ]
    if sort == "newest":
        if age is None:
            raise BadQueryError(
                "sort",
                "this catalogue does not say what is newest: it has no numbers in a field "
                f"{', '.join(_AGES[:-1])} or {_AGES[-1]}; give {', '.join(orders)}",
            )
        name, descending = age, True
    if name not in numeric:
        guess = did_you_mean(sort, orders)
        raise BadQueryError("sort", f"{sort[:40]!r} is no order; give {', '.join(orders)}{guess}")
    return Order(numeric[name].path, descending)


async def arrange(index: Index, relevant: Sequence[Candidate], order: Order) -> Ranking:
    """Sort relevant products by a field; equal values stay as they were, missing ones last.

    A list has the place of its first value in the order, as it has in the engine's.
    """
    # Not by the engine: its order over points named one by one takes seconds from thousands on.
    found = await index.payloads([c.point_id for c in relevant], [order.path])
    first = max if order.descending else min
    values = {
        point_id: first(numbers)
        for point_id, payload in found.items()
        if (numbers := values_at(payload, order.path))
    }
    valued = [c for c in relevant if c.point_id in values]
    valued.sort(key=lambda c: values[c.point_id], reverse=order.descending)
    missing = [c for c in relevant if c.point_id not in values]
    return Ranking((*valued, *missing), len(relevant))


async def arrange_all(index: Index, filter_: models.Filter | None, order: Order) -> Ranking:
    """Sort everything that passes a filter by a field; products without a value come last."""
    asked = IndexQuery((), filter_, MAX_WINDOW, order_by=(order.path, order.descending))
    valued = await index.search(asked)
    sign = -1.0 if order.descending else 1.0
    valued.sort(key=lambda c: (sign * c.score, c.point_id))
    empty = models.IsEmptyCondition(is_empty=models.PayloadField(key=order.path))
    missing = models.Filter(must=[filter_, empty] if filter_ else [empty])
    wanted = MAX_WINDOW - len(valued)
    rest = await index.search(IndexQuery((), missing, wanted)) if wanted else []
    ordered = (*(Candidate(c.point_id, 0.0) for c in valued), *rest)
    return Ranking(ordered, len(ordered))


async def cheap_price(index: Index, schema: Schema) -> float | None:
    """Return what one product in twenty (and `_CHEAP` products at most) costs no more than.

    `None` where nothing has a price. A single gift for nothing says little of what a shop asks.
    """
    path = next((field.path for field in schema.fields if field.name == "price"), None)
    if path is None:
        return None
    first = min(1 + await index.count(None) // 20, _CHEAP)
    found = await index.search(IndexQuery((), None, first, order_by=(path, False)))
    return max((one.score for one in found), default=None)


def diversify(
    candidates: Sequence[Candidate],
    vectors: Mapping[str, DenseVector],
    query: DenseVector,
    *,
    diversity: float,
) -> list[Candidate]:
    """Reorder by maximal marginal relevance (Carbonell & Goldstein 1998).

    Each next product has the largest (1 - d) * cosine to the query - d * largest cosine to those
    before it. Products without a vector come last, as they were.

    Args:
        candidates: best first.
        vectors: point id -> unit vector.
        query: unit vector of what was asked.
        diversity: d, from 0 (as it was) to 1 (as different as can be).
    """
    able = [c for c in candidates if c.point_id in vectors]
    if not able:
        return list(candidates)
    matrix = np.stack([vectors[c.point_id] for c in able])
    relevance = (1.0 - diversity) * (matrix @ query)
    nearest = np.zeros(len(able), dtype=np.float32)
    left, order = np.ones(len(able), dtype=bool), []
    # The first is the best as it stands: what diversity is measured against.
    chosen = 0
    for _ in able:
        order.append(chosen)
        left[chosen] = False
        nearest = np.maximum(nearest, matrix @ matrix[chosen])
        chosen = int(np.argmax(np.where(left, relevance - diversity * nearest, -np.inf)))
    return [able[place] for place in order] + [c for c in candidates if c.point_id not in vectors]
