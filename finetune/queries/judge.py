"""Relevance over a whole catalogue at once."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from finetune.queries.predicate import Clause, Condition, Predicate, attribute_values

Mask: TypeAlias = NDArray[np.bool_]  # (products,), in the order that the judge was given
Rows: TypeAlias = NDArray[np.intp]  # row numbers, ascending


class Judge:
    """Answers for every product of a catalogue what `Predicate.matches` answers for one.

    Keeps, for each field and value, the rows that have it, so a predicate costs a few array
    operations where asking each product in turn costs a pass over the catalogue.
    """

    def __init__(self, attributes: Iterable[Mapping[str, object]]) -> None:
        rows: dict[str, dict[str, list[int]]] = {}
        count = 0
        for row, product in enumerate(attributes):
            count = row + 1
            for field, value in product.items():
                by_value = rows.setdefault(field, {})
                for text in attribute_values(value):
                    by_value.setdefault(text, []).append(row)
        self._count = count
        self._rows: dict[str, dict[str, Rows]] = {
            field: {text: np.array(found, dtype=np.intp) for text, found in by_value.items()}
            for field, by_value in rows.items()
        }

    def __len__(self) -> int:
        return self._count

    def relevant(self, predicate: Predicate) -> Mask:
        """Return for each product whether it is relevant, shape (products,)."""
        mask = np.zeros(self._count, dtype=np.bool_)
        for clause in predicate.clauses:
            mask |= self._clause(clause)
        return mask

    def relevant_rows(self, predicate: Predicate) -> Rows:
        """Return the rows of the relevant products, ascending."""
        return np.flatnonzero(self.relevant(predicate))

    def share(self, predicate: Predicate) -> float:
        """Return the share of the catalogue that is relevant, 0..1; 0 for an empty catalogue."""
        return float(self.relevant(predicate).mean()) if self._count else 0.0

    def unknown_values(self, predicate: Predicate) -> dict[str, tuple[str, ...]]:
        """Return the values that no product has, by field: signs of another catalogue."""
        missing = {
            field: tuple(sorted(values - self._rows.get(field, {}).keys()))
            for field, values in predicate.values().items()
        }
        return {field: values for field, values in missing.items() if values}

    def _clause(self, clause: Clause) -> Mask:
        mask = np.ones(self._count, dtype=np.bool_)
        for condition in clause.required:
            mask &= self._condition(condition)
        for condition in clause.excluded:
            mask &= ~self._condition(condition)
        return mask

    def _condition(self, condition: Condition) -> Mask:
        field, values = condition
        mask = np.zeros(self._count, dtype=np.bool_)
        by_value = self._rows.get(field, {})
        for value in values & by_value.keys():
            mask[by_value[value]] = True
        return mask
