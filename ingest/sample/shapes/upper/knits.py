"""Sweaters, cardigans and sweatshirts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.outline import CENTRE, Points, along, curve, rectangle, ribbon
from ingest.sample.drawing.palette import darker, lighter
from ingest.sample.shapes.parts.closures import banded, draw_hood, draw_waistband, draw_zip
from ingest.sample.shapes.parts.fit import torso_for
from ingest.sample.shapes.parts.frame import (
    Sleeve,
    Torso,
    body_relief,
    draw_back_neck,
    draw_buttons,
    draw_cuffs,
    draw_neck_band,
    draw_sleeves,
    flipped,
)
from ingest.sample.shapes.parts.prints import draw_graphic, draw_panels

if TYPE_CHECKING:
    from ingest.sample.drawing.fabric import Fabric
    from ingest.sample.drawing.look import Look


def _knit_torso(look: Look) -> tuple[Torso, Sleeve]:
    torso = torso_for(look, ease=4, length=-16)
    torso = Torso(**{**torso.__dict__, "hem": torso.hem - 4, "tail": 1.0})
    length = 122.0 if look.kids else look.vary(164, 176)
    return torso, Sleeve(length, 13.5, look.vary(13, 18), puff=2, bend=2)


def _rib(look: Look, paint: Fabric | None = None) -> Fabric:
    colour = (paint or look.plain).base
    return look.cloth("Acrylic", colour)


def draw_sweater(look: Look) -> None:
    """Crew neck, V-neck, turtleneck, cable knit, cardigan, sleeveless vest."""
    torso, sleeve = _knit_torso(look)
    if look.cut == "cardigan":
        _cardigan(look, torso, sleeve)
        return
    kind = "v" if look.cut in ("v neck", "vest") else "round"
    depth = look.vary(42, 56) if kind == "v" else look.vary(14, 20)
    trim = _rib(look, look.contrast if look.chance(0.2) else None)
    draw_back_neck(look, torso, kind, depth)
    if look.cut != "vest":
        draw_sleeves(look, torso, sleeve)
        draw_cuffs(look, torso, sleeve, 16, trim)
    else:
        torso = Torso(**{**torso.__dict__, "shoulder": torso.shoulder - 7})
    body = look.canvas.fill(
        banded(torso).outline(kind, depth), look.main, relief=body_relief(look, torso), shadow=0.24
    )
    if look.cut == "cable":
        _cables(look, torso)
    if look.pattern == "Colourblocked":
        draw_panels(look, torso, body)
    draw_waistband(look, torso, 17, trim)
    if look.cut == "turtleneck":
        _turtleneck(look, torso, trim)
    else:
        draw_neck_band(look, torso, kind, depth, trim, width=look.vary(8, 11))
    if look.cut == "vest":
        for side in (-1, 1):
            line = curve(
                [
                    (CENTRE + side * (torso.shoulder - 1), torso.top + torso.drop, 0),
                    (
                        CENTRE + side * (torso.shoulder - 7),
                        (torso.top + torso.drop + torso.armpit) / 2 + 4,
                    ),
                    (CENTRE + side * (torso.chest - 1), torso.armpit, 0),
                ],
                closed=False,
            )
            look.canvas.fill(
                ribbon(along(line, 30), 7), trim, relief=Relief(edge=2, lift=1.4), shadow=0.2
            )


def _cables(look: Look, torso: Torso) -> None:
    for x in (-38, -13, 13, 38):
        for phase in (0.0, 3.14):
            y = np.linspace(torso.top + 42, torso.hem_y - 10, 90)
            line = np.stack([CENTRE + x + 3.6 * np.sin((y - 40) / 7.5 + phase), y], axis=1)
            look.canvas.fill(
                ribbon(line, 4.4),
                look.plain,
                relief=Relief(edge=1.7, lift=2.6, wrinkle=0, occlusion=0.3),
            )


def _turtleneck(look: Look, torso: Torso, trim: Fabric) -> None:
    top, n = torso.top, torso.neck
    tube = curve(
        [
            (CENTRE - n + 1, top - 24, 0),
            (CENTRE, top - 27),
            (CENTRE + n - 1, top - 24, 0),
            (CENTRE + n + 3, top + 4),
            (CENTRE + n - 3, top + 17),
            (CENTRE, top + 22),
            (CENTRE - n + 3, top + 17),
            (CENTRE - n - 3, top + 4),
        ]
    )
    look.canvas.fill(tube, trim, relief=Relief(edge=4, lift=3, body=0.5, wrinkle=0.4), shadow=0.35)
    mouth = curve(
        [
            (CENTRE - n + 3, top - 23),
            (CENTRE, top - 26),
            (CENTRE + n - 3, top - 23),
            (CENTRE, top - 18),
        ]
    )
    look.canvas.fill(mouth, look.plain, dim=0.5)
    fold = curve(
        [(CENTRE - n - 1, top + 2), (CENTRE, top + 8), (CENTRE + n + 1, top + 2)], closed=False
    )
    look.canvas.seam(fold, look.colour, depth=0.5)


def _cardigan(look: Look, torso: Torso, sleeve: Sleeve) -> None:
    c, trim = look.canvas, _rib(look)
    depth = look.vary(70, 100)
    draw_back_neck(look, torso, "v", depth)
    draw_sleeves(look, torso, sleeve)
    draw_cuffs(look, torso, sleeve, 16, trim)
    c.fill(
        banded(torso).outline("v", depth), look.main, relief=body_relief(look, torso), shadow=0.24
    )
    draw_waistband(look, torso, 17, trim)
    edge = np.concatenate([torso.neck_edge("v", depth), np.empty((0, 2))])
    c.fill(
        ribbon(along(edge, 60), 11),
        trim,
        relief=Relief(edge=2.4, lift=1.6, wrinkle=0.1),
        shadow=0.3,
    )
    front = rectangle(CENTRE - 5.5, torso.top + depth - 4, CENTRE + 5.5, torso.hem_y + 9)
    c.fill(front, trim, relief=Relief(edge=2, lift=1.2, wrinkle=0.2), shadow=0.3)
    gap = (torso.hem_y - torso.top - depth - 6) / 4
    shade = look.pick(darker(look.colour, 0.45), lighter(look.colour, 0.5), (0.45, 0.32, 0.2))
    draw_buttons(look, [torso.top + depth + 8 + k * gap for k in range(5)], shade, radius=3.6)
    for side in (-1, 1):
        x = CENTRE + side * 34
        c.fill(
            rectangle(x - 16, torso.hem_y - 52, x + 16, torso.hem_y - 44),
            trim,
            relief=Relief(edge=1.6, lift=1),
            shadow=0.25,
        )


def draw_sweatshirt(look: Look) -> None:
    """Crew neck, hoodie, zipped hoodie, half zip."""
    c = look.canvas
    torso, sleeve = _knit_torso(look)
    trim = _rib(look, look.contrast if look.chance(0.2) else None)
    hooded = look.cut in ("hoodie", "zip hoodie")
    if hooded:
        draw_hood(look, torso)
    else:
        draw_back_neck(look, torso, "round", 16)
    draw_sleeves(look, torso, sleeve)
    draw_cuffs(look, torso, sleeve, 16, trim)
    depth = 26 if hooded else 16
    body = c.fill(
        banded(torso).outline("round", depth),
        look.main,
        relief=body_relief(look, torso),
        shadow=0.24,
    )
    if look.pattern == "Colourblocked":
        draw_panels(look, torso, body)
    if look.pattern == "Graphic":
        draw_graphic(look, CENTRE, torso.armpit + 24, 34 if not look.kids else 25, body)
    if hooded:
        _kangaroo_pocket(look, torso)
    draw_waistband(look, torso, 17, trim)
    if look.cut in ("zip hoodie", "half zip"):
        end = torso.hem_y + 8 if look.cut == "zip hoodie" else torso.armpit + 10
        draw_zip(look, torso.top + depth - 4, end)
    if hooded:
        _hood_front(look, torso)
    elif look.cut == "half zip":
        _turtleneck(look, torso, trim)
        draw_zip(look, torso.top - 16, torso.top + 30)
    else:
        draw_neck_band(look, torso, "round", depth, trim, width=8)


def _kangaroo_pocket(look: Look, torso: Torso) -> None:
    y = torso.hem_y - 10
    pocket = curve(
        [
            (CENTRE - 30, y - 50, 0),
            (CENTRE + 30, y - 50, 0),
            (CENTRE + 47, y - 16),
            (CENTRE + 47, y, 0),
            (CENTRE - 47, y, 0),
            (CENTRE - 47, y - 16),
        ]
    )
    look.canvas.fill(
        pocket, look.main, relief=look.main.relief.with_(edge=2, lift=1.4), shadow=0.28
    )


def _hood_front(look: Look, torso: Torso) -> None:
    top, n = torso.top, torso.neck
    for side in (-1, 1):
        lapel: Points = curve(
            [
                (CENTRE + side * (n + 15), top + 6),
                (CENTRE + side * (n - 2), top + 12),
                (CENTRE + side * 3, top + 30, 0),
                (CENTRE + side * 10, top + 40),
                (CENTRE + side * (n + 6), top + 30),
            ]
        )
        look.canvas.fill(
            lapel, look.plain, relief=look.main.relief.with_(edge=4, lift=3), shadow=0.35
        )
        cord = flipped(
            curve(
                [(CENTRE + 11, top + 32), (CENTRE + 13, top + 58), (CENTRE + 10, top + 84)],
                closed=False,
            ),
            side,
        )
        look.canvas.fill(
            ribbon(cord, 2.4),
            look.hard((0.92, 0.92, 0.9), 0.0),
            relief=Relief(edge=1, lift=0.8),
            shadow=0.4,
        )
