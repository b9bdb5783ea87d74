"""Kurtas, kurtis and anarkalis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.look import GOLD, Look
from ingest.sample.drawing.outline import CENTRE, curve, rectangle, symmetric
from ingest.sample.drawing.palette import luminance
from ingest.sample.shapes.parts.collars import button_colour
from ingest.sample.shapes.parts.frame import (
    Sleeve,
    Torso,
    body_relief,
    draw_back_neck,
    draw_buttons,
    draw_cuffs,
    draw_neck_band,
    draw_placket,
    draw_sleeves,
)
from ingest.sample.shapes.parts.legs import Legs
from ingest.sample.shapes.parts.ornament import draw_border, draw_butis, draw_yoke

if TYPE_CHECKING:
    from ingest.sample.drawing.canvas import Mask


def _kurta_torso(look: Look, hem_y: float) -> Torso:
    v = look.vary
    if not look.women:
        k = 0.86 if look.kids else 1.0
        return Torso(
            top=42,
            neck=22,
            shoulder=57 * k + v(-2, 2),
            drop=16,
            armpit=112,
            chest=60 * k,
            waist_y=180,
            waist=58 * k,
            hem_y=hem_y,
            hem=66 * k + v(-2, 3),
            tail=3,
        )
    return Torso(
        top=44,
        neck=25 + v(-2, 3),
        shoulder=48 + v(-2, 2),
        drop=15,
        armpit=108,
        chest=51,
        waist_y=164,
        waist=46 + v(-1, 3),
        hem_y=hem_y,
        hem=66 + v(-5, 6),
        tail=4,
    )


def _legs_below(look: Look, hem_y: float) -> None:
    """Leggings or churidar that show under the hem, in a contrasting plain colour."""
    colour = look.second if luminance(look.second) < 0.85 else (0.90, 0.88, 0.85)
    cloth = look.cloth("Cotton", colour)
    legs = Legs(
        top=hem_y - 90, waist=40, hip=42, crotch=hem_y - 20, knee=17, hem=11, gap=12, end=390
    )
    for side in (-1, 1):
        look.canvas.fill(
            legs.leg(side), cloth, relief=cloth.relief.with_(body=0.35, lift=3), dim=0.96
        )


def draw_kurta(look: Look) -> None:
    """Straight, A-line, anarkali; men's straight; a short kurti."""
    cut = look.cut
    if cut == "anarkali":
        _anarkali(look)
        return
    short = cut in ("kurti", "tunic")
    hem_y = look.vary(240, 262) if short else look.vary(300, 326)
    if short and look.chance(0.5):
        hem_y += 10
    torso = _kurta_torso(look, hem_y)
    if cut == "a line":
        torso = Torso(**{**torso.__dict__, "hem": torso.hem + 18})
    if short:
        torso = Torso(**{**torso.__dict__, "hem": torso.hem - 4})
    if not short and look.women and look.chance(0.55):
        _legs_below(look, hem_y)
    sleeve = (
        look.pick(Sleeve(62, 15, 26), Sleeve(104, 13, 16), Sleeve(140, 11.5, 13))
        if look.women
        else Sleeve(150, 12.5, 12, bend=2)
    )
    depth = look.vary(26, 40) if look.women else 14.0
    kind = look.pick("round", "v", "square") if look.women else "v"
    draw_back_neck(look, torso, kind, depth)
    sleeveless = look.women and look.chance(0.15)
    if sleeveless:
        torso = Torso(**{**torso.__dict__, "shoulder": torso.shoulder - 6})
    else:
        draw_sleeves(look, torso, sleeve)
    body = look.canvas.fill(
        torso.outline(kind, depth),
        look.main,
        shadow=0.22,
        relief=body_relief(look, torso).with_(drape=1.3, pleats=4.5, drape_from=0.4),
    )
    _slits(look, torso, body)
    _kurta_trim(look, torso, sleeve, kind, depth, body=body, sleeveless=sleeveless)


def _slits(look: Look, torso: Torso, body: Mask) -> None:
    for side in (-1, 1):
        line = curve(
            [
                (CENTRE + side * (torso.hem - 4), torso.hem_y + 2),
                (CENTRE + side * (torso.hem - 7), torso.hem_y - 34),
                (CENTRE + side * (torso.hem - 3), torso.hem_y - 68),
            ],
            closed=False,
        )
        look.canvas.seam(line, look.colour, depth=0.5, inside=body)


