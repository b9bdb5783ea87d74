"""The live engine: opened when a generation is there, swapped when another goes live."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

import structlog

from service.engine.engine import Engine
from service.engine.errors import IndexUnavailableError, ModisteError
from service.engine.index.generations import Generations
from service.engine.index.manifest import FILE_NAME

POLL_S: Final = 1.0

_log = structlog.get_logger("service")


class LiveEngine:
    """Follows the pointer of the live generation.

    A request borrows the engine; an engine that was replaced is closed when the last request that
    borrowed it is done. A generation that cannot be opened is said so in `problem`, and the engine
    that was there before goes on answering.
    """

    def __init__(self, open_engine: Callable[[], Engine], generations: Generations) -> None:
        self._open = open_engine
        self._generations = generations
        self._slot: _Slot | None = None
        self._seen: tuple[str, int] | None = None
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
            if self._marker(self._generations.live()) == self._seen:
                return
            engine = await asyncio.to_thread(self._open)
        except ModisteError as error:
            self._note(error)
            return
        except Exception:  # noqa: BLE001 - the engine's library raises anything; the log has it
            _log.exception("generation_failed")
            self._note(IndexUnavailableError("the index cannot be opened; the log says why"))
            return
        # Asked of the engine: the pointer may have moved while it was opened.
        self._seen = self._marker(engine.manifest.generation)
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

    def _marker(self, name: str) -> tuple[str, int]:
        """Tell one generation from another, also of the same name in a data folder made anew."""
        path = self._generations.folder(name) / FILE_NAME
        return name, path.stat().st_mtime_ns if path.is_file() else 0

    def _note(self, error: ModisteError) -> None:
        if str(error) != str(self.problem):
            _log.warning("generation_refused", reason=str(error))
        self.problem = error


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
