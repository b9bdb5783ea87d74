"""Jackets, blazers and waistcoats."""

from __future__ import annotations

import numpy as np

from ingest.sample.light import Relief
from ingest.sample.look import Look
from ingest.sample.outline import CENTRE, Anchor, Points, along, curve, rectangle, ribbon, symmetric
from ingest.sample.palette import darker, lighter
from ingest.sample.shapes.apparel.frame import (
    Sleeve,
    Torso,
    body_relief,
    draw_back_neck,
    draw_buttons,
    draw_cuffs,
    draw_sleeves,
    flipped,
)
from ingest.sample.shapes.apparel.knits import banded, draw_hood, draw_waistband, draw_zip
from ingest.sample.shapes.apparel.shirts import button_colour, draw_collar
from ingest.sample.shapes.apparel.tops import torso_for


def _torso(look: Look, length: float) -> tuple[Torso, Sleeve]:
    torso = torso_for(look, ease=5, length=length)
    torso = Torso(**{**torso.__dict__, "shoulder": torso.shoulder + 2, "tail": 1.0, "hem": torso.hem - 2})
    reach = 124.0 if look.kids else look.vary(168, 180)
    return torso, Sleeve(reach, 14, look.vary(12, 16), puff=2, bend=2)


def draw_jacket(look: Look) -> None:
    """Bomber, biker, denim, puffer, windcheater with hood, track jacket."""
    {
        "bomber": _bomber, "track": _bomber, "biker": _biker, "denim": _denim,
        "puffer": _puffer, "windcheater": _windcheater,
    }[look.cut](look)


def _bomber(look: Look) -> None:
    c = look.canvas
    torso, sleeve = _torso(look, -14)
    rib = look.cloth("Acrylic", look.second if look.chance(0.4) else darker(look.colour, 0.15))
    draw_back_neck(look, torso, "round", 16)
    arms = draw_sleeves(look, torso, sleeve, look.contrast if look.chance(0.25) else None)
    if look.cut == "track":
        for side, arm in zip((-1, 1), arms, strict=True):
            for k in (0, 5):
                line = flipped(np.array([(CENTRE + torso.shoulder - 9 - k, torso.top + torso.drop - 4),
                                         (CENTRE + torso.shoulder + 37 - k, torso.top + 180)]), side)
                c.stroke(line, 2.6, look.second, inside=arm)
    draw_cuffs(look, torso, sleeve, 14, rib)
    c.fill(banded(torso).outline("round", 16), look.main, relief=body_relief(look, torso).with_(lift=3.5), shadow=0.25)
    draw_waistband(look, torso, 18, rib)
    draw_zip(look, torso.top + 4, torso.hem_y + 9)
    _slant_pockets(look, torso)
    collar = curve([(CENTRE - torso.neck - 4, torso.top + 1), (CENTRE - torso.neck + 3, torso.top - 9),
                    (CENTRE, torso.top + 8), (CENTRE + torso.neck - 3, torso.top - 9),
                    (CENTRE + torso.neck + 4, torso.top + 1), (CENTRE, torso.top + 24)])
    c.fill(collar, rib, relief=Relief(edge=3, lift=2), shadow=0.3)
    draw_zip(look, torso.top + 9, torso.top + 40)


def _slant_pockets(look: Look, torso: Torso, *, zipped: bool = False) -> None:
    for side in (-1, 1):
        line = flipped(np.array([(CENTRE + 28, torso.hem_y - 34), (CENTRE + 42, torso.hem_y - 74)]), side)
        look.canvas.stroke(line, 3.4, darker(look.colour, 0.4))
        if zipped:
            look.canvas.stroke(line, 1.5, look.metal)


def _lapels(look: Look, torso: Torso, depth: float, width: float, *, notch: bool = True) -> None:
    c, top, n = look.canvas, torso.top, torso.neck
    for side in (1, -1):
        lapel = curve([(CENTRE + side * (n - 2), top + 4, 0), (CENTRE + side * (n + width - 12), top + depth * 0.34, 0),
                       (CENTRE + side * (n + width - 7), top + depth * 0.42, 0), (CENTRE + side * (n + 2), top + depth * 0.74),
                       (CENTRE - side * 1, top + depth, 0), (CENTRE + side * n * 0.52, top + depth * 0.5)])
        c.fill(lapel, look.main, relief=Relief(edge=3, lift=2, wrinkle=0.2), shadow=0.36, angle=-side * 18)
        collar = curve([(CENTRE + side * (n - 6), top - 9, 0), (CENTRE + side * (n + 9), top + 2),
                        (CENTRE + side * (n + width - 10), top + depth * 0.27, 0),
                        (CENTRE + side * (n + width * 0.30), top + depth * (0.42 if notch else 0.36), 0),
                        (CENTRE + side * (n - 3), top + 10)])
        c.fill(collar, look.main, relief=Relief(edge=2.5, lift=1.8, wrinkle=0.15), shadow=0.3, angle=-side * 40)


