"""Women's tops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.outline import CENTRE, along, curve, rectangle, ribbon, symmetric
from ingest.sample.drawing.palette import darker
from ingest.sample.shapes.parts.fit import torso_for
from ingest.sample.shapes.parts.frame import (
    Sleeve,
    Torso,
    body_relief,
    draw_back_neck,
    draw_cuffs,
    draw_hem_stitch,
    draw_neck_band,
    draw_sleeves,
)
from ingest.sample.shapes.parts.ornament import draw_yoke
from ingest.sample.shapes.parts.prints import draw_graphic

if TYPE_CHECKING:
    from ingest.sample.drawing.look import Look


def draw_top(look: Look) -> None:
    """Women's tops: camisole, sleeveless, cap sleeve, peplum, ruffle, off shoulder, bell, tie."""
    cut = look.cut
    torso = torso_for(look, ease=look.vary(-3, 5), length=look.vary(-22, 6))
    kind = look.pick("round", "v", "square") if cut != "peplum" else "round"
    depth = look.vary(26, 44)
    if cut in ("camisole", "off shoulder"):
        (_camisole if cut == "camisole" else _off_shoulder)(look, torso)
        return
    if cut == "peplum":
        _peplum(look, torso, depth)
        return
    if cut == "sleeveless":
        torso = _narrow(torso)
    draw_back_neck(look, torso, kind, depth)
    _sleeves(look, torso)
    relief = body_relief(look, torso).with_(drape=0.9, pleats=5, drape_from=0.35)
    body = look.canvas.fill(torso.outline(kind, depth), look.main, relief=relief, shadow=0.2)
    if look.pattern == "Graphic":
        draw_graphic(look, CENTRE, torso.armpit + 40, 28, body)
    if look.pattern == "Embroidered":
        draw_yoke(look, torso.neck_edge("round", depth), torso.top + depth, body)
    draw_neck_band(look, torso, kind, depth, look.plain, width=look.vary(2.5, 5))
    draw_hem_stitch(look, torso, body, 5)
    if cut == "tie":
        _waist_tie(look, torso)


def _sleeves(look: Look, torso: Torso) -> None:
    if look.cut == "bell":
        bell = Sleeve(128, 26, 22)
        draw_sleeves(look, torso, bell)
        draw_cuffs(look, torso, bell, 5, look.contrast if look.chance(0.4) else look.plain)
    elif look.cut == "cap":
        draw_sleeves(look, torso, Sleeve(38, 17, 42, puff=4))
    elif look.cut == "puff":
        sleeve = Sleeve(66, 15, 30, puff=11)
        draw_sleeves(look, torso, sleeve)
        draw_cuffs(look, torso, sleeve, 6, look.plain)
    elif look.cut == "three quarter":
        draw_sleeves(look, torso, Sleeve(124, 13, 17))


def _narrow(torso: Torso) -> Torso:
    return Torso(**{**torso.__dict__, "shoulder": torso.shoulder - 8, "armpit": torso.armpit - 4})


def _camisole(look: Look, torso: Torso) -> None:
    c, y = look.canvas, torso.top + 34
    for side in (-1, 1):
        strap = np.array([(CENTRE + side * 36, y + 4), (CENTRE + side * 29, torso.top - 12)])
        c.fill(ribbon(strap, 3.2), look.plain, relief=Relief(edge=1, lift=0.6))
    back = symmetric(
        [
            (CENTRE, y + 12),
            (CENTRE + 40, y + 12, 0),
            (CENTRE + 50, torso.armpit, 0),
            (CENTRE, torso.armpit + 10),
        ]
    )
    c.fill(back, look.plain, dim=0.6)
    outline = symmetric(
        [
            (CENTRE, y + 15, 0),
            (CENTRE + 20, y + 6),
            (CENTRE + 37, y, 0),
            (CENTRE + 45, y + 24),
            (CENTRE + torso.chest - 4, torso.armpit, 0),
            (CENTRE + torso.waist, torso.waist_y),
            (CENTRE + torso.hem + 2, torso.hem_y, 0),
            (CENTRE, torso.hem_y + 6),
        ]
    )
    relief = body_relief(look, torso).with_(drape=1.1, pleats=6, drape_from=0.3)
    body = c.fill(outline, look.main, relief=relief)
    trim = along(
        curve(
            [
                (CENTRE - 37, y, 0),
                (CENTRE - 20, y + 6),
                (CENTRE, y + 15, 0),
                (CENTRE + 20, y + 6),
                (CENTRE + 37, y, 0),
            ],
            closed=False,
        ),
        40,
    )
    c.fill(
        ribbon(trim, 4.5),
        look.contrast if look.chance(0.4) else look.plain,
        relief=Relief(edge=1.4, lift=0.8),
        inside=body,
        shadow=0.2,
    )
    draw_hem_stitch(look, torso, body, 5)


