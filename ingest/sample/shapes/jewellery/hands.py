"""Bangles, bracelets and rings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing import motifs
from ingest.sample.drawing.outline import CENTRE, along, arc, curve, ellipse, ribbon
from ingest.sample.drawing.palette import Colour, darker, lighter
from ingest.sample.shapes.jewellery.settings import draw_chain, metal_of, stone_of
from ingest.sample.shapes.parts.metal import JEWEL, brushed, draw_gem, tube
from ingest.sample.shapes.parts.ornament import draw_beads

if TYPE_CHECKING:
    from ingest.sample.drawing.look import Look


def _band(
    look: Look, y: float, rx: float, ry: float, *, tall: float, metal: Colour, back: bool
) -> None:
    c = look.canvas
    start, end = (180, 360) if back else (180, 0)
    outline = np.concatenate(
        [
            arc(CENTRE, y - tall / 2, rx, ry, start, end),
            arc(CENTRE, y + tall / 2, rx, ry, end, start),
        ]
    )
    paint = tube(CENTRE - rx, CENTRE + rx, metal)
    c.fill(
        outline,
        paint,
        relief=JEWEL.with_(edge=2.6, lift=2.6),
        gloss=0.35,
        dim=0.62 if back else 1.0,
        shadow=0.0 if back else 0.1,
    )


def draw_bangle(look: Look) -> None:
    """One broad kada, or a stack of thin bangles with stones."""
    metal, stone = metal_of(look), stone_of(look)
    broad = look.cut == "kada"
    rx, ry = look.vary(84, 92), look.vary(34, 42)
    if broad:
        rows = [(200.0, look.vary(30, 42), look.colour)]
    else:
        rows = [
            (164.0 + 13 * k, 8.5, (metal if k % 2 == 0 else (stone if look.chance(0.7) else metal)))
            for k in range(look.pick(4, 6, 7))
        ]
    for y, tall, colour in rows:
        _band(look, y, rx, ry, tall=tall, metal=colour, back=True)
    for k, (y, tall, colour) in enumerate(rows):
        _band(look, y, rx, ry, tall=tall, metal=colour, back=False)
        if broad:
            for t in np.linspace(20, 160, 13):
                a = np.radians(t)
                draw_gem(
                    look,
                    CENTRE + rx * np.cos(a),
                    y + ry * np.sin(a),
                    6.2 * (0.55 + 0.45 * np.sin(a)),
                    stone if int(t) % 2 else (0.94, 0.95, 0.97),
                    setting=metal,
                )
        elif k % 2 == 0:
            draw_beads(
                look,
                arc(CENTRE, y, rx, ry, 160, 20),
                1.9,
                look.hard(lighter(metal, 0.5), 0.7),
                gap=1.5,
            )


def draw_bracelet(look: Look) -> None:
    """A chain with charms, a row of stones, or beads."""
    metal, stone = metal_of(look), stone_of(look)
    ring = arc(CENTRE, 200, 88, 44, 0, 360, steps=120)
    if look.cut == "beads":
        draw_beads(look, ring, 8.5, look.hard(look.colour, 0.5), gap=1.02)
        return
    draw_chain(look, arc(CENTRE, 200, 88, 44, 180, 360, steps=80), 5, darker(metal, 0.25))
    front = arc(CENTRE, 200, 88, 44, 180, 0, steps=80)
    draw_chain(look, front, 6, metal)
    if look.cut == "tennis":
        for x, y in along(front, 17):
            draw_gem(
                look,
                float(x),
                float(y),
                5.2,
                stone if look.colour != metal else (0.93, 0.95, 0.98),
                setting=metal,
            )
        return
    for k, (x, y) in enumerate(along(front, 7)[1:-1]):
        look.canvas.stroke(np.array([(x, y), (x, y + 9)]), 1.6, metal)
        shape = (
            motifs.heart(float(x), float(y) + 18, 10),
            motifs.star(float(x), float(y) + 18, 12),
            ellipse(float(x), float(y) + 18, 9),
        )[k % 3]
        look.canvas.fill(
            shape,
            brushed(float(x), float(y) + 18, metal if k % 2 else stone, bands=2),
            relief=JEWEL,
            gloss=0.6,
            shadow=0.15,
        )


def draw_ring(look: Look) -> None:
    """A solitaire, a halo, a cocktail ring or a plain band."""
    c, metal, stone = look.canvas, metal_of(look), stone_of(look)
    y, r = 226.0, 66.0
    broad = 16.0 if look.cut == "band" else 9.0
    hole = ellipse(CENTRE, y, r - broad, (r - broad) * 1.03)
    c.fill(
        c.mask(ellipse(CENTRE, y, r, r * 1.03), holes=[hole]),
        brushed(CENTRE, y, metal, bands=3),
        relief=JEWEL.with_(edge=3.5, lift=3.5),
        gloss=0.5,
    )
    if look.cut == "band":
        for t in np.linspace(215, 325, 11):
            a = np.radians(t)
            draw_gem(
                look,
                CENTRE + (r - 8) * np.cos(a),
                y + (r - 8) * np.sin(a),
                5.4,
                stone if int(t) % 2 else (0.93, 0.95, 0.98),
            )
        return
    top = y - r
    for side in (-1, 1):
        prong = curve(
            [
                (CENTRE + side * 6, top + 8, 0),
                (CENTRE + side * 16, top - 4),
                (CENTRE + side * 20, top - 16),
            ],
            closed=False,
        )
        c.fill(ribbon(prong, 4), look.hard(metal, 0.6), relief=JEWEL)
    if look.cut in ("halo", "cocktail"):
        big = 32.0 if look.cut == "cocktail" else 24.0
        for k in range(14):
            a = np.radians(360 / 14 * k)
            draw_gem(
                look,
                CENTRE + big * np.cos(a),
                top - 16 + big * 0.85 * np.sin(a),
                5.4,
                (0.93, 0.95, 0.98),
                setting=metal,
            )
        draw_gem(look, CENTRE, top - 16, big * 0.74, stone, setting=metal, tall=0.86)
    else:
        draw_gem(look, CENTRE, top - 16, 21, stone, tall=0.9)
        for dx in (-26, 26):
            draw_gem(look, CENTRE + dx, top + 2, 5.4, (0.93, 0.95, 0.98), setting=metal)
