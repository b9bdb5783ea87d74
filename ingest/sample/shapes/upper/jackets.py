"""Jackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.outline import CENTRE, Points, along, curve, rectangle, shifted
from ingest.sample.drawing.palette import darker, lighter
from ingest.sample.shapes.parts.closures import banded, draw_hood, draw_waistband, draw_zip
from ingest.sample.shapes.parts.collars import draw_collar, draw_lapels
from ingest.sample.shapes.parts.fit import outer_torso
from ingest.sample.shapes.parts.frame import (
    Sleeve,
    Torso,
    body_relief,
    draw_back_neck,
    draw_buttons,
    draw_cuffs,
    draw_sleeves,
    flipped,
)

if TYPE_CHECKING:
    from ingest.sample.drawing.canvas import Mask
    from ingest.sample.drawing.look import Look


def draw_jacket(look: Look) -> None:
    """Bomber, biker, denim, puffer, windcheater with hood, track jacket."""
    {
        "bomber": _bomber,
        "track": _bomber,
        "biker": _biker,
        "denim": _denim,
        "puffer": _puffer,
        "windcheater": _windcheater,
    }[look.cut](look)


def _bomber(look: Look) -> None:
    c = look.canvas
    torso, sleeve = outer_torso(look, -14)
    rib = look.cloth("Acrylic", look.second if look.chance(0.4) else darker(look.colour, 0.15))
    draw_back_neck(look, torso, "round", 16)
    arms = draw_sleeves(look, torso, sleeve, look.contrast if look.chance(0.25) else None)
    if look.cut == "track":
        for side, arm in zip((-1, 1), arms, strict=True):
            for k in (0, 5):
                line = flipped(
                    np.array(
                        [
                            (CENTRE + torso.shoulder - 9 - k, torso.top + torso.drop - 4),
                            (CENTRE + torso.shoulder + 37 - k, torso.top + 180),
                        ]
                    ),
                    side,
                )
                c.stroke(line, 2.6, look.second, inside=arm)
    draw_cuffs(look, torso, sleeve, 14, rib)
    c.fill(
        banded(torso).outline("round", 16),
        look.main,
        relief=body_relief(look, torso).with_(lift=3.5),
        shadow=0.25,
    )
    draw_waistband(look, torso, 18, rib)
    draw_zip(look, torso.top + 4, torso.hem_y + 9)
    _slant_pockets(look, torso)
    collar = curve(
        [
            (CENTRE - torso.neck - 4, torso.top + 1),
            (CENTRE - torso.neck + 3, torso.top - 9),
            (CENTRE, torso.top + 8),
            (CENTRE + torso.neck - 3, torso.top - 9),
            (CENTRE + torso.neck + 4, torso.top + 1),
            (CENTRE, torso.top + 24),
        ]
    )
    c.fill(collar, rib, relief=Relief(edge=3, lift=2), shadow=0.3)
    draw_zip(look, torso.top + 9, torso.top + 40)


def _slant_pockets(look: Look, torso: Torso, *, zipped: bool = False) -> None:
    for side in (-1, 1):
        line = flipped(
            np.array([(CENTRE + 28, torso.hem_y - 34), (CENTRE + 42, torso.hem_y - 74)]), side
        )
        look.canvas.stroke(line, 3.4, darker(look.colour, 0.4))
        if zipped:
            look.canvas.stroke(line, 1.5, look.metal)


def _biker(look: Look) -> None:
    c = look.canvas
    torso, sleeve = outer_torso(look, -24)
    draw_back_neck(look, torso, "v", 40)
    draw_sleeves(look, torso, sleeve)
    draw_cuffs(look, torso, sleeve, 8, look.main)
    body = c.fill(
        torso.outline("v", 40),
        look.main,
        shadow=0.25,
        relief=body_relief(look, torso).with_(lift=3.5, wrinkle=0.5),
    )
    zip_line = curve(
        [
            (CENTRE + 24, torso.top + 66, 0),
            (CENTRE + 8, torso.hem_y - 40),
            (CENTRE + 6, torso.hem_y, 0),
        ],
        closed=False,
    )
    c.stroke(zip_line, 4.4, darker(look.colour, 0.5), inside=body)
    c.stroke(zip_line, 2.0, look.metal, inside=body)
    c.stroke(zip_line, 2.0, darker(look.metal, 0.6), inside=body, dash=0.8)
    for a, b in (((-46, 70), (-22, 84)), ((-46, 168), (-18, 150)), ((46, 168), (24, 150))):
        line = np.array([(CENTRE + a[0], torso.top + a[1]), (CENTRE + b[0], torso.top + b[1])])
        c.stroke(line, 3.6, darker(look.colour, 0.5), inside=body)
        c.stroke(line, 1.6, look.metal, inside=body)
    belt = rectangle(
        CENTRE - torso.hem - 1, torso.hem_y - 13, CENTRE + torso.hem + 1, torso.hem_y + 2
    )
    c.fill(belt, look.main, relief=Relief(edge=2, lift=1.4, body=0.2), shadow=0.3)
    c.fill(
        c.mask(
            rectangle(CENTRE - 22, torso.hem_y - 14, CENTRE - 8, torso.hem_y + 3, radius=2),
            holes=[rectangle(CENTRE - 19, torso.hem_y - 11, CENTRE - 11, torso.hem_y)],
        ),
        look.hard(look.metal, 0.6),
        shadow=0.3,
    )
    draw_lapels(look, torso, 84, 34)


def _denim(look: Look) -> None:
    c = look.canvas
    torso, sleeve = outer_torso(look, -22)
    thread = (0.80, 0.56, 0.26)
    draw_back_neck(look, torso, "v", 18)
    draw_sleeves(look, torso, sleeve)
    draw_cuffs(look, torso, sleeve, 12, look.main)
    body = c.fill(torso.outline("v", 18), look.main, relief=body_relief(look, torso), shadow=0.25)
    y = torso.armpit - 16
    c.seam(np.array([(80, y), (220, y)]), look.colour, inside=body)
    c.stroke(np.array([(80.0, y + 2), (220, y + 2)]), 0.7, thread, inside=body, dash=1.8)
    for side in (-1, 1):
        for x0, x1 in ((20, 15), (52, 30)):
            line = np.array([(CENTRE + side * x0, y), (CENTRE + side * x1, torso.hem_y)])
            c.seam(line, look.colour, inside=body)
            c.stroke(shifted(line, 2.0 * side, 0), 0.7, thread, inside=body, dash=1.8)
        x = CENTRE + side * 36
        lid = curve(
            [
                (x - 16, y - 2, 0),
                (x + 16, y - 2, 0),
                (x + 16, y + 8, 0),
                (x, y + 15, 0),
                (x - 16, y + 8, 0),
            ]
        )
        c.fill(lid, look.main, relief=Relief(edge=1.5, lift=1), shadow=0.35)
        draw_buttons(look, [y + 9], (0.72, 0.50, 0.27), x=x, radius=2.6)
    strip = rectangle(CENTRE - 6, torso.top + 16, CENTRE + 6, torso.hem_y)
    c.fill(strip, look.main, relief=Relief(edge=1.4, lift=0.8, wrinkle=0.2), shadow=0.25)
    draw_buttons(
        look,
        [torso.top + 30 + k * (torso.hem_y - torso.top - 40) / 5 for k in range(6)],
        (0.72, 0.50, 0.27),
        radius=3,
    )
    band = rectangle(CENTRE - torso.hem, torso.hem_y - 10, CENTRE + torso.hem, torso.hem_y + 5)
    c.fill(band, look.main, relief=Relief(edge=1.6, lift=1, body=0.2), shadow=0.28)
    c.stroke(
        np.array([(CENTRE - torso.hem, torso.hem_y - 7.0), (CENTRE + torso.hem, torso.hem_y - 7)]),
        0.7,
        thread,
        dash=1.8,
    )
    draw_collar(look, torso, tip=36, spread=36)


def _puffer(look: Look) -> None:
    c = look.canvas
    torso, sleeve = outer_torso(look, -6)
    sleeve = Sleeve(sleeve.length, 16, sleeve.angle + 2, puff=9)
    vest = look.chance(0.25)
    if look.chance(0.5):
        draw_hood(look, torso)
    else:
        draw_back_neck(look, torso, "round", 10)
    if not vest:
        for side, arm in zip((-1, 1), draw_sleeves(look, torso, sleeve), strict=True):
            for k in range(7):
                t = (k + 0.6) / 7
                at = torso.cuff_line(sleeve, sleeve.length * (1 - t)) + np.array(
                    [[14.0, -2], [4, 2]]
                )
                _quilt(look, flipped(at, side), arm)
    body = c.fill(
        torso.outline("round", 10),
        look.main,
        shadow=0.25,
        relief=body_relief(look, torso).with_(lift=5, edge=9, body=0.4),
    )
    for k in range(9):
        y = torso.top + 30 + k * (torso.hem_y - torso.top - 26) / 9
        line = curve([(CENTRE - 80, y - 2), (CENTRE, y + 4), (CENTRE + 80, y - 2)], closed=False)
        _quilt(look, line, body)
    draw_zip(look, torso.top + 2, torso.hem_y)
    collar = curve(
        [
            (CENTRE - torso.neck - 6, torso.top + 6),
            (CENTRE - torso.neck, torso.top - 15),
            (CENTRE, torso.top - 10),
            (CENTRE + torso.neck, torso.top - 15),
            (CENTRE + torso.neck + 6, torso.top + 6),
            (CENTRE, torso.top + 20),
        ]
    )
    c.fill(collar, look.main, relief=Relief(edge=7, lift=5, body=0.3), shadow=0.3)
    draw_zip(look, torso.top - 8, torso.top + 40)


def _quilt(look: Look, line: Points, inside: Mask) -> None:
    fine = along(line, 30)
    look.canvas.stroke(fine - (0, 3.2), 4.5, lighter(look.colour, 0.5), alpha=0.16, inside=inside)
    look.canvas.stroke(
        shifted(fine, 0, 1.6), 4.5, darker(look.colour, 0.6), alpha=0.20, inside=inside
    )
    look.canvas.stroke(fine, 1.4, darker(look.colour, 0.7), alpha=0.55, inside=inside)


def _windcheater(look: Look) -> None:
    c = look.canvas
    torso, sleeve = outer_torso(look, 4)
    draw_hood(look, torso)
    draw_sleeves(look, torso, sleeve)
    draw_cuffs(look, torso, sleeve, 9, look.main)
    body = c.fill(
        torso.outline("round", 20),
        look.main,
        relief=body_relief(look, torso).with_(wrinkle=1.1),
        shadow=0.25,
    )
    if look.chance(0.6):
        block = curve(
            [
                (60, 60, 0),
                (240, 60, 0),
                (240, torso.armpit + 18, 0),
                (CENTRE, torso.armpit + 2, 0),
                (60, torso.armpit + 18, 0),
            ]
        )
        c.fill(block, look.contrast, inside=body, relief=body_relief(look, torso).with_(edge=1))
    draw_zip(look, torso.top + 8, torso.hem_y)
    _slant_pockets(look, torso, zipped=True)
    for side in (-1, 1):
        flap = flipped(
            curve(
                [
                    (CENTRE + 4, torso.top + 26, 0),
                    (CENTRE + torso.neck + 12, torso.top - 2),
                    (CENTRE + torso.neck + 14, torso.top + 16),
                    (CENTRE + 16, torso.top + 40),
                ]
            ),
            side,
        )
        c.fill(flap, look.plain, relief=Relief(edge=3, lift=2.4, wrinkle=0.4), shadow=0.3)
