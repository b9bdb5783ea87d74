"""Counting: the values of facets over what is relevant, each without the filter on itself."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from service.engine.errors import BadQueryError
from service.engine.filters import Filters
from service.engine.index import Index
from service.engine.query import FacetCount
from service.engine.relevance.passing import values_at
from service.engine.relevance.relevant import Relevance
from service.engine.schema import Field, Schema, to_qdrant_filter

MAX_FACET_VALUES: Final = 200


def counted_fields(names: Sequence[str], schema: Schema) -> tuple[Field, ...]:
    """Return the fields of those names.

    Raises:
        BadQueryError: for a field that is unknown or has too many values.
    """
    fields = tuple(schema.field(name, where="facets") for name in names)
    for field in fields:
        if not field.facet:
            raise BadQueryError(
                "facets",
                f"{field.name!r} has too many values to count; facets: {', '.join(schema.facets)}",
            )
    return fields


async def count_passing(
    index: Index, fields: Iterable[Field], filters: Filters, schema: Schema
) -> Mapping[str, tuple[FacetCount, ...]]:
    """Count over all products that pass: what is left when nothing but filters is asked."""
    counted = {}
    for field in fields:
        filter_ = to_qdrant_filter(filters.without(field.name), schema)
        counts: Counter[Any] = Counter()
        # No product has both a value of its own and a predicted one.
        for path in field.paths(predicted=filters.predicted):
            for one in await index.facet(path, filter_, limit=MAX_FACET_VALUES):
                counts[one.value] += one.count
        counted[field.name] = _ordered(counts, field)
    return counted


async def count_relevant(
    index: Index,
    fields: Sequence[Field],
    filters: Filters,
    schema: Schema,
    *,
    relevance: Relevance,
    left_out: frozenset[str],
) -> Mapping[str, tuple[FacetCount, ...]]:
    """Count over the relevant products only."""
    # Fields without a filter of their own share one set.
    sets: dict[Filters, list[Field]] = {}
    for field in fields:
        sets.setdefault(filters.without(field.name), []).append(field)
    counted = {}
    for narrowed, shared in sets.items():
        found = await relevance.ids(to_qdrant_filter(narrowed, schema), left_out=left_out)
        paths = [path for f in shared for path in f.paths(predicted=filters.predicted)]
        payloads = await index.payloads(found, paths)
        for field in shared:
            counted[field.name] = count_values(
                payloads.values(), field, predicted=filters.predicted
            )
    return {field.name: counted[field.name] for field in fields}


def count_values(
    payloads: Iterable[Mapping[str, Any]], field: Field, *, predicted: bool = False
) -> tuple[FacetCount, ...]:
    """Count a field's values in payloads, most frequent first, then by value."""
    counts: Counter[Any] = Counter()
    paths = field.paths(predicted=predicted)
    for payload in payloads:
        counts.update({value for path in paths for value in values_at(payload, path)})
    return _ordered(counts, field)


def _ordered(counts: Counter[Any], field: Field) -> tuple[FacetCount, ...]:
    # An engine remembers values whose last product is gone.
    left = [(value, count) for value, count in counts.items() if count]
    order = sorted(left, key=lambda pair: (-pair[1], str(pair[0])))
    return tuple(FacetCount(_shown(field, v), n) for v, n in order[:MAX_FACET_VALUES])


def _shown(field: Field, value: Any) -> Any:
    return bool(value) if field.kind == "boolean" else value
