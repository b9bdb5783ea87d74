"""Leggings, capris, churidars and salwars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.outline import CENTRE, curve, rectangle, ribbon
from ingest.sample.shapes.parts.frame import flipped
from ingest.sample.shapes.parts.legs import Legs, draw_legs, draw_waist

if TYPE_CHECKING:
    from ingest.sample.drawing.look import Look


def draw_leggings(look: Look) -> None:
    """Close-fitting: full, cropped (capris) or gathered at the ankle (churidar)."""
    v = look.vary
    end = {"full": 376.0, "capri": 292.0, "churidar": 380.0}[look.cut]
    legs = Legs(
        waist=v(37, 41),
        hip=v(50, 54),
        knee=16.5 if look.cut != "capri" else 19.5,
        hem=9.5 if look.cut != "capri" else 16.5,
        gap=v(15, 21),
        crotch=v(132, 142),
        end=end,
    )
    _, _, both = draw_legs(look, legs)
    if look.cut == "churidar":
        for side in (-1, 1):
            for k in range(7):
                y = legs.end - 6 - 8 * k
                m = CENTRE + side * (legs.gap + legs.hem)
                line = curve([(m - 16, y - 3), (m, y + 2), (m + 16, y - 3)], closed=False)
                look.canvas.seam(line, look.colour, depth=0.45, inside=both)
    draw_waist(look, legs, 12, elastic=True)


def draw_salwar(look: Look) -> None:
    """Wide trousers gathered to a narrow cuff (patiala)."""
    c = look.canvas
    for side in (-1, 1):
        leg = flipped(
            curve(
                [
                    (CENTRE - 3, 60, 0),
                    (CENTRE + 42, 58, 0),
                    (CENTRE + 74, 170),
                    (CENTRE + 84, 280),
                    (CENTRE + 52, 352),
                    (CENTRE + 44, 372, 0),
                    (CENTRE + 20, 372, 0),
                    (CENTRE + 14, 340),
                    (CENTRE + 5, 250),
                    (CENTRE - 3, 238, 0),
                ]
            ),
            side,
        )
        c.fill(
            leg,
            look.main,
            relief=look.main.relief.with_(
                drape=3.0, pleats=3.4, drape_from=0.0, body=0.3, edge=8, lift=4
            ),
            shadow=0.2 if side > 0 else 0.0,
        )
        cuff = flipped(rectangle(CENTRE + 18, 362, CENTRE + 46, 378, radius=2), side)
        c.fill(
            cuff,
            look.contrast if look.chance(0.5) else look.plain,
            relief=Relief(edge=3, lift=1.8, body=0.3),
            shadow=0.3,
        )
    band = curve(
        [
            (CENTRE - 43, 56, 0),
            (CENTRE, 60),
            (CENTRE + 43, 56, 0),
            (CENTRE + 46, 74, 0),
            (CENTRE, 79),
            (CENTRE - 46, 74, 0),
        ]
    )
    c.fill(band, look.plain, relief=Relief(edge=2.5, lift=1.4, body=0.25), shadow=0.3)
    for dx in (-5, 5):
        cord = curve([(CENTRE, 70), (CENTRE + dx, 96), (CENTRE + dx * 1.5, 124)], closed=False)
        c.fill(ribbon(cord, 2.4), look.contrast, relief=Relief(edge=1, lift=0.8), shadow=0.35)
