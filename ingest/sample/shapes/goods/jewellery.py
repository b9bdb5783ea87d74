"""Earrings, necklaces, pendants, bangles, bracelets and rings."""

from __future__ import annotations

import numpy as np

from ingest.sample import motifs
from ingest.sample.canvas import Paint
from ingest.sample.light import Relief
from ingest.sample.look import GOLD, SILVER, Look
from ingest.sample.outline import CENTRE, Points, along, arc, curve, ellipse, ribbon
from ingest.sample.palette import Colour, darker, lighter
from ingest.sample.shapes.apparel.ornament import draw_beads
from ingest.sample.shapes.goods.metal import JEWEL, brushed, down, draw_gem, drop, tube


def _metal(look: Look) -> Colour:
    """The metal itself when the colour names one, else gold or silver beside the stones."""
    if abs(look.colour[0] - look.colour[2]) < 0.10 and min(look.colour) > 0.45:
        return look.colour if look.colour[0] < 0.9 else SILVER
    if look.colour[0] > 0.5 and look.colour[2] < 0.45 and look.colour[1] > 0.38:
        return look.colour
    return GOLD


def _stone(look: Look) -> Colour:
    metal = _metal(look)
    return look.second if metal == look.colour else look.colour


def draw_earrings(look: Look) -> None:
    """A pair of jhumkas, hoops, drops, studs, chandeliers."""
    for x in (CENTRE - 48, CENTRE + 48):
        {"jhumka": _jhumka, "hoop": _hoop, "drop": _drop, "stud": _stud, "chandelier": _chandelier}[look.cut](look, x)


def _hook(look: Look, x: float, y: float, metal: Colour) -> None:
    look.canvas.stroke(arc(x + 4, y - 18, 8, 16, 120, 360), 1.8, darker(metal, 0.15))


def _jhumka(look: Look, x: float) -> None:
    c, metal, stone = look.canvas, _metal(look), _stone(look)
    draw_gem(look, x, 138, 13, stone, setting=metal)
    for k in range(10):
        a = np.radians(36 * k)
        c.disc(x + 20 * np.cos(a), 138 + 20 * np.sin(a), 3, look.hard(metal, 0.6), gloss=0.6)
    c.disc(x, 166, 5, look.hard(metal, 0.6), gloss=0.6)
    bell = curve([(x - 6, 172, 0), (x + 6, 172, 0), (x + 25, 190), (x + 33, 222, 0), (x, 229), (x - 33, 222, 0), (x - 25, 190)])
    body = c.fill(bell, tube(x - 33, x + 33, metal), relief=JEWEL.with_(edge=4, lift=4), gloss=0.4)
    for y, half in ((192, 27), (208, 32)):
        c.stroke(curve([(x - half, y - 2), (x, y + 4), (x + half, y - 2)], closed=False), 1.6, darker(metal, 0.45), inside=body)
    for dx in (-20, -7, 7, 20):
        c.disc(x + dx, 214 + 2 - abs(dx) * 0.12, 3.4, look.hard(stone, 0.6), gloss=0.6)
    for dx in np.linspace(-30, 30, 9):
        y = 226 + 5 * (1 - (dx / 33) ** 2)
        c.stroke(np.array([(x + dx, y), (x + dx, y + 5)]), 1.2, metal)
        c.disc(x + dx, y + 8, 3.6, look.hard((0.95, 0.93, 0.88), 0.6), gloss=0.6)


def _hoop(look: Look, x: float) -> None:
    c, metal = look.canvas, _metal(look)
    r, width = 40.0, 7.0
    c.fill(c.mask(ellipse(x, 200, r * 0.86, r), holes=[ellipse(x, 200, r * 0.86 - width, r - width)]), brushed(x, 200, metal, bands=3), relief=JEWEL, gloss=0.5)
    if _stone(look) != look.second or look.chance(0.4):
        draw_beads(look, arc(x, 200, r * 0.86 - width / 2, r - width / 2, 30, 150), 3.4, look.hard(_stone(look), 0.6), gap=1.1)
    c.stroke(arc(x, 158, 5, 8, 150, 390), 1.8, darker(metal, 0.2))


