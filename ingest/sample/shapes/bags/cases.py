"""Clutches, duffel and laptop bags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Fold, Relief
from ingest.sample.drawing.outline import CENTRE, arc, curve, rectangle, ribbon, symmetric
from ingest.sample.drawing.palette import darker, lighter
from ingest.sample.shapes.bags.fittings import (
    BODY,
    PART,
    STRAP,
    draw_edge_stitch,
    draw_handle,
    draw_ring,
    draw_zip_line,
    hardware,
)

if TYPE_CHECKING:
    from ingest.sample.drawing.look import Look


def draw_clutch(look: Look) -> None:
    """Envelope, box with frame and clasp, pleated with bow."""
    c, v = look.canvas, look.vary
    wide, tall = v(92, 106), v(52, 64)
    y = 200.0
    metal = hardware(look)
    if look.chance(0.45):
        chain = arc(CENTRE, y - tall + 6, 66, v(60, 90), 185, 355)
        c.stroke(chain, 3.4, darker(metal, 0.3))
        c.stroke(chain, 2.8, lighter(metal, 0.4), dash=2.8)
    outline = rectangle(
        CENTRE - wide, y - tall, CENTRE + wide, y + tall, radius=10 if look.cut != "box" else 16
    )
    if look.cut == "pleated":
        outline = symmetric(
            [
                (CENTRE, y - tall + 4),
                (CENTRE + wide - 14, y - tall, 0),
                (CENTRE + wide, y + tall * 0.7),
                (CENTRE + wide - 16, y + tall),
                (CENTRE, y + tall + 5),
            ]
        )
    folds = tuple(
        Fold((CENTRE + dx * 0.7, y - tall + 8), (CENTRE + dx, y + tall), 5, 2.6 if k % 2 else -2.6)
        for k, dx in enumerate(np.linspace(-84, 84, 11))
    )
    body = c.fill(
        outline, look.main, relief=BODY.with_(folds=folds if look.cut == "pleated" else ())
    )
    if look.cut == "envelope":
        flap = np.array(
            [
                (CENTRE - wide + 2, y - tall),
                (CENTRE + wide - 2, y - tall),
                (CENTRE + v(-10, 20), y + tall * 0.45),
            ]
        )
        lid = c.fill(
            curve([(*flap[0], 0), (*flap[1], 0), (*flap[2],)]),
            look.main,
            relief=PART.with_(edge=4, lift=3),
            shadow=0.5,
            inside=body,
        )
        c.stroke(np.concatenate([flap, flap[:1]]), 1.2, look.metal, inside=lid, alpha=0.6)
        c.disc(
            float(flap[2, 0]),
            float(flap[2, 1]) - 9,
            5,
            look.hard(metal, 0.7),
            gloss=0.6,
            shadow=0.3,
        )
    else:
        bar = rectangle(CENTRE - wide + 4, y - tall - 3, CENTRE + wide - 4, y - tall + 7, radius=4)
        c.fill(bar, look.hard(metal, 0.7), relief=Relief(edge=3, lift=2.5, wrinkle=0), shadow=0.3)
        for dx in (-6, 6):
            c.disc(CENTRE + dx, y - tall - 5, 5.5, look.hard(metal, 0.7), gloss=0.7, shadow=0.2)
    if look.cut == "pleated":
        for side in (-1, 1):
            loop = curve(
                [
                    (CENTRE, y, 0),
                    (CENTRE + side * 30, y - 20),
                    (CENTRE + side * 42, y),
                    (CENTRE + side * 30, y + 18),
                ]
            )
            c.fill(loop, look.plain, relief=PART.with_(edge=6, lift=4), shadow=0.45)
        c.fill(
            rectangle(CENTRE - 7, y - 11, CENTRE + 7, y + 10, radius=4),
            look.hard(metal, 0.5),
            relief=PART,
            shadow=0.3,
        )


def draw_duffel(look: Look) -> None:
    """A barrel with end pockets, two handles and a shoulder strap."""
    c, v = look.canvas, look.vary
    wide, top, end = v(112, 122), v(196, 206), v(304, 316)
    strap = curve(
        [
            (CENTRE - wide + 8, top + 30),
            (CENTRE - 70, top + 84),
            (CENTRE + 30, end + 10),
            (CENTRE + wide - 8, top + 30),
        ],
        closed=False,
    )
    draw_handle(look, arc(CENTRE, top + 20, 44, 62, 180, 360), 8, dim=0.7, paint=look.contrast)
    outline = symmetric(
        [
            (CENTRE, top),
            (CENTRE + wide - 20, top + 3),
            (CENTRE + wide, top + 28),
            (CENTRE + wide + 3, end - 26),
            (CENTRE + wide - 18, end - 2),
            (CENTRE, end),
        ]
    )
    body = c.fill(outline, look.main, relief=BODY.with_(lift=11, edge=15, wrinkle=0.6))
    for side in (-1, 1):
        x = CENTRE + side * (wide - 28)
        c.fill(
            rectangle(min(x, CENTRE + side * 160), 0, max(x, CENTRE + side * 160), 400),
            look.contrast if look.chance(0.45) else look.plain,
            inside=body,
            relief=PART.with_(edge=2),
            dim=0.95,
        )
        c.seam(np.array([(x, top), (x, end)]), look.colour, depth=0.8, inside=body)
    draw_zip_line(
        look,
        curve(
            [(CENTRE - wide, top + 12), (CENTRE, top + 7), (CENTRE + wide, top + 12)], closed=False
        ),
        inside=body,
    )
    for side in (-1, 1):
        band = np.array([(CENTRE + side * 44, top + 4), (CENTRE + side * 44, end)])
        c.fill(ribbon(band, 9), look.contrast, relief=STRAP, inside=body, shadow=0.3)
    draw_handle(look, arc(CENTRE, top + 34, 44, 66, 180, 360), 8.5, paint=look.contrast)
    c.fill(
        rectangle(CENTRE - 15, top - 37, CENTRE + 15, top - 23, radius=5),
        look.plain,
        relief=PART,
        shadow=0.3,
    )
    pocket = rectangle(CENTRE - 34, top + 50, CENTRE + 34, end - 14, radius=4)
    c.fill(pocket, look.main, relief=PART, shadow=0.3)
    draw_zip_line(look, np.array([(CENTRE - 32, top + 56), (CENTRE + 32.0, top + 56)]))
    if look.chance(0.4):
        draw_handle(look, strap, 7)


def draw_laptop_bag(look: Look) -> None:
    """A briefcase with two handles, or a messenger bag with a flap."""
    c, v = look.canvas, look.vary
    wide, top, end = v(104, 114), v(182, 190), v(304, 314)
    metal = hardware(look)
    if look.cut == "messenger":
        strap = curve(
            [
                (CENTRE - wide + 6, top + 26),
                (CENTRE - wide + 26, top - 50),
                (CENTRE, top - 96),
                (CENTRE + wide - 26, top - 50),
                (CENTRE + wide - 6, top + 26),
            ],
            closed=False,
        )
        draw_handle(look, strap, 12)
    else:
        for dim, dy in ((0.7, 0.0), (1.0, 7.0)):
            handle = curve(
                [
                    (CENTRE - 40, top + 14 + dy),
                    (CENTRE - 36, top - 24 + dy),
                    (CENTRE, top - 34 + dy),
                    (CENTRE + 36, top - 24 + dy),
                    (CENTRE + 40, top + 14 + dy),
                ],
                closed=False,
            )
            draw_handle(look, handle, 8, dim=dim)
    outline = rectangle(CENTRE - wide, top, CENTRE + wide, end, radius=13)
    body = c.fill(outline, look.main, relief=BODY.with_(wrinkle=0.2))
    if look.cut == "messenger":
        flap = symmetric(
            [
                (CENTRE, top - 3),
                (CENTRE + wide - 4, top - 3, 0),
                (CENTRE + wide + 3, top + 14),
                (CENTRE + wide + 2, end - 50),
                (CENTRE + wide - 12, end - 32),
                (CENTRE, end - 30),
            ]
        )
        lid = c.fill(flap, look.main, relief=PART.with_(edge=5, lift=4, wrinkle=0.3), shadow=0.45)
        draw_edge_stitch(look, flap, 0.95, lid)
        for side in (-1, 1):
            x = CENTRE + side * 56
            c.fill(
                rectangle(x - 8, end - 64, x + 8, end - 14, radius=4),
                look.contrast if look.chance(0.5) else look.plain,
                relief=PART,
                shadow=0.35,
            )
            c.fill(
                rectangle(x - 10, end - 36, x + 10, end - 24, radius=3),
                look.hard(metal, 0.6),
                relief=PART,
                shadow=0.3,
            )
        return
    draw_zip_line(
        look,
        np.array([(CENTRE - wide + 6, top + 12), (CENTRE + wide - 6.0, top + 12)]),
        inside=body,
    )
    front = rectangle(CENTRE - wide + 12, top + 44, CENTRE + wide - 12, end - 10, radius=8)
    part = c.fill(front, look.main, relief=PART.with_(lift=3, edge=4), shadow=0.35)
    draw_edge_stitch(look, front, 0.95, part)
    draw_zip_line(
        look, np.array([(CENTRE - wide + 18, top + 52), (CENTRE + wide - 18.0, top + 52)])
    )
    for side in (-1, 1):
        x = CENTRE + side * 40
        c.fill(
            rectangle(x - 7, top + 4, x + 7, top + 48, radius=3),
            look.plain,
            relief=PART,
            shadow=0.35,
        )
        draw_ring(look, x, top + 12, 5, metal)
