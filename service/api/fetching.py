"""Fetching a picture that a caller names by URL, without becoming a way into the shop's network.

Every address that the host resolves to must be public, and the connection goes to exactly the
address that was checked: the name is resolved once. Nothing is redirected, no proxy of the
environment is used, and bytes and seconds are bounded.
"""

import asyncio
import socket
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final, TypeAlias
from urllib.parse import urlsplit

import httpcore

from service.engine.errors import BadQueryError

Address: TypeAlias = IPv4Address | IPv6Address

TIMEOUT_S: Final = 8.0
MAX_URL_CHARS: Final = 2_048
_FIELD: Final = "image_url"
_NAT64: Final = IPv6Network("64:ff9b::/96")
_PORTS: Final = {"http": 80, "https": 443}
# A picture is sometimes served without a type; a page or a script never without its own.
_TYPES: Final = ("image/", "application/octet-stream", "binary/octet-stream")


def is_public(address: Address) -> bool:
    """Whether an address is on the open internet, looking through IPv6 forms that hide an IPv4."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return is_public(inner)
        # NAT64 (RFC 6052) and Teredo carry an IPv4 address on to somewhere else.
        if address in _NAT64 or address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast


class PictureFetcher:
    """Fetches pictures by URL.

    Args:
        max_bytes: largest body that is read.
        timeout_s: seconds for the whole of it, name, connection and body.
        allows: which addresses may be connected to.
    """

    def __init__(
        self,
        *,
        max_bytes: int,
        timeout_s: float = TIMEOUT_S,
        allows: Callable[[Address], bool] = is_public,
        ports: Iterable[int] = _PORTS.values(),
    ) -> None:
        self._max_bytes = max_bytes
        self._timeout_s = timeout_s
        self._ports = frozenset(ports)
        self._backend = _CheckedBackend(allows)

    async def fetch(self, url: str) -> bytes:
        """Return the bytes behind a URL.

        Raises:
            BadQueryError: naming `image_url` and what is wrong with it.
        """
        self._check(url)
        try:
            async with asyncio.timeout(self._timeout_s):
                return await self._read(url)
        except TimeoutError:
            raise BadQueryError(
                _FIELD, f"the picture was not there within {self._timeout_s:g} seconds"
            ) from None
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError):
            raise BadQueryError(_FIELD, "the host does not answer as a web server does") from None

    def _check(self, url: str) -> None:
        if len(url) > MAX_URL_CHARS:
            raise BadQueryError(_FIELD, f"a URL has at most {MAX_URL_CHARS} characters")
        try:
            parts = urlsplit(url)
            port = parts.port or _PORTS.get(parts.scheme, 0)
        except ValueError:
            raise BadQueryError(_FIELD, "is no URL; give https://host/picture.jpg") from None
        if parts.scheme not in _PORTS or not parts.hostname:
            raise BadQueryError(_FIELD, "only http:// and https:// URLs are fetched")
        if parts.username is not None or parts.password is not None:
            raise BadQueryError(_FIELD, "a URL with a user name is not fetched")
        if not url.isascii() or any(character.isspace() or character == "\\" for character in url):
            raise BadQueryError(_FIELD, "has characters that a URL must escape")
        if port not in self._ports:
            raise BadQueryError(_FIELD, "only the ports of http and https are connected to")

    async def _read(self, url: str) -> bytes:
        pool = httpcore.AsyncConnectionPool(
            network_backend=self._backend, max_connections=1, http2=False
        )
        headers = {"Accept": "image/*", "Accept-Encoding": "identity", "User-Agent": "modiste"}
        async with pool, pool.stream("GET", url, headers=list(headers.items())) as response:
            if 300 <= response.status < 400:
                raise BadQueryError(_FIELD, "redirects are not followed; give the final URL")
            if response.status != 200:
                raise BadQueryError(_FIELD, f"the host answered {response.status}, not a picture")
            kind = _header(response.headers, b"content-type")
            if kind and not kind.startswith(_TYPES):
                raise BadQueryError(_FIELD, f"holds {kind[:60]!r}, not a picture")
            return await self._body(response)

    async def _body(self, response: httpcore.Response) -> bytes:
        data = bytearray()
        async for chunk in response.aiter_stream():
            data += chunk
            if len(data) > self._max_bytes:
                raise BadQueryError(_FIELD, f"the picture has more than {self._max_bytes:,} bytes")
        return bytes(data)


class _CheckedBackend(httpcore.AsyncNetworkBackend):
    """Connects to addresses that were checked, whatever a name says the next time."""

    def __init__(self, allows: Callable[[Address], bool]) -> None:
        self._allows = allows
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the library's own signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve once, refuse unless all addresses are allowed, connect to the first."""
        address = await self._resolve(host, port)
        return await self._inner.connect_tcp(
            str(address), port, timeout, local_address, socket_options
        )

    async def _resolve(self, host: str, port: int) -> Address:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise BadQueryError(_FIELD, f"the host {host[:80]!r} is not known") from None
        addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
        # One private address among public ones is how a name is made to lead inside.
        if not addresses or not all(self._allows(address) for address in addresses):
            raise BadQueryError(_FIELD, f"the host {host[:80]!r} is not on the open internet")
        return addresses[0]


def _header(headers: list[tuple[bytes, bytes]], name: bytes) -> str:
    found = [value for key, value in headers if key.lower() == name]
    return found[0].decode("latin-1").strip().lower() if found else ""
