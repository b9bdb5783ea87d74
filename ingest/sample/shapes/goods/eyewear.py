"""Sunglasses."""

from __future__ import annotations

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.look import GOLD, SILVER, Look
from ingest.sample.drawing.outline import CENTRE, Points, arc, curve, ellipse, ribbon
from ingest.sample.drawing.palette import Colour, darker, lighter
from ingest.sample.shapes.parts.frame import flipped
from ingest.sample.shapes.parts.metal import down

_RIM = Relief(edge=2.2, lift=2.4, body=0.0, wrinkle=0.0, occlusion=0.2)
_Y = 196.0


def _lens(look: Look) -> tuple[Points, Points, float]:
    """Outer rim and lens of the right eye, and the height of the bridge."""
    w, h = look.vary(46, 52), look.vary(36, 44)
    x = CENTRE + 12 + w
    if look.cut == "aviator":
        shape = curve(
            [
                (x - w + 4, _Y - h * 0.72),
                (x, _Y - h * 0.92),
                (x + w, _Y - h * 0.74),
                (x + w * 0.96, _Y + h * 0.1),
                (x + w * 0.4, _Y + h * 1.02),
                (x - w * 0.36, _Y + h * 0.92),
                (x - w * 0.9, _Y + h * 0.12),
            ]
        )
        thick = 0.93
    elif look.cut == "round":
        shape = ellipse(x - 2, _Y, w * 0.86, w * 0.86)
        thick = 0.87
    elif look.cut == "cat eye":
        shape = curve(
            [
                (x - w, _Y - h * 0.5),
                (x, _Y - h * 0.66),
                (x + w * 0.9, _Y - h * 1.06),
                (x + w * 1.16, _Y - h * 1.0),
                (x + w * 0.96, _Y + h * 0.1),
                (x + w * 0.3, _Y + h * 0.78),
                (x - w * 0.56, _Y + h * 0.66),
                (x - w, _Y + h * 0.1),
            ]
        )
        thick = 0.80
    elif look.cut == "sport":
        shape = curve(
            [
                (CENTRE + 3, _Y - 14),
                (x, _Y - 30),
                (x + w * 1.15, _Y - 22),
                (x + w * 1.2, _Y),
                (x + w * 0.4, _Y + 26),
                (x - w * 0.5, _Y + 28),
                (CENTRE + 9, _Y + 6),
            ]
        )
        thick = 0.88
    else:
        shape = curve(
            [
                (x - w, _Y - h * 0.72),
                (x, _Y - h * 0.84),
                (x + w * 1.04, _Y - h * 0.82),
                (x + w * 0.98, _Y),
                (x + w * 0.78, _Y + h * 0.74),
                (x - w * 0.1, _Y + h * 0.84),
                (x - w * 0.8, _Y + h * 0.62),
                (x - w, _Y - h * 0.1),
            ]
        )
        thick = 0.81 if look.cut == "wayfarer" else 0.84
    middle = (shape.max(axis=0) + shape.min(axis=0)) / 2
    return shape, (shape - middle) * thick + middle, h


def draw_sunglasses(look: Look) -> None:
    """Aviator, wayfarer, round, cat eye, sport, square."""
    c = look.canvas
    rim, lens, h = _lens(look)
    wire = look.cut in ("aviator", "round")
    frame: Colour = look.pick(GOLD, SILVER, (0.25, 0.25, 0.27)) if wire else look.colour
    glass: Colour = (
        look.colour
        if wire
        else look.pick((0.16, 0.15, 0.15), (0.30, 0.20, 0.13), (0.20, 0.26, 0.33))
    )
    far = rim[:, 0].max()
    for side in (-1, 1):
        temple = flipped(
            curve(
                [
                    (far - 6, _Y - h * 0.55, 0),
                    (far + 8, _Y - h * 0.62),
                    (far + 2, _Y - h * 1.0),
                    (far - 26, _Y - h * 1.75),
                    (far - 42, _Y - h * 1.9),
                ],
                closed=False,
            ),
            side,
        )
        c.fill(
            ribbon(temple, (5 if wire else 10, 5 if wire else 8, 4, 4)),
            look.hard(darker(frame, 0.15), 0.4),
            relief=_RIM,
            dim=0.8,
        )
    fade = down(
        float(lens[:, 1].min()),
        float(lens[:, 1].max()),
        [(0.0, darker(glass, 0.25)), (0.55, glass), (1.0, lighter(glass, look.vary(0.25, 0.6)))],
    )
    for side in (-1, 1):
        inner = flipped(lens, side)
        ring = c.mask(flipped(rim, side), holes=[inner])
        eye = c.fill(
            inner,
            fade,
            relief=Relief(edge=5, lift=3, wrinkle=0, occlusion=0.1),
            gloss=0.25,
            alpha=0.94,
        )
        c.fill(
            ring,
            look.main if look.pattern != "Solid" and not wire else look.hard(frame, 0.5),
            relief=_RIM,
            gloss=0.5,
        )
        middle = (rim.max(axis=0) + rim.min(axis=0)) / 2
        x, y = CENTRE + side * (float(middle[0]) - CENTRE), float(middle[1])
        for dx, width in ((-18.0, 9.0), (-4.0, 3.5)):
            glare = curve(
                [
                    (x + dx, y - 34, 0),
                    (x + dx + width, y - 34, 0),
                    (x + dx + width - 18, y + 34, 0),
                    (x + dx - 18, y + 34, 0),
                ]
            )
            c.fill(glare, (1.0, 1.0, 1.0), alpha=0.13, inside=eye)
    bridge = arc(CENTRE, _Y - (10 if look.cut != "sport" else 6), 15, 11, 195, 345)
    c.fill(ribbon(bridge, 3.6 if wire else 7), look.hard(frame, 0.5), relief=_RIM)
    if look.cut == "aviator":
        c.fill(
            ribbon(
                curve(
                    [
                        (CENTRE - 24, _Y - h * 0.78),
                        (CENTRE, _Y - h * 0.84),
                        (CENTRE + 24, _Y - h * 0.78),
                    ],
                    closed=False,
                ),
                3,
            ),
            look.hard(frame, 0.5),
            relief=_RIM,
        )
    for side in (-1, 1):
        c.disc(
            CENTRE + side * (float(far) - CENTRE - 5),
            _Y - h * 0.58,
            2.2,
            look.hard(SILVER, 0.6),
            gloss=0.6,
        )
