"""qdrant-client's local mode: Qdrant's interface over a scan in Python."""

import atexit
import warnings
from pathlib import Path
from uuid import UUID

from qdrant_client import QdrantClient, models

from service.engine.index.protocol import DenseVector
from service.engine.lexicon import Lexicon, TermWeights
from tests.benchmarks.engines.contender import DEPTH
from tests.benchmarks.engines.stock import Only, Stock

_NAME = "products"


class QdrantLocal:
    """See `Contender`; it scans everything, so there is nothing to tune."""

    package = "qdrant-client"
    setting = "exact"
    efforts = (0,)
    fuses = True

    def build(self, stock: Stock, folder: Path) -> None:
        """See `Contender.build`."""
        client, lexicon = _client(folder), Lexicon()
        client.create_collection(
            _NAME,
            vectors_config={
                "dense": models.VectorParams(
                    size=stock.vectors.shape[1], distance=models.Distance.COSINE
                )
            },
            sparse_vectors_config={"bm25": models.SparseVectorParams(modifier=models.Modifier.IDF)},
        )
        for rows in stock.batches(1_000):
            client.upsert(
                _NAME,
                [
                    models.PointStruct(
                        id=str(UUID(int=row)),
                        vector={
                            "dense": stock.vectors[row].tolist(),
                            "bm25": _sparse(lexicon.weigh_document(stock.titles[row])),
                        },
                        payload={"title": stock.titles[row]} | stock.described(row),
                    )
                    for row in rows
                ],
            )
        client.close()

    def open(self, folder: Path) -> None:
        """See `Contender.open`."""
        self._client = _client(folder)
        atexit.register(self._client.close)
        self._lexicon = Lexicon()

    def search(self, vector: DenseVector, only: Only | None, effort: int, k: int) -> list[int]:
        """See `Contender.search`."""
        del effort
        return self._ask(query=vector.tolist(), using="dense", query_filter=_filter(only), limit=k)

    def hybrid(self, vector: DenseVector, text: str, effort: int, k: int) -> list[int]:
        """See `Contender.hybrid`."""
        del effort
        terms = _sparse(self._lexicon.weigh_query(text))
        legs = [
            models.Prefetch(query=vector.tolist(), using="dense", limit=DEPTH),
            models.Prefetch(query=terms, using="bm25", limit=DEPTH),
        ]
        fusion = models.FusionQuery(fusion=models.Fusion.RRF)
        return self._ask(prefetch=legs, query=fusion, limit=k)

    def _ask(self, **query: object) -> list[int]:
        found = self._client.query_points(_NAME, with_payload=False, **query)
        return [UUID(str(point.id)).int for point in found.points]


def _client(folder: Path) -> QdrantClient:
    # That it is not meant for so many points is what is shown.
    warnings.filterwarnings("ignore", message="Local mode is not recommended")
    return QdrantClient(path=str(folder))


def _sparse(terms: TermWeights) -> models.SparseVector:
    return models.SparseVector(indices=list(terms.indices), values=list(terms.values))


def _filter(only: Only | None) -> models.Filter | None:
    if only is None:
        return None
    match = models.MatchValue(value=only.value)
    return models.Filter(must=[models.FieldCondition(key=only.field, match=match)])
