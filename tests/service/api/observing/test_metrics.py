"""What Prometheus is told."""

import asyncio
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient
from PIL.Image import Image
from prometheus_client.parser import text_string_to_metric_families

from service.api.app import create_app
from service.engine.encoder import Vectors
from service.engine.encoder.batching import BatchingEncoder
from service.engine.encoder.hashed import HashEncoder
from service.engine.opening import open_engine
from service.engine.probing import Probed
from service.settings import Settings
from tests.service.api.catalogue import build_generation, drawing

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[TestClient]:
    build_generation(tmp_path)
    encoder = BatchingEncoder(HashEncoder())
    app = create_app(
        partial(open_engine, tmp_path, encoder),
        settings=Settings(data=tmp_path, probe_s=0.05),
        encoder=encoder,
    )
    with TestClient(app, raise_server_exceptions=False) as running:
        yield running


def samples(client: TestClient) -> Samples:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def value(found: Samples, name: str, **labels: str) -> float:
    return found[name, frozenset(labels.items())]


def test_searches_are_counted_by_route_stage_batch_and_cache(watched: TestClient) -> None:
    before = samples(watched)
    for text in ("green bag", "green bag", "blue shirt"):
        assert watched.get("/v1/search", params={"q": text, "mode": "dense"}).status_code == 200
    watched.post("/v1/search/upload", files={"image": drawing(3)})
    watched.get("/v1/products/10003/image")
    watched.get("/nowhere/secret")
    after = samples(watched)

    def more(name: str, **labels: str) -> float:
        return value(after, name, **labels) - before.get((name, frozenset(labels.items())), 0)

    count = partial(more, "modiste_request_seconds_count", method="GET")
    assert count(route="/v1/search", status="200") == 3
    assert count(route="/v1/products/{product_id}/image", status="200") == 1
    assert more("modiste_request_seconds_count", method="other", route="other", status="404") == 1
    assert more("modiste_stage_seconds_count", stage="total") == 4
    assert more("modiste_stage_seconds_count", stage="decode") == 1
    assert more("modiste_text_cache_total", result="hit") == 1
    assert more("modiste_text_cache_total", result="miss") == 2
    assert more("modiste_encoder_batch_size_count", kind="image") >= 1
    assert value(after, "modiste_encoder_queue_depth", kind="text") == 0
    assert value(after, "modiste_index_products") == 60
    assert value(after, "modiste_generation_age_seconds") > 0
    assert not any("secret" in str(key) for key in after)


def test_the_probes_find_a_sound_index_sound(watched: TestClient) -> None:
    found: Samples = {}
    for _ in range(200):
        found = samples(watched)
        if value(found, "modiste_probe_timestamp_seconds"):
            break
        watched.portal.call(asyncio.sleep, 0.05)  # type: ignore[union-attr]
    assert value(found, "modiste_canary_self_match") == 1.0
    assert value(found, "modiste_probe_recall") == 1.0


def test_the_canary_sees_a_model_that_is_not_the_indexes(tmp_path: Path) -> None:
    class Drifted(HashEncoder):
        def embed_images(self, images: Sequence[Image]) -> Vectors:
            return -super().embed_images(images)

    build_generation(tmp_path)
    engine = open_engine(tmp_path, Drifted())

    async def probe() -> Probed:
        found = await engine.prober.probe(np.random.default_rng(1))
        await engine.close()
        return found

    found = asyncio.run(probe())
    assert found.self_match == 0.0
    assert found.recall == 1.0


def test_metrics_are_there_before_a_catalogue_is(tmp_path: Path) -> None:
    with TestClient(
        create_app(partial(open_engine, tmp_path, HashEncoder()), settings=Settings(data=tmp_path))
    ) as client:
        assert client.get("/readyz").status_code == 503
        found = samples(client)
    assert value(found, "modiste_refused_total", status="503") == 1
