"""Skirts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.outline import CENTRE, arc, ribbon, symmetric
from ingest.sample.shapes.lower.jeans import draw_fade
from ingest.sample.shapes.parts.frame import draw_buttons
from ingest.sample.shapes.parts.legs import (
    JEANS_THREAD,
    Legs,
    draw_belt_loops,
    draw_side_pockets,
    draw_waist,
)

if TYPE_CHECKING:
    from ingest.sample.drawing.look import Look


def draw_skirt(look: Look) -> None:
    """Mini, pencil, pleated, A-line, maxi, tiered, denim."""
    c, v, cut = look.canvas, look.vary, look.cut
    top = {"maxi": 44.0, "tiered": 54.0}.get(cut, 82.0)
    end = {
        "mini": 258.0,
        "pencil": 318.0,
        "pleated": 290.0,
        "a line": 304.0,
        "maxi": 372.0,
        "tiered": 360.0,
        "denim": 264.0,
    }[cut] + v(-8, 8)
    waist = v(41, 46)
    hem = {
        "mini": 84.0,
        "pencil": 50.0,
        "pleated": 100.0,
        "a line": 98.0,
        "maxi": 92.0,
        "tiered": 106.0,
        "denim": 74.0,
    }[cut] + v(-5, 5)
    hip = {"pencil": 61.0, "denim": 64.0}.get(cut, waist + (hem - waist) * 0.5)
    outline = symmetric(
        [
            (CENTRE, top + 4),
            (CENTRE + waist, top, 0),
            (CENTRE + hip, top + (end - top) * 0.38),
            (CENTRE + hem, end, 0),
            (CENTRE, end + (3 if cut in ("pencil", "denim") else 11)),
        ]
    )
    drape = {
        "mini": 2.0,
        "pencil": 0.2,
        "pleated": 2.4,
        "a line": 2.6,
        "maxi": 3.0,
        "tiered": 2.6,
        "denim": 0.3,
    }[cut]
    pleats = {"pleated": 13.0, "maxi": 6.0}.get(cut, v(4.5, 7))
    c.fill(
        symmetric(
            [
                (CENTRE, top + 1),
                (CENTRE + waist - 1, top - 3, 0),
                (CENTRE + waist, top + 8, 0),
                (CENTRE, top + 14),
            ]
        ),
        look.plain,
        dim=0.55,
    )
    relief = look.main.relief.with_(
        drape=drape,
        pleats=pleats,
        drape_from=0.02,
        body=0.3,
        sharp=0.5 if cut == "pleated" else 0.1,
    )
    body = c.fill(outline, look.main, relief=relief)
    if cut == "tiered":
        for k, y in enumerate((top + 98, top + 196)):
            half = waist + (hem - waist) * ((y - top) / (end - top)) + 3
            low = y + 108
            half_low = waist + (hem - waist) * ((low - top) / (end - top)) + 7
            tier = symmetric(
                [
                    (CENTRE, y + 5),
                    (CENTRE + half, y, 0),
                    (CENTRE + half_low, min(low, end + 4), 0),
                    (CENTRE, min(low, end + 4) + 10),
                ]
            )
            c.fill(
                tier,
                look.main
                if k % 2
                else (look.contrast if look.pattern == "Solid" and look.chance(0.3) else look.main),
                relief=look.main.relief.with_(drape=2.8, pleats=9 + 2 * k, body=0.25),
                shadow=0.35,
            )
    if cut == "denim":
        legs = Legs(top=top, waist=waist, hip=hip, crotch=end)
        draw_fade(look, Legs(top=top, hip=hip, crotch=top + 60, end=end + 50), body)
        draw_side_pockets(look, legs, 14, JEANS_THREAD, body, style="scoop")
        c.seam(np.array([(CENTRE, top + 16), (CENTRE, end)]), look.colour, inside=body)
        c.stroke(
            np.array([(40.0, end - 5), (260, end - 4)]), 0.7, JEANS_THREAD, inside=body, dash=1.8
        )
    if cut == "pencil":
        c.seam(
            np.array([(CENTRE + 20, end - 54), (CENTRE + 21, end + 4)]),
            look.colour,
            depth=0.8,
            inside=body,
        )
    legs = Legs(top=top, waist=waist, hip=waist + (hip - waist) * 0.6)
    draw_waist(look, legs, 13, elastic=cut in ("tiered", "maxi"))
    if cut == "denim":
        draw_belt_loops(look, legs, 13)
        draw_buttons(look, [top + 11], (0.75, 0.58, 0.36), radius=3.2)
    elif look.chance(0.3):
        bow = arc(CENTRE, top + 8, 9, 5, 0, 360)
        c.fill(ribbon(bow, 3), look.contrast, shadow=0.3)
