"""Deadlines over real connections: nothing is done for those who went, nothing lasts for ever."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from threading import Event
from time import monotonic

import httpx
import pytest
import uvicorn
from structlog.testing import capture_logs

from service.api import listening
from service.api.listening import HurriedProtocol
from service.engine.encoder import Vectors
from service.engine.encoder.batching import BatchingEncoder
from service.engine.encoder.hashed import HashEncoder
from service.engine.opening import open_engine
from service.settings import Settings
from tests.service.api.catalogue import create_app

pytestmark = pytest.mark.anyio

_POST = b"POST /v1/search HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class HeldEncoder(HashEncoder):
    """Embeds "wait" when it is let on, and remembers what it embedded."""

    def __init__(self) -> None:
        super().__init__()
        self.go = Event()
        self.begun = Event()
        self.seen: list[str] = []

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        self.seen += texts
        if "wait" in texts:
            self.begun.set()
            assert self.go.wait(20)
        return super().embed_texts(texts)


@asynccontextmanager
async def serving(data: Path, held: HeldEncoder, **settings: object) -> AsyncIterator[int]:
    encoder = BatchingEncoder(held)
    app = create_app(
        lambda: open_engine(data, encoder),
        settings=Settings(data=data, probe_s=0, **settings),
        encoder=encoder,
        poll_s=30.0,
    )
    with socket.socket() as listening_at:
        listening_at.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, http=HurriedProtocol, log_config=None, ws="none")
        server = uvicorn.Server(config)
        running = asyncio.create_task(server.serve(sockets=[listening_at]))
        while not server.started:  # noqa: ASYNC110 - it has no event for it
            await asyncio.sleep(0.01)
        try:
            yield listening_at.getsockname()[1]
        finally:
            server.should_exit = True
            asyncio.get_running_loop().call_later(0.5, held.go.set)
            await running


def client_of(port: int) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20.0, trust_env=False)


async def until(event: Event) -> None:
    assert await asyncio.to_thread(event.wait, 20)


async def test_nothing_is_embedded_for_a_client_that_went_away(data_folder: Path) -> None:
    held = HeldEncoder()
    async with serving(data_folder, held) as port, client_of(port) as client:
        first = asyncio.create_task(client.get("/v1/search?q=wait&mode=dense"))
        await until(held.begun)
        with capture_logs() as logs:
            for request in (
                b"GET /v1/search?q=gone&mode=dense HTTP/1.1\r\nHost: x\r\n\r\n",
                _POST + b'Content-Length: 31\r\n\r\n{"text": "gone","mode":"dense"}',
            ):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(request)
                await writer.drain()
                await asyncio.sleep(0.2)
                writer.close()
            while len(logs) < 2:  # noqa: ASYNC110 - the log tells by itself
                await asyncio.sleep(0.01)
        assert [line["status"] for line in logs] == [499, 499]
        held.go.set()
        assert (await first).status_code == 200
        assert (await client.get("/v1/search?q=red&mode=dense")).status_code == 200
    assert "gone" not in held.seen


async def test_what_takes_too_long_is_a_503_and_the_service_goes_on(data_folder: Path) -> None:
    held = HeldEncoder()
    async with serving(data_folder, held, request_timeout_s=0.3) as port, client_of(port) as client:
        answer = await client.get("/v1/search?q=wait&mode=dense")
        assert answer.status_code == 503
        assert answer.headers["retry-after"]
        assert answer.json()["detail"] == "no answer was found within 0.3 seconds; try again"
        held.go.set()
        assert (await client.get("/v1/search?q=red&mode=lexical")).status_code == 200


async def test_a_body_that_trickles_is_a_408(data_folder: Path) -> None:
    async with serving(data_folder, HeldEncoder(), request_timeout_s=0.5) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(_POST + b"Content-Length: 1000\r\n\r\n{")
        began = monotonic()
        for _ in range(6):
            writer.write(b" ")
            await asyncio.sleep(0.05)
        answer = await asyncio.wait_for(reader.read(), 5)
        assert answer.startswith(b"HTTP/1.1 408")
        assert b"the body did not arrive within 0.5 seconds" in answer
        assert monotonic() - began < 5
        writer.close()


async def test_connections_that_do_not_say_what_they_want_are_closed(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "HEADER_TIMEOUT_S", 0.4)
    async with serving(data_folder, HeldEncoder()) as port, client_of(port) as client:
        silent, hidden = await asyncio.open_connection("127.0.0.1", port)
        trickling, writer = await asyncio.open_connection("127.0.0.1", port)
        began = monotonic()
        writer.write(b"GET /healthz HTTP/1.1\r\n")
        for number in range(4):
            writer.write(f"X-{number}: y\r\n".encode())
            await asyncio.sleep(0.05)
            assert (await client.get("/v1/suggest?q=re")).status_code == 200
        for reader in (silent, trickling):
            # Closed, or reset where the client was still sending.
            with suppress(ConnectionError):
                assert await asyncio.wait_for(reader.read(), 5) == b""
        assert monotonic() - began < 10
        for one in (hidden, writer):
            one.close()


async def test_a_kept_connection_is_served_again_and_again(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "HEADER_TIMEOUT_S", 0.3)
    async with serving(data_folder, HeldEncoder()) as port, client_of(port) as client:
        for _ in range(4):
            assert (await client.get("/healthz")).status_code == 200
            await asyncio.sleep(0.2)


async def test_stopping_finishes_what_was_taken(data_folder: Path) -> None:
    held = HeldEncoder()
    async with serving(data_folder, held) as port:
        client = client_of(port)
        tasks = [asyncio.create_task(client.get("/v1/search?q=wait&mode=dense"))]
        await until(held.begun)
        tasks += [
            asyncio.create_task(client.get(f"/v1/search?q=red{n}&mode=dense")) for n in range(5)
        ]
        await asyncio.sleep(0.3)
    # The server has stopped, and only then the encoder was let on.
    answers = await asyncio.gather(*tasks)
    assert [answer.status_code for answer in answers] == [200] * 6
    await client.aclose()
