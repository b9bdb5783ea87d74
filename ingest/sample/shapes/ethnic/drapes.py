"""Dupattas, stoles and scarves."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Fold
from ingest.sample.drawing.outline import CENTRE, Points, along, between, curve, ribbon, symmetric
from ingest.sample.drawing.palette import Colour, darker, lighter
from ingest.sample.shapes.parts.mannequin import draw_mannequin
from ingest.sample.shapes.parts.ornament import draw_border

if TYPE_CHECKING:
    from ingest.sample.drawing.fabric import Fabric
    from ingest.sample.drawing.look import Look


def _fringe(look: Look, edge: Points, length: float, colour: Colour) -> None:
    threads = []
    for k, (x, y) in enumerate(along(edge, max(8, int(np.hypot(*(edge[-1] - edge[0])) / 2.6)))):
        lean = look.canvas.rng.normal(0, 1.4)
        threads.append(
            np.array(
                [
                    (x, y),
                    (x + lean * 0.5, y + length * 0.5),
                    (x + lean, y + length * (0.9 + 0.1 * (k % 2))),
                ]
            )
        )
    look.canvas.stroke(threads, 1.0, darker(colour, 0.12))


def _hanging(
    look: Look,
    left: Points,
    right: Points,
    cloth: Fabric,
    *,
    border: bool,
    dim: float = 1.0,
    angle: float = 0.0,
) -> None:
    """A length of cloth between two side lines (from top to bottom), with ends."""
    c = look.canvas
    outline = np.concatenate([along(left, 40), along(right, 40)[::-1]])
    folds = []
    for t in (0.22, 0.5, 0.78):
        line = between(left, right, t, count=6)
        for a, b in pairwise(line):
            folds.append(
                Fold(
                    (float(a[0]), float(a[1])),
                    (float(b[0]), float(b[1])),
                    4.0,
                    1.9 if t != 0.5 else -2.2,
                )
            )
    mask = c.fill(
        outline,
        cloth,
        relief=cloth.relief.with_(folds=tuple(folds), edge=5, lift=3),
        shadow=0.35,
        dim=dim,
        angle=angle,
    )
    foot = np.stack([left[-1], right[-1]])
    if border:
        for up, width in ((8, 13), (26, 4)):
            wide = foot + np.array([[-6.0, 0], [6.0, 0]]) * np.sign(foot[1, 0] - foot[0, 0])
            draw_border(look, wide - (0, up), width, inside=mask, ground=look.second)
    _fringe(look, foot, 9 if border else 15, cloth.base)


def draw_dupatta(look: Look) -> None:
    """A dupatta or stole draped over both shoulders of a dress form in a pale kurta."""
    c, v = look.canvas, look.vary
    draw_mannequin(look, arms=False)
    pale = look.cloth(
        "Cotton", look.pick((0.93, 0.92, 0.90), (0.90, 0.87, 0.82), (0.24, 0.24, 0.27))
    )
    for side in (-1, 1):
        arm = curve(
            [
                (CENTRE + side * 36, 66, 0),
                (CENTRE + side * 48, 72),
                (CENTRE + side * 62, 140),
                (CENTRE + side * 70, 206, 0),
                (CENTRE + side * 54, 210, 0),
                (CENTRE + side * 42, 120),
            ]
        )
        c.fill(arm, pale, relief=pale.relief.with_(edge=6, lift=4))
    kurta = symmetric(
        [
            (CENTRE, 88),
            (CENTRE + 18, 74),
            (CENTRE + 22, 58, 0),
            (CENTRE + 45, 68, 0),
            (CENTRE + 44, 105, 0),
            (CENTRE + 42, 160),
            (CENTRE + 62, 322, 0),
            (CENTRE, 327),
        ]
    )
    c.fill(
        kurta,
        pale,
        relief=pale.relief.with_(body=0.35, drape=1.2, pleats=4, drape_from=0.3),
        shadow=0.15,
    )
    ends = (v(250, 330), v(250, 330))
    if look.cut == "one shoulder":
        left = curve(
            [(CENTRE + 12, 60), (CENTRE + 14, 140), (CENTRE + 12, 240), (CENTRE + 8, ends[0] + 20)],
            closed=False,
        )
        right = curve(
            [
                (CENTRE + 45, 66),
                (CENTRE + 58, 140),
                (CENTRE + 60, 240),
                (CENTRE + 62, ends[0] + 16),
            ],
            closed=False,
        )
        _hanging(look, left, right, look.main, border=True)
        return
    for side, end in zip((-1, 1), ends, strict=True):
        left = curve(
            [
                (CENTRE + side * 13, 54),
                (CENTRE + side * 20, 130),
                (CENTRE + side * 20, 220),
                (CENTRE + side * 16, end),
            ],
            closed=False,
        )
        right = curve(
            [
                (CENTRE + side * 45, 66),
                (CENTRE + side * 58, 130),
                (CENTRE + side * 60, 220),
                (CENTRE + side * 60, end - 5),
            ],
            closed=False,
        )
        _hanging(look, left, right, look.main, border=True)
    front = curve(
        [
            (CENTRE - 45, 64, 0),
            (CENTRE - 14, 54, 0),
            (CENTRE, 104),
            (CENTRE + 14, 54, 0),
            (CENTRE + 45, 64, 0),
            (CENTRE + 24, 116),
            (CENTRE, 134),
            (CENTRE - 24, 116),
        ]
    )
    c.fill(
        front,
        look.main,
        shadow=0.35,
        relief=look.main.relief.with_(
            edge=5,
            lift=4,
            folds=(
                Fold((CENTRE - 30, 68), (CENTRE, 122), 4, 1.8),
                Fold((CENTRE + 30, 68), (CENTRE, 122), 4, 1.8),
            ),
        ),
    )


def draw_scarf(look: Look) -> None:
    """A scarf knotted in a loop with two hanging ends, or a folded one."""
    c, v = look.canvas, look.vary
    pale = lighter(look.colour, 0.1)
    ends = (v(330, 356), v(290, 330))
    spread = v(0.9, 1.2)
    loop_back = curve(
        [
            (CENTRE - 62, 110),
            (CENTRE - 44, 66),
            (CENTRE, 52),
            (CENTRE + 44, 66),
            (CENTRE + 62, 110),
            (CENTRE + 30, 116),
            (CENTRE, 92),
            (CENTRE - 30, 116),
        ]
    )
    c.fill(loop_back, look.main, dim=0.66, relief=look.main.relief.with_(edge=6, lift=4))
    for side, end in zip((-1, 1), ends, strict=True):
        left = curve(
            [
                (CENTRE + side * 2, 140),
                (CENTRE + side * 6 * spread, 220),
                (CENTRE + side * 10 * spread, end),
            ],
            closed=False,
        )
        right = curve(
            [
                (CENTRE + side * 34, 140),
                (CENTRE + side * 54 * spread, 220),
                (CENTRE + side * 60 * spread, end - 6),
            ],
            closed=False,
        )
        _hanging(look, left, right, look.main, border=False, angle=-side * 6)
    for side in (-1, 1):
        wing = curve(
            [
                (CENTRE - side * 12, 158, 0),
                (CENTRE + side * 22, 160),
                (CENTRE + side * 62, 118),
                (CENTRE + side * 58, 84),
                (CENTRE + side * 40, 66),
                (CENTRE + side * 28, 92),
                (CENTRE + side * 8, 124),
            ]
        )
        folds = tuple(
            Fold(
                (CENTRE + side * (50 - 8 * k), 78 + 6 * k),
                (CENTRE + side * 4, 136 + 6 * k),
                4,
                2.0 if k % 2 else -2.0,
            )
            for k in range(3)
        )
        c.fill(
            wing,
            look.main,
            shadow=0.38,
            angle=-side * 35,
            relief=look.main.relief.with_(edge=6, lift=4, folds=folds),
        )
    knot = curve(
        [
            (CENTRE - 24, 134),
            (CENTRE, 126),
            (CENTRE + 25, 136),
            (CENTRE + 28, 166),
            (CENTRE, 178),
            (CENTRE - 27, 164),
        ]
    )
    folds = tuple(
        Fold(
            (CENTRE - 22 + 3 * k, 138 + 10 * k),
            (CENTRE + 24, 142 + 10 * k),
            3.5,
            -2.0 if k % 2 else 2.0,
        )
        for k in range(3)
    )
    c.fill(
        knot,
        look.main,
        shadow=0.4,
        angle=80,
        relief=look.main.relief.with_(edge=7, lift=5, folds=folds),
    )
    if look.cut == "trimmed":
        c.fill(ribbon(np.array([(CENTRE - 20, 170.0), (CENTRE + 22, 172.0)]), 2), pale)
