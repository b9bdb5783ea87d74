"""Calls over the wire: what a server or a network may do, and what becomes of it."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from service.engine.errors import GenerationError, IndexUnavailableError
from service.engine.index import IndexQuery, Leg
from service.engine.index.server import ServerIndex, ServerOptions, connect
from service.engine.index.server.breaker import Breaker
from service.engine.index.server.calls import SEARCHING, WRITING, Calls, Patience
from tests.contracts.catalogue import unit

COUNT = {"result": {"count": 7}, "status": "ok", "time": 0.0}
SECRET = "a-very-secret-key"  # noqa: S105 -- nobody's
IMPATIENT = Patience(attempts=1, first_wait_s=0.0, longest_wait_s=0.0, stubborn=False)
QUICK = Patience(attempts=4, first_wait_s=0.01, longest_wait_s=0.02, stubborn=True)
Answer = Callable[[httpx.Request], Any]


class Server:
    """Answers with a list of answers one after the other; the last one for ever."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[httpx.Request] = []

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, BaseException):
            raise answer
        if isinstance(answer, float):
            await asyncio.sleep(answer)
            return httpx.Response(200, json=COUNT)
        return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer)


def count(
    server: Server,
    *,
    patience: Patience = IMPATIENT,
    breaker: Breaker | None = None,
    timeout_s: float = 1.0,
) -> int:
    options = ServerOptions(url="https://qdrant.shop:6333", key=SECRET)

    async def ask() -> int:
        client = connect(options, transport=httpx.MockTransport(server))
        calls = Calls(client, breaker=breaker or Breaker(), patience=patience, timeout_s=timeout_s)
        index = ServerIndex(calls, "modiste-gen-000001")
        try:
            return await index.count(None)
        finally:
            await index.close()

    return asyncio.run(ask())


def status(code: int, headers: dict[str, str] | None = None) -> httpx.Response:
    body = {"status": {"error": f"secret detail of {SECRET}"}, "time": 0.0}
    return httpx.Response(code, json=body, headers=headers)


def test_the_key_goes_with_every_request() -> None:
    server = Server(COUNT)
    assert count(server) == 7
    assert server.asked[0].headers["api-key"] == SECRET
    assert server.asked[0].url.scheme == "https"
    assert SECRET not in repr(ServerOptions(url="https://q", key=SECRET))


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (status(500), "failed to answer"),
        (status(502), "failed to answer"),
        (status(503), "failed to answer"),
        (status(408), "failed to answer"),
        (status(429), "busy"),
        (status(429, {"Retry-After": "3"}), "busy"),
        (status(429, {"Retry-After": "Fri, 27 Nov 2026 00:00:00 GMT"}), "busy"),
        (httpx.ConnectError("refused"), "cannot be reached"),
        (httpx.ReadError("reset"), "cannot be reached"),
        (httpx.RemoteProtocolError("gone"), "cannot be reached"),
        (httpx.Response(200, text="<html>a gateway</html>"), "cannot be reached"),
        (2.0, "in time"),
    ],
)
def test_an_index_that_does_not_answer_is_said_to_be_unavailable(answer: Any, message: str) -> None:
    with pytest.raises(IndexUnavailableError, match=message) as raised:
        count(Server(answer), timeout_s=0.1)
    assert SECRET not in str(raised.value)
    assert "qdrant.shop" not in str(raised.value)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (401, "MODISTE_QDRANT_KEY"),
        (403, "MODISTE_QDRANT_KEY"),
        (404, "python -m ingest CATALOGUE"),
        (400, "refuses the request"),
    ],
)
def test_a_refusal_names_the_repair_and_is_not_tried_again(code: int, message: str) -> None:
    server = Server(status(code))
    with pytest.raises(GenerationError, match=message) as raised:
        count(server, patience=QUICK)
    assert len(server.asked) == 1
    assert SECRET not in str(raised.value)


def test_busy_says_when_to_come_back() -> None:
    with pytest.raises(IndexUnavailableError) as raised:
        count(Server(status(429, {"Retry-After": "3"})))
    assert raised.value.retry_after_s == 3.0


@pytest.mark.parametrize(
    "first", [status(503), status(429, {"Retry-After": "0"}), httpx.ConnectError("x"), 0.5]
)
def test_a_job_tries_again_until_it_works(first: Any) -> None:
    server = Server(first, first, COUNT)
    assert count(server, patience=QUICK, timeout_s=0.1) == 7
    assert len(server.asked) == 3


def test_a_job_gives_up_in_the_end() -> None:
    server = Server(status(503))
    with pytest.raises(IndexUnavailableError):
        count(server, patience=QUICK)
    assert len(server.asked) == 4


def test_waits_grow_and_follow_what_the_server_asks() -> None:
    from tenacity import Future, RetryCallState, Retrying

    calls = Calls(
        connect(ServerOptions(url="http://q")), breaker=Breaker(), patience=WRITING, timeout_s=1
    )

    def wait_s(attempt: int, error: Exception) -> float:
        state = RetryCallState(Retrying(), None, (), {})
        state.attempt_number = attempt
        state.outcome = Future(attempt)
        state.outcome.set_exception(error)
        return calls._wait_s(state)

    down = IndexUnavailableError("down")
    assert 0.5 <= wait_s(1, down) <= 1.0
    assert 2.0 <= wait_s(3, down) <= 2.5
    assert wait_s(9, down) <= 20.0
    assert wait_s(1, IndexUnavailableError("busy", retry_after_s=7.0)) == 7.0
    assert wait_s(1, IndexUnavailableError("busy", retry_after_s=3600.0)) == 20.0


def test_a_shopper_waits_for_one_time_out_and_no_more() -> None:
    server = Server(5.0)
    started = time.perf_counter()
    with pytest.raises(IndexUnavailableError):
        count(server, patience=SEARCHING, timeout_s=0.2)
    assert time.perf_counter() - started < 2.0
    assert len(server.asked) == 1


def test_a_connection_that_was_closed_while_idle_is_made_again() -> None:
    server = Server(httpx.RemoteProtocolError("server disconnected"), COUNT)
    assert count(server, patience=SEARCHING) == 7


def test_a_dead_index_costs_milliseconds_and_recovers_by_itself() -> None:
    now_s = [0.0]
    breaker = Breaker(failures=3, first_wait_s=1.0, clock=lambda: now_s[0])
    server = Server(status(503))
    for _ in range(3):
        with pytest.raises(IndexUnavailableError):
            count(server, breaker=breaker)
    assert breaker.state == "open"
    asked = len(server.asked)

    options = ServerOptions(url="http://q")

    async def many() -> float:
        client = connect(options, transport=httpx.MockTransport(server))
        index = ServerIndex(Calls(client, breaker=breaker, timeout_s=5.0), "c")
        seconds: list[float] = []
        for _ in range(101):
            started = time.perf_counter()
            with pytest.raises(IndexUnavailableError, match="in a moment"):
                await index.search(IndexQuery((Leg(unit(1)),), None, 5))
            seconds.append(time.perf_counter() - started)
        return sorted(seconds)[50]

    assert asyncio.run(many()) < 0.01
    assert len(server.asked) == asked, "nothing was sent"
    server.answers = [COUNT]
    now_s[0] += 1.01
    assert breaker.state == "half-open"
    assert count(server, breaker=breaker) == 7
    assert breaker.state == "closed"


@pytest.mark.parametrize("url", ["qdrant:6333", "ftp://qdrant", "http://", "not a url"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(GenerationError, match="MODISTE_QDRANT_URL"):
        connect(ServerOptions(url=url))
