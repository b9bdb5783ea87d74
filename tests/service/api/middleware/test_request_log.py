from collections.abc import Iterator, Sequence

import pytest
from fastapi.testclient import TestClient
from structlog.testing import capture_logs

from service.engine.encoder import Vectors
from service.engine.encoder.hashed import HashEncoder
from tests.service.api.catalogue import app_over, build_generation


class BrokenEncoder(HashEncoder):
    """An encoder that fails on words, with something in its message that nobody should see."""

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        raise RuntimeError(f"/srv/secret/model.bin cannot embed {texts}")


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a service whose encoder fails."""
    folder = tmp_path_factory.mktemp("broken")
    build_generation(folder, kept=8)
    app = app_over(folder, encoder=BrokenEncoder())
    with TestClient(app, raise_server_exceptions=False) as running:
        yield running


@pytest.mark.parametrize(
    "path", ["/healthz", "/v1/info", "/v1/products/10003/image", "/v1/search?q=", "/nowhere"]
)
def test_every_answer_carries_safe_headers_and_an_id(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert len(headers["x-request-id"]) == 32
    assert "access-control-allow-origin" not in headers


def test_a_callers_request_id_is_kept(client: TestClient) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": "order-7.a_B"})
    assert answer.headers["x-request-id"] == "order-7.a_B"


@pytest.mark.parametrize("given", ["", "a b", "<script>", "x" * 65, "a\tb"])
def test_a_request_id_that_could_do_harm_is_replaced(client: TestClient, given: str) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": given})
    assert answer.headers["x-request-id"] != given
    assert len(answer.headers["x-request-id"]) == 32


def test_the_log_has_the_request_but_not_what_was_searched(client: TestClient) -> None:
    with capture_logs() as logs:
        client.get("/v1/search?q=engagement+ring&gender=Women")
        client.post("/v1/search", json={"text": "engagement ring"})
    assert [(line["event"], line["status"]) for line in logs] == [("request", 200)] * 2
    assert logs[0]["query_chars"] == len("q=engagement+ring&gender=Women")
    assert logs[0]["path"] == "/v1/search"
    assert logs[0]["ms"] > 0
    assert "engagement" not in str(logs)


def test_an_unforeseen_error_is_a_500_that_tells_nothing_and_is_logged(broken: TestClient) -> None:
    with capture_logs() as logs:
        answer = broken.get("/v1/search?q=red", headers={"X-Request-ID": "r-1"})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"] == "r-1"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.json()["detail"] == "an error inside the service; its log names it by r-1"
    assert "secret" not in answer.text
    failed = next(line for line in logs if line["event"] == "request_failed")
    assert failed["request_id"] == "r-1"
    assert failed["exc_info"]


def test_after_a_500_the_service_goes_on(broken: TestClient) -> None:
    assert broken.get("/v1/search?q=red").status_code == 500
    assert broken.get("/v1/search?q=red&mode=lexical").status_code == 200
