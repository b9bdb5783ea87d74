"""T-shirts and polo shirts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.outline import CENTRE, curve
from ingest.sample.drawing.palette import lighter
from ingest.sample.shapes.parts.fit import torso_for
from ingest.sample.shapes.parts.frame import (
    Sleeve,
    Torso,
    body_relief,
    draw_back_neck,
    draw_buttons,
    draw_cuffs,
    draw_hem_stitch,
    draw_neck_band,
    draw_placket,
    draw_sleeves,
)
from ingest.sample.shapes.parts.prints import draw_graphic, draw_panels

if TYPE_CHECKING:
    from ingest.sample.drawing.canvas import Mask
    from ingest.sample.drawing.look import Look


def draw_tshirt(look: Look) -> None:
    """Round neck, V-neck, polo, henley, ringer, raglan or long-sleeved."""
    c, torso = look.canvas, torso_for(look)
    kind = "v" if look.cut == "v neck" else "round"
    depth = {"v neck": look.vary(34, 44), "polo": 18.0}.get(look.cut, look.vary(17, 27))
    if look.cut == "long sleeve":
        sleeve = Sleeve(172 if not look.kids else 124, 11, 15, bend=2)
    else:
        length = look.vary(60, 76) * (0.78 if look.kids or look.women else 1)
        sleeve = Sleeve(length, look.vary(19, 22) * (0.85 if look.women else 1), look.vary(30, 38))
    contrast = look.cut in ("raglan", "ringer") or (look.cut == "polo" and look.chance(0.4))
    trim = look.contrast if contrast else look.plain
    draw_back_neck(look, torso, kind, depth)
    draw_sleeves(look, torso, sleeve, look.contrast if look.cut == "raglan" else None)
    if look.cut in ("ringer", "polo"):
        draw_cuffs(look, torso, sleeve, 6, trim)
    else:
        for side in (-1, 1):
            line = torso.cuff_line(sleeve, 5)
            if side < 0:
                line = np.array([(2 * CENTRE - x, y) for x, y in line])
            c.stroke(line, 0.6, look.stitch, alpha=0.55)
    body = c.fill(
        torso.outline(kind, depth), look.main, relief=body_relief(look, torso), shadow=0.2
    )
    if look.cut == "raglan":
        _raglan_seams(look, torso, body)
    if look.pattern == "Colourblocked":
        draw_panels(look, torso, body)
    if look.pattern == "Graphic":
        draw_graphic(look, CENTRE, torso.armpit + 34, 36 if not look.kids else 27, body)
    draw_hem_stitch(look, torso, body)
    if look.cut == "polo":
        _polo_collar(look, torso)
    else:
        draw_neck_band(look, torso, kind, depth, trim.plain(), width=look.vary(5, 7.5))
    if look.cut == "henley":
        draw_placket(look, torso.top + depth + 2, torso.top + depth + 48, paint=look.plain)
        draw_buttons(look, [torso.top + depth + y for y in (10, 24, 38)], lighter(look.colour, 0.4))


def _raglan_seams(look: Look, torso: Torso, body: Mask) -> None:
    for side in (-1, 1):
        piece = curve(
            [
                (CENTRE + side * (torso.neck - 2), torso.top - 4, 0),
                (CENTRE + side * (torso.shoulder + 8), torso.top + torso.drop - 10, 0),
                (CENTRE + side * (torso.chest + 4), torso.armpit + 2, 0),
                (CENTRE + side * (torso.shoulder - 22), torso.armpit - 32),
            ]
        )
        look.canvas.fill(piece, look.contrast, inside=body, relief=Relief(lift=1, wrinkle=0.4))
        edge = curve(
            [
                (CENTRE + side * (torso.neck - 2), torso.top, 0),
                (CENTRE + side * (torso.shoulder - 22), torso.armpit - 32),
                (CENTRE + side * (torso.chest + 2), torso.armpit + 2, 0),
            ],
            closed=False,
        )
        look.canvas.seam(edge, look.colour, inside=body)


def _polo_collar(look: Look, torso: Torso) -> None:
    c, top, n = look.canvas, torso.top, torso.neck
    trim = look.contrast if look.chance(0.45) else look.plain
    draw_placket(look, top + 14, top + 66, width=12, paint=trim)
    draw_buttons(look, [top + 32, top + 52], lighter(look.colour, 0.55), radius=2.3)
    for side in (-1, 1):
        flap = curve(
            [
                (CENTRE + side * (n - 3), top - 6, 0),
                (CENTRE + side * (n + 7), top + 5),
                (CENTRE + side * (n + 3), top + 31, 0),
                (CENTRE + side * 2, top + 20, 0),
                (CENTRE + side * (n - 9), top + 6),
            ]
        )
        mask = c.fill(flap, trim, relief=Relief(edge=3, lift=2, body=0, wrinkle=0.25), shadow=0.34)
        if look.chance(0.4):
            edge = np.array([(CENTRE + side * (n + 2), top + 28), (CENTRE + side * 4, top + 18)])
            c.stroke(edge, 1.6, look.second, inside=mask)
