"""The fetcher: one GET of a picture, within bounds.

Every address that the host resolves to must be public, and the connection goes to exactly the
address that was checked: the name is resolved once. Nothing is redirected, no proxy of the
environment is used, and bytes and seconds are bounded.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

import httpcore

from service.engine.errors import FetchError
from service.engine.fetching.addresses import Address, CheckedBackend, is_public
from service.engine.fetching.own_hosts import OwnHosts

TIMEOUT_S: Final = 8.0
MAX_URL_CHARS: Final = 2_048
WEB_PORTS: Final = {"http": 80, "https": 443}
# What may be otherwise a moment later: overload, a restart, a gateway that lost its server.
_TRANSIENT: Final = frozenset((408, 425, 429, 500, 502, 503, 504))
# A picture is sometimes served without a type; a page or a script never without its own.
_TYPES: Final = ("image/", "application/octet-stream", "binary/octet-stream")


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of a picture, by which it can be asked whether it has changed."""

    etag: str | None = None
    last_modified: str | None = None

    def __bool__(self) -> bool:
        """Whether there is anything to ask by."""
        return bool(self.etag or self.last_modified)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered.

    Attributes:
        data: the picture; `None` when it is still the one that was `known`.
        validators: of the picture as it is now.
    """

    data: bytes | None
    validators: Validators


class Fetcher:
    """Fetches pictures by URL over connections that it keeps; a context manager.

    Args:
        max_bytes: largest body that is read.
        timeout_s: seconds for the whole of a fetch, name, connection and body.
        allows: which addresses may be connected to.
        ports: which ports may be.
        own_hosts: hosts that may be connected to whatever `allows` and `ports` say.
        connections: connections that are open at once.
    """

    def __init__(
        self,
        *,
        max_bytes: int,
        timeout_s: float = TIMEOUT_S,
        allows: Callable[[Address], bool] = is_public,
        ports: Iterable[int] = WEB_PORTS.values(),
        own_hosts: OwnHosts | None = None,
        connections: int = 1,
    ) -> None:
        self._max_bytes = max_bytes
        self._timeout_s = timeout_s
        self._ports = frozenset(ports)
        self._own_hosts = own_hosts or OwnHosts()
        self._pool = httpcore.AsyncConnectionPool(
            network_backend=CheckedBackend(allows, self._own_hosts),
            max_connections=connections,
            http2=False,
        )

    async def __aenter__(self) -> Self:
        await self._pool.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        await self._pool.__aexit__(kind, error, trace)

    async def fetch(self, url: str, *, known: Validators | None = None) -> Fetched:
        """Return the picture behind a URL, or that it is still the one whose validators are known.

        Raises:
            FetchError: saying what is wrong with the URL or with what lies behind it.
        """
        self._check(url)
        try:
            async with asyncio.timeout(self._timeout_s):
                return await self._read(url, known or Validators())
        except TimeoutError:
            raise FetchError(
                f"the picture was not there within {self._timeout_s:g} seconds", transient=True
            ) from None
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError):
            raise FetchError(
                "the host does not answer as a web server does", transient=True
            ) from None

    def _check(self, url: str) -> None:
        if len(url) > MAX_URL_CHARS:
            raise FetchError(f"a URL has at most {MAX_URL_CHARS} characters")
        try:
            parts = urlsplit(url)
            port = parts.port or WEB_PORTS.get(parts.scheme, 0)
        except ValueError:
            raise FetchError("is no URL; give https://host/picture.jpg") from None
        if parts.scheme not in WEB_PORTS or not parts.hostname:
            raise FetchError("only http:// and https:// URLs are fetched")
        if parts.username is not None or parts.password is not None:
            raise FetchError("a URL with a user name is not fetched")
        if not url.isascii() or any(character.isspace() or character == "\\" for character in url):
            raise FetchError("has characters that a URL must escape")
        if port not in self._ports and not self._own_hosts.cover(parts.hostname, port):
            raise FetchError("only the ports of http and https are connected to")

    async def _read(self, url: str, known: Validators) -> Fetched:
        headers = {"Accept": "image/*", "Accept-Encoding": "identity", "User-Agent": "modiste"}
        if known.etag:
            headers["If-None-Match"] = known.etag
        if known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        async with self._pool.stream("GET", url, headers=list(headers.items())) as response:
            status = response.status
            if status == 304 and known:
                return Fetched(None, known)
            if 300 <= status < 400:
                raise FetchError("redirects are not followed; give the final URL")
            if status != 200:
                raise FetchError(
                    f"the host answered {status}, not a picture",
                    transient=status in _TRANSIENT,
                    retry_after_s=_seconds(_header(response, b"retry-after")),
                )
            kind = _header(response, b"content-type").lower()
            if kind and not kind.startswith(_TYPES):
                raise FetchError(f"holds {kind[:60]!r}, not a picture")
            found = Validators(
                etag=_header(response, b"etag")[:200] or None,
                last_modified=_header(response, b"last-modified")[:60] or None,
            )
            return Fetched(await self._body(response), found)

    async def _body(self, response: httpcore.Response) -> bytes:
        data = bytearray()
        async for chunk in response.aiter_stream():
            data += chunk
            if len(data) > self._max_bytes:
                raise FetchError(f"the picture has more than {self._max_bytes:,} bytes")
        return bytes(data)


def _header(response: httpcore.Response, name: bytes) -> str:
    found = [value for key, value in response.headers if key.lower() == name]
    return found[0].decode("latin-1").strip() if found else ""


def _seconds(retry_after: str) -> float | None:
    """Read `Retry-After` in seconds; the form with a date is rare, and back-off does for it."""
    return float(retry_after) if retry_after.isdecimal() and len(retry_after) < 7 else None
