"""Jeans, washed and worn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.outline import CENTRE, curve, ellipse
from ingest.sample.drawing.palette import lighter
from ingest.sample.shapes.parts.frame import draw_buttons
from ingest.sample.shapes.parts.legs import (
    JEANS_THREAD,
    Legs,
    draw_belt_loops,
    draw_fly,
    draw_legs,
    draw_side_pockets,
    draw_waist,
)

if TYPE_CHECKING:
    from ingest.sample.drawing.canvas import Mask
    from ingest.sample.drawing.look import Look


def draw_jeans(look: Look) -> None:
    """Skinny, slim, regular, bootcut, distressed."""
    v = look.vary
    hem = {"skinny": 14, "slim": 18, "regular": 23, "bootcut": 28, "distressed": 17}[look.cut] + v(
        -1, 1
    )
    knee = {"skinny": 19, "slim": 21.5, "regular": 24, "bootcut": 20, "distressed": 20}[
        look.cut
    ] + v(-1, 1)
    legs = Legs(
        waist=v(42, 47), hip=v(56, 61), knee=knee, hem=hem, gap=v(13, 19), crotch=v(130, 142)
    )
    _, _, both = draw_legs(look, legs)
    draw_fade(look, legs, both)
    depth = 14.0
    draw_side_pockets(look, legs, depth, JEANS_THREAD, both, style="scoop")
    draw_fly(look, legs, depth, JEANS_THREAD, both)
    for side in (-1, 1):
        for up in (4.5,):
            m = CENTRE + side * (legs.gap + legs.hem)
            look.canvas.stroke(
                np.array([(m - legs.hem - 2, legs.end - up), (m + legs.hem + 2, legs.end - up)]),
                0.7,
                JEANS_THREAD,
                inside=both,
                dash=1.8,
            )
    band = draw_waist(look, legs, depth)
    look.canvas.stroke(
        curve(
            [(CENTRE - 60, legs.top + 1.5), (CENTRE, legs.top + 6), (CENTRE + 60, legs.top + 1.5)],
            closed=False,
        ),
        0.6,
        JEANS_THREAD,
        inside=band,
        dash=1.8,
    )
    draw_belt_loops(look, legs, depth)
    draw_buttons(look, [legs.top + 11], (0.75, 0.58, 0.36), x=CENTRE + 2, radius=3.4)
    if look.cut == "distressed":
        _rips(look, legs, both)


def draw_fade(look: Look, legs: Legs, both: Mask) -> None:
    """Worn lighter down the front of the thighs, with whiskers at the hip."""
    c, pale = look.canvas, lighter(look.colour, 0.6)
    strength = look.vary(0.15, 0.5)
    for side in (-1, 1):
        x = CENTRE + side * (legs.hip * 0.52)
        thigh = ellipse(x, (legs.crotch + legs.end) / 2 - 30, 12, (legs.end - legs.crotch) * 0.34)
        c.tint(c.mask(thigh), pale, alpha=strength, radius=16, inside=both)
        for k in range(3):
            y = legs.crotch - 14 + 10 * k
            whisker = c.line_mask(
                [np.array([(CENTRE + side * 11, y), (CENTRE + side * 42, y - 9)])], 2.4
            )
            c.tint(whisker, pale, alpha=strength * 0.8, radius=2.5, inside=both)


def _rips(look: Look, legs: Legs, both: Mask) -> None:
    rng = look.rng
    for side in (-1, 1):
        for _ in range(int(rng.integers(1, 3))):
            y = float(rng.uniform(legs.crotch + 30, legs.end - 80))
            x = CENTRE + side * 34
            hole = curve([(x - 13, y, 0), (x, y - 4), (x + 13, y - 1, 0), (x, y + 6)])
            look.canvas.fill(
                hole,
                lighter(look.colour, 0.72),
                inside=both,
                relief=Relief(edge=2, lift=-1, wrinkle=0),
            )
            for k in range(4):
                look.canvas.stroke(
                    np.array([(x - 11, y - 2.0 + 2 * k), (x + 11, y - 1.6 + 2 * k)]),
                    0.5,
                    (0.96, 0.96, 0.95),
                    inside=both,
                )
