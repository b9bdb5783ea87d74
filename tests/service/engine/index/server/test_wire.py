"""What is sent, to the letter: a server has to understand it."""

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from qdrant_client import models

from service.engine.index import IndexQuery, Leg, Record
from service.engine.index.home import Storage
from service.engine.index.server import ServerHome, ServerIndex, ServerOptions, connect
from service.engine.index.server.breaker import Breaker
from service.engine.index.server.calls import Calls
from service.engine.lexicon import TermWeights
from service.engine.schema import Field, Schema
from tests.contracts.catalogue import DIMENSION, manifest, record
from tests.stand_in.qdrant import StandIn

E1 = np.asarray([1, 0], dtype=np.float32)
TERMS = TermWeights((5, 9), (1.0, 0.5))
RED = models.Filter(
    must=[models.FieldCondition(key="attributes.colour", match=models.MatchAny(any=["Red"]))]
)
RED_JSON = {"must": [{"key": "attributes.colour", "match": {"any": ["Red"]}}]}
POINT = "0b5c1f0e-0000-5000-8000-000000000001"


class Recorder:
    """Remembers (method, path and query, body) and answers with one result."""

    def __init__(self, result: Any) -> None:
        self.result = result
        self.sent: list[tuple[str, str, Any]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content) if request.content else None
        self.sent.append((request.method, request.url.raw_path.decode(), body))
        return httpx.Response(200, json={"result": self.result, "status": "ok", "time": 0.0})


def sent(result: Any, call: Any, **options: Any) -> list[tuple[str, str, Any]]:
    recorder = Recorder(result)

    async def ask() -> None:
        client = connect(
            ServerOptions(url="http://q:6333"), transport=httpx.MockTransport(recorder)
        )
        calls = Calls(client, breaker=Breaker(), timeout_s=5.0)
        index = ServerIndex(calls, "modiste-gen-000001", **options)
        await call(index)
        await index.close()

    asyncio.run(ask())
    return recorder.sent


def test_a_hybrid_search_is_one_request() -> None:
    query = IndexQuery((Leg(E1), Leg(TERMS), Leg(E1, 0.5, RED)), RED, 200)
    [(method, path, body)] = sent([{"points": []}] * 3, lambda index: index.search(query))
    assert (method, path) == (
        "POST",
        "/collections/modiste-gen-000001/points/query/batch?timeout=5",
    )
    dense = {
        "query": {"nearest": [1.0, 0.0]},
        "using": "dense",
        "filter": RED_JSON,
        "params": {
            "hnsw_ef": 1024,
            "acorn": {"enable": True, "max_selectivity": 0.6},
            "quantization": {"rescore": True, "oversampling": 2.0},
        },
        "limit": 200,
        "with_vector": False,
        "with_payload": False,
    }
    lexical = {
        "query": {"nearest": {"indices": [5, 9], "values": [1.0, 0.5]}},
        "using": "bm25",
        "filter": RED_JSON,
        "limit": 200,
        "with_vector": False,
        "with_payload": False,
    }
    both = {"must": [RED_JSON, RED_JSON]}
    assert cleaned(body) == {"searches": [dense, lexical, dense | {"filter": both}]}


def test_an_exact_search_and_one_without_a_filter() -> None:
    exact = IndexQuery((Leg(E1),), None, 10, exact=True)
    [(_, _, body)] = sent([{"points": []}], lambda index: index.search(exact))
    assert cleaned(body)["searches"][0]["params"]["exact"] is True
    plain = IndexQuery((Leg(E1),), None, 10)
    [(_, _, body)] = sent([{"points": []}], lambda i: i.search(plain), oversampling=4.0)
    search = cleaned(body)["searches"][0]
    assert "filter" not in search
    assert "acorn" not in search["params"]
    assert search["params"]["quantization"]["oversampling"] == 4.0


def test_counting_facets_and_orders() -> None:
    [(method, path, body)] = sent({"count": 3}, lambda index: index.count(RED))
    assert (method, path) == ("POST", "/collections/modiste-gen-000001/points/count?timeout=5")
    assert cleaned(body) == {"filter": RED_JSON, "exact": True}
    [(method, path, body)] = sent(
        {"hits": [{"value": "a", "count": 1}, {"value": "b", "count": 2}]},
        lambda index: index.facet("brand", None, limit=7),
    )
    assert (method, path) == ("POST", "/collections/modiste-gen-000001/facet?timeout=5")
    assert cleaned(body) == {"key": "brand", "limit": 7, "exact": True}
    query = IndexQuery((), RED, 50, order_by=("price", True))
    [(method, path, body)] = sent({"points": []}, lambda index: index.search(query))
    assert (method, path) == ("POST", "/collections/modiste-gen-000001/points/scroll?timeout=5")
    assert cleaned(body) == {
        "filter": RED_JSON,
        "limit": 50,
        "order_by": {"key": "price", "direction": "desc"},
        "with_payload": False,
        "with_vector": False,
    }


