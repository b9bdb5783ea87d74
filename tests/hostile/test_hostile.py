"""Whatever is sent, the service answers in time, within its memory, and goes on."""

import base64
import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from service.api import listening
from tests.hostile.mutating import mutants, pixel_bomb, text_bomb
from tests.hostile.serving import service_in

# Also on a machine that does much else at the time.
PATIENCE_S = 30.0


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, str]]:
    patient, listening.HEADER_TIMEOUT_S = listening.HEADER_TIMEOUT_S, 1.0  # type: ignore[misc]
    with service_in(tmp_path_factory.mktemp("hostile"), request_timeout_s=20.0) as running:
        yield running
    listening.HEADER_TIMEOUT_S = patient  # type: ignore[misc]


@pytest.fixture
def client(attacked: tuple[int, str]) -> Iterator[httpx.Client]:
    port, key = attacked
    with httpx.Client(
        base_url=f"http://127.0.0.1:{port}",
        headers={"X-API-Key": key},
        timeout=PATIENCE_S,
        trust_env=False,
    ) as running:
        yield running


def memory_mb() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6


def still_answers(client: httpx.Client) -> None:
    found = client.get("/v1/search", params={"q": f"red dress {time.monotonic()}"})
    assert found.status_code == 200
    assert found.json()["hits"]


def send_mutants(client: httpx.Client, count: int, *, seed: int) -> dict[int, int]:
    statuses: dict[int, int] = {}
    for done, data in mutants(count, seed=seed):
        began = time.monotonic()
        answer = client.post("/v1/search/upload", files={"image": ("picture", data)})
        assert answer.status_code in (200, 413, 422), f"{done}: {answer.status_code} {answer.text}"
        assert time.monotonic() - began < PATIENCE_S, done
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
    return statuses


def test_mutated_pictures_are_shown_or_refused(client: httpx.Client) -> None:
    statuses = send_mutants(client, 150, seed=1)
    assert statuses[200] > 10
    assert statuses[422] > 10


@pytest.mark.slow
def test_thousands_of_mutated_pictures_leave_nothing_behind(client: httpx.Client) -> None:
    send_mutants(client, 300, seed=2)
    before = memory_mb()
    send_mutants(client, 2_000, seed=3)
    assert memory_mb() - before < 80


@pytest.mark.parametrize(
    ("bomb", "status"),
    [
        (pixel_bomb(16_000, 16_000), 422),
        (pixel_bomb(60_000, 60_000 // 100), 422),
        (text_bomb(200), 422),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 1_000_000, 422),
        (b"GIF89a\xff\xff\xff\xff" + b"\0" * 100, 422),
    ],
    ids=["pixels", "side", "comment", "nothing", "canvas"],
)
def test_a_picture_that_unpacks_to_very_much_is_refused(
    client: httpx.Client, bomb: bytes, status: int
) -> None:
    before, began = memory_mb(), time.monotonic()
    upload = client.post("/v1/search/upload", files={"image": ("bomb.png", bomb)})
    body = client.post("/v1/search", json={"image": base64.b64encode(bomb).decode()})
    assert (upload.status_code, body.status_code) == (status, status)
    assert time.monotonic() - began < PATIENCE_S
    assert memory_mb() - before < 300
    still_answers(client)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"[" * 1_000_000, 400),
        (b'{"filters":' + b'{"a":' * 200_000 + b"1" + b"}" * 200_001, 400),
        (json.dumps({"filters": {"gender": ["x"] * 1_000_000}}).encode(), 400),
        (json.dumps({"filters": {f"f{n}": 1 for n in range(90_000)}}).encode(), 422),
        (json.dumps({"like": ["x"] * 90_000}).encode(), 422),
        (json.dumps({"text": "x" * 10_000_000}).encode(), 422),
        (b'{"limit": ' + b"9" * 1_000_000 + b"}", 400),
        (b'{"text": "a"' + b', "text": "b"' * 100_000 + b"}", 200),
    ],
    ids=["deep", "nested", "values", "fields", "ids", "text", "digits", "repeated"],
)
def test_json_that_is_too_much_of_anything_is_refused_while_others_are_served(
    client: httpx.Client, body: bytes, status: int
) -> None:
    began = time.monotonic()
    answer = client.post("/v1/search", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == status, answer.text[:300]
    assert len(answer.content) < 100_000
    assert time.monotonic() - began < PATIENCE_S
    still_answers(client)


def sent(port: int, data: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
    with suppress(OSError):  # it may be refused before all of it is sent
        connection.sendall(data)
    return connection


def test_slow_and_silent_connections_do_not_keep_others_out(
    attacked: tuple[int, str], client: httpx.Client
) -> None:
    port, key = attacked
    half = f"POST /v1/search HTTP/1.1\r\nHost: x\r\nX-API-Key: {key}\r\nContent-Length: 9\r\n"
    slow = [sent(port, b"") for _ in range(60)]
    slow += [sent(port, half.encode()) for _ in range(60)]
    slow += [
        sent(port, f"{half}Content-Type: application/json\r\n\r\n{{".encode()) for _ in range(60)
    ]
    for _ in range(5):
        still_answers(client)
    # Those that never said what they want are closed first.
    deadline = time.monotonic() + PATIENCE_S
    for connection in slow[:120]:
        connection.settimeout(max(0.1, deadline - time.monotonic()))
        with suppress(ConnectionError):
            assert connection.recv(1) == b""
    for connection in slow:
        connection.close()
    still_answers(client)


def test_floods_of_headers_are_cut_off(attacked: tuple[int, str], client: httpx.Client) -> None:
    port, _ = attacked
    floods = (
        b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"y" * 90) for n in range(20_000)),
        b"GET /?" + b"x" * 5_000_000,
        b"GET / HTTP/1.1\r\nX: " + b"y" * 5_000_000,
    )
    for flood in floods:
        connection = sent(port, flood)
        with suppress(ConnectionError):
            answer = connection.recv(100)
            assert not answer or answer.startswith(b"HTTP/1.1 400")
        connection.close()
    still_answers(client)


def test_many_large_bodies_at_once_are_bounded_together(tmp_path: Path) -> None:
    with service_in(tmp_path, max_bodies_bytes=4_000_000, request_timeout_s=20.0) as (port, key):
        statuses: list[int] = []
        waiting = threading.Barrier(6)

        def send(_: int) -> None:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
            headers: dict[str, Any] = {
                "X-API-Key": key,
                "Content-Type": "application/json",
                "Content-Length": "2000000",
            }
            connection.putrequest("POST", "/v1/search")
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            with suppress(OSError):
                connection.send(b" " * 1_500_000)
                waiting.wait(PATIENCE_S)
                connection.send(b" " * 500_000)
            with suppress(OSError, http.client.HTTPException):
                statuses.append(connection.getresponse().status)

        threads = [threading.Thread(target=send, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE_S)
        assert 503 in statuses
        assert set(statuses) <= {400, 503}
        after = httpx.post(
            f"http://127.0.0.1:{port}/v1/search",
            json={"text": "red"},
            headers={"X-API-Key": key},
            trust_env=False,
            timeout=PATIENCE_S,
        )
        assert after.status_code == 200
