"""Earrings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing import motifs
from ingest.sample.drawing.outline import CENTRE, arc, curve, ellipse
from ingest.sample.drawing.palette import Colour, darker, lighter
from ingest.sample.shapes.jewellery.settings import metal_of, stone_of
from ingest.sample.shapes.parts.metal import JEWEL, brushed, down, draw_gem, drop, tube
from ingest.sample.shapes.parts.ornament import draw_beads

if TYPE_CHECKING:
    from ingest.sample.drawing.look import Look


def draw_earrings(look: Look) -> None:
    """A pair of jhumkas, hoops, drops, studs, chandeliers."""
    for x in (CENTRE - 48, CENTRE + 48):
        {"jhumka": _jhumka, "hoop": _hoop, "drop": _drop, "stud": _stud, "chandelier": _chandelier}[
            look.cut
        ](look, x)


def _hook(look: Look, x: float, y: float, metal: Colour) -> None:
    look.canvas.stroke(arc(x + 4, y - 18, 8, 16, 120, 360), 1.8, darker(metal, 0.15))


def _jhumka(look: Look, x: float) -> None:
    c, metal, stone = look.canvas, metal_of(look), stone_of(look)
    draw_gem(look, x, 138, 13, stone, setting=metal)
    for k in range(10):
        a = np.radians(36 * k)
        c.disc(x + 20 * np.cos(a), 138 + 20 * np.sin(a), 3, look.hard(metal, 0.6), gloss=0.6)
    c.disc(x, 166, 5, look.hard(metal, 0.6), gloss=0.6)
    bell = curve(
        [
            (x - 6, 172, 0),
            (x + 6, 172, 0),
            (x + 25, 190),
            (x + 33, 222, 0),
            (x, 229),
            (x - 33, 222, 0),
            (x - 25, 190),
        ]
    )
    body = c.fill(bell, tube(x - 33, x + 33, metal), relief=JEWEL.with_(edge=4, lift=4), gloss=0.4)
    for y, half in ((192, 27), (208, 32)):
        c.stroke(
            curve([(x - half, y - 2), (x, y + 4), (x + half, y - 2)], closed=False),
            1.6,
            darker(metal, 0.45),
            inside=body,
        )
    for dx in (-20, -7, 7, 20):
        c.disc(x + dx, 214 + 2 - abs(dx) * 0.12, 3.4, look.hard(stone, 0.6), gloss=0.6)
    for dx in np.linspace(-30, 30, 9):
        y = 226 + 5 * (1 - (dx / 33) ** 2)
        c.stroke(np.array([(x + dx, y), (x + dx, y + 5)]), 1.2, metal)
        c.disc(x + dx, y + 8, 3.6, look.hard((0.95, 0.93, 0.88), 0.6), gloss=0.6)


def _hoop(look: Look, x: float) -> None:
    c, metal = look.canvas, metal_of(look)
    r, width = 40.0, 7.0
    c.fill(
        c.mask(ellipse(x, 200, r * 0.86, r), holes=[ellipse(x, 200, r * 0.86 - width, r - width)]),
        brushed(x, 200, metal, bands=3),
        relief=JEWEL,
        gloss=0.5,
    )
    if stone_of(look) != look.second or look.chance(0.4):
        draw_beads(
            look,
            arc(x, 200, r * 0.86 - width / 2, r - width / 2, 30, 150),
            3.4,
            look.hard(stone_of(look), 0.6),
            gap=1.1,
        )
    c.stroke(arc(x, 158, 5, 8, 150, 390), 1.8, darker(metal, 0.2))


def _drop(look: Look, x: float) -> None:
    c, metal, stone = look.canvas, metal_of(look), stone_of(look)
    _hook(look, x, 152, metal)
    draw_gem(look, x, 156, 7, stone, setting=metal)
    c.stroke(np.array([(x, 166.0), (x, 180)]), 1.8, metal)
    c.fill(
        drop(x, 176, 44, 74),
        brushed(x, 224, metal, bands=3),
        relief=JEWEL.with_(edge=3, lift=3),
        gloss=0.5,
        shadow=0.1,
    )
    c.fill(
        drop(x, 190, 30, 54),
        down(190, 244, [(0, darker(stone, 0.3)), (0.6, stone), (1, lighter(stone, 0.5))]),
        relief=JEWEL.with_(edge=6, lift=5),
        gloss=0.7,
    )
    c.fill(ellipse(x - 5, 220, 3, 7, angle=20), (1.0, 1.0, 1.0), alpha=0.55)


def _stud(look: Look, x: float) -> None:
    metal, stone = metal_of(look), stone_of(look)
    if look.second[0] > 0.5:
        petals = motifs.flower(x, 200, 40, 7, 0)
        look.canvas.fill(
            look.canvas.mask(*petals),
            brushed(x, 200, metal),
            relief=JEWEL.with_(edge=4, lift=4),
            gloss=0.5,
        )
        draw_gem(look, x, 200, 13, stone, setting=metal)
        return
    for k in range(12):
        a = np.radians(30 * k)
        draw_gem(
            look, x + 26 * np.cos(a), 200 + 26 * np.sin(a), 5, (0.93, 0.95, 0.98), setting=metal
        )
    draw_gem(look, x, 200, 18, stone, setting=metal)


def _chandelier(look: Look, x: float) -> None:
    c, metal, stone = look.canvas, metal_of(look), stone_of(look)
    _hook(look, x, 142, metal)
    c.fill(
        c.mask(ellipse(x, 164, 22, 20), holes=[ellipse(x, 168, 13, 11)]),
        brushed(x, 164, metal),
        relief=JEWEL,
        gloss=0.5,
    )
    draw_gem(look, x, 168, 6, stone, setting=metal)
    c.fill(
        c.mask(ellipse(x, 206, 34, 24), holes=[ellipse(x, 202, 24, 15)]),
        brushed(x, 206, metal),
        relief=JEWEL,
        gloss=0.5,
    )
    for k, dx in enumerate((-28, -14, 0, 14, 28)):
        y = 222 + 8 * (1 - (dx / 30) ** 2)
        c.stroke(np.array([(x + dx, y - 6), (x + dx, y + 8)]), 1.4, metal)
        c.fill(
            drop(x + dx, y + 4, 11, 24 + (4 if k == 2 else 0)),
            down(y, y + 28, [(0, darker(stone, 0.25)), (1, lighter(stone, 0.35))]),
            relief=JEWEL,
            gloss=0.7,
        )
