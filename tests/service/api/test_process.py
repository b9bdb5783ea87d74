"""`python -m service` as a person starts it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from service.engine.encoder.sentence import load_encoder
from service.version import VERSION
from tests.service.api.catalogue import build_generation, pictures
from tests.service.engine.encoder.conftest import tiny_clip

__all__ = ["tiny_clip"]  # a fixture of the encoder's tests, used here too

# Importing torch takes seconds, and minutes on a machine that trains a model meanwhile.
START_S = 300.0
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("MODISTE_")},
    "HF_HUB_OFFLINE": "1",
}


def command(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "service", *arguments],
        capture_output=True,
        text=True,
        timeout=START_S,
        env=ENVIRONMENT | settings,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(client: httpx.Client, path: str, status: int) -> httpx.Response:
    deadline = time.monotonic() + START_S
    while True:
        try:
            answer = client.get(path)
            if answer.status_code == status:
                return answer
        except httpx.TransportError:
            pass
        assert time.monotonic() < deadline, f"{path} did not answer {status} in time"
        time.sleep(0.1)


@contextmanager
def running(data: Path, model: Path) -> Iterator[tuple[httpx.Client, subprocess.Popen[str]]]:
    port = free_port()
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "service", "--port", str(port), "--threads", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT | {"MODISTE_DATA": str(data), "MODISTE_MODEL": str(model)},
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30.0) as client:
            yield client, process
    finally:
        process.kill()
        process.communicate()


def test_a_service_started_before_the_catalogue_serves_it_when_it_comes_and_stops_cleanly(
    tmp_path: Path, tiny_clip: Path
) -> None:
    with running(tmp_path, tiny_clip) as (client, process):
        wait_for(client, "/healthz", 200)
        assert "python -m ingest CATALOGUE" in client.get("/readyz").json()["detail"]
        build_generation(tmp_path, encoder=load_encoder(str(tiny_clip)))
        wait_for(client, "/readyz", 200)
        assert client.get("/v1/info").json()["model"]["dimension"] == 16
        for product_id in ("10003", "a/b"):
            picture = client.get(f"/v1/products/{quote(product_id, safe='')}/image").content
            assert picture == pictures()[product_id]
            found = client.post("/v1/search/upload", files={"image": picture}).json()
            assert found["hits"][0]["score"] > 0.999
        too_long = client.get("/v1/search", params={"q": "é" * 10_000})
        assert too_long.status_code == 422
        assert "10,000 characters" in too_long.json()["detail"]
        assert client.post("/v1/search", content=b"x" * 30_000_000).status_code == 413
        process.send_signal(signal.SIGINT)
        said, log = process.communicate(timeout=30)
        assert process.returncode == 0
        assert said.startswith("Modiste answers at http://127.0.0.1:")
        assert "It cannot search yet: nothing has been ingested" in said
        assert "Traceback" not in log
        (listening,) = [line for line in log.splitlines() if "Uvicorn running" in line]
        assert json.loads(listening)["level"] == "info"
        assert '"event": "generation_live"' in log


def test_a_model_that_cannot_be_loaded_ends_it_with_one_line(tmp_path: Path) -> None:
    ended = command("--model", str(tmp_path))
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1].startswith("error: the model")
    assert "Traceback" not in ended.stderr


def test_a_port_in_use_is_said(tmp_path: Path, tiny_clip: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = command("--model", str(tiny_clip), "--data", str(tmp_path), "--port", port)
    assert ended.returncode == 1
    assert f"127.0.0.1:{port}; is it in use? give another one, such as --port" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_version_is_told() -> None:
    assert command("--version").stdout.strip() == f"modiste {VERSION}"


def test_help_lists_every_setting_and_its_default() -> None:
    told = command("--help").stdout
    for flag in ("--data", "--model", "--host", "--port", "--ui", "--max-picture-bytes"):
        assert flag in told
    assert "default: 8000" in told


@pytest.mark.parametrize(
    ("arguments", "settings", "said"),
    [
        (["--port", "many"], {}, "--port (MODISTE_PORT)"),
        ([], {"MODISTE_PORT": "70000"}, "--port (MODISTE_PORT)"),
        (["--log-level", "loud"], {}, "--log-level (MODISTE_LOG_LEVEL)"),
        (["--prot", "8000"], {}, "no --prot; did you mean '--port'?"),
        (["--dat=shop"], {}, "no --dat; did you mean '--data'?"),
        (["keys", "list"], {}, "no keys; did you mean 'key'?"),
    ],
)
def test_a_wrong_setting_is_named(
    arguments: list[str], settings: dict[str, str], said: str
) -> None:
    ended = command(*arguments, **settings)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