def _kurta_trim(
    look: Look,
    torso: Torso,
    sleeve: Sleeve,
    kind: str,
    depth: float,
    *,
    body: Mask,
    sleeveless: bool,
) -> None:
    if not look.women:
        _men_trim(look, torso, body)
        return
    ornate = look.pattern == "Embroidered" or look.chance(0.35)
    if ornate:
        draw_yoke(look, torso.neck_edge(kind, depth), torso.top + depth, body)
    else:
        bottom = torso.top + depth + look.vary(40, 66)
        draw_placket(
            look,
            torso.top + depth - 2,
            bottom,
            width=9,
            paint=look.contrast if look.chance(0.5) else look.plain,
        )
        draw_buttons(
            look,
            [torso.top + depth + 8 + 11 * k for k in range(4)],
            look.pick(GOLD, button_colour(look)),
            radius=2.2,
        )
    if look.chance(0.6) or ornate:
        width = look.vary(7, 20)
        hem = curve(
            [
                (CENTRE - torso.hem - 12, torso.hem_y - width * 0.5),
                (CENTRE, torso.hem_y + torso.tail - width * 0.5),
                (CENTRE + torso.hem + 12, torso.hem_y - width * 0.5),
            ],
            closed=False,
        )
        draw_border(look, hem, width, inside=body, ground=look.second)
        if not sleeveless:
            draw_cuffs(look, torso, sleeve, width * 0.6, look.contrast)
    draw_neck_band(
        look, torso, kind, depth, look.contrast if look.chance(0.5) else look.plain, width=4
    )


def _men_trim(look: Look, torso: Torso, body: Mask) -> None:
    c, top, n = look.canvas, torso.top, torso.neck
    draw_placket(look, top + 12, top + 104, width=10)
    ink = look.pick(GOLD, button_colour(look))
    draw_buttons(look, [top + 24 + 18 * k for k in range(5)], ink, radius=2.3)
    for side in (-1, 1):
        band = curve(
            [
                (CENTRE + side * (n + 1), top - 6, 0),
                (CENTRE + side * (n * 0.7), top + 4),
                (CENTRE + side * 2, top + 8, 0),
                (CENTRE + side * 2, top + 19, 0),
                (CENTRE + side * (n * 0.8), top + 13),
                (CENTRE + side * (n + 4), top + 3, 0),
            ]
        )
        c.fill(band, look.main, relief=Relief(edge=2, lift=1.3, wrinkle=0.1), shadow=0.3)
    if look.pattern == "Embroidered":
        for side in (-1, 1):
            draw_butis(
                look, [(CENTRE + side * 14, top + 28 + 20 * k) for k in range(4)], 6, body, ink
            )
    pocket = rectangle(CENTRE + 20, torso.armpit - 2, CENTRE + 46, torso.armpit + 26, radius=2)
    c.fill(pocket, look.main, relief=Relief(edge=1.3, lift=0.7), shadow=0.2)


def _anarkali(look: Look) -> None:
    c = look.canvas
    torso = _kurta_torso(look, 158)
    torso = Torso(
        **{**torso.__dict__, "waist_y": 150.0, "waist": 40.0, "hem": 41.0, "hem_y": 158.0}
    )
    end, hem = look.vary(340, 362), look.vary(104, 124)
    if look.chance(0.6):
        _legs_below(look, end)
    skirt_line = symmetric(
        [
            (CENTRE, 150),
            (CENTRE + 41, 152, 0),
            (CENTRE + 41 + (hem - 41) * 0.36, 210),
            (CENTRE + hem, end, 0),
            (CENTRE + hem * 0.5, end + 11),
            (CENTRE, end + 14),
        ]
    )
    skirt = c.fill(
        skirt_line,
        look.main,
        relief=look.main.relief.with_(drape=3.6, pleats=look.vary(7, 10), body=0.3, sharp=0.3),
    )
    for up, width in ((9.0, look.vary(12, 18)), (34.0, 4.0)):
        edge = curve(
            [
                (CENTRE - hem - 8, end - up),
                (CENTRE - hem * 0.5, end + 10 - up),
                (CENTRE, end + 14 - up),
                (CENTRE + hem * 0.5, end + 10 - up),
                (CENTRE + hem + 8, end - up),
            ],
            closed=False,
        )
        draw_border(look, edge, width, inside=skirt, ground=look.second)
    if look.pattern in ("Solid", "Embroidered"):
        places = [
            (CENTRE + x * (0.5 + (y - 200) / 260), y)
            for y in (205.0, 245.0, 285.0)
            for x in (-60.0, -20.0, 20.0, 60.0)
        ]
        draw_butis(look, places, 7, skirt)
    sleeve = look.pick(Sleeve(140, 11, 14), Sleeve(98, 13, 16))
    depth = look.vary(28, 40)
    draw_back_neck(look, torso, "round", depth)
    draw_sleeves(look, torso, sleeve)
    draw_cuffs(look, torso, sleeve, 9, look.contrast)
    body = c.fill(
        torso.outline("round", depth), look.main, relief=body_relief(look, torso), shadow=0.25
    )
    draw_yoke(look, torso.neck_edge("round", depth), torso.top + depth, body)
    belt = np.array([(CENTRE - 46, 155.0), (CENTRE + 46, 155.0)])
    draw_border(
        look,
        belt,
        9,
        inside=c.mask(rectangle(CENTRE - 41.5, 146, CENTRE + 41.5, 164)),
        ground=look.second,
    )
    draw_neck_band(look, torso, "round", depth, look.contrast, width=4)
