"""Schema: the catalogue's fields, and how products and filters look to Qdrant."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from math import nan
from typing import Any, Final, Literal, TypeAlias

from qdrant_client import models

from service.engine.errors import BadQueryError, UnknownFieldError
from service.engine.filters import Condition, Filters, Scalar
from service.engine.guess import did_you_mean
from service.engine.product import AttributeValue, Prediction, Product

FieldKind: TypeAlias = Literal["keyword", "integer", "number", "boolean"]

DENSE: Final = "dense"
BM25: Final = "bm25"
# Where the payload says which look a product is of.
LOOK: Final = "look"
# Where the payload says what its product was made of, so that ingest sees what has changed.
DIGEST: Final = "digest"

_CONTENT: Final = ("id", "title", "description", "brand", "price", "picture", "attributes")

# Where a point's payload has what is predicted of it: field -> value, confidence, evidence.
PREDICTED: Final = "attributes_predicted"

# Columns of the product itself that can be filtered like attributes.
_OWN_FIELDS: Final[Mapping[str, FieldKind]] = {"brand": "keyword", "price": "number"}
_INDEX_TYPES: Final = {
    "keyword": models.PayloadSchemaType.KEYWORD,
    "integer": models.PayloadSchemaType.INTEGER,
    "number": models.PayloadSchemaType.FLOAT,
    "boolean": models.PayloadSchemaType.INTEGER,
}
_UNSAFE = re.compile(r"\W+")


def field_name(column: str) -> str:
    """Return a column's name as a field: letters, digits and underscores.

    Dots, brackets and quotes would be read by Qdrant as a path into the payload.
    """
    return _UNSAFE.sub("_", column.strip()).strip("_")


@dataclass(frozen=True, slots=True)
class Field:
    """One field that products can be filtered by.

    Attributes:
        name: as requests name it.
        kind: which values it takes; a list of strings counts as keyword.
        facet: whether its values are few enough to be counted and offered.
        predicted: whether products that lack it may have a predicted value.
    """

    name: str
    kind: FieldKind
    facet: bool = False
    predicted: bool = False

    @property
    def path(self) -> str:
        """Where the value lies in a point's payload."""
        return self.name if self.name in _OWN_FIELDS else f"attributes.{self.name}"

    @property
    def predicted_path(self) -> str:
        """Where a predicted value lies; only products without one of their own have it."""
        return f"{PREDICTED}.{self.name}.value"

    def paths(self, *, predicted: bool) -> tuple[str, ...]:
        """Return every place where a value counts, with or without predicted ones."""
        return (self.path, self.predicted_path) if predicted and self.predicted else (self.path,)

    @property
    def index_type(self) -> models.PayloadSchemaType:
        """The payload index that this field needs."""
        return _INDEX_TYPES[self.kind]


@dataclass(frozen=True, slots=True)
class Schema:
    """The fields of one catalogue."""

    fields: tuple[Field, ...] = ()

    def field(self, name: str, *, where: str = "filters", also: tuple[str, ...] = ()) -> Field:
        """Return the field of that name; `also` names what else would do there.

        Raises:
            UnknownFieldError: with the known fields and the nearest guess.
        """
        for field in self.fields:
            if field.name == name:
                return field
        known = [*also, *(field.name for field in self.fields)]
        guess = did_you_mean(name, known)
        raise UnknownFieldError(
            f"{where}.{name[:80]}" if where == "filters" else where,
            f"the catalogue has no field {name[:80]!r}{guess} (known: {', '.join(known)})",
        )

    @property
    def facets(self) -> tuple[str, ...]:
        """Names of the fields that can be counted."""
        return tuple(field.name for field in self.fields if field.facet)

    @property
    def indexes(self) -> Mapping[str, models.PayloadSchemaType]:
        """The payload indexes that searches need: path -> type."""
        return {
            path: field.index_type for field in self.fields for path in field.paths(predicted=True)
        }

    def also_predicting(self, other: "Schema") -> "Schema":
        """Return this schema with the fields marked that have predictions in either."""
        marked = {field.name for field in other.fields if field.predicted}
        return Schema(
            tuple(
                replace(field, predicted=field.predicted or field.name in marked)
                for field in self.fields
            )
        )

    def to_json(self) -> list[dict[str, Any]]:
        """Return the schema as the manifest stores it."""
        return [
            {"name": f.name, "kind": f.kind, "facet": f.facet}
            | ({"predicted": True} if f.predicted else {})
            for f in self.fields
        ]

    @classmethod
    def from_json(cls, raw: list[dict[str, Any]]) -> "Schema":
        """Read what `to_json` wrote."""
        return cls(
            tuple(
                Field(row["name"], row["kind"], row["facet"], row.get("predicted", False))
                for row in raw
            )
        )


def to_payload(product: Product) -> dict[str, Any]:
    """Return a product as the payload of its point; missing values are absent keys."""
    payload: dict[str, Any] = {
        "id": product.id,
        "title": product.title,
        "description": product.description,
        "brand": product.brand,
        "price": product.price,
        "picture": product.picture,
        LOOK: product.look,
        "attributes": {name: _stored(value) for name, value in product.attributes.items()},
        PREDICTED: predictions_to_payload(product.attributes_predicted) or None,
    }
    stored = {key: value for key, value in payload.items() if value is not None}
    return stored | {DIGEST: content_digest(stored)}


