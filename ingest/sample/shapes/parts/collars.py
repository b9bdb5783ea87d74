"""Shirt collars and lapels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.outline import CENTRE, curve
from ingest.sample.drawing.palette import Colour, darker, luminance

if TYPE_CHECKING:
    from ingest.sample.drawing.canvas import Paint
    from ingest.sample.drawing.look import Look
    from ingest.sample.shapes.parts.frame import Torso


def draw_collar(
    look: Look, torso: Torso, *, tip: float = 30.0, spread: float = 27.0, paint: Paint | None = None
) -> None:
    """A shirt collar with its stand: two flaps meeting at the top button."""
    c, top, n = look.canvas, torso.top, torso.neck
    cloth = look.main if paint is None else paint
    stand = curve(
        [
            (CENTRE - n - 2, top - 2, 0),
            (CENTRE, top - 9),
            (CENTRE + n + 2, top - 2, 0),
            (CENTRE + n - 2, top + 10),
            (CENTRE, top + 2),
            (CENTRE - n + 2, top + 10),
        ]
    )
    c.fill(stand, look.plain, dim=0.78, relief=Relief(edge=2, lift=1))
    for side in (-1, 1):
        flap = curve(
            [
                (CENTRE + side * (n - 4), top - 9, 0),
                (CENTRE + side * (n + 8), top + 3),
                (CENTRE + side * spread, top + tip, 0),
                (CENTRE + side * 1.5, top + 17, 0),
                (CENTRE + side * (n * 0.55), top + 4),
            ]
        )
        mask = c.fill(
            flap,
            cloth,
            angle=-side * 32,
            relief=Relief(edge=2.4, lift=1.7, body=0, wrinkle=0.2),
            shadow=0.38,
        )
        edge = np.array(
            [
                (CENTRE + side * (n + 6), top + 5),
                (CENTRE + side * (spread - 1.5), top + tip - 3),
                (CENTRE + side * 4, top + 16),
            ]
        )
        c.stroke(edge, 0.5, look.stitch, alpha=0.5, inside=mask)


def button_colour(look: Look) -> Colour:
    """Buttons in white shell, or tone in tone."""
    if luminance(look.colour) < 0.2:
        return look.pick((0.25, 0.25, 0.27), (0.80, 0.79, 0.76))
    return look.pick((0.93, 0.92, 0.89), darker(look.colour, 0.3))


def draw_lapels(
    look: Look, torso: Torso, depth: float, width: float, *, notch: bool = True
) -> None:
    """The two lapels and the collar of a jacket, meeting at ``depth``."""
    c, top, n = look.canvas, torso.top, torso.neck
    for side in (1, -1):
        lapel = curve(
            [
                (CENTRE + side * (n - 2), top + 4, 0),
                (CENTRE + side * (n + width - 12), top + depth * 0.34, 0),
                (CENTRE + side * (n + width - 7), top + depth * 0.42, 0),
                (CENTRE + side * (n + 2), top + depth * 0.74),
                (CENTRE - side * 1, top + depth, 0),
                (CENTRE + side * n * 0.52, top + depth * 0.5),
            ]
        )
        c.fill(
            lapel,
            look.main,
            relief=Relief(edge=3, lift=2, wrinkle=0.2),
            shadow=0.36,
            angle=-side * 18,
        )
        collar = curve(
            [
                (CENTRE + side * (n - 6), top - 9, 0),
                (CENTRE + side * (n + 9), top + 2),
                (CENTRE + side * (n + width - 10), top + depth * 0.27, 0),
                (CENTRE + side * (n + width * 0.30), top + depth * (0.42 if notch else 0.36), 0),
                (CENTRE + side * (n - 3), top + 10),
            ]
        )
        c.fill(
            collar,
            look.main,
            relief=Relief(edge=2.5, lift=1.8, wrinkle=0.15),
            shadow=0.3,
            angle=-side * 40,
        )
