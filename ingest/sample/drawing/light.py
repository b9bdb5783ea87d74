"""Light on cloth: a height field of edges, folds and drape, turned into shading.

All lengths are design units, so that the same cloth looks the same at every size of picture.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Field: TypeAlias = NDArray[np.float32]  # (rows, columns)

_LIGHT = np.array([-0.42, -0.52, 0.74])
_LIGHT = _LIGHT / np.linalg.norm(_LIGHT)
_HALF = _LIGHT + np.array([0.0, 0.0, 1.0])
_HALF = _HALF / np.linalg.norm(_HALF)
_SHARPNESS = 18
_FLAT_HIGHLIGHT = float(_HALF[2]) ** _SHARPNESS


@dataclass(frozen=True)
class Fold:
    """A crease from one point to another: ``depth`` above (or, negative, below) the cloth."""

    start: tuple[float, float]
    end: tuple[float, float]
    width: float = 5.0
    depth: float = 2.0


@dataclass(frozen=True)
class Relief:
    """How a piece of cloth rises from the picture plane.

    edge: radius of the rounding at the outline; lift: height of that rounding;
    body: roundness of each row as a cylinder; wrinkle: amplitude of irregular creases;
    drape: amplitude of hanging folds, ``pleats`` of them, growing from ``drape_from`` of the
    height, with ``sharp`` creases; folds: single creases.
    """

    edge: float = 5.0
    lift: float = 2.2
    body: float = 0.25
    wrinkle: float = 0.7
    wrinkle_size: float = 34.0
    drape: float = 0.0
    pleats: float = 7.0
    drape_from: float = 0.0
    sharp: float = 0.0
    occlusion: float = 0.16
    folds: tuple[Fold, ...] = field(default=())

    def with_(self, **changes: object) -> Relief:
        """A copy with some values changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


FLAT = Relief(edge=1.6, lift=0.7, body=0.0, wrinkle=0.0, occlusion=0.08)
SOFT = Relief()
HARD = Relief(edge=4.0, lift=2.0, body=0.15, wrinkle=0.12, occlusion=0.12)


def blurred(values: Field, radius: float) -> Field:
    """Two box blurs, which come close to a Gaussian; ``radius`` in cells."""
    r = max(1, round(radius))
    out = values
    for _ in range(2):
        for axis in (0, 1):
            pad = [(0, 0), (0, 0)]
            pad[axis] = (r + 1, r)
            total = np.cumsum(np.pad(out, pad, mode="edge"), axis=axis, dtype=np.float32)
            width = 2 * r + 1
            out = (
                (total[width:] - total[:-width])
                if axis == 0
                else (total[:, width:] - total[:, :-width])
            ) / np.float32(width)
    return out


def noise(shape: tuple[int, int], grid: tuple[int, int], rng: np.random.Generator) -> Field:
    """Smooth noise of unit spread with about ``grid`` bumps (rows, columns)."""
    rough = rng.standard_normal((max(2, grid[0]), max(2, grid[1]))).astype(np.float32)
    picture = Image.fromarray(rough).resize((shape[1], shape[0]), Image.Resampling.BICUBIC)
    return np.asarray(picture, dtype=np.float32)


def across(mask: Field) -> tuple[Field, NDArray[np.float32]]:
    """Position of each cell between the left (-1) and right (+1) edge of its row; half widths."""
    inside = mask > 0.35
    columns = mask.shape[1]
    has = inside.any(axis=1)
    left = np.where(has, inside.argmax(axis=1), 0).astype(np.float32)
    last = columns - 1
    right = np.where(has, last - inside[:, ::-1].argmax(axis=1), last).astype(np.float32)
    kernel = np.ones(9, dtype=np.float32) / 9
    if len(left) > 18:
        left, right = (
            np.convolve(np.pad(side, 4, mode="edge"), kernel, mode="valid").astype(np.float32)
            for side in (left, right)
        )
    middle, half = (left + right) / 2, np.maximum((right - left) / 2, 1.0)
    x = np.arange(columns, dtype=np.float32)[None, :]
    u = (x - middle[:, None]) / half[:, None]
    return np.clip(u, -1.0, 1.0).astype(np.float32), half.astype(np.float32)


