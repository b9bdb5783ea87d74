"""A dress form for draped cloth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.outline import CENTRE, curve, symmetric
from ingest.sample.drawing.palette import Colour, darker

if TYPE_CHECKING:
    from ingest.sample.drawing.look import Look

_FORM: Colour = (0.83, 0.72, 0.62)


def draw_mannequin(look: Look, *, arms: bool, colour: Colour = _FORM) -> None:
    """A headless matt dress form that gives draped cloth something to hang on."""
    c = look.canvas
    paint = look.hard(colour, 0.02)
    relief = Relief(edge=9, lift=6, body=0.5, wrinkle=0.0, occlusion=0.2)
    if arms:
        for side in (-1, 1):
            arm = curve(
                [
                    (CENTRE + side * 36, 68, 0),
                    (CENTRE + side * 47, 76),
                    (CENTRE + side * 57, 130),
                    (CENTRE + side * 64, 196),
                    (CENTRE + side * 62, 214),
                    (CENTRE + side * 54, 212),
                    (CENTRE + side * 48, 186),
                    (CENTRE + side * 40, 110),
                ]
            )
            c.fill(arm, paint, relief=relief)
    body = symmetric(
        [
            (CENTRE, 20),
            (CENTRE + 11, 22, 0),
            (CENTRE + 12, 46),
            (CENTRE + 24, 58),
            (CENTRE + 44, 68),
            (CENTRE + 43, 100),
            (CENTRE + 35, 142),
            (CENTRE + 42, 180, 0),
            (CENTRE, 184),
        ]
    )
    c.fill(body, paint, relief=relief)
    c.fill(symmetric([(CENTRE, 18), (CENTRE + 11, 22), (CENTRE, 26)]), darker(colour, 0.18))
