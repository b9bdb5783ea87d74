"""Fetching by URL: what leads inside is refused, what is too much is cut."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from time import perf_counter, sleep
from typing import Any

import pytest

from service.api.fetching import PictureFetcher
from service.engine.errors import BadQueryError
from service.engine.fetching import is_public

HOSTILE = [
    "http://127.0.0.1/x.jpg",
    "http://127.1/x.jpg",
    "http://2130706433/x.jpg",
    "http://0177.0.0.1/x.jpg",
    "http://0x7f000001/x.jpg",
    "http://0x7f.0.0.1/x.jpg",
    "http://0/x.jpg",
    "http://localhost/x.jpg",
    "http://LOCALHOST./x.jpg",
    "http://[::1]/x.jpg",
    "http://[::ffff:127.0.0.1]/x.jpg",
    "http://[::ffff:7f00:1]/x.jpg",
    "http://[64:ff9b::7f00:1]/x.jpg",
    "http://[2002:7f00:1::]/x.jpg",
    "http://[fe80::1]/x.jpg",
    "http://[fc00::1]/x.jpg",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://10.0.0.1/x.jpg",
    "http://172.16.0.1/x.jpg",
    "http://192.168.1.1/x.jpg",
    "http://100.64.0.1/x.jpg",
    "http://0.0.0.0/x.jpg",
    "http://224.0.0.1/x.jpg",
    "http://255.255.255.255/x.jpg",
    "http://user@127.0.0.1/x.jpg",
    "http://8.8.8.8@127.0.0.1/x.jpg",
    "http://127.0.0.1#@8.8.8.8/x.jpg",
    "http://127.0.0.1\\@8.8.8.8/x.jpg",
    "http://8.8.8.8:22/x.jpg",
    "http://8.8.8.8:99999/x.jpg",
    "https://127.0.0.1/x.jpg",
    "file:///etc/passwd",
    "gopher://127.0.0.1/x",
    "ftp://127.0.0.1/x.jpg",
    "data:image/png;base64,AAAA",
    "//127.0.0.1/x.jpg",
    "http:///x.jpg",
    "http://",
    "not a url",
    "http://[::1",
    "http://example.com/a b.jpg",
    "http://exa\u2024mple.com/x.jpg",
    "http://a\r\nHost: b/x.jpg",
    "http://" + "a" * 3000,
]


def refused(fetcher: PictureFetcher, url: str) -> str:
    with pytest.raises(BadQueryError) as caught:
        asyncio.run(fetcher.fetch(url))
    assert caught.value.field == "image_url"
    return str(caught.value)


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every connection that is tried, though none may be."""
    tried: list[Any] = []
    connect = socket.socket.connect

    def noted(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            tried.append(address)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", noted)
    return tried


@pytest.mark.parametrize("url", HOSTILE, ids=range(len(HOSTILE)))
def test_what_leads_inside_is_refused_before_anything_is_connected_to(
    url: str, connections: list[Any]
) -> None:
    refused(PictureFetcher(max_bytes=1_000, timeout_s=2.0), url)
    assert connections == []


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111"])
def test_the_open_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    # The loopback's name has two addresses where IPv6 is on; here only one of them is allowed.
    found = {entry[4][0] for entry in socket.getaddrinfo("localhost", 80)}
    allowed = min(found)
    fetcher = PictureFetcher(max_bytes=10, allows=lambda a: str(a) == allowed and len(found) == 1)
    if len(found) > 1:
        assert "open internet" in refused(fetcher, "http://localhost/x.jpg")
    nobody = PictureFetcher(max_bytes=10, allows=lambda _: False)
    assert "open internet" in refused(nobody, "http://localhost/x.jpg")


class Shop(BaseHTTPRequestHandler):
    """A web server on the loopback that is as bad as a path tells it to be."""

    def do_GET(self) -> None:
        if self.path == "/redirect":
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/")
            self.end_headers()
            return
        self.send_response(404 if self.path == "/missing" else 200)
        kinds = {"/page": "text/html", "/untyped": None}
        if kind := kinds.get(self.path, "image/jpeg"):
            self.send_header("Content-Type", kind)
        self.end_headers()
        with contextlib.suppress(OSError):
            if self.path == "/endless":
                while True:
                    self.wfile.write(b"x" * 65_536)
            elif self.path == "/drip":
                for _ in range(200):
                    self.wfile.write(b"x")
                    self.wfile.flush()
                    sleep(0.05)
            else:
                self.wfile.write(b"picture")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def shop() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def fetcher_of(shop: str, **limits: float) -> PictureFetcher:
    port = int(shop.rpartition(":")[2])
    max_bytes = int(limits.get("max_bytes", 1_000_000))
    timeout_s = limits.get("timeout_s", 5.0)
    loopback = ip_address("127.0.0.1")
    return PictureFetcher(
        max_bytes=max_bytes, timeout_s=timeout_s, allows=loopback.__eq__, ports=[port]
    )


@pytest.mark.parametrize("path", ["/picture", "/untyped"])
def test_a_picture_is_fetched(shop: str, path: str) -> None:
    assert asyncio.run(fetcher_of(shop).fetch(shop + path)) == b"picture"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/redirect", "redirects are not followed"),
        ("/missing", "answered 404"),
        ("/page", "'text/html'"),
        ("/endless", "more than 1,000,000 bytes"),
    ],
)
def test_what_is_no_picture_says_so(shop: str, path: str, message: str) -> None:
    assert message in refused(fetcher_of(shop), shop + path)


def test_a_slow_drip_is_cut_off(shop: str) -> None:
    started = perf_counter()
    assert "within 0.5 seconds" in refused(fetcher_of(shop, timeout_s=0.5), shop + "/drip")
    assert perf_counter() - started < 3.0


def test_a_dead_host_is_said_so(shop: str) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    fetcher = fetcher_of(f"http://127.0.0.1:{port}")
    assert "does not answer" in refused(fetcher, f"http://127.0.0.1:{port}/x.jpg")
