"""Waistbands, zips and hoods."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.outline import CENTRE, curve, rectangle
from ingest.sample.drawing.palette import darker

if TYPE_CHECKING:
    from ingest.sample.drawing.fabric import Fabric
    from ingest.sample.drawing.look import Look
    from ingest.sample.shapes.parts.frame import Torso


def banded(torso: Torso) -> Torso:
    """The body as it ends under a ribbed waistband."""
    return replace(torso, hem_y=torso.hem_y - 4, hem=torso.hem - 0.5, tail=0.0)


def draw_waistband(look: Look, torso: Torso, depth: float, paint: Fabric) -> None:
    """A ribbed band at the hem, a little narrower than the body."""
    c, y = look.canvas, torso.hem_y
    band = curve(
        [
            (CENTRE - torso.hem - 0.5, y - depth * 0.5, 0),
            (CENTRE, y - depth * 0.5 + 2),
            (CENTRE + torso.hem + 0.5, y - depth * 0.5, 0),
            (CENTRE + torso.hem - 5, y + depth * 0.5, 0),
            (CENTRE, y + depth * 0.5 + 2),
            (CENTRE - torso.hem + 5, y + depth * 0.5, 0),
        ]
    )
    c.fill(band, paint, relief=Relief(edge=3, lift=2, body=0.2, wrinkle=0.3), shadow=0.25)


def draw_zip(look: Look, top: float, bottom: float, *, x: float = CENTRE) -> None:
    """A front zip with its slider."""
    c = look.canvas
    c.stroke(np.array([(x, top), (x, bottom)]), 5.5, darker(look.colour, 0.35))
    teeth = np.array([(x, top), (x, bottom)])
    c.stroke(teeth, 2.4, look.metal)
    c.stroke(teeth, 2.4, darker(look.metal, 0.55), dash=0.8)
    c.fill(
        rectangle(x - 2, top + 3, x + 2, top + 12, radius=1.5),
        look.hard(look.metal, 0.5),
        shadow=0.4,
    )


def draw_hood(look: Look, torso: Torso) -> None:
    """The hood hanging behind the neck, its inside in shade."""
    top, n = torso.top, torso.neck
    shell = curve(
        [
            (CENTRE - n - 14, top + 10),
            (CENTRE - n - 12, top - 26),
            (CENTRE - 14, top - 44),
            (CENTRE + 14, top - 44),
            (CENTRE + n + 12, top - 26),
            (CENTRE + n + 14, top + 10),
            (CENTRE, top + 32),
        ]
    )
    look.canvas.fill(shell, look.plain, relief=look.main.relief.with_(edge=8, lift=5, body=0.3))
    inside = curve(
        [
            (CENTRE - n - 2, top + 4),
            (CENTRE - n, top - 18),
            (CENTRE, top - 32),
            (CENTRE + n, top - 18),
            (CENTRE + n + 2, top + 4),
            (CENTRE, top + 30),
        ]
    )
    look.canvas.fill(inside, look.plain, dim=0.55, relief=Relief(edge=8, lift=-5, wrinkle=0.6))
