from fastapi.testclient import TestClient

from service.engine.encoder.hashed import HashEncoder
from service.version import VERSION
from tests.service.api.catalogue import SCHEMA


def test_a_running_service_is_alive_and_ready(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready", "generation": "gen-000001"}


def test_info_says_what_is_running(client: TestClient) -> None:
    info = client.get("/v1/info").json()
    assert info["version"] == VERSION
    assert info["model"]["digest"] == HashEncoder().fingerprint.digest
    assert info["generation"] == "gen-000001"
    assert info["created"] == "2026-01-01T00:00:00+00:00"
    assert info["products"] == 60
    assert info["with_picture"] == 59
    assert info["fields"] == SCHEMA.to_json()
    assert info["modes"] == ["auto", "dense", "lexical", "hybrid"]
    assert info["limits"]["limit"] == 200


def test_the_entrance_points_to_the_reference(client: TestClient) -> None:
    assert client.get("/").json()["docs"] == "/docs"


def test_the_reference_page_loads_nothing_from_outside(client: TestClient) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    assert "/v1/products/{product_id}/similar" in page.text
    assert "<script" not in page.text
    assert "src=" not in page.text
    assert "http" not in page.text.replace("https://...", "")
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_a_refused_method_is_told_all_that_the_path_takes(client: TestClient) -> None:
    allowed = client.delete("/v1/search").headers["allow"]
    assert set(allowed.split(", ")) == {"GET", "POST"}
    assert client.post("/healthz").headers["allow"] == "GET"
