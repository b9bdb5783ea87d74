"""Heels from the side, the toe to the right."""

from __future__ import annotations

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.look import GOLD, Look
from ingest.sample.drawing.outline import Anchor, curve, ellipse, ribbon
from ingest.sample.drawing.palette import Colour, darker, lighter

SHELL = Relief(edge=8, lift=7, body=0.0, wrinkle=0.15, occlusion=0.2)


STRAP = Relief(edge=2.2, lift=2.0, body=0.0, wrinkle=0.1, occlusion=0.15)


INSOLE: Colour = (0.80, 0.66, 0.50)


def draw_heel(look: Look) -> None:
    """Stiletto pump, block heel, strappy sandal, wedge, peep toe."""
    height = {
        "pump": 84.0,
        "block": 62.0,
        "strappy": 80.0,
        "wedge": 64.0,
        "peep toe": 74.0,
        "kitten": 46.0,
    }[look.cut] * look.vary(0.92, 1.08)
    if look.cut in ("strappy", "wedge"):
        _sandal(look, height)
    else:
        _pump(look, height)


def _bed(height: float) -> tuple[list[Anchor], list[Anchor]]:
    """Top line of the foot bed from heel to toe, and the underside of the sole."""
    base = 284.0
    seat = base - height
    top: list[Anchor] = [
        (60, seat - 6),
        (92, seat - 2),
        (122, seat + height * 0.28),
        (156, seat + height * 0.66),
        (190, base - 12),
        (226, base - 9),
        (262, base - 9),
    ]
    under: list[Anchor] = [
        (60, seat + 2),
        (92, seat + 6),
        (124, seat + height * 0.38),
        (156, seat + height * 0.80),
        (190, base - 3),
        (226, base),
        (264, base - 3),
    ]
    return top, under


def _heel_post(look: Look, height: float, style: str, colour: Colour) -> None:
    base, seat = 284.0, 284.0 - height
    if style in ("pump", "strappy", "peep toe", "kitten"):
        post = curve(
            [
                (58, seat - 2, 0),
                (94, seat + 4, 0),
                (88, seat + height * 0.2),
                (77, seat + height * 0.5),
                (75, base, 0),
                (66, base, 0),
                (64, seat + height * 0.5),
                (58, seat + height * 0.15),
            ]
        )
    else:
        post = curve(
            [
                (57, seat - 2, 0),
                (102, seat + 8, 0),
                (98, seat + height * 0.4),
                (96, base, 0),
                (62, base, 0),
                (58, seat + height * 0.4),
            ]
        )
    look.canvas.fill(
        post, look.hard(colour, 0.3), relief=Relief(edge=6, lift=5, body=0.3, wrinkle=0)
    )


def _pump(look: Look, height: float) -> None:
    c, base = look.canvas, 284.0
    seat = base - height
    peep = look.cut == "peep toe"
    tip = 262 if peep else 272
    _heel_post(look, height, look.cut, darker(look.colour, 0.08))
    far = curve(
        [
            (62, seat - 34),
            (88, seat - 18),
            (132, seat + height * 0.30),
            (170, base - 36),
            (196, base - 34),
            (180, base - 12),
            (130, seat + height * 0.5),
            (80, seat),
        ]
    )
    c.fill(far, look.hard(INSOLE, 0.0), dim=0.82, relief=Relief(edge=4, lift=-3))
    shell = curve(
        [
            (60, seat + 5, 0),
            (55, seat - 18),
            (60, seat - 40, 0),
            (72, seat - 36),
            (98, seat - 2),
            (140, seat + height * 0.52),
            (172, base - 30),
            (196, base - 38, 0),
            (226, base - 33),
            (252, base - 20),
            (tip, base - 5, 0),
            (230, base - 1),
            (188, base - 4),
            (156, seat + height * 0.82),
            (122, seat + height * 0.40),
            (92, seat + 8),
        ]
    )
    body = c.fill(shell, look.main, relief=SHELL, shadow=0.25)
    under = _bed(height)[1]
    c.stroke(curve(under, closed=False), 2.2, darker(look.colour, 0.55), inside=body)
    if peep:
        c.fill(ellipse(258, base - 12, 9, 5, angle=24), darker(INSOLE, 0.5), inside=body)
        c.disc(206, base - 32, 8, look.contrast, gloss=0.3, shadow=0.4)
    if look.chance(0.35):
        strap = curve(
            [(62, seat - 28), (90, seat - 50), (122, seat - 34), (128, seat - 8)], closed=False
        )
        c.fill(ribbon(strap, 5), look.main, relief=STRAP)
        c.disc(118, seat - 38, 3, look.hard(GOLD, 0.6), gloss=0.6)
    if look.cut == "block" and look.chance(0.6):
        c.fill(
            ribbon(curve([(176, base - 10), (186, base - 30), (200, base - 39)], closed=False), 4),
            look.hard(look.metal, 0.5),
            shadow=0.3,
            inside=body,
        )