def _drop(look: Look, x: float) -> None:
    c, metal, stone = look.canvas, _metal(look), _stone(look)
    _hook(look, x, 152, metal)
    draw_gem(look, x, 156, 7, stone, setting=metal)
    c.stroke(np.array([(x, 166.0), (x, 180)]), 1.8, metal)
    c.fill(drop(x, 176, 44, 74), brushed(x, 224, metal, bands=3), relief=JEWEL.with_(edge=3, lift=3), gloss=0.5, shadow=0.1)
    c.fill(drop(x, 190, 30, 54), down(190, 244, [(0, darker(stone, 0.3)), (0.6, stone), (1, lighter(stone, 0.5))]), relief=JEWEL.with_(edge=6, lift=5), gloss=0.7)
    c.fill(ellipse(x - 5, 220, 3, 7, angle=20), (1.0, 1.0, 1.0), alpha=0.55)


def _stud(look: Look, x: float) -> None:
    metal, stone = _metal(look), _stone(look)
    if look.second[0] > 0.5:
        petals = motifs.flower(x, 200, 40, 7, 0)
        look.canvas.fill(look.canvas.mask(*petals), brushed(x, 200, metal), relief=JEWEL.with_(edge=4, lift=4), gloss=0.5)
        draw_gem(look, x, 200, 13, stone, setting=metal)
        return
    for k in range(12):
        a = np.radians(30 * k)
        draw_gem(look, x + 26 * np.cos(a), 200 + 26 * np.sin(a), 5, (0.93, 0.95, 0.98), setting=metal)
    draw_gem(look, x, 200, 18, stone, setting=metal)


def _chandelier(look: Look, x: float) -> None:
    c, metal, stone = look.canvas, _metal(look), _stone(look)
    _hook(look, x, 142, metal)
    c.fill(c.mask(ellipse(x, 164, 22, 20), holes=[ellipse(x, 168, 13, 11)]), brushed(x, 164, metal), relief=JEWEL, gloss=0.5)
    draw_gem(look, x, 168, 6, stone, setting=metal)
    c.fill(c.mask(ellipse(x, 206, 34, 24), holes=[ellipse(x, 202, 24, 15)]), brushed(x, 206, metal), relief=JEWEL, gloss=0.5)
    for k, dx in enumerate((-28, -14, 0, 14, 28)):
        y = 222 + 8 * (1 - (dx / 30) ** 2)
        c.stroke(np.array([(x + dx, y - 6), (x + dx, y + 8)]), 1.4, metal)
        c.fill(drop(x + dx, y + 4, 11, 24 + (4 if k == 2 else 0)), down(y, y + 28, [(0, darker(stone, 0.25)), (1, lighter(stone, 0.35))]), relief=JEWEL, gloss=0.7)


def _chain_line(depth: float, width: float, top: float = 66.0) -> Points:
    return along(curve([(CENTRE - width * 0.8, top), (CENTRE - width, top + depth * 0.42), (CENTRE - width * 0.62, top + depth * 0.82), (CENTRE, top + depth),
                        (CENTRE + width * 0.62, top + depth * 0.82), (CENTRE + width, top + depth * 0.42), (CENTRE + width * 0.8, top)], closed=False), 160)


def _chain(look: Look, line: Points, width: float, metal: Colour) -> None:
    look.canvas.stroke(line, width, darker(metal, 0.35))
    look.canvas.stroke(line, width * 0.8, lighter(metal, 0.35), dash=width * 1.1)


