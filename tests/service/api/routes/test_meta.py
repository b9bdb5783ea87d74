from dataclasses import replace
from pathlib import Path

from fastapi.testclient import TestClient

from service.api.models.about import Info, ModelQuality
from service.api.models.examples import INFO
from service.engine.encoder import Fingerprint
from service.engine.encoder.hashed import HashEncoder
from service.engine.encoder.model_folder import BUNDLED_FOLDER, read_manifest
from service.version import VERSION
from tests.service.api.catalogue import SCHEMA, app_over, build_generation


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


def test_a_model_without_numbers_and_a_generation_without_rejects_say_so(
    client: TestClient,
) -> None:
    info = client.get("/v1/info").json()
    assert info["model"]["quality"] is None
    assert info["rejected"] is None


class Measured(HashEncoder):
    """The deterministic encoder under the bundled model's digest."""

    @property
    def fingerprint(self) -> Fingerprint:
        digest = read_manifest(BUNDLED_FOLDER)["digest"]
        return replace(super().fingerprint, digest=digest)


def test_the_bundled_models_numbers_are_those_of_its_manifest(tmp_path: Path) -> None:
    build_generation(tmp_path, encoder=Measured())
    with TestClient(app_over(tmp_path, encoder=Measured())) as shop:
        quality = shop.get("/v1/info").json()["model"]["quality"]
    measured = read_manifest(BUNDLED_FOLDER)["quality"]
    assert quality == {name: measured[name] for name in ModelQuality.model_fields}


def test_the_documented_example_is_an_answer() -> None:
    assert Info.model_validate(INFO).model_dump() == INFO


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
