"""A service over the sample catalogue, for the commands of the documentation to be run against."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from ingest.job import run
from service.api.app import create_app
from service.engine.encoder.hashed import HashEncoder
from service.engine.opening import open_engine
from service.settings import Settings
from tests.ui.browser.serving import free_port, serving

from .markdown import REPOSITORY


@pytest.fixture(scope="session")
def shop_port() -> int:
    """The port of a shop's own page, which the service lets in."""
    return free_port()


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory, shop_port: int) -> Iterator[str]:
    """The address of a service over the sample catalogue, embedded by hashes."""
    data, encoder = tmp_path_factory.mktemp("data"), HashEncoder()
    run(REPOSITORY / "ingest" / "sample" / "catalogue", data=data, encoder=encoder)
    settings = Settings(data=data, cors_origins=f"http://127.0.0.1:{shop_port}")
    app = create_app(partial(open_engine, data, encoder), settings=settings)
    with serving(app, port=free_port()) as url:
        yield url


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a reader has it: the sample catalogue and a photo where pages say."""
    folder = tmp_path_factory.mktemp("reader")
    for name in ("ingest", "docs", "service", "Makefile"):
        (folder / name).symlink_to(REPOSITORY / name)
    photo = REPOSITORY / "ingest" / "sample" / "catalogue" / "images" / "10003.jpg"
    (folder / "photo.jpg").write_bytes(photo.read_bytes())
    return folder
