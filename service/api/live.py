"""The live engine: opened when a generation is there, swapped when another goes live."""

import asyncio
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager
from typing import Final

import structlog

from service.engine.engine import Engine
from service.engine.errors import IndexUnavailableError, ModisteError
from service.engine.index.home import Home

POLL_S: Final = 1.0

_log = structlog.get_logger("service")


class LiveEngine:
    """Follows the pointer of the live generation.

    A request borrows the engine; an engine that was replaced is closed when the last request that
    borrowed it is done. A generation that cannot be opened is said so in `problem`, and the engine
    that was there before goes on answering.
    """

    def __init__(self, open_engine: Callable[[], Engine], home: Home) -> None:
        self._open = open_engine
        self._home = home
        self._slot: _Slot | None = None
        self._seen: Hashable = None
        self.problem: ModisteError | None = None

    @asynccontextmanager
    async def borrow(self) -> AsyncIterator[Engine]:
        """Lend the engine for one request.

        Raises:
            GenerationError: when there is none, with the command that makes one.
            IndexUnavailableError: when it cannot be opened now.
        """
        if self._slot is None:
            raise self.problem or IndexUnavailableError("the service is starting")
        async with self._slot.borrow() as engine:
            yield engine

    async def follow(self, *, every_s: float = POLL_S) -> None:
        """Look for a new live generation for ever."""
        while True:
            await asyncio.sleep(every_s)
            await self.refresh()

    async def refresh(self) -> None:
        """Open the live generation if it is not the one that is open."""
        try:
            if await asyncio.to_thread(self._live_marker) == self._seen:
                self.problem = None
                return
            engine, marker = await self._opened()
        except ModisteError as error:
            self._note(error)
            return
        except Exception:  # noqa: BLE001 - the engine's library raises anything; the log has it
            _log.exception("generation_failed")
            self._note(IndexUnavailableError("the index cannot be opened; the log says why"))
            return
        await _warm(engine)
        self._seen = marker
        self.problem = None
        previous, self._slot = self._slot, _Slot(engine)
        _log.info(
            "generation_live",
            generation=engine.manifest.generation,
            products=engine.manifest.products,
            model=engine.manifest.fingerprint.model,
        )
        if previous is not None:
            await previous.close()

    async def close(self) -> None:
        """Close the engine once every request is done."""
        slot, self._slot = self._slot, None
        if slot is not None:
            await slot.close()

    async def _opened(self) -> tuple[Engine, Hashable]:
        engine = await asyncio.to_thread(self._open)
        try:
            # Asked of the engine: the pointer may have moved while it was opened.
            name = engine.manifest.generation
            return engine, await asyncio.to_thread(self._home.marker, name)
        except BaseException:
            await engine.close()
            raise

    def _live_marker(self) -> Hashable:
        return self._home.marker(self._home.live())

    def _note(self, error: ModisteError) -> None:
        if str(error) != str(self.problem):
            _log.warning("generation_refused", reason=str(error))
        self.problem = error


async def _warm(engine: Engine) -> None:
    try:
        await engine.warm()
    except Exception:  # noqa: BLE001 - what fails here fails for a caller too, who is told
        _log.warning("warming_failed", exc_info=True)


class _Slot:
    """One open engine and how many requests use it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._users = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @asynccontextmanager
    async def borrow(self) -> AsyncIterator[Engine]:
        self._users += 1
        self._idle.clear()
        try:
            yield self._engine
        finally:
            self._users -= 1
            if not self._users:
                self._idle.set()

    async def close(self) -> None:
        await self._idle.wait()
        await self._engine.close()
