"""Faults with real processes: killed under load, a second service, a full disk."""

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.api.access.keys import new_key, write_keys
from service.engine.encoder.direct import load_serving_encoder
from tests.service.api.catalogue import build_generation
from tests.service.api.test_process import ENVIRONMENT, free_port, wait_for

ADMIN, ADMIN_KEY = new_key("stock", ("admin",))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder made with the bundled model, and a key."""
    folder = tmp_path_factory.mktemp("faults")
    build_generation(folder, encoder=load_serving_encoder())
    write_keys(folder / "keys.json", (ADMIN_KEY,))
    return folder


@contextmanager
def started(
    data: Path, *flags: str, preexec: Any = None
) -> Iterator[tuple[httpx.Client, subprocess.Popen[str]]]:
    port = free_port()
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "service", "--port", str(port), "--threads", "1", *flags],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=ENVIRONMENT | {"MODISTE_DATA": str(data), "MODISTE_KEYS": str(data / "keys.json")},
        preexec_fn=preexec,  # noqa: PLW1509 - nothing here starts threads before
    )
    try:
        with httpx.Client(
            base_url=f"http://127.0.0.1:{port}",
            timeout=60.0,
            trust_env=False,
            headers={"X-API-Key": ADMIN},
        ) as client:
            yield client, process
    finally:
        process.kill()
        process.communicate()


def put_products(client: httpx.Client, acknowledged: list[str]) -> None:
    """Put products until the service is gone, and note what it has acknowledged."""
    with suppress(httpx.TransportError):
        for number in count():
            path = f"/v1/products/kill-{number}"
            if client.put(path, json={"title": f"Crash Coat {number}"}).status_code == 201:
                acknowledged.append(path)


def search(client: httpx.Client, statuses: set[int]) -> None:
    """Search until the service is gone."""
    with suppress(httpx.TransportError):
        for number in count():
            answer = client.get("/v1/search", params={"q": f"red dress {number}"})
            statuses.add(answer.status_code)


def test_killed_under_load_it_loses_nothing_that_it_acknowledged(prepared: Path) -> None:
    acknowledged: list[str] = []
    statuses: set[int] = set()
    with started(prepared) as (client, process):
        wait_for(client, "/readyz", 200)
        threads = [threading.Thread(target=put_products, args=(client, acknowledged))]
        threads += [threading.Thread(target=search, args=(client, statuses)) for _ in range(2)]
        for thread in threads:
            thread.start()
        deadline = time.monotonic() + 60
        while len(acknowledged) < 30 and time.monotonic() < deadline:
            time.sleep(0.05)
        process.kill()
        for thread in threads:
            thread.join(60)
    assert len(acknowledged) >= 30
    assert statuses == {200}
    with started(prepared) as (client, _):
        wait_for(client, "/readyz", 200)
        assert [path for path in acknowledged if client.get(path).status_code != 200] == []
        found = client.get("/v1/search", params={"q": "crash coat 7", "mode": "lexical"}).json()
        assert found["hits"][0]["product"]["title"].startswith("Crash Coat")


def test_a_second_service_on_the_same_folder_says_why_it_waits_and_takes_over(
    prepared: Path,
) -> None:
    with started(prepared) as (first, process):
        # The folder is whose who opens it first.
        wait_for(first, "/readyz", 200)
        with started(prepared) as (second, _):
            refused = wait_for(second, "/readyz", 503)
            detail = refused.json()["detail"]
            assert "held open by another process; stop the other service" in detail
            assert str(prepared) not in detail
            assert first.get("/v1/search?q=red").status_code == 200
            assert second.get("/v1/search?q=red").status_code == 503
            process.kill()
            process.wait()
            began = time.monotonic()
            wait_for(second, "/readyz", 200)
            assert time.monotonic() - began < 30
            assert second.get("/v1/search?q=red").status_code == 200


@pytest.mark.slow
def test_a_disk_that_takes_no_feedback_never_fails_a_search(prepared: Path) -> None:
    def small_files() -> None:
        # What a full disk does to the log, done to this process alone: no file may grow past this.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024 * 1024, 64 * 1024 * 1024))

    (prepared / "feedback").mkdir(exist_ok=True)
    full = prepared / "feedback" / "feedback.jsonl"
    with full.open("wb") as file:
        os.truncate(file.fileno(), 64 * 1024 * 1024)
    with started(prepared, "--feedback-max-bytes", str(1 << 30), preexec=small_files) as (
        client,
        _,
    ):
        wait_for(client, "/readyz", 200)
        for number in range(5):
            found = client.get("/v1/search", params={"q": f"red dress {number}"})
            assert found.status_code == 200
            event = {
                "query_id": found.json()["query_id"],
                "product_id": found.json()["hits"][0]["id"],
                "event": "click",
            }
            refused = client.post("/v1/feedback", json=event)
            assert refused.status_code == 503
            assert str(prepared) not in refused.text
            assert refused.headers["retry-after"]
        assert 'modiste_feedback_events{result="failed"} 5.0' in client.get("/metrics").text
        # Room again: the same service keeps what comes from then on.
        full.unlink()
        assert client.post("/v1/feedback", json=event).status_code == 202
        assert full.stat().st_size > 0
