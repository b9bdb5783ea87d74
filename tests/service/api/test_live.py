"""Generations go live under a running service."""

import asyncio
import shutil
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.api.live import LiveEngine
from service.engine.encoder.hashed import HashEncoder
from service.engine.errors import IndexUnavailableError, ModisteError
from service.engine.index.embedded import EmbeddedIndex
from service.engine.index.folder_home import FolderHome
from service.engine.index.generations import Generations
from service.engine.opening import open_engine
from tests.service.api.catalogue import app_over, build_generation

POLL_S = 0.05


def within_seconds(true: Callable[[], Any], *, timeout_s: float = 20.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(POLL_S)


def has_products(client: TestClient, count: int) -> bool:
    return bool(client.get("/v1/info").json()["products"] == count)


def test_before_anything_is_ingested_the_service_lives_and_says_what_to_run(
    tmp_path: Path,
) -> None:
    with TestClient(app_over(tmp_path)) as client:
        assert client.get("/healthz").status_code == 200
        for answer in (
            client.get("/readyz"),
            client.get("/v1/search?q=red"),
            client.post("/v1/search", json={"text": "red"}),
            client.get("/v1/products/10003"),
            client.get("/v1/info"),
        ):
            assert answer.status_code == 503
            assert answer.headers["content-type"] == "application/problem+json"
            assert int(answer.headers["retry-after"]) > 0
            assert "python -m ingest CATALOGUE" in answer.json()["detail"]


def test_another_models_generation_is_refused_with_the_repair(tmp_path: Path) -> None:
    build_generation(tmp_path, encoder=HashEncoder(32), kept=8)
    with TestClient(app_over(tmp_path)) as client:
        assert client.get("/healthz").status_code == 200
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert "index built with model hash-encoder" in answer.json()["detail"]
        assert "python -m ingest CATALOGUE --rebuild" in answer.json()["detail"]


def test_the_first_good_generation_is_opened_without_a_restart(tmp_path: Path) -> None:
    with TestClient(app_over(tmp_path, poll_s=POLL_S)) as client:
        assert client.get("/readyz").status_code == 503
        build_generation(tmp_path, encoder=HashEncoder(32), kept=8)
        within_seconds(lambda: "hash-encoder" in client.get("/readyz").json()["detail"])
        build_generation(tmp_path, kept=8)
        within_seconds(lambda: client.get("/readyz").status_code == 200)
        assert client.get("/v1/info").json()["products"] == 8


def test_a_new_generation_replaces_the_old_without_a_failed_search(tmp_path: Path) -> None:
    build_generation(tmp_path, kept=8)
    with TestClient(app_over(tmp_path, poll_s=POLL_S)) as client:
        statuses: list[int] = []
        stop = threading.Event()

        def search() -> None:
            while not stop.is_set():
                statuses.append(client.get("/v1/search?q=red+dress").status_code)

        searching = threading.Thread(target=search)
        searching.start()
        try:
            for kept in (9, 10):
                build_generation(tmp_path, kept=kept)
                within_seconds(partial(has_products, client, kept))
        finally:
            stop.set()
            searching.join()
        assert set(statuses) == {200}
        assert client.get("/readyz").json()["generation"] == "gen-000003"
    # Whoever was replaced let go of its files.
    for name in ("gen-000001", "gen-000002", "gen-000003"):
        index = EmbeddedIndex.open(Generations(tmp_path).folder(name) / "shard")
        asyncio.run(index.close())


def test_a_refused_generation_leaves_the_old_one_answering(tmp_path: Path) -> None:
    build_generation(tmp_path, kept=8)
    with TestClient(app_over(tmp_path, poll_s=POLL_S)) as client:
        build_generation(tmp_path, encoder=HashEncoder(32), kept=8)
        time.sleep(5 * POLL_S)
        assert client.get("/readyz").json()["generation"] == "gen-000001"
        assert client.get("/v1/search?q=red").status_code == 200


def test_a_data_folder_made_anew_is_noticed_though_the_name_is_the_same(tmp_path: Path) -> None:
    build_generation(tmp_path, kept=8)
    with TestClient(app_over(tmp_path, poll_s=POLL_S)) as client:
        shutil.rmtree(tmp_path / "generations")
        (tmp_path / "LIVE").unlink()
        assert client.get("/v1/search?q=red").status_code == 200
        assert build_generation(tmp_path, kept=9) == "gen-000001"
        within_seconds(lambda: client.get("/v1/info").json()["products"] == 9)


def test_an_engine_is_closed_only_after_the_requests_that_borrowed_it(tmp_path: Path) -> None:
    build_generation(tmp_path, kept=8)
    open_live = partial(open_engine, tmp_path, HashEncoder())

    async def borrow_across_a_swap() -> None:
        live = LiveEngine(open_live, FolderHome(tmp_path))
        await live.refresh()
        async with live.borrow() as old:
            build_generation(tmp_path, kept=9)
            swapping = asyncio.create_task(live.refresh())
            async with asyncio.timeout(20):
                while True:
                    async with live.borrow() as engine:
                        if engine is not old:
                            break
                    await asyncio.sleep(0.01)
            assert not swapping.done()
            assert await old.count() == 8
            assert await engine.count() == 9
        await swapping
        await live.close()

    asyncio.run(borrow_across_a_swap())


def test_an_unforeseen_failure_to_open_is_an_answer_and_not_the_end(tmp_path: Path) -> None:
    build_generation(tmp_path, kept=8)
    outcomes = [OSError("disk on fire"), None]

    def opened() -> Any:
        failure = outcomes.pop(0)
        if failure:
            raise failure
        return open_engine(tmp_path, HashEncoder())

    async def fail_then_open() -> None:
        live = LiveEngine(opened, FolderHome(tmp_path))
        await live.refresh()
        with pytest.raises(IndexUnavailableError, match="the log says why"):
            async with live.borrow():
                pass
        await live.refresh()
        async with live.borrow() as engine:
            assert await engine.count() == 8
        await live.close()

    asyncio.run(fail_then_open())


def test_problems_never_lose_their_kind(tmp_path: Path) -> None:
    async def refresh() -> ModisteError | None:
        live = LiveEngine(partial(open_engine, tmp_path, HashEncoder()), FolderHome(tmp_path))
        await live.refresh()
        return live.problem

    assert type(asyncio.run(refresh())).__name__ == "NoGenerationError"