def _biker(look: Look) -> None:
    c = look.canvas
    torso, sleeve = _torso(look, -24)
    draw_back_neck(look, torso, "v", 40)
    draw_sleeves(look, torso, sleeve)
    draw_cuffs(look, torso, sleeve, 8, look.main)
    body = c.fill(torso.outline("v", 40), look.main, shadow=0.25,
                  relief=body_relief(look, torso).with_(lift=3.5, wrinkle=0.5))
    zip_line = curve([(CENTRE + 24, torso.top + 66, 0), (CENTRE + 8, torso.hem_y - 40), (CENTRE + 6, torso.hem_y, 0)],
                     closed=False)
    c.stroke(zip_line, 4.4, darker(look.colour, 0.5), inside=body)
    c.stroke(zip_line, 2.0, look.metal, inside=body)
    c.stroke(zip_line, 2.0, darker(look.metal, 0.6), inside=body, dash=0.8)
    for a, b in (((-46, 70), (-22, 84)), ((-46, 168), (-18, 150)), ((46, 168), (24, 150))):
        line = np.array([(CENTRE + a[0], torso.top + a[1]), (CENTRE + b[0], torso.top + b[1])])
        c.stroke(line, 3.6, darker(look.colour, 0.5), inside=body)
        c.stroke(line, 1.6, look.metal, inside=body)
    belt = rectangle(CENTRE - torso.hem - 1, torso.hem_y - 13, CENTRE + torso.hem + 1, torso.hem_y + 2)
    c.fill(belt, look.main, relief=Relief(edge=2, lift=1.4, body=0.2), shadow=0.3)
    c.fill(c.mask(rectangle(CENTRE - 22, torso.hem_y - 14, CENTRE - 8, torso.hem_y + 3, radius=2),
                  holes=[rectangle(CENTRE - 19, torso.hem_y - 11, CENTRE - 11, torso.hem_y)]),
           look.hard(look.metal, 0.6), shadow=0.3)
    _lapels(look, torso, 84, 34)


def _denim(look: Look) -> None:
    c = look.canvas
    torso, sleeve = _torso(look, -22)
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
            c.stroke(line + (2.0 * side, 0), 0.7, thread, inside=body, dash=1.8)
        x = CENTRE + side * 36
        lid = curve([(x - 16, y - 2, 0), (x + 16, y - 2, 0), (x + 16, y + 8, 0), (x, y + 15, 0), (x - 16, y + 8, 0)])
        c.fill(lid, look.main, relief=Relief(edge=1.5, lift=1), shadow=0.35)
        draw_buttons(look, [y + 9], (0.72, 0.50, 0.27), x=x, radius=2.6)
    strip = rectangle(CENTRE - 6, torso.top + 16, CENTRE + 6, torso.hem_y)
    c.fill(strip, look.main, relief=Relief(edge=1.4, lift=0.8, wrinkle=0.2), shadow=0.25)
    draw_buttons(look, [torso.top + 30 + k * (torso.hem_y - torso.top - 40) / 5 for k in range(6)], (0.72, 0.50, 0.27),
                 radius=3)
    band = rectangle(CENTRE - torso.hem, torso.hem_y - 10, CENTRE + torso.hem, torso.hem_y + 5)
    c.fill(band, look.main, relief=Relief(edge=1.6, lift=1, body=0.2), shadow=0.28)
    c.stroke(np.array([(CENTRE - torso.hem, torso.hem_y - 7.0), (CENTRE + torso.hem, torso.hem_y - 7)]), 0.7, thread, dash=1.8)
    draw_collar(look, torso, tip=36, spread=36)


