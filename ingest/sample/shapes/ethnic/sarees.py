"""Sarees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Fold
from ingest.sample.drawing.outline import CENTRE, Points, curve, shifted, symmetric
from ingest.sample.drawing.palette import Colour, darker
from ingest.sample.shapes.parts.mannequin import draw_mannequin
from ingest.sample.shapes.parts.ornament import draw_border, draw_butis

if TYPE_CHECKING:
    from ingest.sample.drawing.look import Look


def draw_saree(look: Look) -> None:
    """A saree on a dress form: blouse, pleats, and the pallu over the shoulder with its border."""
    c, v = look.canvas, look.vary
    rich = look.cut in ("silk", "embellished")
    border = v(15, 22) if look.cut == "silk" else v(6, 13)
    edge_ground = look.second
    draw_mannequin(look, arms=True)
    blouse = look.cloth(
        "Silk" if rich else "Cotton", look.pick(look.second, darker(look.colour, 0.3))
    )
    for side in (-1, 1):
        sleeve = curve(
            [
                (CENTRE + side * 36, 68, 0),
                (CENTRE + side * 46, 72),
                (CENTRE + side * 57, 114, 0),
                (CENTRE + side * 40, 118, 0),
            ]
        )
        c.fill(sleeve, blouse, relief=blouse.relief.with_(edge=6, lift=4))
    front = symmetric(
        [
            (CENTRE, 86),
            (CENTRE + 20, 78),
            (CENTRE + 26, 60, 0),
            (CENTRE + 44, 68, 0),
            (CENTRE + 43, 100),
            (CENTRE + 39, 126, 0),
            (CENTRE, 128),
        ]
    )
    c.fill(front, blouse, relief=blouse.relief.with_(body=0.5), shadow=0.2)

    hem = v(58, 70)
    tail: Points = curve(
        [
            (CENTRE + 30, 62, 0),
            (CENTRE + 46, 68),
            (CENTRE + 66, 150),
            (CENTRE + v(78, 92), v(286, 318), 0),
            (CENTRE + 44, v(296, 324), 0),
            (CENTRE + 40, 170),
            (CENTRE + 28, 100),
        ]
    )
    pallu = c.fill(
        tail, look.main, relief=look.main.relief.with_(drape=2.0, pleats=3.2, body=0.2), dim=0.93
    )
    low = tail[np.argsort(tail[:, 1])[-2:]]
    foot = low[np.argsort(low[:, 0])]
    for up in (border * 0.6, border * 1.7):
        draw_border(
            look,
            foot - (0, up) + np.array([[-8, 2], [8, -2.0]]),
            border,
            inside=pallu,
            ground=edge_ground,
        )

    skirt_line = symmetric(
        [
            (CENTRE, 148),
            (CENTRE + 36, 146, 0),
            (CENTRE + 47, 186),
            (CENTRE + 48, 270),
            (CENTRE + hem, 384, 0),
            (CENTRE, 388),
        ]
    )
    skirt = c.fill(
        skirt_line,
        look.main,
        shadow=0.25,
        relief=look.main.relief.with_(drape=1.0, pleats=3.0, body=0.45, drape_from=0.1),
    )
    pleats = curve(
        [
            (CENTRE - 12, 152, 0),
            (CENTRE + 10, 152, 0),
            (CENTRE + 15, 260),
            (CENTRE + 27, 386, 0),
            (CENTRE - 18, 388, 0),
            (CENTRE - 15, 260),
        ]
    )
    c.fill(
        pleats,
        look.main,
        shadow=0.3,
        inside=skirt,
        relief=look.main.relief.with_(drape=2.6, pleats=5.0, sharp=0.5, body=0.1),
    )
    draw_border(
        look,
        curve(
            [
                (CENTRE - 90, 384 - border * 0.5),
                (CENTRE, 388 - border * 0.5),
                (CENTRE + 90, 384 - border * 0.5),
            ],
            closed=False,
        ),
        border,
        inside=skirt,
        ground=edge_ground,
    )
    if rich:
        draw_butis(
            look,
            [
                (CENTRE + x, y)
                for y in (190.0, 235.0, 280.0, 325.0)
                for x in (-36.0, -14.0, 14.0, 36.0)
            ],
            6.5,
            skirt,
        )
    _front_drape(look, border, edge_ground, rich=rich)


def _front_drape(look: Look, border: float, ground: Colour, *, rich: bool) -> None:
    c = look.canvas
    sash = curve(
        [
            (CENTRE + 22, 57, 0),
            (CENTRE + 42, 63),
            (CENTRE + 40, 92),
            (CENTRE + 24, 142),
            (CENTRE - 8, 186),
            (CENTRE - 48, 214, 0),
            (CENTRE - 46, 180),
            (CENTRE - 37, 150, 0),
            (CENTRE - 14, 122),
            (CENTRE + 8, 84),
        ]
    )
    folds = tuple(
        Fold(
            (CENTRE + 22 + 5 * k, 66),
            (CENTRE - 44 + 8 * k, 158 + 14 * k),
            4.0,
            1.6 if k % 2 else -1.6,
        )
        for k in range(4)
    )
    mask = c.fill(
        sash, look.main, shadow=0.38, angle=40, relief=look.main.relief.with_(folds=folds, body=0.1)
    )
    upper = curve(
        [(CENTRE + 22, 57), (CENTRE + 8, 85), (CENTRE - 14, 123), (CENTRE - 40, 153)], closed=False
    )
    draw_border(look, shifted(upper, 2.5, 2.5), border * 0.72, inside=mask, ground=ground)
    if rich:
        draw_butis(look, [(CENTRE + 24, 104), (CENTRE + 2, 140), (CENTRE - 22, 172)], 6, mask)
