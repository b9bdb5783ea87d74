"""What docs/client.md shows runs as it stands, against a real service over a small catalogue."""

import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import uvicorn

from ingest.job import run
from service.api.app import create_app
from service.engine.encoder.hashed import HashEncoder
from service.engine.opening import open_engine
from service.settings import Settings

REPOSITORY = Path(__file__).parents[2]
TEXT = (REPOSITORY / "docs" / "client.md").read_text(encoding="utf-8")
PRODUCTS = REPOSITORY / "ingest" / "sample" / "catalogue"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("client")
    rows = (PRODUCTS / "products.csv").read_text(encoding="utf-8").splitlines()[:40]
    (folder / "products.csv").write_text("\n".join(rows), encoding="utf-8")
    shutil.copytree(PRODUCTS / "images", folder / "images")
    encoder = HashEncoder()
    run(folder / "products.csv", data=folder / "data", encoder=encoder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = create_app(
        partial(open_engine, folder / "data", encoder), settings=Settings(data=folder / "data")
    )
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until_s = time.monotonic() + 30
    while not server.started and time.monotonic() < until_s:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.mark.parametrize("example", re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL))
def test_the_examples_of_the_client_run(
    example: str, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(REPOSITORY)
    assert "http://127.0.0.1:8000" in example

    exec(example.replace("http://127.0.0.1:8000", url), {})  # noqa: S102 - our own words

    assert capsys.readouterr().out.strip()
