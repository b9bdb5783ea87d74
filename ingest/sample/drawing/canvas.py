"""A canvas in design units on which shaded pieces are laid over each other.

Colours are kept premultiplied in float32 at twice the size of the picture and brought down at the
end, outlines are rasterised at twice that again: edges come out smooth.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from ingest.sample.drawing.fabric import Fabric
from ingest.sample.drawing.light import FLAT, Field, Relief, add_folds, blurred, height_of, lit
from ingest.sample.drawing.outline import HEIGHT, WIDTH, Points, ellipse, shifted
from ingest.sample.drawing.palette import Colour

Pixels: TypeAlias = NDArray[np.float32]  # (rows, columns, 3)
Gradient: TypeAlias = Callable[[Field, Field], Pixels]  # design x, y -> RGB
Paint: TypeAlias = Colour | Fabric | Gradient

_OVERSAMPLE = 2
_MASK_OVERSAMPLE = 2


@dataclass(frozen=True)
class Mask:
    """Coverage (0..1) of a rectangle of the canvas whose corner is at (x, y), in canvas pixels."""

    x: int
    y: int
    cover: Field

    @property
    def box(self) -> tuple[slice, slice]:
        """The rows and columns of the canvas."""
        rows, columns = self.cover.shape
        return slice(self.y, self.y + rows), slice(self.x, self.x + columns)


class Canvas:
    """What is drawn, and the rigid motion between design space and pixels."""

    def __init__(
        self,
        size: tuple[int, int],
        rng: np.random.Generator,
        *,
        angle: float = 0.0,
        scale: float = 1.0,
        mirror: bool = False,
        shift: tuple[float, float] = (0.0, 0.0),
    ) -> None:
        """``size`` is (width, height) of the finished picture in pixels; ``angle`` in degrees."""
        self.size = size
        self.rng = rng
        self._width, self._height = size[0] * _OVERSAMPLE, size[1] * _OVERSAMPLE
        self.unit = min(self._width / WIDTH, self._height / HEIGHT)
        self._zoom = self.unit * scale
        turn = math.radians(angle)
        flip = -1.0 if mirror else 1.0
        self._motion = self._zoom * np.array(
            [[math.cos(turn) * flip, math.sin(turn) * flip], [-math.sin(turn), math.cos(turn)]]
        )
        self._inverse = np.linalg.inv(self._motion)
        self._origin = np.array(
            [self._width / 2 + shift[0] * self.unit, self._height / 2 + shift[1] * self.unit]
        )
        self.colour: Pixels = np.zeros((self._height, self._width, 3), dtype=np.float32)
        self.cover: Field = np.zeros((self._height, self._width), dtype=np.float32)

    # geometry

    def place(self, points: Points) -> Points:
        """Design points to canvas pixels."""
        centred = points - (WIDTH / 2, HEIGHT / 2)
        return np.asarray(centred @ self._motion + self._origin, dtype=np.float64)

    def grid(self, mask: Mask) -> tuple[Field, Field]:
        """Design coordinates of the pixels of a mask."""
        rows, columns = mask.cover.shape
        x = np.arange(mask.x, mask.x + columns, dtype=np.float32)[None, :] - self._origin[0]
        y = np.arange(mask.y, mask.y + rows, dtype=np.float32)[:, None] - self._origin[1]
        m = self._inverse.astype(np.float32)
        u = x * m[0, 0] + y * m[1, 0] + np.float32(WIDTH / 2)
        v = x * m[0, 1] + y * m[1, 1] + np.float32(HEIGHT / 2)
        return u.astype(np.float32), v.astype(np.float32)

    # masks

    def mask(self, *outlines: Points, holes: Sequence[Points] = ()) -> Mask:
        """Coverage of the union of closed outlines, less the holes."""
        return self._raster(
            [self.place(o) for o in outlines], [self.place(h) for h in holes], width=0.0
        )

    def line_mask(self, lines: Sequence[Points], width: float) -> Mask:
        """Coverage of open lines of a width in design units."""
        return self._raster([self.place(line) for line in lines], [], width=width * self._zoom)

    def clip(self, mask: Mask, by: Mask) -> Mask:
        """The part of a mask that lies inside another one."""
        rows, columns = mask.cover.shape
        other = np.zeros((rows, columns), dtype=np.float32)
        y0, y1 = max(mask.y, by.y), min(mask.y + rows, by.y + by.cover.shape[0])
        x0, x1 = max(mask.x, by.x), min(mask.x + columns, by.x + by.cover.shape[1])
        if y1 > y0 and x1 > x0:
            other[y0 - mask.y : y1 - mask.y, x0 - mask.x : x1 - mask.x] = by.cover[
                y0 - by.y : y1 - by.y, x0 - by.x : x1 - by.x
            ]
        return Mask(mask.x, mask.y, mask.cover * other)

    def _raster(self, shapes: list[Points], holes: list[Points], *, width: float) -> Mask:
        stacked = np.concatenate(shapes)
        reach = width / 2 + 2
        x0 = int(np.clip(np.floor(stacked[:, 0].min() - reach), 0, self._width - 2))
        y0 = int(np.clip(np.floor(stacked[:, 1].min() - reach), 0, self._height - 2))
        x1 = int(np.clip(np.ceil(stacked[:, 0].max() + reach), x0 + 2, self._width))
        y1 = int(np.clip(np.ceil(stacked[:, 1].max() + reach), y0 + 2, self._height))
        k = _MASK_OVERSAMPLE
        picture = Image.new("L", ((x1 - x0) * k, (y1 - y0) * k), 0)
        pen = ImageDraw.Draw(picture)
        for shape, ink in [*((s, 255) for s in shapes), *((h, 0) for h in holes)]:
            flat = [(float(x), float(y)) for x, y in (shape - (x0, y0)) * k]
            if width:
                pen.line(flat, fill=ink, width=max(1, round(width * k)), joint="curve")
            else:
                pen.polygon(flat, fill=ink)
        return Mask(x0, y0, np.asarray(picture.reduce(k), dtype=np.float32) / np.float32(255))

    # laying pieces

    def fill(
        self,
        outline: Points | Mask,
        paint: Paint,
        *,
        relief: Relief = FLAT,
        alpha: float = 1.0,
        angle: float = 0.0,
        inside: Mask | None = None,
        shadow: float = 0.0,
        gloss: float | None = None,
        dim: float = 1.0,
    ) -> Mask:
        """Lay a shaded piece; gives its mask.

        ``angle`` turns the pattern of a fabric (degrees); ``inside`` clips the piece; ``shadow``
        is the strength of the shadow that the piece throws on what lies under it; ``dim``
        multiplies the colour, for a piece that lies deeper.
        """
        mask = outline if isinstance(outline, Mask) else self.mask(outline)
        if inside is not None:
            mask = self.clip(mask, inside)
        if shadow:
            self.occlude(mask, strength=shadow)
        shading, highlight, rise = self._light(mask, relief)
        colour = self._paint(mask, paint, angle, rise)
        shine = paint.gloss if isinstance(paint, Fabric) and gloss is None else (gloss or 0.0)
        # Light multiplies; near white it is compressed instead, so that folds do not burn out.
        light = shading[:, :, None]
        bright = np.where(light > 1, 1 - (1 - colour) / light, 1.0)
        shaded = np.minimum(colour * light, bright) * np.float32(dim)
        shaded += (0.075 * (shading - 1) + shine * highlight)[:, :, None]
        self._over(mask, np.clip(shaded, 0.0, 1.0), alpha)
        return mask

    def stroke(
        self,
        lines: Points | Sequence[Points],
        width: float,
        colour: Colour,
        *,
        alpha: float = 1.0,
        inside: Mask | None = None,
        dash: float = 0.0,
    ) -> None:
        """Draw lines of a width in design units; ``dash`` is the length of a stitch."""
        several = [lines] if isinstance(lines, np.ndarray) else list(lines)
        if dash:
            several = [d for line in several for d in _dashes(line, dash)]
        if not several:
            return
        mask = self.line_mask(several, width)
        if inside is not None:
            mask = self.clip(mask, inside)
        self._over(mask, np.asarray(colour, dtype=np.float32), alpha)

    def seam(
        self, line: Points, colour: Colour, *, depth: float = 0.35, inside: Mask | None = None
    ) -> None:
        """A sewn groove: a dark line with a light lip below it."""
        self.stroke(line, 0.9, tuple(c * 0.45 for c in colour), alpha=depth, inside=inside)  # type: ignore[arg-type]
        lip = tuple(c + (1 - c) * 0.5 for c in colour)
        self.stroke(shifted(line, 0.9, 0.9), 0.7, lip, alpha=depth * 0.5, inside=inside)  # type: ignore[arg-type]

    def disc(
        self,
        x: float,
        y: float,
        radius: float,
        paint: Paint,
        *,
        gloss: float = 0.3,
        shadow: float = 0.0,
        lift: float = 1.0,
    ) -> Mask:
        """A rounded button, bead or rivet."""
        relief = Relief(edge=radius * 0.5, lift=radius * lift, body=0.0, wrinkle=0.0, occlusion=0.1)
        return self.fill(ellipse(x, y, radius), paint, relief=relief, gloss=gloss, shadow=shadow)

    def occlude(
        self,
        mask: Mask,
        *,
        strength: float = 0.35,
        radius: float = 4.0,
        offset: tuple[float, float] = (0.8, 1.8),
        inside: Mask | None = None,
    ) -> None:
        """Darken what lies under a piece, softly, towards its lower right."""
        shade = self._spread(mask, radius, offset)
        if inside is not None:
            shade = self.clip(shade, inside)
        self.colour[shade.box] *= (1 - strength * shade.cover)[:, :, None]

    def tint(
        self, mask: Mask, colour: Colour, *, alpha: float, radius: float, inside: Mask | None = None
    ) -> None:
        """Lay a colour whose edge is blurred over ``radius`` design units."""
        soft = self._spread(mask, radius, (0.0, 0.0))
        self._over(
            soft if inside is None else self.clip(soft, inside),
            np.asarray(colour, dtype=np.float32),
            alpha,
        )

    def _light(self, mask: Mask, relief: Relief) -> tuple[Field, Field, Field]:
        cell = max(1, round(self.unit))
        small = _shrunk(mask.cover, cell)
        per_unit = self.unit / cell
        padded = np.pad(small, 6)
        height = height_of(padded, relief, per_unit, self.rng)
        ends = [
            (
                (self.place(np.array([f.start, f.end])) - (mask.x, mask.y)) / cell + 6,
                f,
            )
            for f in relief.folds
        ]
        add_folds(height, ends, per_unit)
        shading, highlight = lit(height, per_unit)
        near_edge = 1 - blurred(padded, max(1.0, relief.edge * per_unit * 0.9))
        shading = shading * (1 - relief.occlusion * np.clip(near_edge * 1.6, 0, 1))
        shape = mask.cover.shape
        return (
            _resized(shading[6:-6, 6:-6], shape),
            _resized(highlight[6:-6, 6:-6], shape),
            _resized(height[6:-6, 6:-6], shape),
        )

    def _spread(self, mask: Mask, radius: float, offset: tuple[float, float]) -> Mask:
        """The mask moved by ``offset`` and blurred, both in design units."""
        pad = int(radius * self.unit * 2) + 2
        cell = max(1, round(self.unit))
        x0, y0 = max(0, mask.x - pad), max(0, mask.y - pad)
        rows = min(self._height, mask.y + mask.cover.shape[0] + pad) - y0
        columns = min(self._width, mask.x + mask.cover.shape[1] + pad) - x0
        field = np.zeros((rows, columns), dtype=np.float32)
        at_y, at_x = mask.y - y0, mask.x - x0
        field[at_y : at_y + mask.cover.shape[0], at_x : at_x + mask.cover.shape[1]] = mask.cover
        field = np.roll(
            field, (round(offset[1] * self.unit), round(offset[0] * self.unit)), axis=(0, 1)
        )
        soft = _resized(blurred(_shrunk(field, cell), radius * self.unit / cell * 0.6), field.shape)
        return Mask(x0, y0, soft)

    def _paint(self, mask: Mask, paint: Paint, angle: float, rise: Field) -> Pixels:
        if isinstance(paint, Fabric):
            u, v = self.grid(mask)
            return paint.sample(u + 0.45 * rise, v + 0.25 * rise, angle)
        if callable(paint):
            u, v = self.grid(mask)
            return paint(u, v)
        return np.broadcast_to(np.asarray(paint, dtype=np.float32), (*mask.cover.shape, 3))

    def _over(self, mask: Mask, colour: Pixels, alpha: float) -> None:
        cover = mask.cover * np.float32(alpha)
        box = mask.box
        self.colour[box] += (colour - self.colour[box]) * cover[:, :, None]
        self.cover[box] += (1 - self.cover[box]) * cover


def _shrunk(values: Field, cell: int) -> Field:
    if cell == 1:
        return values
    return np.asarray(Image.fromarray(values).reduce(cell), dtype=np.float32)


def _resized(values: Field, shape: tuple[int, ...]) -> Field:
    picture = Image.fromarray(np.ascontiguousarray(values, dtype=np.float32))
    grown = picture.resize((shape[1], shape[0]), Image.Resampling.BILINEAR)
    return np.asarray(grown, dtype=np.float32)


def _dashes(line: Points, length: float) -> list[Points]:
    step = np.hypot(*np.diff(line, axis=0).T)
    at = np.concatenate([[0.0], np.cumsum(step)])
    starts = np.arange(0, at[-1] - length, length * 1.7)
    out = []
    for s in starts:
        t = np.array([s, s + length])
        out.append(np.stack([np.interp(t, at, line[:, 0]), np.interp(t, at, line[:, 1])], axis=1))
    return out
