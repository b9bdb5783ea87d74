"""Backpacks from the front."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.outline import (
    CENTRE,
    Points,
    along,
    arc,
    curve,
    ellipse,
    rectangle,
    ribbon,
    symmetric,
)
from ingest.sample.drawing.palette import darker

if TYPE_CHECKING:
    from ingest.sample.drawing.canvas import Mask
    from ingest.sample.drawing.look import Look

_BODY = Relief(edge=12, lift=9, body=0.3, wrinkle=0.5, wrinkle_size=30, occlusion=0.2)
_PART = Relief(edge=4, lift=3.4, body=0.1, wrinkle=0.25, occlusion=0.15)


def _zip(look: Look, line: Points, inside: Mask | None = None) -> None:
    c = look.canvas
    c.stroke(line, 5, darker(look.colour, 0.55), inside=inside)
    c.stroke(line, 1.6, look.metal, inside=inside)
    x, y = line[-1]
    c.fill(
        rectangle(float(x) - 2, float(y) - 1, float(x) + 2, float(y) + 11, radius=1.6),
        look.hard(look.second, 0.2),
        shadow=0.3,
    )


def draw_backpack(look: Look) -> None:
    """School bag, two-tone sports pack, roll-top, rucksack with flap."""
    c, v = look.canvas, look.vary
    wide, top, end = v(76, 88), v(104, 116), v(318, 330)
    for side in (-1, 1):
        strap = curve(
            [
                (CENTRE + side * 34, top + 14),
                (CENTRE + side * (wide + 14), top + 70),
                (CENTRE + side * (wide + 16), top + 150),
                (CENTRE + side * (wide - 6), end - 20),
            ],
            closed=False,
        )
        c.fill(ribbon(along(strap, 40), (16, 17, 13, 7)), look.plain, relief=_PART, dim=0.75)
    loop = arc(CENTRE, top + 8, 17, 24, 180, 360)
    c.fill(ribbon(loop, 6.5), look.contrast, relief=_PART, dim=0.9)
    outline = symmetric(
        [
            (CENTRE, top),
            (CENTRE + wide * 0.6, top + 8),
            (CENTRE + wide * 0.95, top + 52),
            (CENTRE + wide + 2, end - 60),
            (CENTRE + wide - 4, end - 8),
            (CENTRE + wide - 20, end),
            (CENTRE, end + 2),
        ]
    )
    body = c.fill(outline, look.main, relief=_BODY)
    if look.cut == "rucksack":
        _rucksack(look, top, end, wide, body)
        return
    if look.cut == "two tone":
        for side in (-1, 1):
            panel = curve(
                [
                    (CENTRE + side * wide * 0.5, top, 0),
                    (CENTRE + side * wide * 0.72, top + 90),
                    (CENTRE + side * wide * 0.6, end + 6, 0),
                    (CENTRE + side * 140, end + 6, 0),
                    (CENTRE + side * 140, top, 0),
                ]
            )
            c.fill(panel, look.contrast, inside=body, relief=_BODY.with_(edge=3, lift=1.5))
    _zip(
        look,
        along(
            curve(
                [
                    (CENTRE - wide + 4, top + 96),
                    (CENTRE - wide * 0.74, top + 34),
                    (CENTRE, top + 14),
                    (CENTRE + wide * 0.74, top + 34),
                    (CENTRE + wide - 4, top + 96),
                ],
                closed=False,
            ),
            60,
        ),
        body,
    )
    pocket_top = v(206, 224)
    pocket = symmetric(
        [
            (CENTRE, pocket_top),
            (CENTRE + wide * 0.62, pocket_top + 4),
            (CENTRE + wide * 0.78, pocket_top + 26),
            (CENTRE + wide * 0.8, end - 16),
            (CENTRE + wide * 0.68, end - 8),
            (CENTRE, end - 7),
        ]
    )
    paint = look.contrast if look.cut in ("school", "two tone") and look.chance(0.5) else look.main
    part = c.fill(pocket, paint, relief=_PART.with_(lift=5, edge=7), shadow=0.4)
    _zip(
        look,
        along(
            curve(
                [
                    (CENTRE - wide * 0.74, pocket_top + 44),
                    (CENTRE - wide * 0.5, pocket_top + 12),
                    (CENTRE, pocket_top + 7),
                    (CENTRE + wide * 0.5, pocket_top + 12),
                    (CENTRE + wide * 0.74, pocket_top + 44),
                ],
                closed=False,
            ),
            50,
        ),
        part,
    )
    upper = curve(
        [
            (CENTRE - wide * 0.62, pocket_top - 26),
            (CENTRE, pocket_top - 34),
            (CENTRE + wide * 0.62, pocket_top - 26),
        ],
        closed=False,
    )
    _zip(look, upper, body)
    style = look.pick("badge", "bolt", "reflect", "none")
    if style == "badge":
        c.fill(
            ellipse(CENTRE, pocket_top + 60, 13),
            look.hard(look.second, 0.1),
            relief=_PART,
            shadow=0.25,
        )
    elif style == "bolt":
        c.fill(
            curve(
                [
                    (CENTRE - 30, pocket_top + 72, 0),
                    (CENTRE + 6, pocket_top + 40, 0),
                    (CENTRE + 4, pocket_top + 56, 0),
                    (CENTRE + 34, pocket_top + 48, 0),
                    (CENTRE - 4, pocket_top + 80, 0),
                    (CENTRE, pocket_top + 64, 0),
                ]
            ),
            look.second,
            inside=part,
        )
    elif style == "reflect":
        for dx in (-24, 24):
            c.stroke(
                np.array([(CENTRE + dx, pocket_top + 24), (CENTRE + dx * 0.6, end - 14)]),
                3.6,
                look.second,
                inside=part,
            )
    for side in (-1, 1):
        net = curve(
            [
                (CENTRE + side * (wide - 10), end - 70, 0),
                (CENTRE + side * (wide + 9), end - 66),
                (CENTRE + side * (wide + 6), end - 14),
                (CENTRE + side * (wide - 12), end - 8, 0),
            ]
        )
        c.fill(net, look.cloth("Mesh", darker(look.colour, 0.35)), relief=_PART, shadow=0.25)


def _rucksack(look: Look, top: float, end: float, wide: float, body: Mask) -> None:
    c = look.canvas
    leather = look.cloth(
        "Leather", look.pick((0.50, 0.31, 0.18), (0.18, 0.16, 0.15), (0.68, 0.47, 0.28))
    )
    pocket = rectangle(CENTRE - wide * 0.62, 236, CENTRE + wide * 0.62, end - 12, radius=8)
    c.fill(pocket, look.main, relief=_PART.with_(lift=5, edge=6), shadow=0.4, inside=body)
    flap = symmetric(
        [
            (CENTRE, top - 2),
            (CENTRE + wide * 0.66, top + 6),
            (CENTRE + wide + 2, top + 48),
            (CENTRE + wide, top + 92),
            (CENTRE + wide * 0.7, top + 108),
            (CENTRE, top + 112),
        ]
    )
    c.fill(flap, look.main, relief=_PART.with_(lift=6, edge=8), shadow=0.45)
    for side in (-1, 1):
        x = CENTRE + side * wide * 0.42
        c.fill(ribbon(np.array([(x, top + 40), (x, 252.0)]), 10), leather, relief=_PART, shadow=0.4)
        c.fill(
            c.mask(
                rectangle(x - 9, top + 120, x + 9, top + 136, radius=2),
                holes=[rectangle(x - 6, top + 123, x + 6, top + 133)],
            ),
            look.hard(look.metal, 0.6),
            relief=Relief(edge=1, lift=1),
            shadow=0.3,
        )
    lid = symmetric(
        [(CENTRE, 232), (CENTRE + wide * 0.64, 232, 0), (CENTRE + wide * 0.62, 256), (CENTRE, 264)]
    )
    c.fill(lid, look.main, relief=_PART, shadow=0.35)
    c.disc(CENTRE, 256, 4, look.hard(look.metal, 0.6), gloss=0.6, shadow=0.3)
