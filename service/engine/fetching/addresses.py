"""Addresses: which may be connected to, and a connection that goes to the one that was checked."""

import asyncio
import socket
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final, TypeAlias

import httpcore

from service.engine.errors import FetchError
from service.engine.fetching.own_hosts import OwnHosts

Address: TypeAlias = IPv4Address | IPv6Address

_NAT64: Final = IPv6Network("64:ff9b::/96")


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


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Connects to addresses that were checked, whatever a name says the next time.

    Args:
        allows: which addresses may be connected to.
        own_hosts: names and ports for which that is not asked.
    """

    def __init__(self, allows: Callable[[Address], bool], own_hosts: OwnHosts) -> None:
        self._allows = allows
        self._own_hosts = own_hosts
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
        except (OSError, UnicodeError) as error:
            again = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
            raise FetchError(f"the host {host[:80]!r} is not known", transient=again) from None
        addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
        own = self._own_hosts.cover(host, port)
        # One private address among public ones is how a name is made to lead inside.
        if not addresses or not (own or all(self._allows(address) for address in addresses)):
            raise FetchError(f"the host {host[:80]!r} is not on the open internet")
        return addresses[0]