def _off_shoulder(look: Look, torso: Torso) -> None:
    c, y = look.canvas, torso.top + 30
    body = symmetric(
        [
            (CENTRE, y + 8),
            (CENTRE + 50, y, 0),
            (CENTRE + torso.chest, torso.armpit + 10),
            (CENTRE + torso.waist, torso.waist_y),
            (CENTRE + torso.hem, torso.hem_y, 0),
            (CENTRE, torso.hem_y + 4),
        ]
    )
    low = Torso(**{**torso.__dict__, "top": y - 16, "shoulder": 56.0, "armpit": torso.armpit + 8})
    draw_sleeves(look, low, Sleeve(66, 17, 24, puff=7))
    c.fill(
        body,
        look.main,
        relief=body_relief(look, torso).with_(drape=1, pleats=6, drape_from=0.4),
        shadow=0.2,
    )
    frill = symmetric(
        [
            (CENTRE, y + 2),
            (CENTRE + 40, y - 5),
            (CENTRE + 66, y + 6),
            (CENTRE + 74, y + 46),
            (CENTRE + 40, y + 48),
            (CENTRE, y + 52),
        ]
    )
    c.fill(
        frill,
        look.main,
        relief=look.main.relief.with_(drape=1.9, pleats=13, sharp=0.4, body=0.1),
        shadow=0.4,
    )
    c.fill(
        ribbon(
            curve([(CENTRE - 62, y + 3), (CENTRE, y + 2), (CENTRE + 62, y + 3)], closed=False), 4
        ),
        look.plain,
        relief=Relief(edge=1.3, lift=1),
    )


def _peplum(look: Look, torso: Torso, depth: float) -> None:
    c, waist = look.canvas, torso.waist_y
    torso = Torso(
        **{
            **torso.__dict__,
            "waist": torso.waist - 4,
            "hem_y": waist + 6,
            "hem": torso.waist - 4.0,
            "shoulder": torso.shoulder - 5,
        }
    )
    draw_back_neck(look, torso, "round", depth)
    flare = symmetric(
        [
            (CENTRE, waist - 4),
            (CENTRE + torso.waist, waist - 4, 0),
            (CENTRE + 66, waist + 40),
            (CENTRE + 80, waist + 74, 0),
            (CENTRE, waist + 84),
        ]
    )
    c.fill(
        flare,
        look.main,
        relief=look.main.relief.with_(drape=2.6, pleats=6.5, drape_from=0.05, body=0.1),
    )
    c.fill(torso.outline("round", depth), look.main, relief=body_relief(look, torso), shadow=0.25)
    draw_neck_band(look, torso, "round", depth, look.plain, width=3.5)
    belt = rectangle(CENTRE - torso.waist - 1, waist - 5, CENTRE + torso.waist + 1, waist + 6)
    c.fill(
        belt,
        look.contrast if look.chance(0.5) else look.plain,
        relief=Relief(edge=2, lift=1.2, body=0.1),
        shadow=0.3,
    )


def _waist_tie(look: Look, torso: Torso) -> None:
    c, y = look.canvas, torso.waist_y + 4
    band = rectangle(CENTRE - torso.waist, y - 4, CENTRE + torso.waist, y + 5)
    paint = look.main.dyed(darker(look.colour, 0.15))
    c.fill(band, paint, relief=Relief(edge=2, lift=1.2, body=0.1), shadow=0.3)
    for dx, length in ((-5, 54), (8, 66)):
        tail = curve(
            [
                (CENTRE + 6, y),
                (CENTRE + 6 + dx * 0.5, y + length * 0.5),
                (CENTRE + 6 + dx, y + length),
            ],
            closed=False,
        )
        c.fill(ribbon(tail, (5, 8)), paint, relief=Relief(edge=2, lift=1.2), shadow=0.3)
    c.disc(CENTRE + 6, y + 1, 6, paint, gloss=0.0, shadow=0.3)
