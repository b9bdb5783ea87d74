"""From a canvas to a studio picture: light background, contact shadow, final size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from ingest.sample.drawing.light import Field, blurred

if TYPE_CHECKING:
    from ingest.sample.drawing.canvas import Canvas


@dataclass(frozen=True)
class Backdrop:
    """Grey level of the background (0..1), its fall-off to the edge, and its tint."""

    level: float = 1.0
    falloff: float = 0.0
    warmth: float = 0.0


def develop(
    canvas: Canvas,
    backdrop: Backdrop,
    *,
    ground: float | None,
    lying: bool = False,
    softness: float = 0.10,
) -> Image.Image:
    """The finished RGB picture.

    ``ground`` is the strength of a contact shadow under a standing object; ``None`` for a garment
    that hangs in front of the background and throws only a soft shadow on it. ``lying`` objects
    touch the ground all along their lower edge.
    """
    rows, columns = canvas.cover.shape
    small = np.asarray(Image.fromarray(canvas.cover).reduce(4), dtype=np.float32)
    if ground is None:
        shade = _hanging_shadow(small, softness)
    else:
        shade = _lying_shadow(small, ground) if lying else _contact(small, ground)
    level = backdrop.level * (1 - _vignette(small.shape, backdrop.falloff)) * (1 - shade)
    grown = Image.fromarray(level.astype(np.float32)).resize(
        (columns, rows), Image.Resampling.BILINEAR
    )
    tint = np.array([1 + backdrop.warmth, 1.0, 1 - backdrop.warmth], dtype=np.float32)
    background = np.asarray(grown, dtype=np.float32)[:, :, None] * tint
    out = canvas.colour + background * (1 - canvas.cover)[:, :, None]
    whole = (np.clip(out, 0, 1) * 255 + 0.5).astype(np.uint8)
    return Image.fromarray(whole).resize(canvas.size, Image.Resampling.LANCZOS)


def _vignette(shape: tuple[int, ...], strength: float) -> Field:
    y = np.linspace(-1, 1, shape[0], dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, shape[1], dtype=np.float32)[None, :]
    return np.asarray(strength * np.clip((x * x + y * y) / 2, 0, 1), dtype=np.float32)


def _hanging_shadow(cover: Field, strength: float) -> Field:
    step = cover.shape[0] / 400
    moved = np.roll(cover, (round(6 * step), round(4 * step)), axis=(0, 1))
    return np.asarray(strength * blurred(moved, 9 * step), dtype=np.float32)


def _lying_shadow(cover: Field, strength: float) -> Field:
    step = cover.shape[0] / 400
    near = blurred(np.roll(cover, round(3 * step), axis=0), 2.5 * step)
    far = blurred(np.roll(cover, round(8 * step), axis=0), 7 * step)
    return np.asarray(strength * (0.55 * near + 0.35 * far), dtype=np.float32)


def _contact(cover: Field, strength: float) -> Field:
    """A dark pool under the lowest edge of the object, denser where the object touches."""
    rows = cover.shape[0]
    inside = cover > 0.5
    if not inside.any():
        return np.zeros_like(cover)
    bottom = rows - 1 - inside[::-1].argmax(axis=0)
    has = inside.any(axis=0)
    lowest = int(bottom[has].max())
    gap = (lowest - bottom) / rows
    touch = np.where(has, np.exp(-((gap / 0.035) ** 2)), 0.0)
    y = np.arange(rows)[:, None]
    centre = lowest + 0.003 * rows
    pool = np.exp(-(((y - centre) / (0.012 * rows)) ** 2)) * touch[None, :]
    wide = np.exp(-(((y - centre) / (0.03 * rows)) ** 2)) * np.where(has, 1.0, 0.0)[None, :]
    out = 0.75 * blurred(pool.astype(np.float32), 0.006 * rows)
    out = out + 0.3 * blurred(wide.astype(np.float32), 0.02 * rows)
    return np.asarray(np.clip(strength * out, 0, 0.8), dtype=np.float32)
