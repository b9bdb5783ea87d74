"""Filters of every width lose no neighbour: recall 1.0 against the whole matrix."""

from collections.abc import Iterator

import numpy as np
import pytest
from qdrant_client import models

from service.engine.encoder import Vectors, unit_rows
from service.engine.index import IndexQuery, Leg, Record
from service.engine.index.embedded import EmbeddedBuilder, EmbeddedIndex
from service.engine.lexicon import TermWeights
from service.engine.product import point_id
from service.engine.schema import Field, Schema
from tests.service.engine.conftest import run

# So many that half of them are more than are scanned: the graph answers there.
PRODUCTS, DIMENSION, DEPTH, QUERIES = 50_000, 16, 10, 40
PERCENT = (50.0, 20.0, 5.0, 1.0, 0.1, 0.01)
SCHEMA = Schema((Field("part", "integer"),))


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    """Products in a hundred clouds, as catalogues have types."""
    rng = np.random.default_rng(11)
    centres = rng.standard_normal((100, DIMENSION))
    return unit_rows(
        centres[rng.integers(0, 100, PRODUCTS)] + 0.4 * rng.standard_normal((PRODUCTS, DIMENSION))
    )


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, vectors: Vectors) -> Iterator[EmbeddedIndex]:
    folder = tmp_path_factory.mktemp("wide") / "shard"
    builder = EmbeddedBuilder(folder, dimension=DIMENSION)
    for start in range(0, PRODUCTS, 2_000):
        builder.write(
            [
                Record(
                    point_id(str(row)),
                    {"id": str(row), "attributes": {"part": row}},
                    vectors[row],
                    TermWeights((), ()),
                )
                for row in range(start, start + 2_000)
            ]
        )
    builder.finish(SCHEMA)
    opened = EmbeddedIndex.open(folder)
    yield opened
    run(opened.close())


@pytest.mark.parametrize("percent", PERCENT)
def test_a_filter_of_any_width_loses_no_neighbour(
    index: EmbeddedIndex, vectors: Vectors, percent: float
) -> None:
    passing = int(PRODUCTS * percent / 100)
    # A scattered part of every cloud: rows were drawn in no order.
    condition = models.FieldCondition(key="attributes.part", range=models.Range(lt=passing))
    filter_ = models.Filter(must=[condition])
    rng = np.random.default_rng(3)
    asked = unit_rows(
        vectors[rng.integers(0, PRODUCTS, QUERIES)]
        + 0.1 * rng.standard_normal((QUERIES, DIMENSION))
    )
    ids = [point_id(str(row)) for row in range(passing)]
    found = 0
    for query in asked:
        best = set(np.argsort(-(vectors[:passing] @ query))[:DEPTH].tolist())
        hits = run(index.search(IndexQuery((Leg(query),), filter_, DEPTH)))
        found += len({hit.point_id for hit in hits} & {ids[row] for row in best})
    assert found == QUERIES * min(DEPTH, passing)
