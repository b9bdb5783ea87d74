"""Ingest and service as processes of their own, with the index behind HTTP: killed, and back."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from tests.stand_in.qdrant import StandIn

REPOSITORY = Path(__file__).parents[2]
CATALOGUE = REPOSITORY / "ingest" / "sample" / "catalogue"
KEY = "the-servers-key"
START_S = 180.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Qdrant:
    """The stand-in on a port, which can go away and come back with all it had."""

    def __init__(self) -> None:
        self.stand_in = StandIn(key=KEY)
        self.port = free_port()
        self.start()

    def start(self) -> None:
        config = uvicorn.Config(
            self.stand_in.app, host="127.0.0.1", port=self.port, log_level="error"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        within_seconds(lambda: self._server.started)

    def stop(self) -> None:
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(timeout=30)


def within_seconds(true: Callable[[], Any], *, timeout_s: float = 60.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def qdrant() -> Iterator[Qdrant]:
    running = Qdrant()
    yield running
    running.stop()


def environment(qdrant: Qdrant, data: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MODISTE_")}
    return kept | {
        "HF_HUB_OFFLINE": "1",
        "PYTHONPATH": str(REPOSITORY),
        "MODISTE_DATA": str(data),
        "MODISTE_QDRANT_URL": f"http://127.0.0.1:{qdrant.port}",
        "MODISTE_QDRANT_KEY": KEY,
        "MODISTE_QDRANT_TIMEOUT_S": "2",
        **more,
    }


def run(module: str, *arguments: str, env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", module, *arguments],
        capture_output=True,
        text=True,
        timeout=START_S,
        env=env,
        cwd=REPOSITORY,
        check=False,
    )


@pytest.fixture(scope="module")
def ingested(qdrant: Qdrant, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    done = run("ingest", str(CATALOGUE), "--limit", "24", env=environment(qdrant, data))
    assert done.returncode == 0, done.stderr
    assert "gen-000001" in done.stdout
    assert not (data / "generations").exists(), "the index is on the server"
    return data


@pytest.fixture(scope="module")
def shop(qdrant: Qdrant, ingested: Path) -> Iterator[httpx.Client]:
    port = str(free_port())
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "service", "--port", port],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment(qdrant, ingested),
        cwd=REPOSITORY,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        with httpx.Client(base_url=url, timeout=60.0, trust_env=False) as client:
            within_seconds(lambda: ready(client), timeout_s=START_S)
            yield client
    finally:
        process.terminate()
        process.wait(30)


def ready(client: httpx.Client) -> bool:
    try:
        return client.get("/readyz").status_code == 200
    except httpx.TransportError:
        return False


def test_a_wrong_key_is_said_to_be_wrong_and_never_shown(qdrant: Qdrant, tmp_path: Path) -> None:
    env = environment(qdrant, tmp_path, MODISTE_QDRANT_KEY="not-the-key")
    done = run("ingest", str(CATALOGUE), "--limit", "1", env=env)
    assert done.returncode == 1
    assert "MODISTE_QDRANT_KEY" in done.stderr
    assert "not-the-key" not in done.stderr + done.stdout


def test_a_service_answers_from_the_server(shop: httpx.Client) -> None:
    answer = shop.get("/v1/search", params={"q": "red", "limit": 5}).raise_for_status().json()
    assert answer["total"] == 24
    hit = answer["hits"][0]
    assert shop.get(hit["image_url"]).headers["content-type"].startswith("image/")
    assert shop.get("/v1/info").json()["products"] == 24
    assert shop.get("/v1/facets").json()["facets"]


def test_a_server_that_goes_away_costs_little_and_comes_back_by_itself(
    shop: httpx.Client, qdrant: Qdrant
) -> None:
    seconds: list[float] = []

    def asks() -> int:
        started = time.perf_counter()
        response = shop.get("/v1/products/none-of-these")
        seconds.append(time.perf_counter() - started)
        return response.status_code

    assert asks() == 404
    qdrant.stop()
    statuses = [asks() for _ in range(40)]
    assert set(statuses) == {503}
    assert sorted(seconds)[len(seconds) // 2] < 0.5, "an open breaker answers at once"
    qdrant.start()
    within_seconds(lambda: asks() == 404)
    answer = shop.get("/v1/search", params={"q": "red"}).raise_for_status().json()
    assert answer["degraded"] is False
