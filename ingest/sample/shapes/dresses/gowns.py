"""Dresses and nightdresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.outline import (
    CENTRE,
    along,
    curve,
    rectangle,
    ribbon,
    shifted,
    symmetric,
)
from ingest.sample.shapes.dresses.bodice import (
    draw_dress_belt,
    draw_front,
    draw_skirt_part,
    draw_strapped_bodice,
    draw_straps,
    dress_torso,
)
from ingest.sample.shapes.parts.collars import button_colour, draw_collar
from ingest.sample.shapes.parts.frame import (
    Sleeve,
    Torso,
    body_relief,
    draw_back_neck,
    draw_buttons,
    draw_neck_band,
    draw_placket,
    draw_sleeves,
)

if TYPE_CHECKING:
    from ingest.sample.drawing.look import Look


def draw_dress(look: Look) -> None:
    """Fit and flare, bodycon, maxi, shift, wrap, shirt dress, slip, off shoulder, tiered."""
    {
        "fit and flare": _flare,
        "skater": _flare,
        "bodycon": _bodycon,
        "maxi": _maxi,
        "shift": _shift,
        "wrap": _wrap,
        "shirt dress": _shirt_dress,
        "slip": _slip,
        "tiered": _tiered,
    }[look.cut](look)


def _flare(look: Look) -> None:
    torso = dress_torso(look)
    length = look.vary(282, 318) - (20 if look.kids else 0)
    draw_skirt_part(
        look, torso, length, look.vary(92, 112), drape=look.vary(2.4, 3.4), pleats=look.vary(5, 8)
    )
    sleeve = look.pick(None, None, Sleeve(34, 16, 40, puff=3), Sleeve(58, 16, 30, puff=7))
    if look.chance(0.35):
        draw_strapped_bodice(look, torso, width=look.pick(3.0, 9.0))
    else:
        draw_front(
            look, torso, look.pick("round", "v", "square", "sweetheart"), look.vary(24, 40), sleeve
        )
    draw_dress_belt(look, torso, tie=look.chance(0.4))


def _bodycon(look: Look) -> None:
    base = dress_torso(look)
    torso = Torso(
        **{**base.__dict__, "waist": 38.0, "hem_y": look.vary(284, 322), "hem": 45.0, "tail": 3.0}
    )
    kind, depth = look.pick("round", "v", "square"), look.vary(22, 36)
    sleeve = look.pick(None, None, Sleeve(146, 10, 13), Sleeve(40, 15, 32))
    draw_back_neck(look, torso, kind, depth)
    if sleeve:
        draw_sleeves(look, torso, sleeve)
    half = torso.neckline(kind, depth)
    sh = torso.shoulder - (0 if sleeve else 6)
    outline = symmetric(
        [
            *half,
            (CENTRE + sh, torso.top + torso.drop, 0),
            (CENTRE + sh - 4, torso.top + 40),
            (CENTRE + torso.chest, torso.armpit, 0),
            (CENTRE + 39, 158),
            (CENTRE + 58, 220),
            (CENTRE + 46, torso.hem_y, 0),
            (CENTRE, torso.hem_y + 4),
        ]
    )
    look.canvas.fill(
        outline, look.main, relief=body_relief(look, torso).with_(body=0.42), shadow=0.22
    )
    draw_neck_band(look, torso, kind, depth, look.plain, width=3)
    if look.chance(0.4):
        draw_dress_belt(look, Torso(**{**torso.__dict__, "hem_y": 160.0, "hem": 39.5}), tie=False)


def _maxi(look: Look) -> None:
    torso = dress_torso(look, waist_y=146)
    draw_skirt_part(
        look,
        torso,
        look.vary(372, 382),
        look.vary(84, 104),
        drape=3.4,
        pleats=look.vary(5, 7),
        dip=6,
    )
    if look.chance(0.55):
        draw_strapped_bodice(look, torso, width=look.pick(3.0, 8.0))
    else:
        draw_front(
            look,
            torso,
            look.pick("v", "round"),
            look.vary(28, 46),
            look.pick(None, Sleeve(40, 17, 38, puff=4), Sleeve(128, 22, 20)),
        )
    draw_dress_belt(look, torso, tie=look.chance(0.6))


def _shift(look: Look) -> None:
    base = dress_torso(look)
    torso = Torso(
        **{
            **base.__dict__,
            "waist": 50.0,
            "waist_y": 190.0,
            "hem_y": look.vary(276, 300),
            "hem": look.vary(60, 70),
            "tail": 4.0,
        }
    )
    body = draw_front(
        look,
        torso,
        look.pick("round", "square"),
        look.vary(16, 26),
        look.pick(None, Sleeve(40, 17, 30), Sleeve(94, 16, 18)),
    )
    if look.pattern == "Colourblocked":
        look.canvas.fill(
            rectangle(0, torso.hem_y - 70, 300, 400),
            look.contrast,
            inside=body,
            relief=body_relief(look, torso).with_(edge=1),
        )


def _wrap(look: Look) -> None:
    torso = dress_torso(look)
    end, hem = look.vary(296, 330), look.vary(80, 94)
    skirt = draw_skirt_part(look, torso, end, hem, drape=2.2, pleats=5)
    flap = curve(
        [
            (CENTRE + 20, torso.hem_y, 0),
            (CENTRE + 6, (end + torso.hem_y) / 2),
            (CENTRE - 26, end + 14, 0),
        ],
        closed=False,
    )
    look.canvas.seam(flap, look.colour, depth=0.9, inside=skirt)
    look.canvas.seam(shifted(flap, 1.5, 0), look.colour, depth=0.5, inside=skirt)
    draw_front(
        look,
        torso,
        "v",
        look.vary(60, 74),
        look.pick(Sleeve(44, 17, 32, puff=3), Sleeve(112, 16, 18), Sleeve(70, 18, 26)),
    )
    cross = np.array([(CENTRE - 8, torso.top + 58.0), (CENTRE + 30, torso.hem_y)])
    look.canvas.seam(cross, look.colour, depth=0.7)
    draw_dress_belt(look, torso, tie=True)


def _shirt_dress(look: Look) -> None:
    base = dress_torso(look)
    torso = Torso(**{**base.__dict__, "neck": 22.0})
    end = look.vary(290, 322)
    draw_skirt_part(look, torso, end, look.vary(70, 84), drape=1.6, pleats=5)
    draw_back_neck(look, torso, "v", 18)
    draw_sleeves(look, torso, look.pick(Sleeve(56, 17, 26), Sleeve(140, 11, 13)))
    look.canvas.fill(
        torso.outline("v", 17), look.main, relief=body_relief(look, torso), shadow=0.22
    )
    draw_placket(look, torso.top + 16, end + 9, width=10)
    gap = (end - torso.top - 30) / 9
    draw_buttons(
        look, [torso.top + 28 + gap * k for k in range(9)], button_colour(look), radius=2.3
    )
    draw_dress_belt(look, torso, tie=look.chance(0.5))
    draw_collar(look, torso, tip=26, spread=24)


def _slip(look: Look) -> None:
    base = dress_torso(look)
    torso = Torso(**{**base.__dict__, "hem_y": 120.0, "hem": 48.0})
    y, end = torso.top + 36, look.vary(280, 318)
    draw_straps(look, torso, y, 2.4)
    outline = symmetric(
        [
            (CENTRE, y + 18, 0),
            (CENTRE + 16, y + 4),
            (CENTRE + 33, y, 0),
            (CENTRE + 42, y + 24),
            (CENTRE + 48, torso.armpit + 4, 0),
            (CENTRE + 44, 160),
            (CENTRE + 58, 226),
            (CENTRE + 68, end, 0),
            (CENTRE, end + 7),
        ]
    )
    body = look.canvas.fill(
        outline,
        look.main,
        relief=look.main.relief.with_(body=0.4, drape=1.4, pleats=4, drape_from=0.3, wrinkle=1.0),
    )
    lace = symmetric(
        [
            (CENTRE, end - 9),
            (CENTRE + 80, end - 16, 0),
            (CENTRE + 80, end + 20, 0),
            (CENTRE, end + 20),
        ]
    )
    if look.chance(0.5):
        look.canvas.fill(lace, look.cloth("Mesh", look.tone(-0.25)), inside=body)


def _tiered(look: Look) -> None:
    torso = dress_torso(look, waist_y=140)
    end = look.vary(300, 364) - (30 if look.kids else 0)
    y, half = torso.hem_y - 4, torso.hem
    draw_skirt_part(look, torso, end, half + 50, drape=2.2, pleats=6)
    count = 3
    step = (end - y) / count
    for k in reversed(range(count)):
        top, low = y + k * step, y + (k + 1) * step + 4
        a, b = half + 50 * k / count, half + 50 * (k + 1) / count + 6
        tier = symmetric(
            [(CENTRE, top), (CENTRE + a, top - 2, 0), (CENTRE + b, low, 0), (CENTRE, low + 9)]
        )
        paint = (
            (look.contrast if k % 2 else look.main)
            if look.pattern == "Colourblocked"
            else look.main
        )
        look.canvas.fill(
            tier,
            paint,
            relief=look.main.relief.with_(drape=2.6, pleats=8 + 2 * k, body=0.25),
            shadow=0.3,
        )
    draw_front(
        look,
        torso,
        look.pick("square", "round", "v"),
        look.vary(26, 38),
        look.pick(None, Sleeve(40, 16, 40, puff=7)),
    )
    draw_dress_belt(look, torso, tie=False)


def draw_nightdress(look: Look) -> None:
    """A loose long nightdress with lace, or a short one with straps."""
    base = dress_torso(look)
    end = look.vary(330, 372) if look.cut == "long" else look.vary(270, 300)
    torso = Torso(
        **{
            **base.__dict__,
            "hem_y": 130.0,
            "hem": 52.0,
            "waist": 51.0,
            "waist_y": 120.0,
            "chest": 52.0,
        }
    )
    skirt = draw_skirt_part(look, torso, end, look.vary(84, 98), drape=2.6, pleats=6)
    lace = look.cloth("Mesh", (0.96, 0.95, 0.93) if look.chance(0.5) else look.second)
    if look.cut == "long":
        draw_front(look, torso, "round", look.vary(26, 34), Sleeve(48, 18, 34, puff=6))
        draw_neck_band(look, torso, "round", 30, lace, width=9)
        draw_buttons(
            look, [torso.top + 42 + 12 * k for k in range(3)], button_colour(look), radius=2.2
        )
    else:
        body = draw_strapped_bodice(look, torso, width=3)
        cup = symmetric(
            [
                (CENTRE, torso.top + 48, 0),
                (CENTRE + 50, torso.top + 30, 0),
                (CENTRE + 52, torso.top + 74, 0),
                (CENTRE, torso.top + 80),
            ]
        )
        look.canvas.fill(cup, lace, inside=body, relief=Relief(edge=2, lift=1))
    hem = curve([(CENTRE - 100, end - 5), (CENTRE, end + 4), (CENTRE + 100, end - 5)], closed=False)
    look.canvas.fill(ribbon(along(hem, 40), 8), lace, inside=skirt)
    ribbon_line = curve(
        [(CENTRE - torso.hem, 130), (CENTRE, 134), (CENTRE + torso.hem, 130)], closed=False
    )
    look.canvas.fill(
        ribbon(ribbon_line, 4), look.contrast, relief=Relief(edge=1.4, lift=0.8), shadow=0.2
    )
