"""Probes: the live index is asked about itself from time to time."""

import asyncio
from time import time

import numpy as np
import structlog

from service.api.live import LiveEngine
from service.api.observing.metrics import Metrics
from service.engine.errors import ModisteError

_log = structlog.get_logger("service")


async def probe(live: LiveEngine, metrics: Metrics, *, every_s: float) -> None:
    """Probe for ever, the first time soon after the start."""
    rng = np.random.default_rng()
    await asyncio.sleep(min(every_s, 5.0))
    while True:
        await probe_once(live, metrics, rng)
        await asyncio.sleep(every_s)


async def probe_once(live: LiveEngine, metrics: Metrics, rng: np.random.Generator) -> None:
    """Probe the live generation, if there is one, and note what was found."""
    try:
        async with live.borrow() as engine:
            found = await engine.prober.probe(rng)
    except ModisteError:  # there is no generation, or searches go first
        return
    except Exception:  # noqa: BLE001 - a probe that fails must not end the probing
        _log.exception("probe_failed")
        return
    if found.self_match is not None:
        metrics.self_match.set(found.self_match)
    if found.recall is not None:
        metrics.recall.set(found.recall)
    metrics.probed.set(time())
