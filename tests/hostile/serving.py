"""The service over the drawn catalogue on a port of loopback, in a thread of this process."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn

from service.api.access.keys import new_key, write_keys
from service.api.app import create_app
from service.api.listening import HurriedProtocol
from service.engine.encoder.batching import BatchingEncoder
from service.engine.encoder.hashed import HashEncoder
from service.engine.opening import open_engine
from service.settings import Settings
from tests.service.api.catalogue import build_generation


@contextmanager
def service_in(folder: Path, **settings: Any) -> Iterator[tuple[int, str]]:
    """Serve, and yield the port and an admin key."""
    key, kept = new_key("fuzz", ("admin",))
    write_keys(folder / "keys.json", (kept,))
    build_generation(folder)
    encoder = BatchingEncoder(HashEncoder())
    app = create_app(
        partial(open_engine, folder, encoder),
        settings=Settings(data=folder, keys=folder / "keys.json", probe_s=0, **settings),
        encoder=encoder,
    )
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            app,
            http=HurriedProtocol,
            ws="none",
            log_config=None,
            access_log=False,
            h11_max_incomplete_event_size=256 * 1024,
            limit_concurrency=512,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.02)
        try:
            yield listening.getsockname()[1], key
        finally:
            server.should_exit = True
            thread.join(60)
