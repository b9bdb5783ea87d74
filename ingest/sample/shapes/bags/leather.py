"""Belts and wallets."""

from __future__ import annotations

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.look import GOLD, SILVER, Look
from ingest.sample.drawing.outline import CENTRE, along, arc, curve, rectangle, ribbon
from ingest.sample.drawing.palette import darker, lighter

_PART = Relief(edge=3, lift=2.2, body=0.0, wrinkle=0.15, occlusion=0.15)


def draw_belt(look: Look) -> None:
    """A buckled belt standing in a ring."""
    c, v = look.canvas, look.vary
    rx, ry, tall, y = v(104, 114), v(26, 34), v(25, 35) * (0.75 if look.women else 1), 206.0
    metal = look.pick(GOLD, SILVER, (0.45, 0.46, 0.48))
    back = np.concatenate(
        [arc(CENTRE, y - tall / 2, rx, ry, 180, 360), arc(CENTRE, y + tall / 2, rx, ry, 360, 180)]
    )
    c.fill(
        back,
        look.hard(look.pick((0.66, 0.50, 0.34), darker(look.colour, 0.25)), 0.0),
        dim=0.72,
        relief=Relief(edge=3, lift=1.4, body=0.15),
    )
    front = np.concatenate(
        [arc(CENTRE, y - tall / 2, rx, ry, 180, 0), arc(CENTRE, y + tall / 2, rx, ry, 0, 180)]
    )
    body = c.fill(
        front, look.main, relief=Relief(edge=4, lift=2.6, body=0.28, wrinkle=0.15, occlusion=0.2)
    )
    for dy in (-tall / 2 + 2.6, tall / 2 - 2.6):
        c.stroke(arc(CENTRE, y + dy, rx, ry, 180, 0), 0.8, look.stitch, dash=2.2, inside=body)
    if look.cut == "braided":
        for k in range(26):
            a = np.radians(8 + 6.6 * k)
            x, yy = CENTRE - rx * np.cos(a), y + ry * np.sin(a)
            for s in (-1, 1):
                c.stroke(
                    np.array([(x - 6 * s, yy - tall / 2), (x + 6 * s, yy + tall / 2)]),
                    1.6,
                    darker(look.colour, 0.55),
                    alpha=0.6,
                    inside=body,
                )
    x, yb = CENTRE - 18.0, y + ry
    for k in range(5):
        hx = x + 40 + 11 * k
        c.disc(
            hx,
            y + ry * np.sqrt(max(0.0, 1 - ((hx - CENTRE) / rx) ** 2)),
            1.5,
            darker(look.colour, 0.7),
            gloss=0,
        )
    half = tall / 2 + 4
    c.fill(
        rectangle(x + 26, yb - half + 3, x + 36, yb + half - 4, radius=2),
        look.plain,
        relief=_PART,
        shadow=0.4,
    )
    if look.cut == "plate":
        c.fill(
            rectangle(x - 24, yb - half, x + 20, yb + half - 1, radius=3),
            look.hard(metal, 0.7),
            relief=Relief(edge=2.5, lift=2),
            shadow=0.4,
        )
        c.stroke(rectangle(x - 19, yb - half + 5, x + 15, yb + half - 6), 0.8, darker(metal, 0.4))
    else:
        c.fill(
            c.mask(
                rectangle(x - 22, yb - half, x + 18, yb + half - 1, radius=6),
                holes=[rectangle(x - 15, yb - half + 6, x + 11, yb + half - 7, radius=3)],
            ),
            look.hard(metal, 0.7),
            relief=Relief(edge=2, lift=2),
            shadow=0.4,
        )
        c.stroke(np.array([(x - 18, yb), (x + 14, yb - 1)]), 3.2, darker(metal, 0.1))


