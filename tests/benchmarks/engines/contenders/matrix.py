"""numpy: one matrix, with the filter after the scores or before them."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from service.engine.index.protocol import DenseVector
from tests.benchmarks.engines.stock import Only, Stock


class WholeMatrix:
    """See `Contender`; scores everything, then leaves out what does not pass, as notebooks do."""

    package = "numpy"
    setting = "exact"
    efforts = (0,)
    fuses = False

    def build(self, stock: Stock, folder: Path) -> None:
        """See `Contender.build`."""
        np.save(folder / "vectors.npy", stock.vectors)
        (folder / "attributes.json").write_text(json.dumps(stock.attributes), encoding="utf-8")

    def open(self, folder: Path) -> None:
        """See `Contender.open`."""
        self._vectors = np.load(folder / "vectors.npy")
        columns = json.loads((folder / "attributes.json").read_text(encoding="utf-8"))
        # Compared as numbers: words would take longer than the vectors.
        self._values = {field: sorted(set(values)) for field, values in columns.items()}
        self._columns = {
            field: np.searchsorted(self._values[field], values) for field, values in columns.items()
        }

    def search(self, vector: DenseVector, only: Only | None, effort: int, k: int) -> list[int]:
        """See `Contender.search`."""
        del effort
        scores = self._vectors @ vector
        if only is not None:
            scores[~self._passing(only)] = -np.inf
        return _best(scores, k)

    def hybrid(self, vector: DenseVector, text: str, effort: int, k: int) -> list[int]:
        """See `Contender.hybrid`; it has no words."""
        raise TypeError("this engine has no words to fuse; see `Contender.fuses`")

    def _passing(self, only: Only) -> Any:
        return self._columns[only.field] == self._values[only.field].index(only.value)


class FilteredMatrix(WholeMatrix):
    """See `Contender`; scores only what passes: the best that can be had without an engine."""

    def search(self, vector: DenseVector, only: Only | None, effort: int, k: int) -> list[int]:
        """See `Contender.search`."""
        if only is None:
            return super().search(vector, only, effort, k)
        rows = np.flatnonzero(self._passing(only))
        best = _best(self._vectors[rows] @ vector, min(k, len(rows)))
        return [int(row) for row in rows[best]]


def _best(scores: Any, k: int) -> list[int]:
    best = np.argpartition(scores, -k)[-k:]
    return [int(row) for row in best[np.argsort(-scores[best])]]