def draw_necklace(look: Look) -> None:
    """Beads, layered chains, a temple collar, a pearl string, a statement piece."""
    c, metal, stone = look.canvas, _metal(look), _stone(look)
    if look.cut in ("beads", "pearls"):
        paint: Paint = look.hard((0.95, 0.93, 0.89), 0.6) if look.cut == "pearls" else look.hard(look.colour, 0.5)
        for k in range(look.pick(1, 2, 3)):
            draw_beads(look, _chain_line(232 - 34 * k, 84 - 12 * k), look.vary(4.4, 6.4), paint, gap=1.04)
    elif look.cut == "layered":
        for k in range(3):
            line = _chain_line(258 - 52 * k, 86 - 14 * k)
            _chain(look, line, 3.4, metal)
            x, y = line[len(line) // 2]
            if k == 0:
                draw_gem(look, float(x), float(y) + 14, 12, stone, setting=metal)
            else:
                draw_beads(look, line[20:-20], 2.6, look.hard(stone, 0.6), count=15)
    else:
        line = _chain_line(196, 80)
        _chain(look, line, 4.6, metal)
        count = 15 if look.cut == "collar" else 9
        lower = along(line[34:-34], count)
        for k, (x, y) in enumerate(lower):
            big = 1 - abs(k - (count - 1) / 2) / count
            a = np.degrees(np.arctan2(y - 130, x - CENTRE))
            if look.cut == "collar":
                shape = motifs.leaf(float(x), float(y), 26 + 24 * big, float(a))
                c.fill(shape, brushed(float(x), float(y), metal, bands=2), relief=JEWEL, gloss=0.5, shadow=0.12)
                draw_gem(look, float(x), float(y), 4.2 + 2 * big, stone, setting=metal)
            else:
                draw_gem(look, float(x), float(y) + 4, 8 + 8 * big, stone if k % 2 else lighter(stone, 0.4), setting=metal, tall=1.25)
        if look.cut == "collar":
            for x, y in lower:
                c.disc(float(x) * 1.14 - CENTRE * 0.14, float(y) + 30, 3.2, look.hard((0.95, 0.93, 0.88), 0.6), gloss=0.6)


def draw_pendant(look: Look) -> None:
    """A fine chain with a heart, a drop, a disc, a star or a solitaire."""
    c, metal, stone = look.canvas, _metal(look), _stone(look)
    line = _chain_line(168, 70, top=44)
    _chain(look, line, 2.4, metal)
    x, y = CENTRE, 236.0
    c.fill(c.mask(ellipse(x, y - 20, 4, 7), holes=[ellipse(x, y - 20, 2, 5)]), look.hard(metal, 0.6), relief=JEWEL)
    if look.cut == "heart":
        c.fill(motifs.heart(x, y + 14, 34), brushed(x, y + 10, metal, bands=2), relief=JEWEL.with_(edge=7, lift=7), gloss=0.6)
        draw_gem(look, x, y + 6, 9, stone)
    elif look.cut == "drop":
        c.fill(drop(x, y - 14, 50, 78), brushed(x, y + 30, metal), relief=JEWEL, gloss=0.5)
        c.fill(drop(x, y + 2, 34, 54), down(y, y + 56, [(0, darker(stone, 0.3)), (1, lighter(stone, 0.45))]), relief=JEWEL.with_(edge=7, lift=6), gloss=0.7)
    elif look.cut == "star":
        c.fill(motifs.star(x, y + 22, 40), brushed(x, y + 22, metal, bands=5), relief=JEWEL, gloss=0.6)
        draw_gem(look, x, y + 22, 9, stone)
    elif look.cut == "disc":
        c.fill(ellipse(x, y + 22, 36), brushed(x, y + 22, metal, bands=2), relief=JEWEL.with_(edge=4, lift=4), gloss=0.6)
        for outline in motifs.flower(x, y + 22, 26, 8, 0):
            c.fill(outline, darker(metal, 0.3), relief=Relief(edge=1, lift=-1), alpha=0.8)
        draw_gem(look, x, y + 22, 7, stone)
    else:
        for k in range(12):
            a = np.radians(30 * k)
            draw_gem(look, x + 25 * np.cos(a), y + 14 + 25 * np.sin(a), 5, (0.93, 0.95, 0.98), setting=metal)
        draw_gem(look, x, y + 14, 17, stone, setting=metal)


def _band(look: Look, y: float, rx: float, ry: float, tall: float, metal: Colour, *, back: bool) -> None:
    c = look.canvas
    start, end = (180, 360) if back else (180, 0)
    outline = np.concatenate([arc(CENTRE, y - tall / 2, rx, ry, start, end), arc(CENTRE, y + tall / 2, rx, ry, end, start)])
    paint = tube(CENTRE - rx, CENTRE + rx, metal)
    c.fill(outline, paint, relief=JEWEL.with_(edge=2.6, lift=2.6), gloss=0.35, dim=0.62 if back else 1.0, shadow=0.0 if back else 0.1)


def draw_bangle(look: Look) -> None:
    """One broad kada, or a stack of thin bangles with stones."""
    metal, stone = _metal(look), _stone(look)
    broad = look.cut == "kada"
    rx, ry = look.vary(84, 92), look.vary(34, 42)
    if broad:
        rows = [(200.0, look.vary(30, 42), look.colour)]
    else:
        rows = [(164.0 + 13 * k, 8.5, (metal if k % 2 == 0 else (stone if look.chance(0.7) else metal))) for k in range(look.pick(4, 6, 7))]
    for y, tall, colour in rows:
        _band(look, y, rx, ry, tall, colour, back=True)
    for k, (y, tall, colour) in enumerate(rows):
        _band(look, y, rx, ry, tall, colour, back=False)
        if broad:
            for t in np.linspace(20, 160, 13):
                a = np.radians(t)
                draw_gem(look, CENTRE + rx * np.cos(a), y + ry * np.sin(a), 6.2 * (0.55 + 0.45 * np.sin(a)), stone if int(t) % 2 else (0.94, 0.95, 0.97), setting=metal)
        elif k % 2 == 0:
            draw_beads(look, arc(CENTRE, y, rx, ry, 160, 20), 1.9, look.hard(lighter(metal, 0.5), 0.7), gap=1.5)


def draw_bracelet(look: Look) -> None:
    """A chain with charms, a row of stones, or beads."""
    metal, stone = _metal(look), _stone(look)
    ring = arc(CENTRE, 200, 88, 44, 0, 360, steps=120)
    if look.cut == "beads":
        draw_beads(look, ring, 8.5, look.hard(look.colour, 0.5), gap=1.02)
        return
    _chain(look, arc(CENTRE, 200, 88, 44, 180, 360, steps=80), 5, darker(metal, 0.25))
    front = arc(CENTRE, 200, 88, 44, 180, 0, steps=80)
    _chain(look, front, 6, metal)
    if look.cut == "tennis":
        for x, y in along(front, 17):
            draw_gem(look, float(x), float(y), 5.2, stone if look.colour != metal else (0.93, 0.95, 0.98), setting=metal)
        return
    for k, (x, y) in enumerate(along(front, 7)[1:-1]):
        look.canvas.stroke(np.array([(x, y), (x, y + 9)]), 1.6, metal)
        shape = (motifs.heart(float(x), float(y) + 18, 10), motifs.star(float(x), float(y) + 18, 12), ellipse(float(x), float(y) + 18, 9))[k % 3]
        look.canvas.fill(shape, brushed(float(x), float(y) + 18, metal if k % 2 else stone, bands=2), relief=JEWEL, gloss=0.6, shadow=0.15)


def draw_ring(look: Look) -> None:
    """A solitaire, a halo, a cocktail ring or a plain band."""
    c, metal, stone = look.canvas, _metal(look), _stone(look)
    y, r = 226.0, 66.0
    broad = 16.0 if look.cut == "band" else 9.0
    hole = ellipse(CENTRE, y, r - broad, (r - broad) * 1.03)
    c.fill(c.mask(ellipse(CENTRE, y, r, r * 1.03), holes=[hole]), brushed(CENTRE, y, metal, bands=3), relief=JEWEL.with_(edge=3.5, lift=3.5), gloss=0.5)
    if look.cut == "band":
        for t in np.linspace(215, 325, 11):
            a = np.radians(t)
            draw_gem(look, CENTRE + (r - 8) * np.cos(a), y + (r - 8) * np.sin(a), 5.4, stone if int(t) % 2 else (0.93, 0.95, 0.98))
        return
    top = y - r
    for side in (-1, 1):
        prong = curve([(CENTRE + side * 6, top + 8, 0), (CENTRE + side * 16, top - 4), (CENTRE + side * 20, top - 16)], closed=False)
        c.fill(ribbon(prong, 4), look.hard(metal, 0.6), relief=JEWEL)
    if look.cut in ("halo", "cocktail"):
        big = 32.0 if look.cut == "cocktail" else 24.0
        for k in range(14):
            a = np.radians(360 / 14 * k)
            draw_gem(look, CENTRE + big * np.cos(a), top - 16 + big * 0.85 * np.sin(a), 5.4, (0.93, 0.95, 0.98), setting=metal)
        draw_gem(look, CENTRE, top - 16, big * 0.74, stone, setting=metal, tall=0.86)
    else:
        draw_gem(look, CENTRE, top - 16, 21, stone, tall=0.9)
        for dx in (-26, 26):
            draw_gem(look, CENTRE + dx, top + 2, 5.4, (0.93, 0.95, 0.98), setting=metal)
