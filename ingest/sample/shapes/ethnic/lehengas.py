"""Lehengas."""

from __future__ import annotations

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.look import GOLD, Look
from ingest.sample.drawing.outline import CENTRE, Points, along, curve, rectangle, ribbon, symmetric
from ingest.sample.drawing.palette import darker, lighter
from ingest.sample.shapes.parts.frame import Torso
from ingest.sample.shapes.parts.mannequin import draw_mannequin
from ingest.sample.shapes.parts.ornament import draw_border, draw_butis


def draw_lehenga(look: Look) -> None:
    """A flared embroidered skirt, a short blouse and a dupatta over one shoulder."""
    c = look.canvas
    draw_mannequin(look, arms=True)
    waist, end, hem = 152.0, look.vary(374, 382), look.vary(112, 128)
    skirt_line = symmetric(
        [
            (CENTRE, waist + 4),
            (CENTRE + 37, waist, 0),
            (CENTRE + 60, waist + 46),
            (CENTRE + hem, end, 0),
            (CENTRE + hem * 0.5, end + 7),
            (CENTRE, end + 9),
        ]
    )
    skirt = c.fill(
        skirt_line,
        look.main,
        shadow=0.2,
        relief=look.main.relief.with_(drape=3.8, pleats=look.vary(7, 11), body=0.3, sharp=0.35),
    )
    for up, width in ((12.0, look.vary(18, 26)), (46.0, 5.0)):
        edge: Points = curve(
            [
                (CENTRE - hem - 8, end - up),
                (CENTRE - hem * 0.5, end + 6 - up),
                (CENTRE, end + 9 - up),
                (CENTRE + hem * 0.5, end + 6 - up),
                (CENTRE + hem + 8, end - up),
            ],
            closed=False,
        )
        draw_border(look, edge, width, inside=skirt, ground=look.second)
    places = [
        (CENTRE + x * (0.35 + (y - 170) / 230), y)
        for y in (200.0, 240.0, 280.0, 314.0)
        for x in (-78.0, -47.0, -16.0, 16.0, 47.0, 78.0)
    ]
    draw_butis(look, places, 7.5, skirt)
    draw_border(
        look,
        np.array([(CENTRE - 44, waist + 5.0), (CENTRE + 44, waist + 5.0)]),
        9,
        inside=c.mask(rectangle(CENTRE - 38, waist, CENTRE + 38, waist + 10)),
        ground=look.second,
    )
    choli = look.cloth(look.material, look.second if look.chance(0.5) else look.colour)
    torso = Torso(
        top=62,
        neck=28,
        shoulder=44,
        drop=12,
        armpit=98,
        chest=43,
        waist_y=112,
        waist=39,
        hem_y=122,
        hem=37,
    )
    for side in (-1, 1):
        arm = curve(
            [
                (CENTRE + side * 38, 72, 0),
                (CENTRE + side * 46, 75),
                (CENTRE + side * 57, 112, 0),
                (CENTRE + side * 40, 116, 0),
                (CENTRE + side * 38, 96),
            ]
        )
        c.fill(arm, choli, relief=choli.relief.with_(edge=6, lift=4))
    blouse = c.fill(
        torso.outline("sweetheart", 26), choli, relief=choli.relief.with_(body=0.5), shadow=0.3
    )
    draw_border(
        look,
        np.array([(CENTRE - 50, 119.0), (CENTRE + 50, 119.0)]),
        7,
        inside=blouse,
        ground=darker(choli.base, 0.2),
    )
    c.fill(
        ribbon(along(torso.neck_edge("sweetheart", 26), 40), 3),
        GOLD,
        relief=Relief(edge=1, lift=1),
        inside=blouse,
    )
    _lehenga_dupatta(look)


def _lehenga_dupatta(look: Look) -> None:
    c = look.canvas
    veil = look.cloth("Chiffon", lighter(look.second, 0.12) if look.chance(0.5) else look.second)
    fall = curve(
        [
            (CENTRE + 26, 60, 0),
            (CENTRE + 44, 66),
            (CENTRE + 74, 150),
            (CENTRE + 84, 290, 0),
            (CENTRE + 50, 300, 0),
            (CENTRE + 48, 170),
            (CENTRE + 30, 96),
        ]
    )
    mask = c.fill(
        fall, veil, relief=veil.relief.with_(drape=2.2, pleats=3, body=0.2), shadow=0.3, alpha=0.95
    )
    for a, b in (((CENTRE + 45, 294.0), (CENTRE + 90, 284.0)),):
        draw_border(look, np.array([a, b]), 12, inside=mask, ground=look.second)
    sash = curve(
        [
            (CENTRE + 24, 58, 0),
            (CENTRE + 40, 62, 0),
            (CENTRE + 10, 118),
            (CENTRE - 36, 156, 0),
            (CENTRE - 40, 142, 0),
            (CENTRE - 6, 100),
        ]
    )
    band = c.fill(sash, veil, relief=veil.relief.with_(drape=1.2, pleats=3), shadow=0.35)
    line = curve([(CENTRE + 40, 61), (CENTRE + 10, 117), (CENTRE - 38, 155)], closed=False)
    draw_border(look, line, 5, inside=band, ground=look.second)
