"""Caps, ties and socks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Fold, Relief
from ingest.sample.drawing.outline import (
    CENTRE,
    along,
    arc,
    curve,
    ellipse,
    rectangle,
    ribbon,
    shifted,
    turned,
)
from ingest.sample.drawing.palette import darker, lighter
from ingest.sample.shapes.parts.prints import lettering

if TYPE_CHECKING:
    from ingest.sample.drawing.look import Look

_PART = Relief(edge=4, lift=3, body=0.0, wrinkle=0.25, occlusion=0.15)


def draw_cap(look: Look) -> None:
    """A baseball cap, or a knitted beanie."""
    if look.cut == "beanie":
        _beanie(look)
        return
    c, v = look.canvas, look.vary
    top, low = v(122, 134), 228.0
    brim_cloth = look.contrast if look.cut == "two tone" else look.main
    dome = curve(
        [
            (84, low, 0),
            (80, low - 44),
            (104, top + 14),
            (152, top),
            (200, top + 16),
            (226, low - 40),
            (228, low - 2, 0),
            (160, low + 12),
        ]
    )
    body = c.fill(
        dome, look.main, relief=Relief(edge=18, lift=16, body=0.3, wrinkle=0.3, occlusion=0.2)
    )
    for xs in ((152, 120, 112), (154, 190, 202), (152, 152, 156)):
        seam = curve([(xs[0], top), (xs[1], top + 46), (xs[2], low + 6)], closed=False)
        c.seam(seam, look.colour, depth=0.5, inside=body)
        c.stroke(shifted(seam, 2.2, 0), 0.6, look.stitch, dash=2.0, inside=body)
    for x, y in ((124, top + 38), (186, top + 40)):
        c.disc(x, y, 2.2, darker(look.colour, 0.5), gloss=0)
    if look.chance(0.75):
        _badge(look, 126, low - 34)
    c.disc(152, top - 1, 5.2, brim_cloth, gloss=0.05, shadow=0.25)
    brim = curve(
        [
            (76, low - 4, 0),
            (120, low + 7),
            (172, low + 8),
            (212, low - 1, 0),
            (196, low + 20),
            (140, low + 42),
            (70, low + 40),
            (44, low + 26),
            (56, low + 8),
        ]
    )
    edge = c.fill(
        brim, brim_cloth, relief=Relief(edge=9, lift=6, wrinkle=0.15, occlusion=0.15), shadow=0.4
    )
    for k in range(4):
        line = curve(
            [
                (70 - 4 * k, low + 2 + 6 * k),
                (126 - 2 * k, low + 14 + 6 * k),
                (196 - 6 * k, low + 4 + 5 * k),
            ],
            closed=False,
        )
        c.stroke(line, 0.6, look.stitch, alpha=0.7, inside=edge)


def _badge(look: Look, x: float, y: float) -> None:
    c = look.canvas
    if look.chance(0.5):
        word = look.pick("NY 1", "07", "GO", "SUN", "88", "R")
        c.fill(c.mask(*lettering(word, x, y, 20)), look.second, relief=Relief(edge=1, lift=0.8))
        return
    c.fill(ellipse(x, y, 17), look.hard(look.second, 0), relief=Relief(edge=2, lift=1), shadow=0.2)
    c.fill(c.mask(ellipse(x, y, 13), holes=[ellipse(x, y, 11)]), look.colour)
    c.fill(c.mask(*lettering(look.pick("M", "K", "7", "A", "Z"), x, y, 12)), look.colour)


def _beanie(look: Look) -> None:
    c, top, low = look.canvas, look.vary(104, 116), 240.0
    knit = look.main
    if look.chance(0.6):
        for k in range(60):
            a = look.canvas.rng.uniform(0, 6.28)
            r = look.canvas.rng.uniform(4, 21)
            c.stroke(
                np.array([(CENTRE, top - 6), (CENTRE + r * np.cos(a), top - 6 + r * np.sin(a))]),
                2.6,
                look.second if k % 3 else lighter(look.second, 0.3),
            )
    dome = curve(
        [
            (84, low, 0),
            (82, low - 50),
            (108, top + 18),
            (CENTRE, top),
            (192, top + 18),
            (218, low - 50),
            (216, low, 0),
            (CENTRE, low + 8),
        ]
    )
    folds = tuple(
        Fold((CENTRE + 0.2 * dx, top + 8), (CENTRE + dx, low), 4, 1.4)
        for dx in (-52, -34, -17, 0, 17, 34, 52)
    )
    c.fill(dome, knit, relief=Relief(edge=16, lift=14, body=0.35, wrinkle=0.4, folds=folds))
    cuff = curve(
        [
            (80, low - 18, 0),
            (CENTRE, low - 8),
            (220, low - 18, 0),
            (222, low + 22),
            (216, low + 30, 0),
            (CENTRE, low + 40),
            (84, low + 30, 0),
            (78, low + 22),
        ]
    )
    c.fill(
        cuff,
        look.cloth("Acrylic", look.second if look.chance(0.5) else look.colour),
        relief=Relief(edge=7, lift=6, body=0.3, wrinkle=0.3),
        shadow=0.35,
    )


def draw_tie(look: Look) -> None:
    """A knotted necktie, or a bow tie."""
    c, v = look.canvas, look.vary
    if look.cut == "bow":
        for side in (-1, 1):
            wing = curve(
                [
                    (CENTRE, 192, 0),
                    (CENTRE + side * 40, 164),
                    (CENTRE + side * 84, 160, 0),
                    (CENTRE + side * 90, 200),
                    (CENTRE + side * 84, 240, 0),
                    (CENTRE + side * 40, 234),
                    (CENTRE, 208, 0),
                ]
            )
            folds = (
                Fold((CENTRE + side * 8, 200), (CENTRE + side * 60, 186), 5, -2.5),
                Fold((CENTRE + side * 8, 204), (CENTRE + side * 60, 214), 5, -2.5),
            )
            c.fill(
                wing,
                look.main,
                relief=Relief(edge=7, lift=5, wrinkle=0.3, folds=folds),
                shadow=0.25,
            )
        c.fill(
            rectangle(CENTRE - 13, 182, CENTRE + 13, 219, radius=7),
            look.main,
            relief=Relief(edge=5, lift=5),
            shadow=0.45,
        )
        return
    wide = v(22, 30)
    loop = curve(
        [(138, 60), (112, 44), (108, 22), (150, 14), (192, 22), (188, 44), (162, 60)], closed=False
    )
    c.fill(ribbon(along(loop, 40), 13), look.main, relief=_PART, dim=0.75)
    tail = curve([(146, 78, 0), (158, 78, 0), (170, 330, 0), (160, 344, 0), (148, 332, 0)])
    c.fill(tail, look.main, relief=_PART, dim=0.68, angle=45)
    blade = curve(
        [
            (140, 76, 0),
            (162, 76, 0),
            (150 + wide * 0.72, 200),
            (150 + wide, 346, 0),
            (150, 378, 0),
            (150 - wide, 346, 0),
            (150 - wide * 0.7, 200),
        ]
    )
    crease = (Fold((146, 80), (144, 150), 4, -2.2),)
    mask = c.fill(
        blade,
        look.main,
        relief=Relief(edge=5, lift=3.4, body=0.1, wrinkle=0.35, folds=crease),
        shadow=0.4,
        angle=45 if look.pattern in ("Striped", "Pinstriped") else 0,
    )
    c.stroke(
        np.array([(150 - wide + 2, 344), (150, 374), (150 + wide - 2, 344.0)]),
        0.6,
        look.stitch,
        inside=mask,
        alpha=0.7,
    )
    knot = curve([(130, 52, 0), (170, 52, 0), (163, 82, 0), (150, 87), (139, 82, 0)])
    c.fill(knot, look.main, relief=Relief(edge=6, lift=5, wrinkle=0.2), shadow=0.4, angle=-45)


def draw_socks(look: Look) -> None:
    """A pair: ankle, crew or knee length."""
    c, v = look.canvas, look.vary
    leg = {"ankle": v(30, 46), "crew": v(96, 116), "knee": v(160, 178)}[look.cut]
    base = 300.0
    accent = look.contrast if look.chance(0.6) else look.main.dyed(darker(look.colour, 0.2))
    for dx, dy, dim in ((-34.0, -14.0, 0.88), (14.0, 4.0, 1.0)):
        sock = curve(
            [
                (98, base - 72 - leg, 0),
                (150, base - 74 - leg, 0),
                (151, base - 96),
                (156, base - 66),
                (190, base - 46),
                (224, base - 34),
                (238, base - 14),
                (222, base),
                (160, base),
                (118, base - 4),
                (98, base - 24),
                (94, base - 60),
            ]
        )
        sock = shifted(sock, dx, dy)
        folds = (
            Fold((106 + dx, base - 62 + dy), (156 + dx, base - 76 + dy), 5, -2.0),
            Fold((104 + dx, base - 46 + dy), (154 + dx, base - 62 + dy), 5, -1.6),
        )
        mask = c.fill(
            sock,
            look.main,
            dim=dim,
            shadow=0.4 if dx > 0 else 0.0,
            relief=Relief(edge=9, lift=7, body=0.1, wrinkle=0.5, folds=folds),
        )
        cuff = rectangle(90 + dx, base - 80 - leg + dy, 158 + dx, base - 56 - leg + dy)
        c.fill(cuff, look.cloth("Acrylic", accent.base), inside=mask, dim=dim, relief=_PART)
        heel = ellipse(100 + dx, base - 18 + dy, 27, 27)
        c.fill(heel, accent, inside=mask, dim=dim, relief=Relief(edge=4, lift=1.5))
        toe = shifted(
            turned(rectangle(210, base - 60, 260, base + 20), 12, about=(220, base - 20)), dx, dy
        )
        c.fill(toe, accent, inside=mask, dim=dim, relief=Relief(edge=4, lift=1.5))
        c.stroke(
            arc(100 + dx, base - 18 + dy, 27, 27, -90, 60),
            0.8,
            darker(accent.base, 0.4),
            inside=mask,
            alpha=0.7,
        )
