"""Watches from the front."""

from __future__ import annotations

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.look import GOLD, SILVER, STEEL, Look
from ingest.sample.drawing.outline import CENTRE, Points, curve, ellipse, rectangle, shifted
from ingest.sample.drawing.palette import Colour, darker, lighter, luminance
from ingest.sample.shapes.parts.metal import brushed, tube

_Y = 200.0
_PART = Relief(edge=3, lift=2.6, body=0.0, wrinkle=0.1, occlusion=0.16)


def draw_watch(look: Look) -> None:
    """Leather, steel bracelet, chronograph, sport in rubber, slim dress watch, square."""
    c, v = look.canvas, look.vary
    small = look.women or look.kids
    radius = v(40, 46) if small else v(52, 60)
    case: Colour = {
        "steel": SILVER,
        "chronograph": look.pick(SILVER, STEEL, (0.2, 0.2, 0.21)),
        "sport": darker(look.colour, 0.35),
    }.get(look.cut, look.pick(GOLD, SILVER, STEEL, (0.80, 0.58, 0.48)))
    dial = _dial_colour(look, case)
    band = radius * (0.62 if look.cut != "slim" else 0.42)
    if look.cut in ("steel", "slim") and look.material == "Metal":
        _bracelet(look, band, radius, case)
    else:
        _strap(look, band, radius)
    square = look.cut == "square"
    for side in (-1, 1):
        for dx in (-1, 1):
            lug = curve(
                [
                    (CENTRE + dx * band * 0.62, _Y + side * radius * 0.7, 0),
                    (CENTRE + dx * (band + 4), _Y + side * radius * 0.62, 0),
                    (CENTRE + dx * (band + 2), _Y + side * (radius + 11), 0),
                    (CENTRE + dx * band * 0.72, _Y + side * (radius + 9), 0),
                ]
            )
            c.fill(lug, tube(CENTRE + dx * band - 8, CENTRE + dx * band + 8, case), relief=_PART)
    c.fill(
        rectangle(CENTRE + radius - 2, _Y - 6, CENTRE + radius + 8, _Y + 6, radius=2),
        look.hard(case, 0.5),
        relief=_PART,
    )
    if look.cut == "chronograph":
        for dy in (-24, 24):
            c.fill(
                rectangle(
                    CENTRE + radius - 8, _Y + dy - 4, CENTRE + radius + 6, _Y + dy + 4, radius=2
                ),
                look.hard(case, 0.5),
                relief=_PART,
            )
    c.fill(
        _outline(radius, square=square),
        brushed(CENTRE, _Y, case, bands=4 if not square else 2),
        relief=Relief(edge=4, lift=4, wrinkle=0),
        gloss=0.4,
        shadow=0.35,
    )
    if look.cut in ("sport", "chronograph"):
        ring: Colour = look.second if look.cut == "sport" else look.pick((0.12, 0.12, 0.14), case)
        c.fill(
            c.mask(
                _outline(radius * 0.95, square=square),
                holes=[_outline(radius * 0.80, square=square)],
            ),
            look.hard(ring, 0.2),
            relief=Relief(edge=1.5, lift=1.2),
        )
        for k in range(60):
            a = np.radians(6 * k)
            r0, r1 = radius * 0.83, radius * (0.92 if k % 5 == 0 else 0.88)
            c.stroke(
                np.array(
                    [
                        (CENTRE + r0 * np.sin(a), _Y - r0 * np.cos(a)),
                        (CENTRE + r1 * np.sin(a), _Y - r1 * np.cos(a)),
                    ]
                ),
                0.9,
                (0.95, 0.95, 0.95) if luminance(ring) < 0.5 else (0.1, 0.1, 0.1),
            )
    face = radius * (0.80 if look.cut in ("sport", "chronograph") else 0.86)
    c.fill(
        _outline(face, square=square),
        dial,
        relief=Relief(edge=4, lift=-3, wrinkle=0, occlusion=0.3),
        gloss=0.15,
    )
    _face(look, face, dial, case, square=square)


def _outline(radius: float, *, square: bool) -> Points:
    if square:
        return rectangle(
            CENTRE - radius * 0.84,
            _Y - radius,
            CENTRE + radius * 0.84,
            _Y + radius,
            radius=radius * 0.16,
        )
    return ellipse(CENTRE, _Y, radius)


def _dial_colour(look: Look, case: Colour) -> Colour:
    if look.cut == "sport":
        return look.pick((0.13, 0.13, 0.15), darker(look.colour, 0.5))
    if look.cut in ("steel", "slim"):
        return look.colour if look.material == "Metal" else (0.95, 0.95, 0.93)
    return look.pick((0.95, 0.95, 0.93), (0.13, 0.13, 0.15), lighter(case, 0.7), (0.16, 0.22, 0.38))


