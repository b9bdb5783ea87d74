"""A pair of trouser legs and what is sewn on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Fold, Relief
from ingest.sample.drawing.outline import (
    CENTRE,
    Points,
    curve,
    rectangle,
    ribbon,
    shifted,
    symmetric,
)
from ingest.sample.shapes.parts.frame import flipped

if TYPE_CHECKING:
    from ingest.sample.drawing.canvas import Mask
    from ingest.sample.drawing.look import Look
    from ingest.sample.drawing.palette import Colour

JEANS_THREAD: Colour = (0.82, 0.58, 0.28)


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
                    (c - 2, self.top + 2, 0),
                    (c + self.waist, self.top, 0),
                    (c + self.hip, self.top + 58),
                    (knee_mid + self.knee, knee_y),
                    (middle + self.hem, self.end, 0),
                    (middle, self.end + 2),
                    (middle - self.hem, self.end, 0),
                    (knee_mid - self.knee, knee_y),
                    (c + 3.5, self.crotch + 14),
                    (c - 1, self.crotch, 0),
                ]
            ),
            side,
        )


def _leg_relief(look: Look, legs: Legs, side: int) -> Relief:
    rng, base = look.canvas.rng, look.main.relief
    x0 = CENTRE + side * 8
    soft = 0.5 + base.wrinkle
    folds = [
        Fold(
            (x0, legs.crotch - 6),
            (CENTRE + side * rng.uniform(34, 52), legs.crotch - rng.uniform(2, 30)),
            5,
            -1.5 * soft,
        ),
        Fold(
            (x0, legs.crotch + 4),
            (CENTRE + side * rng.uniform(36, 50), legs.crotch + rng.uniform(12, 30)),
            5,
            -1.1 * soft,
        ),
    ]
    long = legs.end - legs.crotch > 120
    for _ in range(4 if long else 1):
        y = legs.end - rng.uniform(0.06, 0.75) * (legs.end - legs.crotch)
        folds.append(
            Fold(
                (CENTRE + side * 12, y),
                (CENTRE + side * 52, y + rng.uniform(-12, 12)),
                5,
                soft * rng.uniform(-1.3, 0.3),
            )
        )
    if long:
        folds.extend(
            Fold(
                (CENTRE + side * 10, legs.end - k),
                (CENTRE + side * 50, legs.end - k + rng.uniform(-6, 6)),
                4,
                -1.2 * soft,
            )
            for k in (12, 24)
        )
    return base.with_(body=0.34, lift=3.2, edge=6, folds=tuple(folds))


def draw_legs(look: Look, legs: Legs) -> tuple[Mask, Mask, Mask]:
    """Lay both legs; gives the masks of the left, the right and both."""
    c = look.canvas
    back = symmetric(
        [
            (CENTRE, legs.top + 1),
            (CENTRE + legs.waist - 1, legs.top - 3, 0),
            (CENTRE + legs.waist, legs.top + 8, 0),
            (CENTRE, legs.top + 14),
        ]
    )
    c.fill(back, look.plain, dim=0.55)
    left = c.fill(legs.leg(-1), look.main, relief=_leg_relief(look, legs, -1), dim=0.99)
    right = c.fill(legs.leg(1), look.main, relief=_leg_relief(look, legs, 1), shadow=0.12)
    both = c.mask(legs.leg(-1), legs.leg(1))
    return left, right, both


def draw_waist(look: Look, legs: Legs, depth: float, *, elastic: bool = False) -> Mask:
    """The waistband; ``elastic`` for a ribbed one."""
    c, t = look.canvas, legs.top
    grow = depth / 58 * (legs.hip - legs.waist)
    band = curve(
        [
            (CENTRE - legs.waist - 0.5, t - 1, 0),
            (CENTRE, t + 4),
            (CENTRE + legs.waist + 0.5, t - 1, 0),
            (CENTRE + legs.waist + grow + 1, t + depth, 0),
            (CENTRE, t + depth + 5),
            (CENTRE - legs.waist - grow - 1, t + depth, 0),
        ]
    )
    paint = look.cloth("Acrylic", look.main.base) if elastic else look.main
    return c.fill(band, paint, relief=Relief(edge=2, lift=1.2, body=0.25, wrinkle=0.3), shadow=0.25)


def draw_belt_loops(look: Look, legs: Legs, depth: float) -> None:
    """Four belt loops on the waistband."""
    for dx in (-legs.waist * 0.82, -legs.waist * 0.42, legs.waist * 0.42, legs.waist * 0.82):
        x = CENTRE + dx
        y = legs.top + 3.5 * (1 - (dx / legs.waist) ** 2)
        look.canvas.fill(
            rectangle(x - 2, y - 2.5, x + 2, y + depth + 2),
            look.main,
            relief=Relief(edge=1, lift=0.8),
            shadow=0.4,
        )


def draw_fly(look: Look, legs: Legs, depth: float, thread: Colour, inside: Mask) -> None:
    """The seam and stitches of the fly."""
    c = look.canvas
    top = legs.top + depth + 4
    c.seam(np.array([(CENTRE, top), (CENTRE, legs.crotch)]), look.colour, depth=0.6, inside=inside)
    fly = curve(
        [(CENTRE + 11, top, 0), (CENTRE + 11, legs.crotch - 44), (CENTRE + 1, legs.crotch - 24, 0)],
        closed=False,
    )
    c.stroke(fly, 0.7, thread, inside=inside, dash=1.8)


def draw_side_pockets(
    look: Look, legs: Legs, depth: float, thread: Colour, inside: Mask, *, style: str
) -> None:
    """Front pockets: ``scoop`` as on jeans, or ``slant``."""
    y = legs.top + depth + 2
    for side in (-1, 1):
        if style == "scoop":
            line = curve(
                [
                    (CENTRE + side * 19, y + 1, 0),
                    (CENTRE + side * 25, y + 20),
                    (CENTRE + side * (legs.hip + 2), y + 27, 0),
                ],
                closed=False,
            )
        else:
            line = np.array(
                [(CENTRE + side * (legs.waist * 0.66), y), (CENTRE + side * (legs.hip - 1), y + 44)]
            )
        look.canvas.seam(line, look.colour, depth=0.6, inside=inside)
        look.canvas.stroke(shifted(line, 0, 2.4), 0.6, thread, inside=inside, dash=1.8)


def draw_drawstring(look: Look, y: float) -> None:
    """The two ends of a drawstring."""
    cord = look.pick((0.93, 0.93, 0.92), look.second)
    for dx in (-5, 6):
        line = curve(
            [(CENTRE + dx * 0.4, y), (CENTRE + dx, y + 16), (CENTRE + dx * 1.4, y + 34)],
            closed=False,
        )
        look.canvas.fill(
            ribbon(line, 2.2), look.hard(cord, 0), relief=Relief(edge=1, lift=0.7), shadow=0.4
        )
