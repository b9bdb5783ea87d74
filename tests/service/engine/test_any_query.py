"""Any combination of request fields is answered or refused with a reason, on every backend."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from qdrant_client import AsyncQdrantClient

from service.engine.encoder import Calibration
from service.engine.encoder.hashed import HashEncoder
from service.engine.engine import Engine
from service.engine.errors import BadQueryError
from service.engine.filters import parse_filters
from service.engine.gallery import Gallery
from service.engine.index.embedded import EmbeddedIndex
from service.engine.index.generations import gallery_path
from service.engine.index.manifest import Manifest
from service.engine.index.protocol import Index
from service.engine.index.server.breaker import Breaker
from service.engine.index.server.calls import Calls
from service.engine.index.server.index import ServerIndex
from service.engine.index.server.layout import creation
from service.engine.index.server.options import ServerOptions
from service.engine.query import Answer, Query, Weights
from service.engine.relevance.passing import passes
from service.engine.schema import to_payload, to_qdrant_filter
from tests.service.engine.conftest import SCHEMA, drawn, products, records

QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
PRODUCTS = {product.id: product for product in products()}


class CalibratedEncoder(HashEncoder):
    """The deterministic encoder with a curve per kind of query: half at a cosine of 0.2."""

    @property
    def calibration(self) -> Calibration:
        return Calibration(dict.fromkeys(("text", "image", "composed"), (10.0, -2.0)))


@dataclass
class Opened:
    """An engine, and the loop that its clients belong to."""

    engine: Engine
    loop: asyncio.AbstractEventLoop

    def search(self, query: Query) -> Answer:
        return self.loop.run_until_complete(self.engine.search(query))


async def _local_mode(encoder: HashEncoder) -> Index:
    client = AsyncQdrantClient(":memory:")
    layout = creation(ServerOptions(url=":memory:"), dimension=encoder.fingerprint.dimension)
    await client.create_collection(
        "products",
        vectors_config=layout["vectors_config"],
        sparse_vectors_config=layout["sparse_vectors_config"],
    )
    index = ServerIndex(Calls(client, breaker=Breaker(), timeout_s=30.0), "products")
    await index.upsert(records(encoder))
    return index


@pytest.fixture(scope="module", params=["embedded", "server"])
def opened(request: pytest.FixtureRequest, indexed: Path) -> Iterator[Opened]:
    """The sixty products, calibrated, embedded and through the server's code path."""
    encoder, loop = CalibratedEncoder(), asyncio.new_event_loop()
    folder = next((indexed / "generations").iterdir())
    index: Index = (
        EmbeddedIndex.open(folder / "shard")
        if request.param == "embedded"
        else loop.run_until_complete(_local_mode(encoder))
    )
    engine = Engine(
        encoder=encoder,
        index=index,
        manifest=Manifest.read(folder),
        gallery=Gallery(gallery_path(indexed)),
        words={"red": 20, "dress": 59, "number": 59},
    )
    yield Opened(engine, loop)
    loop.run_until_complete(engine.close())
    loop.close()


VALUES = st.one_of(
    st.sampled_from(["Red", "Blue", "Women", "Men", "Acme", "summer", "old", "nobody"]),
    st.integers(2009, 2014),
    st.floats(0, 160, allow_nan=False),
    st.booleans(),
)
OPERATORS = st.one_of(
    VALUES,
    st.lists(VALUES, min_size=1, max_size=3),
    st.fixed_dictionaries({"not": st.one_of(VALUES, st.lists(VALUES, min_size=1, max_size=2))}),
    st.fixed_dictionaries({"exists": st.booleans()}),
    st.dictionaries(st.sampled_from(["gte", "gt", "lte", "lt"]), st.floats(0, 2014), min_size=1),
    st.fixed_dictionaries({"not": VALUES, "gte": st.floats(0, 2014)}),
)
FIELDS = st.sampled_from([field.name for field in SCHEMA.fields])
FILTERS = st.dictionaries(FIELDS, OPERATORS, max_size=3)
IDS = st.lists(st.sampled_from([*PRODUCTS]), max_size=2, unique=True).map(tuple)
WORDS = st.sampled_from(
    [None, "red dress", "dress number 7", "blue", "men under 130", "zebra", "the of", "dres"]
)
QUERIES: dict[str, st.SearchStrategy[Any]] = {
    "text": WORDS,
    "image": st.sampled_from([None, None, drawn(PRODUCTS["0"]), drawn(PRODUCTS["31"])]),
    "not_text": st.sampled_from([None, None, "green"]),
    "like": IDS,
    "dislike": IDS,
    "weights": st.builds(Weights, *[st.sampled_from([0.0, 1.0, 3.0])] * 3),
    "min_match": st.sampled_from([0.0, 0.0, 0.2, 0.6, 1.0]),
    "sort": st.sampled_from(["relevance", "relevance", "price", "-year", "newest", "colour"]),
    "diversity": st.sampled_from([0.0, 0.0, 0.5, 1.0]),
    "mode": st.sampled_from(["auto", "auto", "dense", "lexical", "hybrid"]),
    "facets": st.lists(FIELDS, max_size=3, unique=True).map(tuple),
    "group_by": st.sampled_from([None, None, "look", "colour", "tags", "weight"]),
    "understand": st.booleans(),
    "explain": st.booleans(),
}


def answered(opened: Opened, raw: dict[str, Any], asked: dict[str, Any]) -> Answer | None:
    """Search; `None` when it was refused, which must name a field and a reason."""
    try:
        return opened.search(Query(filters=parse_filters(raw), limit=60, **asked))
    except BadQueryError as error:
        refused = error
    assert refused.field
    assert str(refused)
    return None


@QUICK
@given(raw=FILTERS, asked=st.fixed_dictionaries({}, optional=QUERIES))
def test_any_combination_is_answered_or_refused_and_filters_never_leak(
    opened: Opened, raw: dict[str, Any], asked: dict[str, Any]
) -> None:
    answer = answered(opened, raw, asked)
    if answer is None:
        return
    allowed = to_qdrant_filter(parse_filters(raw), SCHEMA)
    left_out = {*asked.get("like", ()), *asked.get("dislike", ())}
    for hit in answer.hits:
        for product in (hit.product, *hit.variants):
            assert passes(allowed, to_payload(PRODUCTS[product.id]))
            assert product.id not in left_out
        if asked.get("min_match") and hit.match is not None:
            assert hit.match >= asked["min_match"] - 1e-4
    shown = [one.id for hit in answer.hits for one in (hit.product, *hit.variants)]
    assert len(shown) == len(set(shown))
    assert len(answer.hits) == min(answer.total, 60)
    assert set(answer.facets) == set(asked.get("facets", ()))


@settings(QUICK, max_examples=25)
@given(
    raw=FILTERS,
    asked=st.fixed_dictionaries({}, optional=QUERIES | {"facets": st.just(())}),
    limit=st.integers(7, 25),
)
def test_pages_to_the_end_have_each_hit_once(
    opened: Opened, raw: dict[str, Any], asked: dict[str, Any], limit: int
) -> None:
    whole = answered(opened, raw, asked)
    if whole is None:
        return
    query = Query(filters=parse_filters(raw), limit=limit, **asked)
    seen = []
    for offset in range(0, whole.total + limit, limit):
        page = opened.search(replace(query, offset=offset))
        assert page.total == whole.total
        seen += [hit.product.id for hit in page.hits]
    assert len(seen) == len(set(seen)) == whole.total
    assert seen == [hit.product.id for hit in whole.hits]
