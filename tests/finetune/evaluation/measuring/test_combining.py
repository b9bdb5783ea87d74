"""Ways to combine, against what Qdrant itself computes."""

import numpy as np
import pytest
from qdrant_client import QdrantClient, models

from finetune.evaluation.measuring.combining import WAYS, Wish
from service.engine.encoder import unit_rows

RNG = np.random.default_rng(2)
PRODUCTS = unit_rows(RNG.standard_normal((200, 12)))
WISH = Wish(*(unit_rows(RNG.standard_normal((1, 12))) for _ in range(3)))


@pytest.fixture(scope="module")
def qdrant() -> QdrantClient:
    client = QdrantClient(":memory:")
    config = models.VectorParams(size=12, distance=models.Distance.COSINE)
    client.create_collection("products", vectors_config=config)
    points = [models.PointStruct(id=n, vector=row.tolist()) for n, row in enumerate(PRODUCTS)]
    client.upsert("products", points)
    return client


def _query(
    strategy: models.RecommendStrategy | None,
) -> models.RecommendQuery | models.DiscoverQuery:
    shown, said, old = (row[0].tolist() for row in (WISH.shown, WISH.said, WISH.replaced))
    if strategy is None:
        pair = models.ContextPair(positive=said, negative=old)
        return models.DiscoverQuery(discover=models.DiscoverInput(target=shown, context=[pair]))
    given = models.RecommendInput(positive=[shown, said], negative=[old], strategy=strategy)
    return models.RecommendQuery(recommend=given)


@pytest.mark.parametrize(
    ("name", "strategy"),
    [
        ("dense", models.RecommendStrategy.SUM_SCORES),
        ("best score", models.RecommendStrategy.BEST_SCORE),
        ("discovery", None),
    ],
)
def test_a_way_orders_products_as_qdrant_does(
    qdrant: QdrantClient, name: str, strategy: models.RecommendStrategy | None
) -> None:
    theirs = qdrant.query_points("products", _query(strategy), limit=30).points
    ours = np.argsort(-WAYS[name](WISH, PRODUCTS)[0], kind="stable")[:30]
    assert [point.id for point in theirs] == ours.tolist()


def test_the_replaced_is_turned_away_from() -> None:
    plain, turned = (WAYS[name](WISH, WISH.replaced)[0, 0] for name in ("sum", "dense"))
    assert turned < plain
