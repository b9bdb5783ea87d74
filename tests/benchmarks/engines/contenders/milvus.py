"""Milvus Lite: a collection in one file, with a graph of the vectors and BM25 of the titles."""

from pathlib import Path
from typing import Any

from pymilvus import AnnSearchRequest, DataType, Function, FunctionType, MilvusClient, RRFRanker

from service.engine.index.protocol import DenseVector
from tests.benchmarks.engines.contender import DEPTH, EF_CONSTRUCT, M
from tests.benchmarks.engines.stock import Only, Stock

_NAME = "products"


class Milvus:
    """See `Contender`."""

    package = "milvus-lite"
    setting = "ef"
    efforts = (32, 64, 128, 256, 512, 1_024, 2_048, 4_096)
    fuses = True

    def build(self, stock: Stock, folder: Path) -> None:
        """See `Contender.build`."""
        client = MilvusClient(_file(folder))
        schema = client.create_schema(auto_id=False)
        schema.add_field("row", DataType.INT64, is_primary=True)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=stock.vectors.shape[1])
        schema.add_field("title", DataType.VARCHAR, max_length=1_000, enable_analyzer=True)
        schema.add_field("terms", DataType.SPARSE_FLOAT_VECTOR)
        for field in stock.attributes:
            schema.add_field(field, DataType.VARCHAR, max_length=1_000)
        schema.add_function(
            Function(
                name="bm25",
                function_type=FunctionType.BM25,
                input_field_names=["title"],
                output_field_names=["terms"],
            )
        )
        client.create_collection(_NAME, schema=schema)
        for rows in stock.batches(1_000):
            client.insert(
                _NAME,
                [
                    {"row": row, "vector": stock.vectors[row], "title": stock.titles[row]}
                    | stock.described(row)
                    for row in rows
                ],
            )
        client.flush(_NAME)
        indexes = client.prepare_index_params()
        indexes.add_index(
            "vector",
            index_type="HNSW",
            metric_type="IP",
            params={"M": M, "efConstruction": EF_CONSTRUCT},
        )
        indexes.add_index("terms", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25")
        for field in stock.attributes:
            indexes.add_index(field, index_type="INVERTED")
        client.create_index(_NAME, indexes)
        client.load_collection(_NAME)
        client.close()

    def open(self, folder: Path) -> None:
        """See `Contender.open`."""
        self._client = MilvusClient(_file(folder))
        self._client.load_collection(_NAME)

    def search(self, vector: DenseVector, only: Only | None, effort: int, k: int) -> list[int]:
        """See `Contender.search`."""
        found = self._client.search(
            _NAME,
            data=[vector.tolist()],
            anns_field="vector",
            filter="" if only is None else f'{only.field} == "{only.value}"',
            limit=k,
            search_params={"metric_type": "IP", "params": {"ef": effort}},
        )
        return _rows(found)

    def hybrid(self, vector: DenseVector, text: str, effort: int, k: int) -> list[int]:
        """See `Contender.hybrid`."""
        near = {"metric_type": "IP", "params": {"ef": max(effort, DEPTH)}}
        legs = [
            AnnSearchRequest(data=[vector.tolist()], anns_field="vector", param=near, limit=DEPTH),
            AnnSearchRequest(
                data=[text], anns_field="terms", param={"metric_type": "BM25"}, limit=DEPTH
            ),
        ]
        return _rows(self._client.hybrid_search(_NAME, legs, RRFRanker(), limit=k))


def _file(folder: Path) -> str:
    return str(folder / "products.db")


def _rows(found: Any) -> list[int]:
    return [hit["row"] for hit in found[0]]
