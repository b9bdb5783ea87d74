"""Trousers, track pants and shorts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.outline import CENTRE, curve, rectangle, shifted
from ingest.sample.drawing.palette import darker, lighter
from ingest.sample.shapes.parts.frame import draw_buttons
from ingest.sample.shapes.parts.legs import (
    JEANS_THREAD,
    Legs,
    draw_belt_loops,
    draw_drawstring,
    draw_fly,
    draw_legs,
    draw_side_pockets,
    draw_waist,
)

if TYPE_CHECKING:
    from ingest.sample.drawing.look import Look


def draw_trousers(look: Look) -> None:
    """Formal with creases, chinos, cargo, wide-legged."""
    v = look.vary
    wide = look.cut == "wide"
    hem = (
        36.0
        if wide
        else {"formal": 23.0, "chino": 20.0, "cargo": 25.0, "cigarette": 16.0}[look.cut] + v(-2, 2)
    )
    knee = 31.0 if wide else hem + 2.5
    legs = Legs(
        waist=v(42, 47),
        hip=v(56, 61),
        knee=knee,
        hem=hem,
        gap=v(10, 15),
        crotch=v(132, 144),
        end=372.0 if look.cut != "cigarette" else 352.0,
    )
    _, _, both = draw_legs(look, legs)
    depth = 14.0
    draw_side_pockets(look, legs, depth, look.stitch, both, style="slant")
    draw_fly(look, legs, depth, look.stitch, both)
    if look.cut in ("formal", "cigarette", "wide"):
        for side in (-1, 1):
            crease = np.array(
                [
                    (CENTRE + side * legs.waist * 0.5, legs.top + 30),
                    (CENTRE + side * (legs.hip * 0.53), legs.crotch),
                    (CENTRE + side * (legs.gap + legs.hem), legs.end),
                ]
            )
            look.canvas.stroke(crease, 1.0, lighter(look.colour, 0.5), alpha=0.30, inside=both)
            look.canvas.stroke(
                shifted(crease, 1.3, 0), 1.3, darker(look.colour, 0.6), alpha=0.35, inside=both
            )
    if look.cut == "cargo":
        for side in (-1, 1):
            x, y = CENTRE + side * 43, legs.crotch + 34
            look.canvas.fill(
                rectangle(x - 17, y, x + 17, y + 42, radius=2),
                look.main,
                relief=Relief(edge=2, lift=1.6, wrinkle=0.4),
                shadow=0.3,
            )
            look.canvas.fill(
                rectangle(x - 18, y - 5, x + 18, y + 9),
                look.main,
                relief=Relief(edge=1.6, lift=1.2),
                shadow=0.35,
            )
            draw_buttons(look, [y + 5], darker(look.colour, 0.4), x=x, radius=2.2)
    draw_waist(look, legs, depth)
    draw_belt_loops(look, legs, depth)
    draw_buttons(look, [legs.top + 11], darker(look.colour, 0.45), radius=2.6)


def draw_track_pants(look: Look) -> None:
    """Elastic waist with drawstring, side stripes, straight or cuffed."""
    v, c = look.vary, look.canvas
    cuffed = look.cut == "jogger"
    legs = Legs(
        waist=v(42, 46),
        hip=v(58, 63),
        knee=v(24, 28),
        hem=16 if cuffed else v(23, 26),
        gap=v(12, 18),
        crotch=v(146, 156),
        end=366,
    )
    _, _, both = draw_legs(look, legs)
    c.seam(
        np.array([(CENTRE, legs.top + 16), (CENTRE, legs.crotch)]),
        look.colour,
        depth=0.4,
        inside=both,
    )
    if look.cut in ("striped", "jogger") and look.chance(0.85):
        for side in (-1, 1):
            knee_y = (legs.crotch + legs.end) / 2
            middle = legs.gap + legs.hem
            knee_mid = (legs.hip * 0.52 + middle) / 2
            for k in range(look.pick(1, 2, 3)):
                inset = 4 + 5.5 * k
                line = curve(
                    [
                        (CENTRE + side * (legs.waist - inset), legs.top + 6),
                        (CENTRE + side * (legs.hip - inset), legs.top + 58),
                        (CENTRE + side * (knee_mid + legs.knee - inset), knee_y),
                        (CENTRE + side * (middle + legs.hem - inset), legs.end),
                    ],
                    closed=False,
                )
                c.stroke(line, 3.0, look.second, inside=both)
    for side in (-1, 1):
        line = np.array(
            [(CENTRE + side * 40, legs.top + 22), (CENTRE + side * (legs.hip - 2), legs.top + 60)]
        )
        c.seam(line, look.colour, depth=0.7, inside=both)
        if cuffed:
            m = CENTRE + side * (legs.gap + legs.hem)
            c.fill(
                rectangle(
                    m - legs.hem - 0.5, legs.end - 8, m + legs.hem + 0.5, legs.end + 8, radius=2
                ),
                look.cloth("Acrylic", look.main.base),
                relief=Relief(edge=3, lift=2, body=0.3),
                shadow=0.3,
            )
    draw_waist(look, legs, 15, elastic=True)
    draw_drawstring(look, legs.top + 10)


def draw_shorts(look: Look) -> None:
    """Denim, chino, cargo or sports shorts."""
    v = look.vary
    short = look.cut == "denim" and look.women
    legs = Legs(
        top=104,
        waist=v(50, 55),
        hip=v(68, 74),
        crotch=202,
        knee=37,
        hem=v(36, 40),
        gap=2,
        end=(238 if short else v(262, 290)),
    )
    _, _, both = draw_legs(look, legs)
    sport = look.cut == "sports"
    thread = JEANS_THREAD if look.cut == "denim" else look.stitch
    for side in (-1, 1):
        m = CENTRE + side * (legs.gap + legs.hem)
        look.canvas.stroke(
            np.array([(m - legs.hem - 4, legs.end - 5), (m + legs.hem + 4, legs.end - 5)]),
            0.7,
            thread,
            inside=both,
        )
        if sport:
            line = curve(
                [
                    (CENTRE + side * (legs.waist - 5), legs.top + 6),
                    (CENTRE + side * (legs.hip - 5), legs.top + 58),
                    (CENTRE + side * (legs.gap + 2 * legs.hem - 4), legs.end),
                ],
                closed=False,
            )
            look.canvas.stroke(line, look.vary(4, 7), look.second, inside=both)
    if sport:
        look.canvas.seam(
            np.array([(CENTRE, legs.top + 16), (CENTRE, legs.crotch)]), look.colour, inside=both
        )
        draw_waist(look, legs, 16, elastic=True)
        draw_drawstring(look, legs.top + 10)
        return
    draw_side_pockets(
        look, legs, 15, thread, both, style="scoop" if look.cut == "denim" else "slant"
    )
    draw_fly(look, legs, 15, thread, both)
    if look.cut == "cargo":
        for side in (-1, 1):
            x, y = CENTRE + side * 52, legs.crotch + 4
            look.canvas.fill(
                rectangle(x - 18, y, x + 18, y + 38, radius=2),
                look.main,
                relief=Relief(edge=2, lift=1.4),
                shadow=0.3,
            )
            look.canvas.fill(
                rectangle(x - 19, y - 5, x + 19, y + 9),
                look.main,
                relief=Relief(edge=1.5, lift=1),
                shadow=0.35,
            )
    draw_waist(look, legs, 15)
    draw_belt_loops(look, legs, 15)
    draw_buttons(
        look,
        [legs.top + 11],
        (0.75, 0.58, 0.36) if look.cut == "denim" else darker(look.colour, 0.4),
        radius=3,
    )
