"""What the service is asked once a minute, however many people look."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final, Generic, TypeVar

T = TypeVar("T")

FRESH_S: Final = 60.0


class Fresh(Generic[T]):
    """Asks for a value when it is wanted, and keeps it for `FRESH_S` seconds.

    Args:
        ask: brings the value; what it raises is raised to everybody who waits, and nothing is kept.
        keeps: whether a value is good enough to be kept.
    """

    def __init__(
        self, ask: Callable[[], Awaitable[T]], *, keeps: Callable[[T], bool] = lambda _: True
    ) -> None:
        self._ask = ask
        self._keeps = keeps
        self._kept: T | None = None
        self._until_s = 0.0
        self._asking = asyncio.Lock()

    async def get(self) -> T:
        """Return the value."""
        async with self._asking:
            if self._kept is None or time.monotonic() >= self._until_s:
                value = await self._ask()
                if not self._keeps(value):
                    return value
                self._kept, self._until_s = value, time.monotonic() + FRESH_S
            return self._kept
