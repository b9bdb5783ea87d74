"""A picture server on the loopback that behaves as a path tells it to, and keeps a log."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep


class PictureServer(ThreadingHTTPServer):
    """Serves `draw(n)` at `/<kind>/<n>.jpg`.

    Attributes:
        asked: path -> requests.
        unchanged: answers that a picture has not changed.
        busiest: requests that were answered at the same time, at most.
        version: raised to change every picture.
    """

    def __init__(self, draw: Callable[[int], bytes]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.draw = draw
        self.asked: Counter[str] = Counter()
        self.unchanged = 0
        self.version = 0
        self.busiest = self._busy = 0
        self._lock = threading.Lock()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    @contextmanager
    def counted(self, path: str) -> Iterator[int]:
        """Count a request; gives how often its path was asked for."""
        with self._lock:
            self.asked[path] += 1
            self._busy += 1
            self.busiest = max(self.busiest, self._busy)
        yield self.asked[path]
        with self._lock:
            self._busy -= 1


class _Handler(BaseHTTPRequestHandler):
    server: PictureServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        with self.server.counted(self.path) as time:
            _, kind, name = self.path.split("/")
            if kind == "slow":
                sleep(0.05)
            if kind == "down" or (kind == "flaky" and time < 3):
                self._answer(503, b"")
            elif kind == "missing":
                self._answer(404, b"")
            elif kind == "page":
                self._answer(200, b"<html>", kind="text/html")
            elif kind == "moved":
                self._answer(302, b"")
            else:
                self._picture(int(name.partition(".")[0]))

    def _picture(self, number: int) -> None:
        tag = f'"{number}-{self.server.version}"'
        if self.headers.get("If-None-Match") == tag:
            self.server.unchanged += 1
            self._answer(304, b"", tag=tag)
        else:
            self._answer(200, self.server.draw(number + self.server.version), tag=tag)

    def _answer(self, status: int, data: bytes, *, kind: str = "image/jpeg", tag: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        if tag:
            self.send_header("ETag", tag)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def picture_server(draw: Callable[[int], bytes]) -> Iterator[PictureServer]:
    server = PictureServer(draw)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