def _sandal(look: Look, height: float) -> None:
    c, base = look.canvas, 284.0
    seat = base - height
    top, under = _bed(height)
    if look.cut == "wedge":
        wedge = curve(
            [(58, seat, 0), *top[1:], (266, base - 2, 0), (60, base, 0), (54, seat + height * 0.5)]
        )
        cork: Colour = look.pick((0.76, 0.58, 0.38), (0.83, 0.70, 0.50), darker(look.colour, 0.2))
        mask = c.fill(wedge, look.cloth("Canvas", cork), relief=Relief(edge=4, lift=3, wrinkle=0.1))
        for k in range(3):
            c.stroke(
                np.array([(50.0, base - 8 - 9 * k), (270, base - 4 - 2 * k)]),
                0.8,
                darker(cork, 0.3),
                alpha=0.5,
                inside=mask,
            )
    else:
        _heel_post(look, height, look.cut, darker(look.colour, 0.08))
    bed = curve([*((a[0], a[1]) for a in top), *((a[0], a[1]) for a in reversed(under))])
    c.fill(
        bed, look.hard(darker(look.colour, 0.25), 0.2), relief=Relief(edge=2, lift=1.5, wrinkle=0)
    )
    c.stroke(curve(top, closed=False), 3.0, INSOLE)
    back = curve(
        [
            (60, seat + 2, 0),
            (52, seat - 20),
            (58, seat - 44, 0),
            (72, seat - 40),
            (80, seat - 12),
            (92, seat + 2, 0),
        ]
    )
    c.fill(back, look.main, relief=STRAP.with_(edge=4, lift=3))
    far = curve(
        [(60, seat - 42), (88, seat - 54), (118, seat - 42), (120, seat - 26)], closed=False
    )
    c.fill(ribbon(far, 5.5), look.main, relief=STRAP, dim=0.8)
    near = curve(
        [(60, seat - 40), (86, seat - 30), (112, seat - 24), (122, seat - 32)], closed=False
    )
    c.fill(ribbon(near, 6), look.main, relief=STRAP, shadow=0.2)
    c.disc(96, seat - 28, 3.4, look.hard(look.metal, 0.6), gloss=0.6, shadow=0.3)
    count = look.pick(2, 3)
    wide = look.vary(9, 14)
    for k in range(count):
        x = 186 + 60 * k / max(1, count - 1) if count > 1 else 214
        lift = 46 - 6 * k
        arch = curve(
            [
                (x - 24, base - 12),
                (x - 12, base - lift * 0.78),
                (x + 2, base - lift),
                (x + 13, base - lift * 0.6),
                (x + 16, base - 5),
            ],
            closed=False,
        )
        c.fill(ribbon(arch, wide), look.main, relief=STRAP, shadow=0.35)
    if look.chance(0.4):
        for k in range(6):
            c.disc(
                182 + 8.0 * k,
                base - 30 + abs(k - 2.5) * 1.6,
                2.1,
                look.hard(lighter(GOLD, 0.4), 0.8),
                gloss=0.8,
                shadow=0.2,
            )
