"""Own hosts: the servers inside the shop's network that pictures may be fetched from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

_ENTRY: Final = re.compile(
    r"(?P<host>[a-z0-9]([a-z0-9._-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(:(?P<port>\d{1,5}))?",
    re.ASCII,
)
_WEB_PORTS: Final = frozenset((80, 443))


@dataclass(frozen=True, slots=True)
class OwnHosts:
    """Hosts that are connected to wherever they lie, each on named ports only.

    Attributes:
        allowed: (host, port) pairs; hosts in lower case.
    """

    allowed: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def parse(cls, entries: Iterable[str]) -> Self:
        """Read `host` (the ports of http and https) and `host:port`; IPv6 stands in brackets.

        Raises:
            ValueError: naming the entry and the form.
        """
        allowed: set[tuple[str, int]] = set()
        for entry in entries:
            found = _ENTRY.fullmatch(entry.strip().lower())
            port = int(found["port"]) if found and found["port"] else None
            if found is None or (port is not None and not 1 <= port <= 65_535):
                raise ValueError(f"{entry[:80]!r} is no host; give host or host:port")
            host = found["host"].strip("[]")
            allowed.update((host, one) for one in ([port] if port else _WEB_PORTS))
        return cls(frozenset(allowed))

    def cover(self, host: str, port: int) -> bool:
        """Whether this host may be connected to on this port."""
        return (host.lower(), port) in self.allowed
