"""Every home of the index, for the suite that each must pass.

embedded  a data folder
local     the server's code path on qdrant-client's local mode
wire      the same over HTTP: JSON out, JSON in, strict mode as a server has it
server    a real one, where MODISTE_TEST_QDRANT_URL is set: see `make test-server`
"""

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from qdrant_client import AsyncQdrantClient

from service.engine.index import Index
from service.engine.index.folder_home import FolderHome
from service.engine.index.home import Home
from service.engine.index.server import ServerHome, ServerOptions, connect
from tests.contracts.catalogue import DIMENSION, SCHEMA, manifest, records
from tests.stand_in.qdrant import StandIn

SERVER = "MODISTE_TEST_QDRANT_URL"
HOMES = ("embedded", "local", "wire", "server")
Wait = Callable[[Coroutine[Any, Any, Any]], Any]

pytestmark = pytest.mark.filterwarnings("ignore")


class Unclosed(AsyncQdrantClient):
    """A local mode client whose points outlive those that use it."""

    async def close(self, **_: Any) -> None:
        """Keep everything."""


def make_home(kind: str, folder: Path) -> Home:
    """An empty home of one kind."""
    if kind == "embedded":
        return FolderHome(folder)
    if kind == "local":
        local = Unclosed(":memory:")
        options = ServerOptions(url="http://local")
        return ServerHome(options, work=folder, connector=lambda: local, poll_s=0.01)
    if kind == "wire":
        stand_in = StandIn()
        options = ServerOptions(url="http://stand-in:6333")
        over_http = httpx.ASGITransport(stand_in.app)
        return ServerHome(
            options,
            work=folder,
            connector=lambda: connect(options, transport=over_http),
            poll_s=0.01,
        )
    url = os.environ.get(SERVER)
    if not url:
        pytest.skip(f"no Qdrant server: set {SERVER} (make test-server says how)")
    options = ServerOptions(
        url=url,
        key=os.environ.get("MODISTE_TEST_QDRANT_KEY") or None,
        grpc=os.environ.get("MODISTE_TEST_QDRANT_GRPC") == "true",
        collection=f"modiste-test-{uuid4().hex[:8]}",
    )
    return ServerHome(options, work=folder, poll_s=0.2)


def fill(home: Home) -> str:
    """Build a live generation of the catalogue."""
    name = home.begin()
    writer = home.create(name, dimension=DIMENSION)
    writer.write(records())
    writer.finish(SCHEMA)
    home.keep(name, {"words.json": '{"dress": 100}'})
    home.describe(name, manifest(name))
    home.make_live(name)
    return name


def empty(home: Home) -> None:
    """Leave nothing on a server that is not ours alone."""
    for name in home.names():
        home.remove(name)
    home.close()


@pytest.fixture(params=HOMES)
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    """An empty home."""
    made = make_home(request.param, tmp_path)
    yield made
    empty(made)


@pytest.fixture(scope="module")
def wait() -> Iterator[Wait]:
    """Waits for a coroutine; all of a module share one loop, as a service does."""
    with asyncio.Runner() as runner:
        yield runner.run


@pytest.fixture(scope="module", params=HOMES)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A home with a live generation; not to be changed."""
    made = make_home(request.param, tmp_path_factory.mktemp(request.param))
    fill(made)
    yield made
    empty(made)


@pytest.fixture(scope="module")
def index(filled: Home, wait: Wait) -> Iterator[Index]:
    """The live generation, open; read only."""
    opened = filled.open(filled.live())
    yield opened
    wait(opened.close())


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory, wait: Wait) -> Iterator[Index]:
    """What every home is compared with."""
    made = FolderHome(tmp_path_factory.mktemp("reference"))
    opened = made.open(fill(made))
    yield opened
    wait(opened.close())
