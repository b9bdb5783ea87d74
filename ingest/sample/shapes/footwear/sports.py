"""Running shoes from the side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.outline import Points, along, curve, ribbon
from ingest.sample.drawing.palette import Colour, darker, lighter
from ingest.sample.shapes.footwear.last import (
    LEATHER,
    PANEL,
    draw_laces,
    draw_opening,
    draw_sole,
    draw_tongue,
    low_upper,
)

if TYPE_CHECKING:
    from ingest.sample.drawing.look import Look


def draw_sports_shoe(look: Look) -> None:
    """A running or training shoe: mesh, overlays, a thick wedge sole, bright accents."""
    c = look.canvas
    accent = look.second
    draw_opening(look, -6, darker(accent, 0.1))
    draw_tongue(look, -6, look.contrast if look.chance(0.5) else look.plain, height=22)
    mesh = look.cloth("Mesh", look.colour)
    body = c.fill(curve(low_upper(-6, toe=look.vary(0, 6))), mesh, relief=LEATHER, shadow=0.2)
    overlay = look.cloth(
        "Synthetic Leather",
        look.pick(lighter(look.colour, 0.35), darker(look.colour, 0.3), (0.78, 0.79, 0.81)),
    )
    c.fill(
        curve([(44, 180, 0), (58, 178, 0), (66, 206), (96, 232), (92, 258, 0), (44, 258, 0)]),
        overlay,
        relief=PANEL,
        inside=body,
        shadow=0.25,
    )
    c.fill(
        curve([(206, 258, 0), (214, 236), (236, 226), (262, 236), (272, 258, 0)]),
        overlay,
        relief=PANEL,
        inside=body,
        shadow=0.25,
    )
    c.fill(
        curve([(122, 174, 0), (136, 173, 0), (190, 208, 0), (180, 220), (140, 198), (116, 188)]),
        overlay,
        relief=PANEL,
        inside=body,
        shadow=0.25,
    )
    style = look.pick("bolt", "lanes", "swirl", "rays")
    if style == "bolt":
        c.fill(
            curve(
                [
                    (92, 250, 0),
                    (126, 206, 0),
                    (134, 220, 0),
                    (184, 214, 0),
                    (140, 234, 0),
                    (132, 226, 0),
                ]
            ),
            accent,
            inside=body,
            relief=PANEL,
            shadow=0.15,
        )
    elif style == "lanes":
        for k in range(3):
            c.stroke(
                np.array([(100.0 + 18 * k, 252), (130 + 18 * k, 200)]), 6.5, accent, inside=body
            )
    elif style == "swirl":
        c.fill(
            curve([(82, 248, 0), (100, 224), (142, 216), (196, 228, 0), (146, 228), (114, 236)]),
            accent,
            inside=body,
            relief=PANEL,
            shadow=0.15,
        )
    else:
        for k in range(4):
            c.stroke(
                np.array([(96.0 + 26 * k, 256), (146 + 10 * k, 200)]), 3.4, accent, inside=body
            )
    c.fill(
        ribbon(curve([(50, 182), (60, 178), (84, 193), (112, 189), (128, 171)], closed=False), 5),
        look.hard(accent, 0),
        relief=Relief(edge=2, lift=1.5),
        shadow=0.2,
    )
    c.fill(
        curve([(45, 186, 0), (38, 178), (44, 170), (53, 180, 0)]),
        look.hard(accent, 0.1),
        relief=PANEL,
    )
    draw_laces(
        look, 6, look.pick((0.95, 0.95, 0.95), accent, (0.2, 0.2, 0.22)), -6, near=(130, 168)
    )
    _running_sole(look, accent)


def _running_sole(look: Look, accent: Colour) -> None:
    c, thick = look.canvas, look.vary(22, 28)
    white = (0.95, 0.95, 0.95)
    base = look.pick(white, white, darker(look.colour, 0.2))
    mask = draw_sole(
        look,
        [(42, 236, 0), (70, 244), (130, 250), (190, 248), (240, 242), (268, 230, 0)],
        [
            (36, 240 + thick * 0.7, 0),
            (64, 243 + thick),
            (140, 245 + thick),
            (200, 246 + thick),
            (244, 242 + thick),
            (272, 236, 0),
        ],
        base,
    )
    wave = curve(
        [(38, 246), (80, 258), (126, 252), (170, 260), (220, 250), (270, 238)], closed=False
    )
    c.stroke(wave, look.vary(2.5, 5), accent, inside=mask)
    tread: Points = along(
        curve(
            [
                (40, 240 + thick * 0.75),
                (64, 243 + thick),
                (140, 245 + thick),
                (200, 246 + thick),
                (246, 241 + thick),
                (270, 240),
            ],
            closed=False,
        ),
        60,
    )
    c.fill(ribbon(tread, 4.5), look.hard(look.pick((0.18, 0.18, 0.2), accent), 0.05), inside=mask)
    for x, y in along(tread, 22)[1:-1]:
        c.stroke(
            np.array([(x, y - 3), (x - 2, y + 4)]), 1.5, (0.97, 0.97, 0.97), inside=mask, alpha=0.8
        )
