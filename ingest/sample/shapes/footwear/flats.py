"""Ballerinas and juttis from the side."""

from __future__ import annotations

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.look import GOLD, Look
from ingest.sample.drawing.outline import curve, ribbon
from ingest.sample.drawing.palette import darker, lighter
from ingest.sample.shapes.footwear.heels import INSOLE, SHELL, STRAP


def draw_flat(look: Look) -> None:
    """Ballerina, pointed flat or jutti: a low shell with a wide opening and a bow or ornament."""
    c, base = look.canvas, 258.0
    point = {"ballerina": 0.0, "pointed": 12.0, "jutti": 10.0}[look.cut]
    lining = INSOLE if look.chance(0.6) else lighter(look.colour, 0.5)
    far = curve(
        [
            (52, base - 42),
            (70, base - 52),
            (110, base - 46),
            (158, base - 42),
            (196, base - 42),
            (178, base - 20),
            (110, base - 12),
            (64, base - 16),
        ]
    )
    c.fill(far, look.hard(lining, 0), relief=Relief(edge=5, lift=-4))
    c.fill(
        ribbon(
            curve(
                [
                    (52, base - 43),
                    (70, base - 52),
                    (110, base - 47),
                    (158, base - 43),
                    (194, base - 43),
                ],
                closed=False,
            ),
            3.4,
        ),
        look.main,
        relief=STRAP,
        dim=0.8,
    )
    shell = curve(
        [
            (54, base, 0),
            (46, base - 18),
            (50, base - 44, 0),
            (58, base - 42),
            (76, base - 26),
            (116, base - 19),
            (156, base - 22),
            (192, base - 42, 0),
            (226, base - 36),
            (252 + point * 0.6, base - 22 - (8 if look.cut == "jutti" else 0)),
            (262 + point, base - 4 - (16 if look.cut == "jutti" else 0), 0),
            (256, base, 0),
        ]
    )
    body = c.fill(shell, look.main, relief=SHELL, shadow=0.25)
    c.stroke(
        curve(
            [
                (51, base - 43),
                (76, base - 27),
                (116, base - 20),
                (156, base - 23),
                (192, base - 42),
            ],
            closed=False,
        ),
        2.6,
        darker(look.colour, 0.35),
        inside=body,
    )
    if look.cut == "jutti":
        for k in range(5):
            c.disc(200 + 11.0 * k, base - 25 + 2.6 * k, 3.0, look.hard(GOLD, 0.5), gloss=0.5)
        c.stroke(
            curve([(60, base - 8), (150, base - 9), (256, base - 9)], closed=False),
            1.8,
            GOLD,
            inside=body,
            dash=3,
        )
    elif look.chance(0.75):
        x, y = 196.0, base - 38
        paint = look.main if look.chance(0.6) else look.contrast
        for side in (-1, 1):
            loop = curve(
                [(x, y, 0), (x + side * 14, y - 10), (x + side * 18, y + 1), (x + side * 13, y + 9)]
            )
            c.fill(loop, paint, relief=STRAP, shadow=0.35)
        c.disc(x, y, 4, paint, gloss=0.1, shadow=0.3)
    sole = curve(
        [
            (50, base - 1, 0),
            (150, base + 1),
            (262 + point * 0.8, base - 3, 0),
            (258, base + 4, 0),
            (150, base + 6),
            (98, base + 6),
            (96, base + 10, 0),
            (52, base + 10, 0),
        ]
    )
    c.fill(
        sole,
        look.hard(darker(look.colour, 0.6), 0.1),
        relief=Relief(edge=1.5, lift=1, wrinkle=0),
        shadow=0.2,
    )
