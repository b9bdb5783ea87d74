"""Remembering: the products are read into memory, for the time when the index does not answer."""

import asyncio
from time import monotonic
from typing import Final

import structlog

from service.api.live import LiveEngine
from service.engine.errors import ModisteError

# What changes in between is not known while the index is away.
EVERY_S: Final = 600.0
_LOOK_S: Final = 2.0

_log = structlog.get_logger("service")


async def keep_in_mind(
    live: LiveEngine, *, every_s: float = EVERY_S, look_s: float = _LOOK_S
) -> None:
    """Have each live engine remember its products, and again every so often, for ever."""
    remembered, when = None, 0.0
    while True:
        try:
            async with live.borrow() as engine:
                generation = engine.manifest.generation
                if generation != remembered or monotonic() - when >= every_s:
                    await engine.remember()
                    remembered, when = generation, monotonic()
        except ModisteError as error:
            _log.debug("not_remembered", reason=str(error))
        await asyncio.sleep(look_s)
