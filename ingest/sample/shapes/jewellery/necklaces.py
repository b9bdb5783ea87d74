"""Necklaces and pendants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing import motifs
from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.outline import CENTRE, along, ellipse
from ingest.sample.drawing.palette import darker, lighter
from ingest.sample.shapes.jewellery.settings import chain_line, draw_chain, metal_of, stone_of
from ingest.sample.shapes.parts.metal import JEWEL, brushed, down, draw_gem, drop
from ingest.sample.shapes.parts.ornament import draw_beads

if TYPE_CHECKING:
    from ingest.sample.drawing.canvas import Paint
    from ingest.sample.drawing.look import Look


def draw_necklace(look: Look) -> None:
    """Beads, layered chains, a temple collar, a pearl string, a statement piece."""
    c, metal, stone = look.canvas, metal_of(look), stone_of(look)
    if look.cut in ("beads", "pearls"):
        paint: Paint = (
            look.hard((0.95, 0.93, 0.89), 0.6)
            if look.cut == "pearls"
            else look.hard(look.colour, 0.5)
        )
        for k in range(look.pick(1, 2, 3)):
            draw_beads(
                look, chain_line(232 - 34 * k, 84 - 12 * k), look.vary(4.4, 6.4), paint, gap=1.04
            )
    elif look.cut == "layered":
        for k in range(3):
            line = chain_line(258 - 52 * k, 86 - 14 * k)
            draw_chain(look, line, 3.4, metal)
            x, y = line[len(line) // 2]
            if k == 0:
                draw_gem(look, float(x), float(y) + 14, 12, stone, setting=metal)
            else:
                draw_beads(look, line[20:-20], 2.6, look.hard(stone, 0.6), count=15)
    else:
        line = chain_line(196, 80)
        draw_chain(look, line, 4.6, metal)
        count = 15 if look.cut == "collar" else 9
        lower = along(line[34:-34], count)
        for k, (x, y) in enumerate(lower):
            big = 1 - abs(k - (count - 1) / 2) / count
            a = np.degrees(np.arctan2(y - 130, x - CENTRE))
            if look.cut == "collar":
                shape = motifs.leaf(float(x), float(y), 26 + 24 * big, float(a))
                c.fill(
                    shape,
                    brushed(float(x), float(y), metal, bands=2),
                    relief=JEWEL,
                    gloss=0.5,
                    shadow=0.12,
                )
                draw_gem(look, float(x), float(y), 4.2 + 2 * big, stone, setting=metal)
            else:
                draw_gem(
                    look,
                    float(x),
                    float(y) + 4,
                    8 + 8 * big,
                    stone if k % 2 else lighter(stone, 0.4),
                    setting=metal,
                    tall=1.25,
                )
        if look.cut == "collar":
            for x, y in lower:
                c.disc(
                    float(x) * 1.14 - CENTRE * 0.14,
                    float(y) + 30,
                    3.2,
                    look.hard((0.95, 0.93, 0.88), 0.6),
                    gloss=0.6,
                )


def draw_pendant(look: Look) -> None:
    """A fine chain with a heart, a drop, a disc, a star or a solitaire."""
    c, metal, stone = look.canvas, metal_of(look), stone_of(look)
    line = chain_line(168, 70, top=44)
    draw_chain(look, line, 2.4, metal)
    x, y = CENTRE, 236.0
    c.fill(
        c.mask(ellipse(x, y - 20, 4, 7), holes=[ellipse(x, y - 20, 2, 5)]),
        look.hard(metal, 0.6),
        relief=JEWEL,
    )
    if look.cut == "heart":
        c.fill(
            motifs.heart(x, y + 14, 34),
            brushed(x, y + 10, metal, bands=2),
            relief=JEWEL.with_(edge=7, lift=7),
            gloss=0.6,
        )
        draw_gem(look, x, y + 6, 9, stone)
    elif look.cut == "drop":
        c.fill(drop(x, y - 14, 50, 78), brushed(x, y + 30, metal), relief=JEWEL, gloss=0.5)
        c.fill(
            drop(x, y + 2, 34, 54),
            down(y, y + 56, [(0, darker(stone, 0.3)), (1, lighter(stone, 0.45))]),
            relief=JEWEL.with_(edge=7, lift=6),
            gloss=0.7,
        )
    elif look.cut == "star":
        c.fill(
            motifs.star(x, y + 22, 40), brushed(x, y + 22, metal, bands=5), relief=JEWEL, gloss=0.6
        )
        draw_gem(look, x, y + 22, 9, stone)
    elif look.cut == "disc":
        c.fill(
            ellipse(x, y + 22, 36),
            brushed(x, y + 22, metal, bands=2),
            relief=JEWEL.with_(edge=4, lift=4),
            gloss=0.6,
        )
        for outline in motifs.flower(x, y + 22, 26, 8, 0):
            c.fill(outline, darker(metal, 0.3), relief=Relief(edge=1, lift=-1), alpha=0.8)
        draw_gem(look, x, y + 22, 7, stone)
    else:
        for k in range(12):
            a = np.radians(30 * k)
            draw_gem(
                look,
                x + 25 * np.cos(a),
                y + 14 + 25 * np.sin(a),
                5,
                (0.93, 0.95, 0.98),
                setting=metal,
            )
        draw_gem(look, x, y + 14, 17, stone, setting=metal)
