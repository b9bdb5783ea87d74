"""faiss: an HNSW graph, and a filter over what it brings."""

import json
from pathlib import Path

import faiss
import numpy as np

from service.engine.index.protocol import DenseVector
from tests.benchmarks.engines.contender import EF_CONSTRUCT, M
from tests.benchmarks.engines.stock import Only, Stock


class FaissGraph:
    """See `Contender`; an effort is the candidates of the graph, of which the filter keeps some."""

    package = "faiss-cpu"
    setting = "candidates (and ef)"
    efforts = tuple(2**power for power in range(4, 17))
    fuses = False

    def build(self, stock: Stock, folder: Path) -> None:
        """See `Contender.build`."""
        index = faiss.IndexHNSWFlat(stock.vectors.shape[1], M, faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction = EF_CONSTRUCT
        index.add(stock.vectors)
        faiss.write_index(index, str(folder / "graph"))
        (folder / "attributes.json").write_text(json.dumps(stock.attributes), encoding="utf-8")

    def open(self, folder: Path) -> None:
        """See `Contender.open`."""
        self._index = faiss.read_index(str(folder / "graph"))
        columns = json.loads((folder / "attributes.json").read_text(encoding="utf-8"))
        self._columns = {field: np.array(values) for field, values in columns.items()}

    def search(self, vector: DenseVector, only: Only | None, effort: int, k: int) -> list[int]:
        """See `Contender.search`."""
        wanted = k if only is None else min(effort, self._index.ntotal)
        parameters = faiss.SearchParametersHNSW(efSearch=effort)
        _, rows = self._index.search(vector[None], wanted, params=parameters)
        found = rows[0][rows[0] >= 0]
        if only is not None:
            found = found[self._columns[only.field][found] == only.value]
        return [int(row) for row in found[:k]]

    def hybrid(self, vector: DenseVector, text: str, effort: int, k: int) -> list[int]:
        """See `Contender.hybrid`; it has no words."""
        raise TypeError("this engine has no words to fuse; see `Contender.fuses`")