def draw_wallet(look: Look) -> None:
    """A bifold, or a long wallet with a flap or a zip."""
    c, v = look.canvas, look.vary
    if look.cut == "bifold":
        x0, y0, x1, y1 = CENTRE - v(66, 74), 146.0, CENTRE + v(66, 74), v(252, 262)
        c.fill(
            rectangle(x0 + 3, y0 - 4, x1 + 2, y1 - 2, radius=6), look.plain, dim=0.6, relief=_PART
        )
        for k in range(2):
            c.fill(
                rectangle(x0 + 8, y0 - 3 + k, x1 - 2, y0 + 6, radius=1),
                lighter(look.colour, 0.2),
                dim=0.8,
            )
        outline = rectangle(x0, y0, x1, y1, radius=7)
        body = c.fill(
            outline,
            look.main,
            relief=Relief(edge=6, lift=4, body=0.05, wrinkle=0.3, wrinkle_size=26, occlusion=0.2),
            shadow=0.3,
        )
        c.stroke(
            np.concatenate(
                [rectangle(x0 + 5, y0 + 5, x1 - 5, y1 - 5, radius=4), np.array([(x1 - 9, y0 + 5)])]
            ),
            0.8,
            look.stitch,
            dash=2.2,
            inside=body,
        )
        if look.chance(0.5):
            c.fill(
                rectangle(CENTRE - 80, y1 - v(34, 54), CENTRE + 80, y1 - 26),
                look.contrast,
                inside=body,
                relief=_PART,
            )
        else:
            c.fill(
                rectangle(x1 - 36, y1 - 24, x1 - 14, y1 - 14, radius=2),
                look.hard(darker(look.colour, 0.3), 0.1),
                inside=body,
                relief=Relief(edge=1, lift=-1),
            )
        return
    x0, y0, x1, y1 = CENTRE - v(98, 108), 152.0, CENTRE + v(98, 108), v(252, 264)
    outline = rectangle(x0, y0, x1, y1, radius=8)
    body = c.fill(
        outline,
        look.main,
        relief=Relief(edge=6, lift=4.5, body=0.05, wrinkle=0.3, wrinkle_size=26, occlusion=0.2),
    )
    metal = look.pick(GOLD, SILVER)
    if look.cut == "zip":
        line = np.array([(x0 + 4, y0 + 7), (x1 - 4.0, y0 + 7)])
        c.stroke(line, 6, darker(look.colour, 0.4), inside=body)
        c.stroke(line, 2.2, metal, inside=body)
        c.stroke(line, 2.2, darker(metal, 0.5), dash=0.9, inside=body)
        c.fill(
            rectangle(x1 - 20, y0 + 8, x1 - 14, y0 + 26, radius=2),
            look.hard(metal, 0.6),
            shadow=0.3,
        )
        wrist = curve(
            [(x0 + 6, y0 + 16), (x0 - 22, y0 + 50), (x0 - 10, y0 + 96), (x0 + 4, y0 + 22)],
            closed=False,
        )
        c.fill(ribbon(along(wrist, 40), 6), look.plain, relief=_PART, shadow=0.2)
    else:
        flap = curve(
            [
                (x0 - 1, y0 - 1, 0),
                (x1 + 1, y0 - 1, 0),
                (x1 + 1, y0 + 52, 0),
                (CENTRE + 30, y0 + 60),
                (CENTRE, y0 + 64),
                (CENTRE - 30, y0 + 60),
                (x0 - 1, y0 + 52, 0),
            ]
        )
        lid = c.fill(
            flap,
            look.contrast if look.chance(0.3) else look.main,
            relief=_PART.with_(edge=4, lift=3),
            shadow=0.45,
        )
        c.stroke(
            flap * 0.97 + (CENTRE * 0.03, (y0 + 26) * 0.03), 0.8, look.stitch, dash=2.2, inside=lid
        )
        c.disc(CENTRE, y0 + 52, 6, look.hard(metal, 0.7), gloss=0.6, shadow=0.35)
    if look.chance(0.3):
        for k in range(5):
            c.disc(x0 + 20 + 9 * k, y1 - 16, 2.2, look.hard(metal, 0.6), gloss=0.6)