def _puffer(look: Look) -> None:
    c = look.canvas
    torso, sleeve = _torso(look, -6)
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
                at = torso.cuff_line(sleeve, sleeve.length * (1 - t)) + np.array([[14.0, -2], [4, 2]])
                _quilt(look, flipped(at, side), arm)
    body = c.fill(torso.outline("round", 10), look.main, shadow=0.25,
                  relief=body_relief(look, torso).with_(lift=5, edge=9, body=0.4))
    for k in range(9):
        y = torso.top + 30 + k * (torso.hem_y - torso.top - 26) / 9
        line = curve([(CENTRE - 80, y - 2), (CENTRE, y + 4), (CENTRE + 80, y - 2)], closed=False)
        _quilt(look, line, body)
    draw_zip(look, torso.top + 2, torso.hem_y)
    collar = curve([(CENTRE - torso.neck - 6, torso.top + 6), (CENTRE - torso.neck, torso.top - 15), (CENTRE, torso.top - 10),
                    (CENTRE + torso.neck, torso.top - 15), (CENTRE + torso.neck + 6, torso.top + 6), (CENTRE, torso.top + 20)])
    c.fill(collar, look.main, relief=Relief(edge=7, lift=5, body=0.3), shadow=0.3)
    draw_zip(look, torso.top - 8, torso.top + 40)


def _quilt(look: Look, line: Points, inside: object) -> None:
    fine = along(line, 30)
    look.canvas.stroke(fine - (0, 3.2), 4.5, lighter(look.colour, 0.5), alpha=0.16, inside=inside)  # type: ignore[arg-type]
    look.canvas.stroke(fine + (0, 1.6), 4.5, darker(look.colour, 0.6), alpha=0.20, inside=inside)  # type: ignore[arg-type]
    look.canvas.stroke(fine, 1.4, darker(look.colour, 0.7), alpha=0.55, inside=inside)  # type: ignore[arg-type]


def _windcheater(look: Look) -> None:
    c = look.canvas
    torso, sleeve = _torso(look, 4)
    draw_hood(look, torso)
    draw_sleeves(look, torso, sleeve)
    draw_cuffs(look, torso, sleeve, 9, look.main)
    body = c.fill(torso.outline("round", 20), look.main, relief=body_relief(look, torso).with_(wrinkle=1.1), shadow=0.25)
    if look.chance(0.6):
        block = curve([(60, 60, 0), (240, 60, 0), (240, torso.armpit + 18, 0), (CENTRE, torso.armpit + 2, 0),
                       (60, torso.armpit + 18, 0)])
        c.fill(block, look.contrast, inside=body, relief=body_relief(look, torso).with_(edge=1))
    draw_zip(look, torso.top + 8, torso.hem_y)
    _slant_pockets(look, torso, zipped=True)
    for side in (-1, 1):
        flap = flipped(curve([(CENTRE + 4, torso.top + 26, 0), (CENTRE + torso.neck + 12, torso.top - 2),
                              (CENTRE + torso.neck + 14, torso.top + 16), (CENTRE + 16, torso.top + 40)]), side)
        c.fill(flap, look.plain, relief=Relief(edge=3, lift=2.4, wrinkle=0.4), shadow=0.3)


