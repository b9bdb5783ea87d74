"""Which products are relevant: a predicate over a product's attributes.

The grammar, as JSON:

    predicate  = {"any": [clause, ...]}                        one clause holds
    clause     = {field: [value, ...], ..., "not": exclusion}  every field has one of its values,
    exclusion  = {field: [value, ...], ...}                    and no excluded field has one

For example, kurtas for women, and ethnic shirts for men that are not black:

    {"any": [{"gender": ["Women"], "articleType": ["Kurtas"]},
             {"gender": ["Men"], "articleType": ["Shirts"], "usage": ["Ethnic"],
              "not": {"baseColour": ["Black"]}}]}

Values are compared exactly, letter case included. An attribute that a product lacks has no value:
it fails a required field and passes an exclusion. A clause needs at least one required field,
since an exclusion alone would take nearly the whole catalogue.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from service.engine.errors import ModisteError

MAX_CLAUSES = 32
MAX_FIELDS = 16
MAX_VALUES = 256
MAX_VALUE_LENGTH = 1_000

Condition: TypeAlias = tuple[str, frozenset[str]]  # a field, and the values that satisfy it


class QuerySetError(ModisteError):
    """A query set or predicate that is not well formed; the message names the place."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Conditions that hold together.

    Attributes:
        required: the product has one of the values in each of these fields; never empty.
        excluded: the product has none of the values in any of these fields.
    """

    required: tuple[Condition, ...]
    excluded: tuple[Condition, ...] = ()

    def matches(self, attributes: Mapping[str, object]) -> bool:
        """Say whether a product with these attributes satisfies every condition."""
        return all(
            not values.isdisjoint(attribute_values(attributes.get(field)))
            for field, values in self.required
        ) and all(
            values.isdisjoint(attribute_values(attributes.get(field)))
            for field, values in self.excluded
        )

    def as_json(self) -> dict[str, Any]:
        """Return the clause in the grammar of this module, values sorted."""
        document: dict[str, Any] = {field: sorted(values) for field, values in self.required}
        if self.excluded:
            document["not"] = {field: sorted(values) for field, values in self.excluded}
        return document


@dataclass(frozen=True, slots=True)
class Predicate:
    """One clause or another.

    Attributes:
        clauses: never empty; a product is relevant when at least one of them matches.
    """

    clauses: tuple[Clause, ...]

    @classmethod
    def where(cls, required: Mapping[str, Iterable[str]]) -> "Predicate":
        """Return the predicate of one clause without exclusions.

        Raises:
            QuerySetError: no field, or a field without values.
        """
        return cls.parse({"any": [{field: list(values) for field, values in required.items()}]})

    @classmethod
    def parse(cls, document: object) -> "Predicate":
        """Return the predicate that a JSON value of this module's grammar states.

        Raises:
            QuerySetError: anything that the grammar does not allow; the message names the place.
        """
        if not isinstance(document, dict) or set(document) != {"any"}:
            raise QuerySetError('a predicate is an object with the one key "any"')
        clauses = document["any"]
        if not isinstance(clauses, list) or not 1 <= len(clauses) <= MAX_CLAUSES:
            raise QuerySetError(f'"any" is a list of 1 to {MAX_CLAUSES} clauses')
        parsed = tuple(_clause(clause, f"any[{at}]") for at, clause in enumerate(clauses))
        if len(set(parsed)) != len(parsed):
            raise QuerySetError('"any" holds the same clause twice; leave one of them out')
        return cls(parsed)

    def matches(self, attributes: Mapping[str, object]) -> bool:
        """Say whether a product with these attributes is relevant."""
        return any(clause.matches(attributes) for clause in self.clauses)

    def as_json(self) -> dict[str, Any]:
        """Return the predicate in the grammar of this module; `parse` reads it back."""
        return {"any": [clause.as_json() for clause in self.clauses]}

    def values(self) -> dict[str, frozenset[str]]:
        """Return every field that is named, with every value that is named for it."""
        found: dict[str, frozenset[str]] = {}
        for clause in self.clauses:
            for field, values in (*clause.required, *clause.excluded):
                found[field] = found.get(field, frozenset()) | values
        return found


def attribute_values(value: object) -> tuple[str, ...]:
    """Return the texts that an attribute's value is compared as; none for a missing value."""
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, bool):
        return ("true" if value else "false",)
    if isinstance(value, tuple | list | set | frozenset):
        return tuple(text for one in value for text in attribute_values(one))
    return (str(value),)


def _clause(document: object, where: str) -> Clause:
    if not isinstance(document, dict):
        raise QuerySetError(f"{where} is not an object of field: [values]")
    required = {field: values for field, values in document.items() if field != "not"}
    if not required:
        raise QuerySetError(f"{where} requires nothing; name at least one field and its values")
    excluded: tuple[Condition, ...] = ()
    if "not" in document:
        if not isinstance(document["not"], dict) or not document["not"]:
            raise QuerySetError(f"{where}.not is not an object of field: [values]")
        excluded = _conditions(document["not"], f"{where}.not")
    conditions = _conditions(required, where)
    excluded_values = dict(excluded)
    for field, values in conditions:
        if both := values & excluded_values.get(field, frozenset()):
            raise QuerySetError(f"{where} both requires and excludes {field} {min(both)!r}")
    return Clause(conditions, excluded)


def _conditions(document: Mapping[object, object], where: str) -> tuple[Condition, ...]:
    if len(document) > MAX_FIELDS:
        raise QuerySetError(f"{where} names more than {MAX_FIELDS} fields")
    # Sorted, so that two clauses that say the same are equal.
    return tuple(sorted(_condition(field, values, where) for field, values in document.items()))


def _condition(field: object, values: object, where: str) -> Condition:
    if not isinstance(field, str) or not field.strip() or field != field.strip():
        raise QuerySetError(f"{where} has an empty or padded field name: {field!r}")
    place = f"{where}.{field}"
    if not isinstance(values, list) or not 1 <= len(values) <= MAX_VALUES:
        raise QuerySetError(f"{place} is not a list of 1 to {MAX_VALUES} values")
    for value in values:
        if not isinstance(value, str) or not value or len(value) > MAX_VALUE_LENGTH:
            raise QuerySetError(f"{place} holds {value!r:.80}; values are non-empty strings")
    if len(set(values)) != len(values):
        raise QuerySetError(f"{place} holds a value twice")
    return field, frozenset(values)