def height_of(mask: Field, relief: Relief, cell: float, rng: np.random.Generator) -> Field:
    """Height field (design units) of a piece whose coverage is ``mask``, ``cell`` cells a unit."""
    rows, columns = mask.shape
    height: Field = relief.lift * blurred(mask, relief.edge * cell)
    if relief.body or relief.drape:
        u, half = across(mask)
        if relief.body:
            roundness = np.float32(0.8 * relief.body / cell)
            height = height + roundness * half[:, None] * (
                1 - u * u
            )  # a parabola: no cliff at u = 1
        if relief.drape:
            height = height + _drape(u, relief, rng)
    if relief.wrinkle:
        step = max(4.0, relief.wrinkle_size * cell)
        grid = (int(rows / step) + 2, int(columns / step * 1.4) + 2)
        fine = (int(rows / step * 2.1) + 2, int(columns / step * 2.6) + 2)
        creases = 1.6 * noise((rows, columns), grid, rng) + 0.6 * noise((rows, columns), fine, rng)
        height = (height + relief.wrinkle * creases).astype(np.float32)
    return np.asarray(height, dtype=np.float32)


def _drape(u: Field, relief: Relief, rng: np.random.Generator) -> Field:
    rows = u.shape[0]
    down = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    grow = np.clip((down - relief.drape_from) / max(0.05, 1 - relief.drape_from), 0, 1)
    phase = rng.uniform(0, 6.28, 3)
    sway = 0.35 * np.sin(down * rng.uniform(1.5, 3.5) + phase[2])
    bend = u * relief.pleats * 3.1416 * (1 + 0.12 * np.sin(2.2 * u + phase[1]))
    wave = np.sin(bend + phase[0] + sway)
    if relief.sharp:
        wave = wave + relief.sharp * np.sin(2 * bend + phase[1])
    wave = wave + 0.45 * np.sin(0.57 * bend + phase[1] - sway)
    return np.asarray(relief.drape * grow * wave, dtype=np.float32)


def add_folds(height: Field, folds: list[tuple[NDArray[np.float64], Fold]], cell: float) -> None:
    """Add creases in place; each comes with its two ends in cells."""
    rows, columns = height.shape
    for ends, fold in folds:
        (x0, y0), (x1, y1) = ends
        reach = 2.6 * fold.width * cell
        r0, r1 = int(max(0, min(y0, y1) - reach)), int(min(rows, max(y0, y1) + reach + 1))
        c0, c1 = int(max(0, min(x0, x1) - reach)), int(min(columns, max(x0, x1) + reach + 1))
        if r1 <= r0 or c1 <= c0:
            continue
        y, x = np.mgrid[r0:r1, c0:c1].astype(np.float32)
        dx, dy = x1 - x0, y1 - y0
        span = max(dx * dx + dy * dy, 1e-6)
        t = ((x - x0) * dx + (y - y0) * dy) / span
        across_it = ((x - x0) * dy - (y - y0) * dx) / np.sqrt(span) / (fold.width * cell)
        along_it = np.clip(t, 0, 1)
        beyond = (t - along_it) * np.sqrt(span) / (fold.width * cell)
        ramp = 4 * along_it * (1 - along_it)
        height[r0:r1, c0:c1] += (
            fold.depth * (0.3 + 0.7 * ramp) * np.exp(-(across_it**2) - beyond**2)
        ).astype(np.float32)


def lit(height: Field, cell: float) -> tuple[Field, Field]:
    """Shading (1 where the cloth is flat) and highlight (0..1) of a height field."""
    gy, gx = np.gradient(height * np.float32(cell))
    inverse = 1 / np.sqrt(1 + gx * gx + gy * gy)
    diffuse = (-gx * _LIGHT[0] - gy * _LIGHT[1] + _LIGHT[2]) * inverse
    half = np.clip((-gx * _HALF[0] - gy * _HALF[1] + _HALF[2]) * inverse, 0, 1)
    shading = 1 + 0.62 * (diffuse / _LIGHT[2] - 1)
    highlight = np.clip((half**_SHARPNESS - _FLAT_HIGHLIGHT) / (1 - _FLAT_HIGHLIGHT), 0, 1)
    return np.clip(shading, 0.46, 1.4).astype(np.float32), highlight.astype(np.float32)
