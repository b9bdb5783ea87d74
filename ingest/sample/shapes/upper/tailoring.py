"""Blazers and waistcoats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.outline import (
    CENTRE,
    Anchor,
    Points,
    along,
    curve,
    rectangle,
    ribbon,
    symmetric,
)
from ingest.sample.drawing.palette import darker
from ingest.sample.shapes.parts.collars import button_colour, draw_lapels
from ingest.sample.shapes.parts.fit import outer_torso
from ingest.sample.shapes.parts.frame import (
    Torso,
    body_relief,
    draw_back_neck,
    draw_buttons,
    draw_sleeves,
    flipped,
)

if TYPE_CHECKING:
    from ingest.sample.drawing.look import Look


def draw_blazer(look: Look) -> None:
    """One or two buttons, notched lapels, welt and flap pockets, over a white shirt."""
    c = look.canvas
    torso, sleeve = outer_torso(look, 6)
    depth = look.vary(112, 140)
    shirt = curve(
        [
            (CENTRE - torso.neck, torso.top, 0),
            (CENTRE + torso.neck, torso.top, 0),
            (CENTRE + 24, torso.top + depth, 0),
            (CENTRE - 24, torso.top + depth, 0),
        ]
    )
    if look.women:
        draw_back_neck(look, torso, "v", depth)
    else:
        c.fill(
            shirt, look.cloth("Cotton", (0.95, 0.95, 0.96)), relief=Relief(body=0.1, wrinkle=0.3)
        )
        draw_buttons(look, [torso.top + 36, torso.top + 64], (0.9, 0.9, 0.88), radius=1.8)
        for side in (-1, 1):
            flap = flipped(
                curve(
                    [
                        (CENTRE + 19, torso.top - 7, 0),
                        (CENTRE + 26, torso.top + 8),
                        (CENTRE + 18, torso.top + 32, 0),
                        (CENTRE + 1, torso.top + 17, 0),
                    ]
                ),
                side,
            )
            c.fill(
                flap,
                look.cloth("Cotton", (0.95, 0.95, 0.96)),
                relief=Relief(edge=2, lift=1.4),
                shadow=0.25,
            )
    draw_sleeves(look, torso, sleeve)
    for side in (-1, 1):
        for k in range(3):
            spot = flipped(torso.cuff_line(sleeve, 6 + 6 * k), side)
            x, y = spot[1] + (spot[0] - spot[1]) * 0.8
            c.disc(float(x), float(y), 1.7, look.hard(darker(look.colour, 0.5), 0.3))
    body = c.fill(
        torso.outline("v", depth),
        look.main,
        shadow=0.3,
        relief=body_relief(look, torso).with_(wrinkle=0.35),
    )
    opening = curve(
        [
            (CENTRE + 1, torso.top + depth, 0),
            (CENTRE + 2, torso.hem_y - 24),
            (CENTRE + 10, torso.hem_y + 5, 0),
        ],
        closed=False,
    )
    c.seam(opening, look.colour, depth=0.8, inside=body)
    for side in (-1, 1):
        x = CENTRE + side * 40
        c.fill(
            rectangle(x - 16, torso.waist_y + 34, x + 16, torso.waist_y + 44),
            look.main,
            relief=Relief(edge=1.5, lift=1),
            shadow=0.3,
            inside=body,
        )
    c.fill(
        curve(
            [
                (CENTRE + 27, torso.armpit - 8, 0),
                (CENTRE + 50, torso.armpit - 13, 0),
                (CENTRE + 50, torso.armpit - 6, 0),
                (CENTRE + 27, torso.armpit - 1, 0),
            ]
        ),
        look.main,
        relief=Relief(edge=1, lift=0.8),
        shadow=0.3,
    )
    draw_buttons(
        look,
        [torso.top + depth + 7 + 30 * k for k in range(look.pick(1, 2))],
        button_colour(look),
        radius=3.6,
    )
    draw_lapels(look, torso, depth, 34)


def _waistcoat_outline(torso: Torso, depth: float, *, pointed: bool) -> Points:
    if not pointed:
        return torso.outline("v", depth)
    y = torso.hem_y
    sides: list[Anchor] = [
        *torso.sides()[:4],
        (CENTRE + torso.hem, y - 6, 0),
        (CENTRE + 20, y + 16, 0),
        (CENTRE, y - 6, 0),
    ]
    return symmetric([*torso.neckline("v", depth), *sides])


def draw_waistcoat(look: Look) -> None:
    """A sleeveless front with deep V (formal) or a stand collar (Nehru)."""
    c = look.canvas
    torso, _ = outer_torso(look, -34)
    torso = Torso(
        **{
            **torso.__dict__,
            "shoulder": torso.shoulder - 12,
            "armpit": torso.armpit + 4,
            "hem": torso.hem - 3,
        }
    )
    nehru = look.cut == "nehru"
    depth = 16.0 if nehru else look.vary(84, 104)
    draw_back_neck(look, torso, "v", depth)
    c.fill(
        _waistcoat_outline(torso, depth, pointed=not nehru),
        look.main,
        shadow=0.2,
        relief=body_relief(look, torso).with_(wrinkle=0.4),
    )
    start = torso.top + depth
    c.seam(np.array([(CENTRE + 1, start), (CENTRE + 1, torso.hem_y + 2)]), look.colour, depth=0.7)
    gap = (torso.hem_y - start - 16) / 4
    draw_buttons(
        look,
        [start + 9 + gap * k for k in range(5)],
        look.pick(look.metal, button_colour(look)),
        radius=3.2,
    )
    for side in (-1, 1):
        for y, x in ((torso.hem_y - 40, 32), (torso.armpit + 4, 34)):
            welt = flipped(rectangle(CENTRE + x - 14, y, CENTRE + x + 14, y + 7), side)
            if y > torso.armpit + 6 or side > 0:
                c.fill(welt, look.main, relief=Relief(edge=1.2, lift=0.9), shadow=0.3)
    if nehru:
        band = curve(
            [
                (CENTRE - torso.neck - 3, torso.top - 3),
                (CENTRE - torso.neck, torso.top - 12),
                (CENTRE - 8, torso.top + 5),
                (CENTRE, torso.top + 14, 0),
                (CENTRE + 8, torso.top + 5),
                (CENTRE + torso.neck, torso.top - 12),
                (CENTRE + torso.neck + 3, torso.top - 3),
                (CENTRE + 6, torso.top + 22),
                (CENTRE, torso.top + 24),
                (CENTRE - 6, torso.top + 22),
            ]
        )
        c.fill(band, look.main, relief=Relief(edge=2.5, lift=1.8), shadow=0.3)
    else:
        edge = torso.neck_edge("v", depth)
        c.fill(ribbon(along(edge, 50), 5), look.main, relief=Relief(edge=1.6, lift=1), shadow=0.25)
