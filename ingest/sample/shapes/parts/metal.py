"""Metal, glass and stones: gradients that read as polished surfaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Field, Relief
from ingest.sample.drawing.outline import Points, curve, ellipse
from ingest.sample.drawing.palette import Colour, darker, lighter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ingest.sample.drawing.canvas import Gradient, Pixels
    from ingest.sample.drawing.look import Look

JEWEL = Relief(edge=2.0, lift=2.4, body=0.0, wrinkle=0.0, occlusion=0.22)


def _ramp(at: Field, stops: list[tuple[float, Colour]]) -> Pixels:
    places = np.array([s[0] for s in stops])
    channels = [np.interp(at, places, np.array([s[1][k] for s in stops])) for k in range(3)]
    return np.stack(channels, axis=-1).astype(np.float32)


def across(x0: float, x1: float, stops: list[tuple[float, Colour]]) -> Gradient:
    """Colours spread from ``x0`` to ``x1``."""
    return lambda x, _y: _ramp((x - np.float32(x0)) / np.float32(x1 - x0), stops)


def down(y0: float, y1: float, stops: list[tuple[float, Colour]]) -> Gradient:
    """Colours spread from ``y0`` down to ``y1``."""
    return lambda _x, y: _ramp((y - np.float32(y0)) / np.float32(y1 - y0), stops)


def tube(x0: float, x1: float, colour: Colour, shine: float = 0.6) -> Gradient:
    """A polished upright cylinder between two sides."""
    return across(
        x0,
        x1,
        [
            (0.0, darker(colour, 0.45)),
            (0.12, darker(colour, 0.1)),
            (0.27, lighter(colour, shine)),
            (0.42, colour),
            (0.7, darker(colour, 0.25)),
            (0.88, darker(colour, 0.42)),
            (0.96, darker(colour, 0.1)),
            (1.0, darker(colour, 0.35)),
        ],
    )


def brushed(
    x: float, y: float, colour: Colour, *, bands: float = 4.0, phase: float = 0.6
) -> Gradient:
    """A turned disc: light and dark sectors round a centre."""

    def paint(u: Field, v: Field) -> NDArray[np.float32]:
        angle = np.arctan2(v - np.float32(y), u - np.float32(x))
        wave = 0.5 + 0.5 * np.sin(bands * angle + phase)
        return _ramp(
            wave.astype(np.float32),
            [(0.0, darker(colour, 0.38)), (0.5, colour), (1.0, lighter(colour, 0.72))],
        )

    return paint


def glass(x0: float, x1: float, colour: Colour) -> Gradient:
    """A clear coloured block seen through: dark rims, a bright body."""
    return across(
        x0,
        x1,
        [
            (0.0, darker(colour, 0.35)),
            (0.06, lighter(colour, 0.55)),
            (0.14, colour),
            (0.30, lighter(colour, 0.5)),
            (0.55, lighter(colour, 0.15)),
            (0.85, darker(colour, 0.08)),
            (0.95, lighter(colour, 0.5)),
            (1.0, darker(colour, 0.35)),
        ],
    )


def draw_gem(
    look: Look,
    x: float,
    y: float,
    radius: float,
    colour: Colour,
    *,
    setting: Colour | None = None,
    tall: float = 1.0,
) -> None:
    """A faceted stone, in a setting when one is given."""
    c = look.canvas
    if setting is not None:
        c.fill(
            ellipse(x, y, radius * 1.28, radius * 1.28 * tall),
            brushed(x, y, setting),
            relief=JEWEL,
            gloss=0.5,
            shadow=0.25,
        )
    bright = lighter(colour, 0.12)
    round_ = Relief(edge=radius * 0.4, lift=radius * 0.5, body=0.0, wrinkle=0, occlusion=0.15)
    c.fill(ellipse(x, y, radius, radius * tall), bright, relief=round_, gloss=0.45)
    if radius >= 8:
        for facets, shade in (
            ((4, 5), lighter(bright, 0.5)),
            ((0, 3, 6), lighter(bright, 0.2)),
            ((1, 2), darker(bright, 0.28)),
        ):
            c.fill(c.mask(*(_facet(x, y, radius, tall, k) for k in facets)), shade, alpha=0.8)
        c.fill(ellipse(x, y, radius * 0.48, radius * 0.48 * tall), lighter(bright, 0.3), alpha=0.85)
    c.fill(
        ellipse(x - radius * 0.3, y - radius * 0.35 * tall, radius * 0.2),
        (1.0, 1.0, 1.0),
        alpha=0.9,
    )


def _facet(x: float, y: float, radius: float, tall: float, k: int) -> Points:
    a0, a1 = np.radians(45 * k), np.radians(45 * (k + 1))
    r = 0.94 * radius
    return np.array(
        [
            (x, y),
            (x + r * np.cos(a0), y + r * tall * np.sin(a0)),
            (x + r * np.cos(a1), y + r * tall * np.sin(a1)),
        ]
    )


def drop(x: float, y: float, width: float, height: float) -> Points:
    """A tear drop hanging from (x, y)."""
    return curve(
        [
            (x, y, 0),
            (x + width * 0.36, y + height * 0.42),
            (x + width * 0.5, y + height * 0.72),
            (x, y + height),
            (x - width * 0.5, y + height * 0.72),
            (x - width * 0.36, y + height * 0.42),
        ]
    )