def test_live_changes_wait_until_they_are_durable() -> None:
    done = {"operation_id": 1, "status": "completed"}
    one = Record(POINT, {"id": "a"}, E1, TERMS)
    [(method, path, body)] = sent(done, lambda index: index.upsert([one]))
    assert (method, path) == ("PUT", "/collections/modiste-gen-000001/points?wait=true")
    vector = {"dense": [1.0, 0.0], "bm25": {"indices": [5, 9], "values": [1.0, 0.5]}}
    assert cleaned(body) == {"points": [{"id": POINT, "vector": vector, "payload": {"id": "a"}}]}
    [(method, path, body)] = sent(done, lambda index: index.delete([POINT]))
    assert (method, path) == ("POST", "/collections/modiste-gen-000001/points/delete?wait=true")
    assert cleaned(body) == {"points": [POINT]}


@pytest.mark.parametrize("grown", [False, True])
def test_a_collection_is_laid_out_as_the_settings_say(tmp_path: Path, *, grown: bool) -> None:
    stand_in = StandIn()
    options = ServerOptions(
        url="http://q:6333",
        shards=4 if grown else 1,
        replicas=3 if grown else 1,
        write_consistency=2 if grown else 1,
        storage=Storage(int8=grown, on_disk=grown),
    )
    home = ServerHome(
        options,
        work=tmp_path,
        connector=lambda: connect(options, transport=httpx.ASGITransport(stand_in.app)),
        poll_s=0.01,
    )
    name = home.begin()
    writer = home.create(name, dimension=DIMENSION)
    writer.write([record(1)])
    writer.finish(Schema((Field("colour", "keyword", facet=True), Field("year", "integer"))))
    home.make_live(name)
    home.close()
    body = dict(stand_in.created["modiste-gen-000001"])
    assert body.pop("metadata")["building"]["process"] > 0
    int8 = {"scalar": {"type": "int8", "quantile": 0.99, "always_ram": True}}
    dense = {"size": DIMENSION, "distance": "Cosine", "on_disk": grown}
    assert cleaned(body) == {
        "vectors": {"dense": dense | ({"quantization_config": int8} if grown else {})},
        "sparse_vectors": {"bm25": {"index": {"on_disk": grown}, "modifier": "idf"}},
        "shard_number": 4 if grown else 1,
        "replication_factor": 3 if grown else 1,
        "write_consistency_factor": 2 if grown else 1,
        "on_disk_payload": grown,
        "hnsw_config": {"full_scan_threshold": 1250, "on_disk": grown},
        "optimizers_config": {"indexing_threshold": 0},
    }
    order = [(method, path) for method, path, _ in stand_in.seen if method in ("PUT", "PATCH")]
    one = "/collections/modiste-gen-000001"
    assert order[0] == ("PUT", one)
    assert order[1] == ("PUT", one + "/points")
    # Payload indexes before the graph, which gets edges inside each indexed value.
    assert set(order[2:-1]) == {("PUT", one + "/index")}
    assert order[-1] == ("PATCH", one)
    indexes = {b["field_name"]: b["field_schema"] for _, p, b in stand_in.seen if "/index" in p}
    assert indexes["attributes.colour"] == "keyword"
    assert indexes["attributes.year"] == "integer"
    [ready] = [body for method, _, body in stand_in.seen if method == "PATCH"]
    assert ready["optimizers_config"] == {"indexing_threshold": 10_000}
    assert ready["strict_mode_config"]["enabled"] is True
    assert ready["strict_mode_config"]["unindexed_filtering_retrieve"] is False
    assert ready["strict_mode_config"]["max_query_limit"] >= 10_200


def test_the_alias_is_swapped_in_one_request(tmp_path: Path) -> None:
    stand_in = StandIn()
    options = ServerOptions(url="http://q:6333")
    home = ServerHome(
        options,
        work=tmp_path,
        connector=lambda: connect(options, transport=httpx.ASGITransport(stand_in.app)),
    )
    for _ in range(2):
        name = home.begin()
        home.create(name, dimension=2)
        home.describe(name, manifest(name))
        home.make_live(name)
    home.close()
    swaps = [body for _, path, body in stand_in.seen if path == "/collections/aliases"]
    create = {"collection_name": "modiste-gen-000002", "alias_name": "modiste"}
    assert swaps[1] == {
        "actions": [
            {"delete_alias": {"alias_name": "modiste"}},
            {"create_alias": create},
        ]
    }


def cleaned(body: Any) -> Any:
    """Leave out what is null: a server reads it as absent."""
    if isinstance(body, dict):
        return {key: cleaned(value) for key, value in body.items() if value is not None}
    return [cleaned(value) for value in body] if isinstance(body, list) else body
