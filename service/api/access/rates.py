"""Rates: how many requests a key or an address may send."""

import time
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from typing import Final

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

# What one household or one host has of IPv6, and can take addresses from at will.
_HOST_PREFIX: Final = 64
# A clock that moves by more against the one that nobody sets was set.
_SET_S: Final = 2.0


def parse_rate(text: str) -> RateLimitItem:
    """Read a rate such as "600/minute" or "20/second".

    Raises:
        ValueError: when it is none.
    """
    try:
        return parse(text)
    except ValueError:
        raise ValueError(f"{text[:40]!r} is no rate; write it as 600/minute or 20/second") from None


class Rates:
    """Counts requests in memory, so each process counts its own."""

    def __init__(self, *, per_key: str | None, per_address: str | None) -> None:
        self._per_key = parse_rate(per_key) if per_key else None
        self._per_address = parse_rate(per_address) if per_address else None
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._ahead_s = time.time() - time.monotonic()

    def wait_for_address(self, address: str) -> int | None:
        """Count a request of an address; return the seconds to wait when it has had its share."""
        return self._wait(self._per_address, f"address/{host_of(address)}")

    def wait_for_key(self, name: str, rate: str | None) -> int | None:
        """Count a request of a key; `rate` goes before what is set for all keys."""
        return self._wait(parse_rate(rate) if rate else self._per_key, f"key/{name}")

    def _wait(self, rate: RateLimitItem | None, who: str) -> int | None:
        if rate is None:
            return None
        self._mind_the_clock()
        if self._limiter.hit(rate, who):
            return None
        left = self._limiter.get_window_stats(rate, who).reset_time - time.time()
        return ceil(min(max(left, 1.0), rate.get_expiry()))

    def _mind_the_clock(self) -> None:
        """Count anew when the clock was set: a window in its future would stay shut till then."""
        ahead_s = time.time() - time.monotonic()
        if abs(ahead_s - self._ahead_s) > _SET_S:
            self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._ahead_s = ahead_s


def host_of(address: str) -> str:
    """Return whom an address belongs to: itself, or the /64 of an IPv6 address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ip_network((parsed, _HOST_PREFIX), strict=False))
    return str(parsed)
