"""Handbags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Fold
from ingest.sample.drawing.outline import CENTRE, along, arc, curve, rectangle, ribbon, symmetric
from ingest.sample.drawing.palette import darker, lighter
from ingest.sample.shapes.bags.fittings import (
    BODY,
    PART,
    STRAP,
    draw_edge_stitch,
    draw_handle,
    draw_ring,
    draw_tassel,
    draw_zip_line,
    hardware,
)

if TYPE_CHECKING:
    from ingest.sample.drawing.look import Look


def draw_handbag(look: Look) -> None:
    """Tote, satchel, hobo, bucket, sling, bowling bag."""
    {
        "tote": _tote,
        "satchel": _satchel,
        "hobo": _hobo,
        "bucket": _bucket,
        "sling": _sling,
        "bowling": _bowling,
    }[look.cut](look)


def _tote(look: Look) -> None:
    c, v = look.canvas, look.vary
    top, end, wide, low = v(168, 182), v(318, 334), v(88, 100), v(72, 84)
    reach = v(62, 96)
    metal = hardware(look)
    draw_handle(look, arc(CENTRE, top + 4, 38, reach, 180, 360), 8, dim=0.72)
    back = curve(
        [
            (CENTRE - wide + 4, top - 4, 0),
            (CENTRE, top - 9),
            (CENTRE + wide - 4, top - 4, 0),
            (CENTRE + wide, top + 10, 0),
            (CENTRE - wide, top + 10, 0),
        ]
    )
    c.fill(back, look.plain, dim=0.55)
    outline = symmetric(
        [
            (CENTRE, top + 5),
            (CENTRE + wide, top, 0),
            (CENTRE + (wide + low) / 2 + 2, (top + end) / 2),
            (CENTRE + low + 2, end - 8),
            (CENTRE + low - 8, end),
            (CENTRE, end + 1),
        ]
    )
    folds = (
        Fold((CENTRE - wide + 12, top + 10), (CENTRE - low * 0.5, top + 90), 8, -2.5),
        Fold((CENTRE + wide - 12, top + 10), (CENTRE + low * 0.6, top + 80), 8, -2.5),
    )
    body = c.fill(outline, look.main, relief=BODY.with_(folds=folds))
    if look.chance(0.5):
        band = rectangle(0, end - v(36, 60), 300, end + 20)
        c.fill(band, look.contrast, inside=body, relief=PART)
    rim = curve(
        [(CENTRE - wide, top + 2), (CENTRE, top + 7), (CENTRE + wide, top + 2)], closed=False
    )
    c.fill(ribbon(along(rim, 30), 9), look.plain, relief=PART, inside=body, shadow=0.2)
    draw_handle(look, arc(CENTRE, top + 18, 38, reach + 8, 180, 360), 8.5)
    for side in (-1, 1):
        x = CENTRE + side * 38
        c.fill(
            rectangle(x - 7, top + 10, x + 7, top + 36, radius=4),
            look.plain,
            relief=PART,
            shadow=0.35,
        )
        draw_ring(look, x, top + 16, 5.5, metal)
    if look.chance(0.5):
        draw_tassel(look, CENTRE + 30, top + 30)


def _satchel(look: Look) -> None:
    c, v = look.canvas, look.vary
    top, end, wide = v(178, 190), v(304, 318), v(88, 98)
    metal = hardware(look)
    draw_handle(look, arc(CENTRE, top + 8, 40, v(52, 66), 180, 360), 9)
    outline = symmetric(
        [
            (CENTRE, top),
            (CENTRE + wide - 14, top, 0),
            (CENTRE + wide - 2, top + 12),
            (CENTRE + wide + 4, end - 16),
            (CENTRE + wide - 10, end),
            (CENTRE, end + 2),
        ]
    )
    body = c.fill(outline, look.main, relief=BODY)
    draw_edge_stitch(look, outline, 0.94, body)
    flap_end = top + (end - top) * v(0.48, 0.64)
    flap = symmetric(
        [
            (CENTRE, top - 3),
            (CENTRE + wide - 12, top - 3, 0),
            (CENTRE + wide + 1, top + 14),
            (CENTRE + wide - 4, flap_end - 22),
            (CENTRE + wide - 40, flap_end),
            (CENTRE, flap_end + 2),
        ]
    )
    lid = c.fill(
        flap,
        look.contrast if look.chance(0.25) else look.main,
        relief=PART.with_(edge=5, lift=4, wrinkle=0.2),
        shadow=0.45,
    )
    draw_edge_stitch(look, flap, 0.93, lid)
    if look.chance(0.5):
        c.fill(
            rectangle(CENTRE - 12, flap_end - 14, CENTRE + 12, flap_end + 10, radius=3),
            look.hard(metal, 0.65),
            relief=PART,
            shadow=0.35,
        )
        c.fill(
            rectangle(CENTRE - 6, flap_end - 6, CENTRE + 6, flap_end + 2, radius=2),
            look.hard(darker(metal, 0.25), 0.5),
            relief=PART,
        )
    else:
        for side in (-1, 1):
            x = CENTRE + side * 44
            c.fill(
                rectangle(x - 7, flap_end - 46, x + 7, flap_end + 20, radius=4),
                look.plain,
                relief=PART,
                shadow=0.35,
            )
            c.fill(
                c.mask(
                    rectangle(x - 11, flap_end - 12, x + 11, flap_end + 6, radius=3),
                    holes=[rectangle(x - 7, flap_end - 8, x + 7, flap_end + 2)],
                ),
                look.hard(metal, 0.6),
                relief=PART,
                shadow=0.3,
            )
    for side in (-1, 1):
        draw_ring(look, CENTRE + side * 40, top + 4, 5.5, metal)


def _hobo(look: Look) -> None:
    c, v = look.canvas, look.vary
    metal = hardware(look)
    rise = v(96, 118)
    draw_handle(
        look,
        curve(
            [
                (CENTRE - 62, 206),
                (CENTRE - 46, 206 - rise * 0.7),
                (CENTRE, 206 - rise),
                (CENTRE + 46, 206 - rise * 0.7),
                (CENTRE + 62, 206),
            ],
            closed=False,
        ),
        13,
    )
    outline = symmetric(
        [
            (CENTRE, 224),
            (CENTRE + 34, 214),
            (CENTRE + 64, 190, 0),
            (CENTRE + 78, 198),
            (CENTRE + 100, 262),
            (CENTRE + 82, 316),
            (CENTRE, v(326, 334)),
        ]
    )
    folds = tuple(
        Fold((CENTRE + dx, 222), (CENTRE + dx * 1.4, 268), 6, -3.0) for dx in (-46, -22, 0, 24, 46)
    )
    body = c.fill(outline, look.main, relief=BODY.with_(lift=10, edge=13, wrinkle=0.6, folds=folds))
    draw_zip_line(
        look,
        curve(
            [
                (CENTRE - 62, 196),
                (CENTRE - 34, 217),
                (CENTRE, 227),
                (CENTRE + 34, 217),
                (CENTRE + 62, 196),
            ],
            closed=False,
        ),
        inside=body,
    )
    for side in (-1, 1):
        draw_ring(look, CENTRE + side * 63, 200, 8, metal)
    if look.chance(0.6):
        draw_tassel(look, CENTRE + 40, 232)


def _bucket(look: Look) -> None:
    c, v = look.canvas, look.vary
    metal = hardware(look)
    draw_handle(look, arc(CENTRE, 190, 58, v(84, 110), 180, 360), 8)
    outline = symmetric(
        [
            (CENTRE, 178),
            (CENTRE + 62, 178, 0),
            (CENTRE + 66, 190),
            (CENTRE + 72, 290),
            (CENTRE + 66, 322),
            (CENTRE, 328),
        ]
    )
    folds = tuple(
        Fold((CENTRE + dx, 180), (CENTRE + dx * 1.1, 250), 6, 2.6)
        for dx in (-48, -30, -10, 10, 30, 48)
    )
    body = c.fill(outline, look.main, relief=BODY.with_(body=0.4, folds=folds))
    c.fill(rectangle(0, 296, 300, 340), look.plain, inside=body, relief=PART, dim=0.82)
    c.fill(
        ribbon(curve([(CENTRE - 66, 204), (CENTRE, 209), (CENTRE + 66, 204)], closed=False), 3),
        look.contrast,
        relief=STRAP,
        shadow=0.35,
    )
    for dx in (-14, 14):
        c.fill(
            ribbon(
                curve([(CENTRE, 208), (CENTRE + dx, 236), (CENTRE + dx * 0.8, 262)], closed=False),
                3,
            ),
            look.contrast,
            relief=STRAP,
            shadow=0.3,
        )
        c.disc(CENTRE + dx * 0.8, 262, 5, look.contrast, gloss=0.2)
    for dx in (-50, -26, 26, 50):
        draw_ring(look, CENTRE + dx, 206, 3.6, metal)


def _sling(look: Look) -> None:
    c, v = look.canvas, look.vary
    metal = hardware(look)
    loop = curve(
        [
            (CENTRE - 64, 236),
            (CENTRE - 66, 150),
            (CENTRE - 34, 72),
            (CENTRE + 10, 62),
            (CENTRE + 46, 96),
            (CENTRE + 66, 160),
            (CENTRE + 64, 236),
        ],
        closed=False,
    )
    if look.chance(0.5):
        c.stroke(along(loop, 80), 4.4, darker(metal, 0.25))
        c.stroke(along(loop, 80), 3.6, lighter(metal, 0.35), dash=3.2)
    else:
        draw_handle(look, loop, 5.5)
    outline = symmetric(
        [
            (CENTRE, 222),
            (CENTRE + 60, 222, 0),
            (CENTRE + 72, 234),
            (CENTRE + 72, 302),
            (CENTRE + 60, v(316, 322)),
            (CENTRE, 322),
        ]
    )
    c.fill(outline, look.main, relief=BODY)
    flap = symmetric(
        [
            (CENTRE, 219),
            (CENTRE + 64, 219, 0),
            (CENTRE + 74, 232),
            (CENTRE + 64, 262),
            (CENTRE, v(272, 292)),
        ]
    )
    lid = c.fill(flap, look.main, relief=PART.with_(edge=5, lift=4), shadow=0.45)
    draw_edge_stitch(look, flap, 0.92, lid)
    if look.chance(0.4):
        for k in range(-7, 8):
            for s in (1, -1):
                c.seam(
                    np.array([(CENTRE + 18 * k, 216), (CENTRE + 18 * k + s * 60, 300)]),
                    look.colour,
                    depth=0.4,
                    inside=lid,
                )
    c.disc(CENTRE, 272, 7, look.hard(metal, 0.65), gloss=0.6, shadow=0.35)
    for side in (-1, 1):
        draw_ring(look, CENTRE + side * 65, 234, 5, metal)


def _bowling(look: Look) -> None:
    c, v = look.canvas, look.vary
    metal = hardware(look)
    draw_handle(look, arc(CENTRE, 222, 42, 66, 180, 360), 8, dim=0.72)
    outline = symmetric(
        [
            (CENTRE, v(190, 198)),
            (CENTRE + 62, 202),
            (CENTRE + 96, 250),
            (CENTRE + 104, 300),
            (CENTRE + 88, 318),
            (CENTRE, 322),
        ]
    )
    body = c.fill(outline, look.main, relief=BODY.with_(lift=10, edge=12))
    draw_zip_line(
        look,
        curve(
            [
                (CENTRE - 80, 218),
                (CENTRE - 40, 201),
                (CENTRE, 197),
                (CENTRE + 40, 201),
                (CENTRE + 80, 218),
            ],
            closed=False,
        ),
        inside=body,
    )
    pocket = symmetric(
        [
            (CENTRE, 248),
            (CENTRE + 56, 250, 0),
            (CENTRE + 60, 300),
            (CENTRE + 50, 306),
            (CENTRE, 306),
        ]
    )
    part = c.fill(
        pocket,
        look.contrast if look.chance(0.35) else look.main,
        relief=PART.with_(lift=3.5, edge=5),
        shadow=0.35,
    )
    draw_edge_stitch(look, pocket, 0.94, part)
    draw_handle(look, arc(CENTRE, 236, 42, 72, 180, 360), 8.5)
    for side in (-1, 1):
        x = CENTRE + side * 42
        c.fill(rectangle(x - 6, 228, x + 6, 262, radius=4), look.plain, relief=PART, shadow=0.35)
        draw_ring(look, x, 236, 5.5, metal)
