"""Trousers, jeans, shorts, leggings and skirts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.sample.canvas import Mask
from ingest.sample.light import Fold, Relief
from ingest.sample.look import Look
from ingest.sample.outline import CENTRE, Points, arc, curve, ellipse, rectangle, ribbon, symmetric
from ingest.sample.palette import Colour, darker, lighter
from ingest.sample.shapes.apparel.frame import draw_buttons, flipped

_THREAD: Colour = (0.82, 0.58, 0.28)


@dataclass(frozen=True)
class Legs:
    """Half widths and heights of a pair of legs, in design units."""

    top: float = 42.0
    waist: float = 44.0
    hip: float = 58.0
    crotch: float = 142.0
    knee: float = 27.0  # width of one leg at the knee, halved
    hem: float = 25.0
    end: float = 372.0
    gap: float = 5.0  # between the legs at the hem, halved

    def leg(self, side: int) -> Points:
        """One trouser leg with its half of the seat."""
        c, knee_y = CENTRE, (self.crotch + self.end) / 2
        middle = c + self.gap + self.hem
        knee_mid = (c + self.hip * 0.50 + middle) / 2 + 1.5
        return flipped(
            curve(
                [
                    (c - 2, self.top + 2, 0), (c + self.waist, self.top, 0),
                    (c + self.hip, self.top + 58), (knee_mid + self.knee, knee_y),
                    (middle + self.hem, self.end, 0), (middle, self.end + 2), (middle - self.hem, self.end, 0),
                    (knee_mid - self.knee, knee_y), (c + 3.5, self.crotch + 14), (c - 1, self.crotch, 0),
                ]
            ),
            side,
        )


def _leg_relief(look: Look, legs: Legs, side: int) -> Relief:
    rng, base = look.canvas.rng, look.main.relief
    x0 = CENTRE + side * 8
    soft = 0.5 + base.wrinkle
    folds = [
        Fold((x0, legs.crotch - 6), (CENTRE + side * rng.uniform(34, 52), legs.crotch - rng.uniform(2, 30)), 5, -1.5 * soft),
        Fold((x0, legs.crotch + 4), (CENTRE + side * rng.uniform(36, 50), legs.crotch + rng.uniform(12, 30)), 5, -1.1 * soft),
    ]
    long = legs.end - legs.crotch > 120
    for _ in range(4 if long else 1):
        y = legs.end - rng.uniform(0.06, 0.75) * (legs.end - legs.crotch)
        folds.append(Fold((CENTRE + side * 12, y), (CENTRE + side * 52, y + rng.uniform(-12, 12)), 5, soft * rng.uniform(-1.3, 0.3)))
    if long:
        for k in (12, 24):
            folds.append(Fold((CENTRE + side * 10, legs.end - k), (CENTRE + side * 50, legs.end - k + rng.uniform(-6, 6)), 4, -1.2 * soft))
    return base.with_(body=0.34, lift=3.2, edge=6, folds=tuple(folds))


def _pair(look: Look, legs: Legs) -> tuple[Mask, Mask, Mask]:
    c = look.canvas
    back = symmetric([(CENTRE, legs.top + 1), (CENTRE + legs.waist - 1, legs.top - 3, 0), (CENTRE + legs.waist, legs.top + 8, 0),
                      (CENTRE, legs.top + 14)])
    c.fill(back, look.plain, dim=0.55)
    left = c.fill(legs.leg(-1), look.main, relief=_leg_relief(look, legs, -1), dim=0.99)
    right = c.fill(legs.leg(1), look.main, relief=_leg_relief(look, legs, 1), shadow=0.12)
    both = c.mask(legs.leg(-1), legs.leg(1))
    return left, right, both


def _waistband(look: Look, legs: Legs, depth: float, *, elastic: bool = False) -> Mask:
    c, t = look.canvas, legs.top
    grow = depth / 58 * (legs.hip - legs.waist)
    band = curve([(CENTRE - legs.waist - 0.5, t - 1, 0), (CENTRE, t + 4), (CENTRE + legs.waist + 0.5, t - 1, 0),
                  (CENTRE + legs.waist + grow + 1, t + depth, 0), (CENTRE, t + depth + 5), (CENTRE - legs.waist - grow - 1, t + depth, 0)])
    paint = look.cloth("Acrylic", look.main.base) if elastic else look.main
    return c.fill(band, paint, relief=Relief(edge=2, lift=1.2, body=0.25, wrinkle=0.3), shadow=0.25)


def _belt_loops(look: Look, legs: Legs, depth: float) -> None:
    for dx in (-legs.waist * 0.82, -legs.waist * 0.42, legs.waist * 0.42, legs.waist * 0.82):
        x = CENTRE + dx
        y = legs.top + 3.5 * (1 - (dx / legs.waist) ** 2)
        look.canvas.fill(rectangle(x - 2, y - 2.5, x + 2, y + depth + 2), look.main, relief=Relief(edge=1, lift=0.8), shadow=0.4)


def _fly(look: Look, legs: Legs, depth: float, thread: Colour, inside: Mask) -> None:
    c = look.canvas
    top = legs.top + depth + 4
    c.seam(np.array([(CENTRE, top), (CENTRE, legs.crotch)]), look.colour, depth=0.6, inside=inside)
    fly = curve([(CENTRE + 11, top, 0), (CENTRE + 11, legs.crotch - 44), (CENTRE + 1, legs.crotch - 24, 0)], closed=False)
    c.stroke(fly, 0.7, thread, inside=inside, dash=1.8)


def _pockets(look: Look, legs: Legs, depth: float, thread: Colour, inside: Mask, *, style: str) -> None:
    y = legs.top + depth + 2
    for side in (-1, 1):
        if style == "scoop":
            line = curve([(CENTRE + side * 19, y + 1, 0), (CENTRE + side * 25, y + 20), (CENTRE + side * (legs.hip + 2), y + 27, 0)],
                         closed=False)
        else:
            line = np.array([(CENTRE + side * (legs.waist * 0.66), y), (CENTRE + side * (legs.hip - 1), y + 44)])
        look.canvas.seam(line, look.colour, depth=0.6, inside=inside)
        look.canvas.stroke(line + (0, 2.4), 0.6, thread, inside=inside, dash=1.8)


def draw_jeans(look: Look) -> None:
    """Skinny, slim, regular, bootcut, distressed."""
    v = look.vary
    hem = {"skinny": 14, "slim": 18, "regular": 23, "bootcut": 28, "distressed": 17}[look.cut] + v(-1, 1)
    knee = {"skinny": 19, "slim": 21.5, "regular": 24, "bootcut": 20, "distressed": 20}[look.cut] + v(-1, 1)
    legs = Legs(waist=v(42, 47), hip=v(56, 61), knee=knee, hem=hem, gap=v(13, 19), crotch=v(130, 142))
    _, _, both = _pair(look, legs)
    _fade(look, legs, both)
    depth = 14.0
    _pockets(look, legs, depth, _THREAD, both, style="scoop")
    _fly(look, legs, depth, _THREAD, both)
    for side in (-1, 1):
        for up in (4.5,):
            m = CENTRE + side * (legs.gap + legs.hem)
            look.canvas.stroke(np.array([(m - legs.hem - 2, legs.end - up), (m + legs.hem + 2, legs.end - up)]), 0.7, _THREAD,
                               inside=both, dash=1.8)
    band = _waistband(look, legs, depth)
    look.canvas.stroke(curve([(CENTRE - 60, legs.top + 1.5), (CENTRE, legs.top + 6), (CENTRE + 60, legs.top + 1.5)], closed=False), 0.6,
                       _THREAD, inside=band, dash=1.8)
    _belt_loops(look, legs, depth)
    draw_buttons(look, [legs.top + 11], (0.75, 0.58, 0.36), x=CENTRE + 2, radius=3.4)
    if look.cut == "distressed":
        _rips(look, legs, both)


def _fade(look: Look, legs: Legs, both: Mask) -> None:
    """Worn lighter down the front of the thighs, with whiskers at the hip."""
    c, pale = look.canvas, lighter(look.colour, 0.6)
    strength = look.vary(0.15, 0.5)
    for side in (-1, 1):
        x = CENTRE + side * (legs.hip * 0.52)
        thigh = ellipse(x, (legs.crotch + legs.end) / 2 - 30, 12, (legs.end - legs.crotch) * 0.34)
        c.tint(c.mask(thigh), pale, alpha=strength, radius=16, inside=both)
        for k in range(3):
            y = legs.crotch - 14 + 10 * k
            whisker = c.line_mask([np.array([(CENTRE + side * 11, y), (CENTRE + side * 42, y - 9)])], 2.4)
            c.tint(whisker, pale, alpha=strength * 0.8, radius=2.5, inside=both)


def _rips(look: Look, legs: Legs, both: Mask) -> None:
    rng = look.rng
    for side in (-1, 1):
        for _ in range(int(rng.integers(1, 3))):
            y = float(rng.uniform(legs.crotch + 30, legs.end - 80))
            x = CENTRE + side * 34
            hole = curve([(x - 13, y, 0), (x, y - 4), (x + 13, y - 1, 0), (x, y + 6)])
            look.canvas.fill(hole, lighter(look.colour, 0.72), inside=both, relief=Relief(edge=2, lift=-1, wrinkle=0))
            for k in range(4):
                look.canvas.stroke(np.array([(x - 11, y - 2.0 + 2 * k), (x + 11, y - 1.6 + 2 * k)]), 0.5, (0.96, 0.96, 0.95), inside=both)


def draw_trousers(look: Look) -> None:
    """Formal with creases, chinos, cargo, wide-legged."""
    v = look.vary
    wide = look.cut == "wide"
    hem = 36.0 if wide else {"formal": 23.0, "chino": 20.0, "cargo": 25.0, "cigarette": 16.0}[look.cut] + v(-2, 2)
    knee = 31.0 if wide else hem + 2.5
    legs = Legs(waist=v(42, 47), hip=v(56, 61), knee=knee, hem=hem, gap=v(10, 15), crotch=v(132, 144),
                end=372.0 if look.cut != "cigarette" else 352.0)
    _, _, both = _pair(look, legs)
    depth = 14.0
    _pockets(look, legs, depth, look.stitch, both, style="slant")
    _fly(look, legs, depth, look.stitch, both)
    if look.cut in ("formal", "cigarette", "wide"):
        for side in (-1, 1):
            crease = np.array([(CENTRE + side * legs.waist * 0.5, legs.top + 30), (CENTRE + side * (legs.hip * 0.53), legs.crotch),
                               (CENTRE + side * (legs.gap + legs.hem), legs.end)])
            look.canvas.stroke(crease, 1.0, lighter(look.colour, 0.5), alpha=0.30, inside=both)
            look.canvas.stroke(crease + (1.3, 0), 1.3, darker(look.colour, 0.6), alpha=0.35, inside=both)
    if look.cut == "cargo":
        for side in (-1, 1):
            x, y = CENTRE + side * 43, legs.crotch + 34
            look.canvas.fill(rectangle(x - 17, y, x + 17, y + 42, radius=2), look.main, relief=Relief(edge=2, lift=1.6, wrinkle=0.4), shadow=0.3)
            look.canvas.fill(rectangle(x - 18, y - 5, x + 18, y + 9), look.main, relief=Relief(edge=1.6, lift=1.2), shadow=0.35)
            draw_buttons(look, [y + 5], darker(look.colour, 0.4), x=x, radius=2.2)
    _waistband(look, legs, depth)
    _belt_loops(look, legs, depth)
    draw_buttons(look, [legs.top + 11], darker(look.colour, 0.45), radius=2.6)


def draw_track_pants(look: Look) -> None:
    """Elastic waist with drawstring, side stripes, straight or cuffed."""
    v, c = look.vary, look.canvas
    cuffed = look.cut == "jogger"
    legs = Legs(waist=v(42, 46), hip=v(58, 63), knee=v(24, 28), hem=16 if cuffed else v(23, 26), gap=v(12, 18),
                crotch=v(146, 156), end=366)
    _, _, both = _pair(look, legs)
    c.seam(np.array([(CENTRE, legs.top + 16), (CENTRE, legs.crotch)]), look.colour, depth=0.4, inside=both)
    if look.cut in ("striped", "jogger") and look.chance(0.85):
        for side in (-1, 1):
            knee_y = (legs.crotch + legs.end) / 2
            middle = legs.gap + legs.hem
            knee_mid = (legs.hip * 0.52 + middle) / 2
            for k in range(look.pick(1, 2, 3)):
                inset = 4 + 5.5 * k
                line = curve([(CENTRE + side * (legs.waist - inset), legs.top + 6), (CENTRE + side * (legs.hip - inset), legs.top + 58),
                              (CENTRE + side * (knee_mid + legs.knee - inset), knee_y), (CENTRE + side * (middle + legs.hem - inset), legs.end)],
                             closed=False)
                c.stroke(line, 3.0, look.second, inside=both)
    for side in (-1, 1):
        line = np.array([(CENTRE + side * 40, legs.top + 22), (CENTRE + side * (legs.hip - 2), legs.top + 60)])
        c.seam(line, look.colour, depth=0.7, inside=both)
        if cuffed:
            m = CENTRE + side * (legs.gap + legs.hem)
            c.fill(rectangle(m - legs.hem - 0.5, legs.end - 8, m + legs.hem + 0.5, legs.end + 8, radius=2),
                   look.cloth("Acrylic", look.main.base), relief=Relief(edge=3, lift=2, body=0.3), shadow=0.3)
    _waistband(look, legs, 15, elastic=True)
    _drawstring(look, legs.top + 10)


def _drawstring(look: Look, y: float) -> None:
    cord = look.pick((0.93, 0.93, 0.92), look.second)
    for dx in (-5, 6):
        line = curve([(CENTRE + dx * 0.4, y), (CENTRE + dx, y + 16), (CENTRE + dx * 1.4, y + 34)], closed=False)
        look.canvas.fill(ribbon(line, 2.2), look.hard(cord, 0), relief=Relief(edge=1, lift=0.7), shadow=0.4)


def draw_shorts(look: Look) -> None:
    """Denim, chino, cargo or sports shorts."""
    v = look.vary
    short = look.cut == "denim" and look.women
    legs = Legs(top=104, waist=v(50, 55), hip=v(68, 74), crotch=202, knee=37, hem=v(36, 40), gap=2,
                end=(238 if short else v(262, 290)))
    _, _, both = _pair(look, legs)
    sport = look.cut == "sports"
    thread = _THREAD if look.cut == "denim" else look.stitch
    for side in (-1, 1):
        m = CENTRE + side * (legs.gap + legs.hem)
        look.canvas.stroke(np.array([(m - legs.hem - 4, legs.end - 5), (m + legs.hem + 4, legs.end - 5)]), 0.7, thread, inside=both)
        if sport:
            line = curve([(CENTRE + side * (legs.waist - 5), legs.top + 6), (CENTRE + side * (legs.hip - 5), legs.top + 58),
                          (CENTRE + side * (legs.gap + 2 * legs.hem - 4), legs.end)], closed=False)
            look.canvas.stroke(line, look.vary(4, 7), look.second, inside=both)
    if sport:
        look.canvas.seam(np.array([(CENTRE, legs.top + 16), (CENTRE, legs.crotch)]), look.colour, inside=both)
        _waistband(look, legs, 16, elastic=True)
        _drawstring(look, legs.top + 10)
        return
    _pockets(look, legs, 15, thread, both, style="scoop" if look.cut == "denim" else "slant")
    _fly(look, legs, 15, thread, both)
    if look.cut == "cargo":
        for side in (-1, 1):
            x, y = CENTRE + side * 52, legs.crotch + 4
            look.canvas.fill(rectangle(x - 18, y, x + 18, y + 38, radius=2), look.main, relief=Relief(edge=2, lift=1.4), shadow=0.3)
            look.canvas.fill(rectangle(x - 19, y - 5, x + 19, y + 9), look.main, relief=Relief(edge=1.5, lift=1), shadow=0.35)
    _waistband(look, legs, 15)
    _belt_loops(look, legs, 15)
    draw_buttons(look, [legs.top + 11], (0.75, 0.58, 0.36) if look.cut == "denim" else darker(look.colour, 0.4), radius=3)


def draw_leggings(look: Look) -> None:
    """Close-fitting: full, cropped (capris) or gathered at the ankle (churidar)."""
    v = look.vary
    end = {"full": 376.0, "capri": 292.0, "churidar": 380.0}[look.cut]
    legs = Legs(waist=v(37, 41), hip=v(50, 54), knee=16.5 if look.cut != "capri" else 19.5, hem=9.5 if look.cut != "capri" else 16.5,
                gap=v(15, 21), crotch=v(132, 142), end=end)
    _, _, both = _pair(look, legs)
    if look.cut == "churidar":
        for side in (-1, 1):
            for k in range(7):
                y = legs.end - 6 - 8 * k
                m = CENTRE + side * (legs.gap + legs.hem)
                line = curve([(m - 16, y - 3), (m, y + 2), (m + 16, y - 3)], closed=False)
                look.canvas.seam(line, look.colour, depth=0.45, inside=both)
    _waistband(look, legs, 12, elastic=True)


def draw_salwar(look: Look) -> None:
    """Wide trousers gathered to a narrow cuff (patiala)."""
    c = look.canvas
    for side in (-1, 1):
        leg = flipped(curve([(CENTRE - 3, 60, 0), (CENTRE + 42, 58, 0), (CENTRE + 74, 170), (CENTRE + 84, 280), (CENTRE + 52, 352),
                             (CENTRE + 44, 372, 0), (CENTRE + 20, 372, 0), (CENTRE + 14, 340), (CENTRE + 5, 250), (CENTRE - 3, 238, 0)]), side)
        c.fill(leg, look.main, relief=look.main.relief.with_(drape=3.0, pleats=3.4, drape_from=0.0, body=0.3, edge=8, lift=4),
               shadow=0.2 if side > 0 else 0.0)
        cuff = flipped(rectangle(CENTRE + 18, 362, CENTRE + 46, 378, radius=2), side)
        c.fill(cuff, look.contrast if look.chance(0.5) else look.plain, relief=Relief(edge=3, lift=1.8, body=0.3), shadow=0.3)
    band = curve([(CENTRE - 43, 56, 0), (CENTRE, 60), (CENTRE + 43, 56, 0), (CENTRE + 46, 74, 0), (CENTRE, 79), (CENTRE - 46, 74, 0)])
    c.fill(band, look.plain, relief=Relief(edge=2.5, lift=1.4, body=0.25), shadow=0.3)
    for dx in (-5, 5):
        cord = curve([(CENTRE, 70), (CENTRE + dx, 96), (CENTRE + dx * 1.5, 124)], closed=False)
        c.fill(ribbon(cord, 2.4), look.contrast, relief=Relief(edge=1, lift=0.8), shadow=0.35)


def draw_skirt(look: Look) -> None:
    """Mini, pencil, pleated, A-line, maxi, tiered, denim."""
    c, v, cut = look.canvas, look.vary, look.cut
    top = {"maxi": 44.0, "tiered": 54.0}.get(cut, 82.0)
    end = {"mini": 258.0, "pencil": 318.0, "pleated": 290.0, "a line": 304.0, "maxi": 372.0, "tiered": 360.0, "denim": 264.0}[cut] + v(-8, 8)
    waist = v(41, 46)
    hem = {"mini": 84.0, "pencil": 50.0, "pleated": 100.0, "a line": 98.0, "maxi": 92.0, "tiered": 106.0, "denim": 74.0}[cut] + v(-5, 5)
    hip = {"pencil": 61.0, "denim": 64.0}.get(cut, waist + (hem - waist) * 0.5)
    outline = symmetric([(CENTRE, top + 4), (CENTRE + waist, top, 0), (CENTRE + hip, top + (end - top) * 0.38), (CENTRE + hem, end, 0),
                         (CENTRE, end + (3 if cut in ("pencil", "denim") else 11))])
    drape = {"mini": 2.0, "pencil": 0.2, "pleated": 2.4, "a line": 2.6, "maxi": 3.0, "tiered": 2.6, "denim": 0.3}[cut]
    pleats = {"pleated": 13.0, "maxi": 6.0}.get(cut, v(4.5, 7))
    c.fill(symmetric([(CENTRE, top + 1), (CENTRE + waist - 1, top - 3, 0), (CENTRE + waist, top + 8, 0), (CENTRE, top + 14)]), look.plain, dim=0.55)
    relief = look.main.relief.with_(drape=drape, pleats=pleats, drape_from=0.02, body=0.3, sharp=0.5 if cut == "pleated" else 0.1)
    body = c.fill(outline, look.main, relief=relief)
    if cut == "tiered":
        for k, y in enumerate((top + 98, top + 196)):
            half = waist + (hem - waist) * ((y - top) / (end - top)) + 3
            low = y + 108
            half_low = waist + (hem - waist) * ((low - top) / (end - top)) + 7
            tier = symmetric([(CENTRE, y + 5), (CENTRE + half, y, 0), (CENTRE + half_low, min(low, end + 4), 0), (CENTRE, min(low, end + 4) + 10)])
            c.fill(tier, look.main if k % 2 else (look.contrast if look.pattern == "Solid" and look.chance(0.3) else look.main),
                   relief=look.main.relief.with_(drape=2.8, pleats=9 + 2 * k, body=0.25), shadow=0.35)
    if cut == "denim":
        legs = Legs(top=top, waist=waist, hip=hip, crotch=end)
        _fade(look, Legs(top=top, hip=hip, crotch=top + 60, end=end + 50), body)
        _pockets(look, legs, 14, _THREAD, body, style="scoop")
        c.seam(np.array([(CENTRE, top + 16), (CENTRE, end)]), look.colour, inside=body)
        c.stroke(np.array([(40.0, end - 5), (260, end - 4)]), 0.7, _THREAD, inside=body, dash=1.8)
    if cut == "pencil":
        c.seam(np.array([(CENTRE + 20, end - 54), (CENTRE + 21, end + 4)]), look.colour, depth=0.8, inside=body)
    legs = Legs(top=top, waist=waist, hip=waist + (hip - waist) * 0.6)
    _waistband(look, legs, 13, elastic=cut in ("tiered", "maxi"))
    if cut == "denim":
        _belt_loops(look, legs, 13)
        draw_buttons(look, [top + 11], (0.75, 0.58, 0.36), radius=3.2)
    elif look.chance(0.3):
        bow = arc(CENTRE, top + 8, 9, 5, 0, 360)
        c.fill(ribbon(bow, 3), look.contrast, shadow=0.3)