def draw_blazer(look: Look) -> None:
    """One or two buttons, notched lapels, welt and flap pockets, over a white shirt."""
    c = look.canvas
    torso, sleeve = _torso(look, 6)
    depth = look.vary(112, 140)
    shirt = curve([(CENTRE - torso.neck, torso.top, 0), (CENTRE + torso.neck, torso.top, 0),
                   (CENTRE + 24, torso.top + depth, 0), (CENTRE - 24, torso.top + depth, 0)])
    if look.women:
        draw_back_neck(look, torso, "v", depth)
    else:
        c.fill(shirt, look.cloth("Cotton", (0.95, 0.95, 0.96)), relief=Relief(body=0.1, wrinkle=0.3))
        draw_buttons(look, [torso.top + 36, torso.top + 64], (0.9, 0.9, 0.88), radius=1.8)
        for side in (-1, 1):
            flap = flipped(curve([(CENTRE + 19, torso.top - 7, 0), (CENTRE + 26, torso.top + 8), (CENTRE + 18, torso.top + 32, 0),
                                  (CENTRE + 1, torso.top + 17, 0)]), side)
            c.fill(flap, look.cloth("Cotton", (0.95, 0.95, 0.96)), relief=Relief(edge=2, lift=1.4), shadow=0.25)
    draw_sleeves(look, torso, sleeve)
    for side in (-1, 1):
        for k in range(3):
            spot = flipped(torso.cuff_line(sleeve, 6 + 6 * k), side)
            x, y = spot[1] + (spot[0] - spot[1]) * 0.8
            c.disc(float(x), float(y), 1.7, look.hard(darker(look.colour, 0.5), 0.3))
    body = c.fill(torso.outline("v", depth), look.main, shadow=0.3,
                  relief=body_relief(look, torso).with_(wrinkle=0.35))
    opening = curve([(CENTRE + 1, torso.top + depth, 0), (CENTRE + 2, torso.hem_y - 24), (CENTRE + 10, torso.hem_y + 5, 0)],
                    closed=False)
    c.seam(opening, look.colour, depth=0.8, inside=body)
    for side in (-1, 1):
        x = CENTRE + side * 40
        c.fill(rectangle(x - 16, torso.waist_y + 34, x + 16, torso.waist_y + 44), look.main,
               relief=Relief(edge=1.5, lift=1), shadow=0.3, inside=body)
    c.fill(curve([(CENTRE + 27, torso.armpit - 8, 0), (CENTRE + 50, torso.armpit - 13, 0), (CENTRE + 50, torso.armpit - 6, 0),
                  (CENTRE + 27, torso.armpit - 1, 0)]), look.main, relief=Relief(edge=1, lift=0.8), shadow=0.3)
    draw_buttons(look, [torso.top + depth + 7 + 30 * k for k in range(look.pick(1, 2))], button_colour(look), radius=3.6)
    _lapels(look, torso, depth, 34)


def _waistcoat_outline(torso: Torso, depth: float, *, pointed: bool) -> Points:
    if not pointed:
        return torso.outline("v", depth)
    y = torso.hem_y
    sides: list[Anchor] = [*torso.sides()[:4], (CENTRE + torso.hem, y - 6, 0), (CENTRE + 20, y + 16, 0), (CENTRE, y - 6, 0)]
    return symmetric([*torso.neckline("v", depth), *sides])


def draw_waistcoat(look: Look) -> None:
    """A sleeveless front with deep V (formal) or a stand collar (Nehru)."""
    c = look.canvas
    torso, _ = _torso(look, -34)
    torso = Torso(**{**torso.__dict__, "shoulder": torso.shoulder - 12, "armpit": torso.armpit + 4, "hem": torso.hem - 3})
    nehru = look.cut == "nehru"
    depth = 16.0 if nehru else look.vary(84, 104)
    draw_back_neck(look, torso, "v", depth)
    c.fill(_waistcoat_outline(torso, depth, pointed=not nehru), look.main, shadow=0.2,
           relief=body_relief(look, torso).with_(wrinkle=0.4))
    start = torso.top + depth
    c.seam(np.array([(CENTRE + 1, start), (CENTRE + 1, torso.hem_y + 2)]), look.colour, depth=0.7)
    gap = (torso.hem_y - start - 16) / 4
    draw_buttons(look, [start + 9 + gap * k for k in range(5)], look.pick(look.metal, button_colour(look)), radius=3.2)
    for side in (-1, 1):
        for y, x in ((torso.hem_y - 40, 32), (torso.armpit + 4, 34)):
            welt = flipped(rectangle(CENTRE + x - 14, y, CENTRE + x + 14, y + 7), side)
            if y > torso.armpit + 6 or side > 0:
                c.fill(welt, look.main, relief=Relief(edge=1.2, lift=0.9), shadow=0.3)
    if nehru:
        band = curve([(CENTRE - torso.neck - 3, torso.top - 3), (CENTRE - torso.neck, torso.top - 12), (CENTRE - 8, torso.top + 5),
                      (CENTRE, torso.top + 14, 0), (CENTRE + 8, torso.top + 5), (CENTRE + torso.neck, torso.top - 12),
                      (CENTRE + torso.neck + 3, torso.top - 3), (CENTRE + 6, torso.top + 22), (CENTRE, torso.top + 24), (CENTRE - 6, torso.top + 22)])
        c.fill(band, look.main, relief=Relief(edge=2.5, lift=1.8), shadow=0.3)
    else:
        edge = torso.neck_edge("v", depth)
        c.fill(ribbon(along(edge, 50), 5), look.main, relief=Relief(edge=1.6, lift=1), shadow=0.25)
