"""Repeating patterns as RGB tiles."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from ingest.sample.drawing import motifs
from ingest.sample.drawing.outline import shifted
from ingest.sample.drawing.palette import Colour, darker, lighter, luminance, mix

_SMOOTH = 3  # tiles are drawn this much larger and brought down


class Tile:
    """A square that repeats: what leaves on one side enters on the other."""

    def __init__(self, side: float, ground: Colour, per_unit: float) -> None:
        self.pixels = max(8, round(side * per_unit))
        self.scale = self.pixels * _SMOOTH / side
        self.side = side
        self.picture = Image.new("RGB", (self.pixels * _SMOOTH,) * 2, ink(ground))
        self.pen = ImageDraw.Draw(self.picture)

    def shape(self, points: NDArray[np.float64], colour: Colour) -> None:
        """Draw a closed outline, wrapped."""
        low, high = points.min(axis=0), points.max(axis=0)
        for dx in (-self.side, 0.0, self.side):
            for dy in (-self.side, 0.0, self.side):
                if (
                    high[0] + dx > 0
                    and low[0] + dx < self.side
                    and high[1] + dy > 0
                    and low[1] + dy < self.side
                ):
                    moved = shifted(points, dx, dy) * self.scale
                    self.pen.polygon([(float(x), float(y)) for x, y in moved], fill=ink(colour))

    def array(self) -> NDArray[np.float32]:
        """RGB in 0..1, (rows, columns, 3)."""
        small = self.picture.reduce(_SMOOTH)
        return np.asarray(small, dtype=np.float32) / np.float32(255)


def ink(colour: Colour) -> tuple[int, int, int]:
    """The colour in bytes."""
    return (round(colour[0] * 255), round(colour[1] * 255), round(colour[2] * 255))


def pattern_tile(
    pattern: str,
    colours: tuple[Colour, ...],
    *,
    per_unit: float,
    scale: float,
    rng: np.random.Generator,
) -> NDArray[np.float32] | None:
    """The tile of a pattern, or ``None`` for a plain ground.

    Raises:
        KeyError: the pattern is unknown.
    """
    draw = _PATTERNS[pattern]
    if draw is None:
        return None
    ground = colours[0]
    padded = (*colours, lighter(ground), darker(ground), lighter(ground, 0.6))
    return draw(padded, per_unit, scale, rng)


def _stripes(
    colours: tuple[Colour, ...], per_unit: float, scale: float, rng: np.random.Generator
) -> NDArray[np.float32]:
    ground, first, second = colours[:3]
    style = int(rng.integers(4))
    step = scale * (5.0, 9.0, 16.0, 22.0)[style]
    rows = max(8, round(step * per_unit))
    line = np.tile(np.array(ground, dtype=np.float32), (rows, 1))
    share = (0.28, 0.5, 0.45, 0.30)[style]
    line[: round(rows * share)] = first
    if style >= 2:
        at = round(rows * (share + 0.16))
        line[at : at + max(1, round(rows * 0.12))] = second
    return np.repeat(line[:, None, :], 4, axis=1)


def _pinstripes(
    colours: tuple[Colour, ...], per_unit: float, scale: float, rng: np.random.Generator
) -> NDArray[np.float32]:
    step = scale * rng.uniform(5.0, 9.0)
    columns = max(6, round(step * per_unit))
    line = np.tile(np.array(colours[0], dtype=np.float32), (columns, 1))
    wide = max(1, round(columns * rng.uniform(0.12, 0.42)))
    line[:wide] = mix(colours[0], colours[1], 0.85)
    return np.repeat(line[None, :, :], 4, axis=0)


def _checks(
    colours: tuple[Colour, ...], per_unit: float, scale: float, rng: np.random.Generator
) -> NDArray[np.float32]:
    ground, first, second = (np.array(c, dtype=np.float32) for c in colours[:3])
    first = ground + (first - ground) * np.float32(0.45)  # the cloth keeps the colour it is sold as
    style = int(rng.integers(3))
    side = max(10, round(scale * (15.0, 26.0, 34.0)[style] * per_unit))
    at = np.arange(side) / side

    def weight(bands: tuple[tuple[float, float, float], ...]) -> NDArray[np.float32]:
        out = np.zeros(side, dtype=np.float32)
        for start, end, strength in bands:
            out[(at >= start) & (at < end)] = strength
        return out

    broad = weight(
        (
            ((0.0, 0.5, 0.62),),
            ((0.0, 0.28, 0.7), (0.36, 0.42, 0.5)),
            ((0.05, 0.30, 0.75), (0.36, 0.40, 0.8), (0.66, 0.74, 0.55)),
        )[style]
    )
    fine = weight(((), ((0.62, 0.70, 0.85),), ((0.50, 0.545, 0.9), (0.86, 0.90, 0.9)))[style])
    tile = np.tile(ground, (side, side, 1))
    for axis in (0, 1):
        for mask, colour in ((broad, first), (fine, second)):
            w = (mask[:, None] if axis == 0 else mask[None, :])[..., None] * (
                0.62 if axis else 0.72
            )
            tile = tile + (colour - tile) * w
    return tile.astype(np.float32)


def _houndstooth(
    colours: tuple[Colour, ...], per_unit: float, scale: float, _rng: np.random.Generator
) -> NDArray[np.float32]:
    side = 11.0 * scale
    tile = Tile(side, colours[0], per_unit)
    tooth = [
        (0, 0.5),
        (0.25, 0.25),
        (0, 0.25),
        (0, 0),
        (0.25, 0),
        (0.25, -0.25),
        (0.5, 0),
        (0.75, 0),
        (0.5, 0.25),
        (0.5, 0.5),
        (0.75, 0.25),
        (0.75, 0.5),
        (0.5, 0.75),
        (0.5, 0.5),
        (0.25, 0.5),
        (0, 0.75),
    ]
    tile.shape(np.array(tooth) * side * 1.0, colours[1])
    return tile.array()


def _dots(
    colours: tuple[Colour, ...], per_unit: float, scale: float, rng: np.random.Generator
) -> NDArray[np.float32]:
    side = scale * rng.uniform(11, 24)
    tile = Tile(side, colours[0], per_unit)
    r = side * rng.uniform(0.13, 0.21)
    for x, y in ((0.25, 0.25), (0.75, 0.75)):
        tile.shape(motifs.disc(x * side, y * side, r), colours[1])
    return tile.array()


def _scatter(
    tile: Tile, count: int, gap: float, rng: np.random.Generator
) -> list[tuple[float, float]]:
    """Up to ``count`` places no closer than ``gap``, distances taken round the edges."""
    places: list[tuple[float, float]] = []
    for _ in range(count * 14):
        x, y = rng.uniform(0, tile.side, 2)
        apart = (
            np.hypot(
                min(abs(x - a), tile.side - abs(x - a)), min(abs(y - b), tile.side - abs(y - b))
            )
            for a, b in places
        )
        if all(d > gap for d in apart):
            places.append((float(x), float(y)))
        if len(places) == count:
            break
    return places


def _floral(
    colours: tuple[Colour, ...], per_unit: float, scale: float, rng: np.random.Generator
) -> NDArray[np.float32]:
    ground, first, second = colours[:3]
    side = 62.0 * scale
    tile = Tile(side, ground, per_unit)
    dark = luminance(ground) < 0.45
    leaf = (0.45, 0.62, 0.38) if dark else (0.30, 0.47, 0.28)
    hearts = ((0.98, 0.82, 0.35), lighter(second, 0.6))
    places = _scatter(tile, 9, 15.0 * scale, rng)
    for i, (x, y) in enumerate(places):
        r = (8.4 if i < 4 else 5.0) * scale * rng.uniform(0.85, 1.15)
        spin = rng.uniform(0, 360)
        for k in (0, 1, 2):
            tile.shape(motifs.leaf(x, y, r * 1.75, spin + k * 125 + rng.uniform(-15, 15)), leaf)
        petal = (first, second, mix(first, (1.0, 1.0, 1.0), 0.45))[i % 3]
        for outline in motifs.flower(x, y, r, 5 if i % 2 else 6, spin):
            tile.shape(outline, petal)
        for outline in motifs.flower(x, y, r * 0.55, 5, spin + 30):
            tile.shape(outline, darker(petal, 0.22))
        tile.shape(motifs.disc(x, y, r * 0.26), hearts[i % 2])
    for x, y in _scatter(tile, 10, 10.0 * scale, rng):
        tile.shape(motifs.disc(x, y, 1.1 * scale), lighter(first, 0.3))
    return tile.array()


def _ditsy(
    colours: tuple[Colour, ...], per_unit: float, scale: float, rng: np.random.Generator
) -> NDArray[np.float32]:
    ground, first, second = colours[:3]
    tile = Tile(40.0 * scale, ground, per_unit)
    for i, (x, y) in enumerate(_scatter(tile, 12, 9.0 * scale, rng)):
        for outline in motifs.flower(x, y, 3.4 * scale, 5, rng.uniform(0, 72)):
            tile.shape(outline, first if i % 3 else second)
        tile.shape(motifs.disc(x, y, 1.0 * scale), lighter(ground, 0.6))
    return tile.array()


def _paisley(
    colours: tuple[Colour, ...], per_unit: float, scale: float, rng: np.random.Generator
) -> NDArray[np.float32]:
    ground, first, second = colours[:3]
    side = 44.0 * scale
    tile = Tile(side, ground, per_unit)
    for x, y, spin in ((0.25, 0.3, -20.0), (0.75, 0.8, 160.0)):
        for size, colour in ((15.0, first), (11.5, ground), (9.0, second), (5.0, first)):
            tile.shape(motifs.paisley(x * side, y * side, size * scale, spin), colour)
    for x, y in ((0.75, 0.28), (0.25, 0.78)):
        for outline in motifs.flower(x * side, y * side, 4.6 * scale, 6, 0):
            tile.shape(outline, second)
        tile.shape(motifs.disc(x * side, y * side, 1.6 * scale), first)
    for x, y in _scatter(tile, 10, 8 * scale, rng):
        tile.shape(motifs.disc(x, y, 0.9 * scale), first)
    return tile.array()


def _ethnic(
    colours: tuple[Colour, ...], per_unit: float, scale: float, rng: np.random.Generator
) -> NDArray[np.float32]:
    """Block print: small buti flowers in half-drop repeat."""
    ground, first, second = colours[:3]
    side = scale * rng.uniform(20, 30)
    tile = Tile(side, ground, per_unit)
    for x, y in ((0.25, 0.25), (0.75, 0.75)):
        cx, cy = x * side, y * side
        for outline in motifs.buti(cx, cy, side * 0.21):
            tile.shape(outline, first)
        tile.shape(motifs.disc(cx, cy - side * 0.06, side * 0.05), second)
    return tile.array()


def _ikat(
    colours: tuple[Colour, ...], per_unit: float, scale: float, _rng: np.random.Generator
) -> NDArray[np.float32]:
    side = 30.0 * scale
    tile = Tile(side, colours[0], per_unit)
    for size, colour in (
        (0.5, colours[1]),
        (0.36, colours[0]),
        (0.25, colours[2]),
        (0.12, colours[1]),
    ):
        tile.shape(motifs.diamond(side / 2, side / 2, size * side), colour)
    tile.shape(motifs.diamond(0, 0, 0.10 * side), colours[2])
    return tile.array()


def _chevron(
    colours: tuple[Colour, ...], per_unit: float, scale: float, _rng: np.random.Generator
) -> NDArray[np.float32]:
    side = 20.0 * scale
    tile = Tile(side, colours[0], per_unit)
    x = np.array([-0.5, 0.0, 0.5, 1.0, 1.5])
    y = np.array([0.5, 0.0, 0.5, 0.0, 0.5])
    band = np.concatenate([np.stack([x, y], 1), np.stack([x, y + 0.42], 1)[::-1]]) * side
    tile.shape(band, colours[1])
    return tile.array()


def _argyle(
    colours: tuple[Colour, ...], per_unit: float, scale: float, _rng: np.random.Generator
) -> NDArray[np.float32]:
    side = 30.0 * scale
    tile = Tile(side, colours[0], per_unit)
    tile.shape(motifs.diamond(side / 2, side / 2, side / 2), colours[1])
    tile.shape(motifs.diamond(0, 0, side * 0.22), colours[2])
    return tile.array()


def _camouflage(
    colours: tuple[Colour, ...], per_unit: float, scale: float, rng: np.random.Generator
) -> NDArray[np.float32]:
    ground = colours[0]
    tile = Tile(64.0 * scale, ground, per_unit)
    for colour, count in (
        (darker(ground, 0.35), 9),
        (lighter(ground, 0.35), 7),
        (darker(ground, 0.6), 5),
    ):
        for x, y in _scatter(tile, count, 11 * scale, rng):
            tile.shape(motifs.blob(x, y, 8.5 * scale, rng), colour)
    return tile.array()


def _animal(
    colours: tuple[Colour, ...], per_unit: float, scale: float, rng: np.random.Generator
) -> NDArray[np.float32]:
    ground = mix(colours[0], (0.86, 0.68, 0.42), 0.35)
    tile = Tile(44.0 * scale, ground, per_unit)
    for x, y in _scatter(tile, 26, 6.6 * scale, rng):
        tile.shape(motifs.blob(x, y, 3.6 * scale, rng), darker(ground, 0.82))
        tile.shape(motifs.blob(x + 0.4, y + 0.3, 1.8 * scale, rng), darker(ground, 0.3))
    return tile.array()


def _abstract(
    colours: tuple[Colour, ...], per_unit: float, scale: float, rng: np.random.Generator
) -> NDArray[np.float32]:
    tile = Tile(58.0 * scale, colours[0], per_unit)
    for i, (x, y) in enumerate(_scatter(tile, 14, 9 * scale, rng)):
        colour = (colours[1], colours[2], mix(colours[0], colours[1], 0.5))[i % 3]
        tile.shape(motifs.leaf(x, y, rng.uniform(12, 22) * scale, rng.uniform(0, 360)), colour)
    return tile.array()


_Draw = Callable[[tuple[Colour, ...], float, float, np.random.Generator], NDArray[np.float32]]
_PATTERNS: dict[str, _Draw | None] = {
    "Solid": None,
    "Graphic": None,
    "Colourblocked": None,
    "Embroidered": None,
    "Self Design": None,
    "Striped": _stripes,
    "Pinstriped": _pinstripes,
    "Checked": _checks,
    "Houndstooth": _houndstooth,
    "Polka Dots": _dots,
    "Floral": _floral,
    "Ditsy Floral": _ditsy,
    "Paisley": _paisley,
    "Ethnic Motifs": _ethnic,
    "Ikat": _ikat,
    "Chevron": _chevron,
    "Argyle": _argyle,
    "Camouflage": _camouflage,
    "Animal Print": _animal,
    "Abstract": _abstract,
}
PATTERNS: tuple[str, ...] = tuple(_PATTERNS)
