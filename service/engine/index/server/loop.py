"""A loop in a thread: the async client, for code that blocks."""

import asyncio
from collections.abc import Coroutine
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

_T = TypeVar("_T")


class LoopThread:
    """An event loop of its own in a daemon thread, started when it is first needed."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self, coroutine: Coroutine[Any, Any, _T]) -> "Future[_T]":
        """Start a coroutine; the future is cancelled like the coroutine itself."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            Thread(target=self._loop.run_forever, name="qdrant", daemon=True).start()
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)

    def run(self, coroutine: Coroutine[Any, Any, _T]) -> _T:
        """Wait for a coroutine."""
        future = self.start(coroutine)
        try:
            return future.result()
        except BaseException:
            future.cancel()  # Ctrl-C: what nobody waits for is not sent
            raise

    def close(self) -> None:
        """Stop the loop; what is still running there is dropped."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._loop = None
