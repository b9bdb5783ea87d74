"""Handles, rings, zips and tassels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.look import GOLD, SILVER, Look
from ingest.sample.drawing.outline import Points, along, ellipse, rectangle, ribbon
from ingest.sample.drawing.palette import Colour, darker

if TYPE_CHECKING:
    from ingest.sample.drawing.canvas import Mask, Paint

BODY = Relief(edge=9, lift=7, body=0.2, wrinkle=0.35, wrinkle_size=30, occlusion=0.2)


PART = Relief(edge=3, lift=2.2, body=0.0, wrinkle=0.06, occlusion=0.14)


STRAP = Relief(edge=3, lift=2.6, body=0.0, wrinkle=0.0, occlusion=0.2)


def draw_handle(
    look: Look, line: Points, width: float, *, dim: float = 1.0, paint: Paint | None = None
) -> None:
    """A handle along a line, stitched."""
    cloth = look.plain if paint is None else paint
    look.canvas.fill(ribbon(along(line, 50), width), cloth, relief=STRAP, dim=dim, shadow=0.3)
    look.canvas.stroke(along(line, 50), 0.6, look.stitch, dash=2.2, alpha=0.6)


def draw_edge_stitch(look: Look, outline: Points, share: float, inside: Mask) -> None:
    """Stitches round a piece, ``share`` of its size."""
    middle = (outline.max(axis=0) + outline.min(axis=0)) / 2
    inner = (outline - middle) * share + middle
    look.canvas.stroke(
        np.concatenate([inner, inner[:1]]), 0.7, look.stitch, dash=2.2, inside=inside, alpha=0.8
    )


def draw_ring(look: Look, x: float, y: float, radius: float, metal: Colour) -> None:
    """A metal ring."""
    c = look.canvas
    c.fill(
        c.mask(ellipse(x, y, radius), holes=[ellipse(x, y, radius * 0.62)]),
        look.hard(metal, 0.6),
        relief=Relief(edge=1.2, lift=1.4),
        shadow=0.35,
    )


def draw_zip_line(look: Look, line: Points, *, inside: Mask | None = None) -> None:
    """A zip along a line."""
    c = look.canvas
    c.stroke(line, 4.6, darker(look.colour, 0.5), inside=inside)
    c.stroke(line, 1.9, look.metal, inside=inside)
    c.stroke(line, 1.9, darker(look.metal, 0.55), inside=inside, dash=0.9)


def hardware(look: Look) -> Colour:
    """The metal of the bag's fittings."""
    return look.pick(GOLD, SILVER, look.metal)


def draw_tassel(look: Look, x: float, y: float) -> None:
    """A tassel hanging at (x, y)."""
    c = look.canvas
    c.stroke(np.array([(x, y - 8), (x, y + 10)]), 1.6, darker(look.colour, 0.4))
    for dx in np.linspace(-6, 6, 7):
        c.fill(
            ribbon(np.array([(x, y + 10), (x + dx, y + 44)]), (2, 3)),
            look.contrast,
            relief=Relief(edge=1, lift=0.8),
            shadow=0.12,
        )
    c.fill(
        rectangle(x - 3.5, y + 6, x + 3.5, y + 15, radius=2), look.contrast, relief=PART, shadow=0.2
    )
