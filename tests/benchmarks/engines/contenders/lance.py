"""LanceDB: a table with an HNSW index of the vectors, one of the words and bitmaps."""

import os
from pathlib import Path
from typing import Any

# It reads this when it is imported, and would write a line of advice for every search.
os.environ.setdefault("LANCEDB_LOG", "error")

import lancedb
import pyarrow as pa
from lancedb.index import FTS, Bitmap, HnswFlat
from lancedb.rerankers import RRFReranker

from service.engine.index.protocol import DenseVector
from tests.benchmarks.engines.contender import DEPTH, EF_CONSTRUCT, M
from tests.benchmarks.engines.stock import Only, Stock

_NAME = "products"


class Lance:
    """See `Contender`."""

    package = "lancedb"
    setting = "ef"
    efforts = (32, 64, 128, 256, 512)
    fuses = True

    def build(self, stock: Stock, folder: Path) -> None:
        """See `Contender.build`."""
        dimension = stock.vectors.shape[1]
        vectors = pa.FixedSizeListArray.from_arrays(stock.vectors.ravel(), dimension)
        columns = {"row": range(len(stock.titles)), "vector": vectors, "title": stock.titles}
        products = lancedb.connect(str(folder)).create_table(
            _NAME, pa.table(columns | stock.attributes)
        )
        graph = HnswFlat(distance_type="dot", num_partitions=1, m=M, ef_construction=EF_CONSTRUCT)
        products.create_index("vector", config=graph)
        products.create_index("title", config=FTS())
        for field in stock.attributes:
            products.create_index(field, config=Bitmap())

    def open(self, folder: Path) -> None:
        """See `Contender.open`."""
        self._products = lancedb.connect(str(folder)).open_table(_NAME)

    def search(self, vector: DenseVector, only: Only | None, effort: int, k: int) -> list[int]:
        """See `Contender.search`."""
        query = self._products.search(vector).distance_type("dot").ef(effort)
        if only is not None:
            value = only.value.replace("'", "''")
            query = query.where(f"`{only.field}` = '{value}'", prefilter=True)
        return _rows(query.select(["row"]).limit(k))

    def hybrid(self, vector: DenseVector, text: str, effort: int, k: int) -> list[int]:
        """See `Contender.hybrid`."""
        query = self._products.search(query_type="hybrid").vector(vector).text(text)
        query = query.distance_type("dot").ef(max(effort, DEPTH)).rerank(RRFReranker())
        return _rows(query.select(["row"]).limit(DEPTH))[:k]


def _rows(query: Any) -> list[int]:
    found: list[int] = query.to_arrow()["row"].to_pylist()
    return found
