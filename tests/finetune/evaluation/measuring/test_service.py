from collections.abc import Callable

import httpx
import pytest

from finetune.evaluation.errors import EvaluationError
from finetune.evaluation.measuring import service as module
from finetune.evaluation.measuring.service import ATTEMPTS, Service

INFO = {
    "model": {"name": "m", "digest": "d" * 64},
    "generation": "gen-000001",
    "products": 3,
}


def service(handler: Callable[[httpx.Request], httpx.Response]) -> Service:
    return Service("http://shop.test/", transport=httpx.MockTransport(handler))


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_WAIT_S", 0.0)


def test_a_service_says_what_is_running() -> None:
    found = service(lambda _: httpx.Response(200, json=INFO)).describe()
    assert (found.url, found.model, found.generation) == ("http://shop.test", "m", "gen-000001")


def test_a_busy_service_is_asked_again() -> None:
    answers = [httpx.Response(503, headers={"Retry-After": "0"}), httpx.Response(429)]

    def handler(request: httpx.Request) -> httpx.Response:
        assert request.url.path == "/v1/search"
        return answers.pop() if answers else httpx.Response(200, json={"hits": [{"id": "7"}]})

    assert service(handler).search({"text": "red"}) == ["7"]


def test_a_connection_that_breaks_is_tried_a_few_times_and_then_told() -> None:
    tried = []

    def handler(request: httpx.Request) -> httpx.Response:
        tried.append(request)
        raise httpx.ConnectError("refused", request=request)

    with pytest.raises(EvaluationError, match=r"cannot be reached \(refused\)"):
        service(handler).describe()
    assert len(tried) == ATTEMPTS


def test_a_refused_query_is_told_with_the_services_own_words() -> None:
    problem = httpx.Response(422, json={"detail": "text: the text is empty"})
    with pytest.raises(EvaluationError, match=r"status 422 .*text: the text is empty"):
        service(lambda _: problem).search({"text": ""})


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(200, text="<html>a login page</html>"),
        httpx.Response(200, json={"status": "ok"}),
        httpx.Response(200, json=[1]),
        httpx.Response(404, text="nothing here"),
    ],
)
def test_what_is_no_search_service_is_told_so(response: httpx.Response) -> None:
    with pytest.raises(EvaluationError, match=r"--via http://shop\.test"):
        service(lambda _: response).describe()


@pytest.mark.parametrize("url", ["shop.test", "ftp://shop.test", "http://[", "http://a:b:c"])
def test_an_address_that_is_none_is_an_error_at_once(url: str) -> None:
    with pytest.raises(EvaluationError, match="--via"):
        Service(url).describe()