def content_digest(payload: Mapping[str, Any]) -> str:
    """Return a digest of what a catalogue says of a product: equal when nothing has changed.

    The same for a product that was ingested and one that was put through the API; what is made of
    the product later, such as predictions, is not part of it.
    """
    content = [payload.get(key) for key in _CONTENT]
    # Sorted, because attributes come in the order of the catalogue's columns.
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return blake2b(text.encode(), digest_size=16).hexdigest()


def to_product(payload: Mapping[str, Any], schema: Schema) -> Product:
    """Read a product back from its point's payload."""
    booleans = {field.name for field in schema.fields if field.kind == "boolean"}
    attributes = {
        name: _restored(value, boolean=name in booleans)
        for name, value in payload.get("attributes", {}).items()
    }
    return Product(
        id=payload["id"],
        title=payload.get("title"),
        description=payload.get("description"),
        brand=payload.get("brand"),
        price=payload.get("price"),
        picture=payload.get("picture"),
        attributes=attributes,
        look=payload.get(LOOK),
        attributes_predicted={
            name: Prediction(one["value"], one["confidence"], tuple(one["evidence"]))
            for name, one in payload.get(PREDICTED, {}).items()
        },
    )


def predictions_to_payload(predictions: Mapping[str, Prediction]) -> dict[str, Any]:
    """Return predictions as they lie under `attributes_predicted`."""
    return {
        name: {
            "value": one.value,
            "confidence": round(one.confidence, 4),
            "evidence": list(one.evidence),
        }
        for name, one in predictions.items()
    }


def _stored(value: AttributeValue) -> object:
    # Booleans are stored as 0 and 1: the embedded engine never matches True.
    if isinstance(value, bool):
        return int(value)
    return list(value) if isinstance(value, tuple) else value


def _restored(value: Any, *, boolean: bool) -> AttributeValue:
    if isinstance(value, list):
        return tuple(value)
    return bool(value) if boolean else value


def to_qdrant_filter(filters: Filters, schema: Schema) -> models.Filter | None:
    """Translate filters; `None` when every product passes.

    Raises:
        UnknownFieldError: for a field that the schema does not have.
        BadQueryError: for a value that the field's kind cannot take.
    """
    must: list[models.Condition] = []
    must_not: list[models.Condition] = []
    for condition in filters.conditions:
        field = schema.field(condition.field)
        paths = field.paths(predicted=filters.predicted)
        if condition.any_of:
            must.append(_any_of(field, condition.any_of, paths))
        if condition.none_of:
            must_not.append(_any_of(field, condition.none_of, paths))
        if condition.has_range:
            must.append(_range(field, condition))
        if condition.exists is not None:
            empty = _empty(paths)
            (must_not if condition.exists else must).append(empty)
    if not must and not must_not:
        return None
    return models.Filter(must=must or None, must_not=must_not or None)


def _empty(paths: tuple[str, ...]) -> models.Condition:
    empty: list[models.Condition] = [
        models.IsEmptyCondition(is_empty=models.PayloadField(key=path)) for path in paths
    ]
    return empty[0] if len(empty) == 1 else models.Filter(must=empty)


def _any_of(field: Field, values: tuple[Scalar, ...], paths: tuple[str, ...]) -> models.Condition:
    if field.kind == "number":
        numbers = [_number(field, value) for value in values]
        return models.Filter(
            should=[
                models.FieldCondition(key=field.path, range=models.Range(gte=n, lte=n))
                for n in numbers
            ]
        )
    match = (
        models.MatchAny(any=[str(value) for value in values])
        if field.kind == "keyword"
        else models.MatchAny(any=[_whole(field, value) for value in values])
    )
    found: list[models.Condition] = [models.FieldCondition(key=path, match=match) for path in paths]
    return found[0] if len(found) == 1 else models.Filter(should=found)


def _range(field: Field, condition: Condition) -> models.Condition:
    if field.kind == "keyword":
        raise BadQueryError(
            f"filters.{field.name}", f"{field.name!r} holds words; ranges are for numbers"
        )
    # Given both, Qdrant forgets the inclusive bound of a side, so each kind is a condition.
    bounds = (
        models.Range(gte=condition.gte, lte=condition.lte),
        models.Range(gt=condition.gt, lt=condition.lt),
    )
    return models.Filter(
        must=[
            models.FieldCondition(key=field.path, range=bound)
            for bound in bounds
            if bound.model_dump(exclude_none=True)
        ]
    )


def _number(field: Field, value: Scalar) -> float:
    try:
        number = float(value)
    except ValueError:
        number = nan
    # "inf", "nan" and "1e30" are floats to Python, but no value that a payload index can be asked.
    if not abs(number) < 2**53:
        raise BadQueryError(
            f"filters.{field.name}", f"{field.name!r} takes numbers, not {str(value)[:40]!r}"
        )
    return number


_BOOLEANS: Final = {"true": 1, "yes": 1, "false": 0, "no": 0}


def _whole(field: Field, value: Scalar) -> int:
    if field.kind == "boolean" and isinstance(value, str) and value.lower() in _BOOLEANS:
        return _BOOLEANS[value.lower()]
    number = _number(field, value)
    if number != int(number):
        raise BadQueryError(
            f"filters.{field.name}", f"{field.name!r} takes whole numbers, not {value}"
        )
    return int(number)
