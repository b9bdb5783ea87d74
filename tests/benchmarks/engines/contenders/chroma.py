"""Chroma: a persistent collection with metadata."""

from pathlib import Path
from typing import Any

import chromadb
from chromadb.config import Settings

from service.engine.index.protocol import DenseVector
from tests.benchmarks.engines.contender import EF_CONSTRUCT, M
from tests.benchmarks.engines.stock import Only, Stock

_NAME = "products"


class Chroma:
    """See `Contender`."""

    package = "chromadb"
    setting = "ef_search"
    efforts = (32, 64, 100, 200, 400, 800)
    fuses = False

    def build(self, stock: Stock, folder: Path) -> None:
        """See `Contender.build`."""
        graph = {"space": "ip", "ef_construction": EF_CONSTRUCT, "max_neighbors": M}
        products = _client(folder).create_collection(
            _NAME, configuration={"hnsw": graph}, embedding_function=None
        )
        for rows in stock.batches(1_000):
            products.add(
                ids=[str(row) for row in rows],
                embeddings=stock.vectors[rows.start : rows.stop],
                metadatas=[stock.described(row) for row in rows],
                documents=[stock.titles[row] or "-" for row in rows],
            )

    def open(self, folder: Path) -> None:
        """See `Contender.open`."""
        self._products = _client(folder).get_collection(_NAME, embedding_function=None)
        self._effort = 0

    def search(self, vector: DenseVector, only: Only | None, effort: int, k: int) -> list[int]:
        """See `Contender.search`."""
        if effort != self._effort:
            self._products.modify(configuration={"hnsw": {"ef_search": effort}})
            self._effort = effort
        where: dict[str, Any] | None = None if only is None else {only.field: only.value}
        found = self._products.query(
            query_embeddings=vector[None], n_results=k, where=where, include=[]
        )
        return [int(row) for row in found["ids"][0]]

    def hybrid(self, vector: DenseVector, text: str, effort: int, k: int) -> list[int]:
        """See `Contender.hybrid`; its own is for its servers only."""
        raise TypeError("this engine has no words to fuse; see `Contender.fuses`")


def _client(folder: Path) -> Any:
    quiet = Settings(anonymized_telemetry=False)
    return chromadb.PersistentClient(path=str(folder), settings=quiet)
