"""Shirts with plackets and cuffs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.outline import CENTRE, curve
from ingest.sample.shapes.parts.collars import button_colour, draw_collar
from ingest.sample.shapes.parts.fit import torso_for
from ingest.sample.shapes.parts.frame import (
    Sleeve,
    Torso,
    body_relief,
    draw_back_neck,
    draw_buttons,
    draw_cuffs,
    draw_placket,
    draw_sleeves,
)

if TYPE_CHECKING:
    from ingest.sample.drawing.canvas import Mask
    from ingest.sample.drawing.look import Look


def draw_shirt(look: Look) -> None:
    """Formal, casual with pocket, half-sleeved, mandarin, western; women's fitted."""
    c = look.canvas
    torso = torso_for(look, ease=-1, length=4)
    torso = Torso(**{**torso.__dict__, "tail": look.pick(3.0, 10.0), "neck": torso.neck - 3})
    short = look.cut in ("half sleeve", "resort")
    size = 0.76 if look.kids else 1.0
    sleeve = (
        Sleeve(74 * size, 20 * (0.85 if look.women else 1), 27)
        if short
        else Sleeve(look.vary(168, 182) * size, 11.5, look.vary(11, 15), bend=look.vary(0, 4))
    )
    draw_back_neck(look, torso, "v", 18, label=True)
    if look.cut == "rolled":
        sleeve = Sleeve(sleeve.length * 0.72, 15.5, sleeve.angle + 2, bend=sleeve.bend)
    draw_sleeves(look, torso, sleeve)
    if short:
        draw_cuffs(look, torso, sleeve, 4, look.main)
    elif look.cut == "rolled":
        draw_cuffs(
            look,
            torso,
            sleeve,
            13,
            look.main,
        )
    else:
        draw_cuffs(look, torso, sleeve, 15, look.main, stitch=True)
    depth = 17 if look.cut != "mandarin" else 12
    body = c.fill(
        torso.outline("v", depth), look.main, relief=body_relief(look, torso), shadow=0.22
    )
    trim = look.contrast if look.cut == "contrast" else None
    draw_placket(look, torso.top + depth - 1, torso.hem_y + torso.tail, paint=trim)
    start = torso.top + depth + 9
    gap = (torso.hem_y - start - 6) / 6.5
    draw_buttons(look, [start + k * gap for k in range(7)], button_colour(look))
    _yoke_and_hem(look, torso, body)
    if not look.women or look.cut == "western":
        _pockets(look, torso, both=look.cut in ("western", "resort"), flap=look.cut == "western")
    if look.cut == "mandarin":
        _stand_collar(look, torso)
    else:
        draw_collar(look, torso, tip=look.vary(26, 33), spread=look.vary(22, 32), paint=trim)
        draw_buttons(look, [torso.top + 13], button_colour(look), radius=2.2)


def _yoke_and_hem(look: Look, torso: Torso, body: Mask) -> None:
    for side in (-1, 1):
        line = np.array(
            [
                (CENTRE + side * torso.neck, torso.top + 16),
                (CENTRE + side * (torso.shoulder + 2), torso.top + torso.drop + 12),
            ]
        )
        look.canvas.seam(line, look.colour, depth=0.22, inside=body)
        armhole = curve(
            [
                (CENTRE + side * (torso.shoulder - 1), torso.top + torso.drop, 0),
                (
                    CENTRE + side * (torso.shoulder - 7),
                    (torso.top + torso.drop + torso.armpit) / 2 + 4,
                ),
                (CENTRE + side * (torso.chest - 2), torso.armpit, 0),
            ],
            closed=False,
        )
        look.canvas.stroke(armhole, 0.5, look.stitch, alpha=0.6, inside=body)


def _pockets(look: Look, torso: Torso, *, both: bool, flap: bool) -> None:
    c, y = look.canvas, torso.armpit - 10
    for side in (1, -1) if both else (1,):
        x = CENTRE + side * 34
        pocket = curve(
            [
                (x - 15, y, 0),
                (x + 15, y, 0),
                (x + 15, y + 29, 0),
                (x, y + 36, 0),
                (x - 15, y + 29, 0),
            ]
        )
        mask = c.fill(
            pocket, look.main, relief=Relief(edge=1.4, lift=0.7, body=0, wrinkle=0.2), shadow=0.2
        )
        c.stroke(
            np.array([(x - 15, y + 5), (x + 15, y + 5)]), 0.5, look.stitch, alpha=0.6, inside=mask
        )
        if flap:
            lid = curve(
                [
                    (x - 16, y - 4, 0),
                    (x + 16, y - 4, 0),
                    (x + 16, y + 7, 0),
                    (x, y + 13, 0),
                    (x - 16, y + 7, 0),
                ]
            )
            c.fill(lid, look.main, relief=Relief(edge=1.4, lift=1, wrinkle=0.1), shadow=0.35)
            draw_buttons(look, [y + 7], button_colour(look), x=x, radius=2.2)


def _stand_collar(look: Look, torso: Torso) -> None:
    c, top, n = look.canvas, torso.top, torso.neck
    back = curve(
        [
            (CENTRE - n - 2, top - 4, 0),
            (CENTRE, top - 11),
            (CENTRE + n + 2, top - 4, 0),
            (CENTRE, top + 4),
        ]
    )
    c.fill(back, look.plain, dim=0.7)
    for side in (-1, 1):
        band = curve(
            [
                (CENTRE + side * (n + 1), top - 6, 0),
                (CENTRE + side * (n * 0.7), top + 5),
                (CENTRE + side * 2, top + 10, 0),
                (CENTRE + side * 2, top + 21, 0),
                (CENTRE + side * (n * 0.8), top + 15),
                (CENTRE + side * (n + 4), top + 3, 0),
            ]
        )
        c.fill(band, look.main, relief=Relief(edge=2, lift=1.3, wrinkle=0.1), shadow=0.3)
