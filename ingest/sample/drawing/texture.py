"""Fine textures of materials as tiles that multiply the colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ingest.sample.drawing.light import Field, noise

if TYPE_CHECKING:
    from collections.abc import Callable
from typing import Any, TypeAlias

Values: TypeAlias = NDArray[np.floating[Any]]  # (side, side)


class Weave:
    """A square of cloth ``side`` pixels wide, on which waves repeat without a seam."""

    def __init__(self, per_unit: float, rng: np.random.Generator) -> None:
        self.side = max(24, round(48 * per_unit))
        self.per_unit = per_unit
        self.rng = rng
        rows, columns = np.mgrid[0 : self.side, 0 : self.side].astype(np.float32)
        self.y: Field = rows
        self.x: Field = columns
        self.grain: Field = rng.standard_normal((self.side, self.side)).astype(np.float32)

    def wave(self, along: Field, period: float) -> Field:
        """A sine along a direction, of about ``period`` design units."""
        whole = max(1, round(self.side / (period * self.per_unit)))
        return np.asarray(np.sin(2 * np.pi * whole / self.side * along), dtype=np.float32)

    def clouds(self, rows: int, columns: int) -> Field:
        """Smooth noise with about that many bumps."""
        return noise((self.side, self.side), (rows, columns), self.rng)


def _twill(w: Weave) -> Values:
    diagonal = w.wave(w.x + w.y, 2.0)
    streaks = w.clouds(3, w.side // 3)
    return np.asarray(0.5 * diagonal + 0.5 * w.grain + 0.45 * streaks, dtype=np.float32)


def _cord(w: Weave) -> Values:
    return w.wave(w.x, 4.0) + 0.2 * w.grain


def _knit(w: Weave) -> Values:
    columns, rows = w.wave(w.x, 4.0), w.wave(w.y, 3.0)
    return np.asarray(0.75 * columns + 0.6 * rows + 0.3 * w.grain, dtype=np.float32)


def _rib(w: Weave) -> Values:
    return w.wave(w.x, 3.4) + 0.25 * w.grain


def _slub(w: Weave) -> Values:
    return 0.5 * w.clouds(w.side, 6) + 0.5 * w.clouds(6, w.side)


def _canvas(w: Weave) -> Values:
    return np.asarray(w.wave(w.x, 2.2) * w.wave(w.y, 2.2) + 0.35 * w.grain, dtype=np.float32)


def _mesh(w: Weave) -> Values:
    return np.asarray(
        0.4 - 1.6 * np.clip(w.wave(w.x, 3.2) * w.wave(w.y, 3.2), 0, 1), dtype=np.float32
    )


def _weave(w: Weave) -> Values:
    return 0.6 * w.wave(w.y, 2.0) + 0.7 * w.clouds(w.side, 5)


def _pebble(w: Weave) -> Values:
    return w.clouds(w.side // 5, w.side // 5)


def _sequin(w: Weave) -> Values:
    discs = w.wave(w.x, 4.0) * w.wave(w.y, 4.0)
    return np.asarray(np.where(discs > 0.1, 0.9, -0.4) + w.grain, dtype=np.float32)


def _grain(w: Weave) -> Values:
    return 0.6 * w.grain + 0.5 * w.clouds(w.side // 3, w.side // 3)


_TEXTURES: dict[str, Callable[[Weave], Values]] = {
    "twill": _twill,
    "cord": _cord,
    "knit": _knit,
    "rib": _rib,
    "slub": _slub,
    "canvas": _canvas,
    "mesh": _mesh,
    "weave": _weave,
    "pebble": _pebble,
    "sequin": _sequin,
    "grain": _grain,
    "fuzz": _grain,
}


def texture_tile(
    name: str, strength: float, per_unit: float, rng: np.random.Generator
) -> Field | None:
    """A tile around 1 that repeats, or ``None`` for a smooth material.

    Raises:
        KeyError: the texture is unknown.
    """
    if name == "plain" or strength == 0:
        return None
    relief = _TEXTURES[name](Weave(per_unit, rng))
    return np.asarray(1 + strength * relief, dtype=np.float32)
