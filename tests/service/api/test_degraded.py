"""The service while its index does not answer."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.api.app import create_app
from service.engine.encoder.hashed import HashEncoder
from service.engine.engine import Engine
from service.engine.gallery import Gallery
from service.engine.index.embedded import EmbeddedIndex
from service.engine.index.generations import gallery_path
from service.engine.index.manifest import Manifest
from service.settings import Settings
from tests.service.engine.outage import Outage

from .catalogue import build_generation


class Line:
    """Opens an engine whose index can be cut off."""

    def __init__(self, data: Path) -> None:
        self.index: Outage
        self.engine: Engine
        self._data = data

    def open(self) -> Engine:
        folder = self._data / "generations" / "gen-000001"
        self.index = Outage(EmbeddedIndex.open(folder / "shard"))
        self.engine = Engine(
            encoder=HashEncoder(),
            index=self.index,
            manifest=Manifest.read(folder),
            gallery=Gallery(gallery_path(self._data)),
            words={},
        )
        return self.engine


@pytest.fixture(scope="module")
def away(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = tmp_path_factory.mktemp("away")
    build_generation(data)
    line = Line(data)
    with TestClient(create_app(line.open, settings=Settings(data=data))) as client:
        until = time.monotonic() + 30.0
        while not line.engine._last_known.ready and time.monotonic() < until:
            time.sleep(0.05)
        line.index.cut = True
        yield client
        line.index.cut = False


def test_words_are_answered_with_filters_and_it_is_said(away: TestClient) -> None:
    body = {"text": "red dress", "filters": {"gender": "Women"}, "facets": ["gender"]}
    answer = away.post("/v1/search", json=body)
    assert answer.status_code == 200
    found = answer.json()
    assert found["degraded"] is True
    assert found["mode"] == "lexical"
    assert found["hits"]
    assert {hit["product"]["attributes"]["gender"] for hit in found["hits"]} == {"Women"}
    assert {count["value"] for count in found["facets"]["gender"]} == {"Women", "Men"}
    assert "does not answer" in found["warnings"][0]


def test_what_needs_vectors_is_to_be_asked_again_later(away: TestClient) -> None:
    answer = away.post("/v1/search", json={"like": ["10003"]})
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Content-Type"].startswith("application/problem+json")


def test_a_product_is_still_shown(away: TestClient) -> None:
    assert away.get("/v1/products/10003").json()["id"] == "10003"