def _strap(look: Look, band: float, radius: float) -> None:
    c = look.canvas
    for side in (-1, 1):
        strap = curve(
            [
                (CENTRE - band, _Y + side * radius * 0.6, 0),
                (CENTRE + band, _Y + side * radius * 0.6, 0),
                (CENTRE + band * 0.95, _Y + side * 100),
                (CENTRE + band * 0.80, _Y + side * 172, 0),
                (CENTRE, _Y + side * 180),
                (CENTRE - band * 0.80, _Y + side * 172, 0),
                (CENTRE - band * 0.95, _Y + side * 100),
            ]
        )
        mask = c.fill(
            strap, look.main, relief=Relief(edge=6, lift=5, body=0.35, wrinkle=0.15, occlusion=0.2)
        )
        if look.cut == "sport":
            for k in range(4):
                y = _Y + side * (radius + 28 + 22 * k)
                c.fill(
                    rectangle(CENTRE - band * 0.7, y - 3, CENTRE + band * 0.7, y + 3, radius=3),
                    darker(look.colour, 0.5),
                    inside=mask,
                )
        else:
            for dx in (-0.82, 0.82):
                c.stroke(
                    np.array(
                        [
                            (CENTRE + dx * band, _Y + side * radius),
                            (CENTRE + dx * band * 0.84, _Y + side * 170),
                        ]
                    ),
                    0.8,
                    look.stitch,
                    dash=2.4,
                    inside=mask,
                )
        if side > 0 and look.cut != "sport":
            for k in range(4):
                c.disc(CENTRE, _Y + 104 + 17 * k, 1.9, darker(look.colour, 0.7), gloss=0)


def _bracelet(look: Look, band: float, radius: float, case: Colour) -> None:
    c = look.canvas
    step = 13.0
    for side in (-1, 1):
        for k in range(10, -1, -1):
            y = _Y + side * (radius * 0.86 + k * step)
            share = 1 - 0.018 * k
            for a, b in ((-1.0, -0.42), (-0.38, 0.38), (0.42, 1.0)):
                x0, x1 = CENTRE + band * a * share, CENTRE + band * b * share
                tone = lighter(case, 0.25) if a == -0.38 else case
                c.fill(
                    rectangle(x0, y - step / 2 + 0.7, x1, y + step / 2 - 0.7, radius=2),
                    tube(CENTRE - band, CENTRE + band, tone, 0.5),
                    relief=Relief(edge=2.4, lift=2.4, wrinkle=0, occlusion=0.25),
                    gloss=0.4,
                )


def _face(look: Look, face: float, dial: Colour, case: Colour, *, square: bool) -> None:
    c = look.canvas
    ink: Colour = (0.12, 0.12, 0.13) if luminance(dial) > 0.45 else (0.94, 0.94, 0.92)
    mark = ink if look.chance(0.5) else (GOLD if case[0] > case[2] + 0.1 else ink)
    sx = 0.84 if square else 1.0
    for k in range(12):
        a = np.radians(30 * k)
        long = k % 3 == 0
        r0, r1 = face * (0.74 if long else 0.80), face * 0.92
        at = np.array([np.sin(a) * sx, -np.cos(a)])
        c.stroke(shifted(np.stack([at * r0, at * r1]), CENTRE, _Y), 3.2 if long else 1.8, mark)
    if look.cut == "chronograph" or (look.cut == "sport" and look.chance(0.5)):
        for x, y in ((-0.42, 0.0), (0.42, 0.0), (0.0, 0.42)):
            cx, cy = CENTRE + x * face, _Y + y * face
            c.fill(
                ellipse(cx, cy, face * 0.22),
                lighter(dial, 0.2) if luminance(dial) < 0.5 else darker(dial, 0.1),
                relief=Relief(edge=2, lift=-1.5),
            )
            c.stroke(np.array([(cx, cy), (cx + face * 0.1, cy - face * 0.12)]), 1.0, ink)
    elif look.chance(0.4):
        c.fill(
            rectangle(CENTRE + face * 0.44, _Y - 5, CENTRE + face * 0.66, _Y + 5),
            (0.97, 0.97, 0.97),
            relief=Relief(edge=1, lift=-0.6),
        )
    for angle, length, width in ((-58.0, 0.50, 3.4), (52.0, 0.76, 2.4)):
        a = np.radians(angle)
        tip = (CENTRE + face * length * np.sin(a) * sx, _Y - face * length * np.cos(a))
        back = (CENTRE - face * 0.12 * np.sin(a), _Y + face * 0.12 * np.cos(a))
        c.stroke(np.array([back, tip]), width, mark)
    red: Colour = (0.78, 0.16, 0.16) if look.chance(0.5) else ink
    c.stroke(
        np.array([(CENTRE - face * 0.1, _Y - face * 0.2), (CENTRE + face * 0.4, _Y + face * 0.66)]),
        1.0,
        red,
    )
    c.disc(CENTRE, _Y, 3.0, look.hard(case, 0.5), gloss=0.5)
    sheen = curve(
        [
            (CENTRE - face * 0.7, _Y - face * 0.5),
            (CENTRE - face * 0.1, _Y - face * 0.86),
            (CENTRE + face * 0.1, _Y - face * 0.5),
            (CENTRE - face * 0.5, _Y + face * 0.1),
        ]
    )
    c.fill(sheen, (1.0, 1.0, 1.0), alpha=0.10)
