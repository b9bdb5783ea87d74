"""Sneakers, slip-ons, loafers and boots from the side, the toe to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Fold
from ingest.sample.drawing.outline import curve, ellipse
from ingest.sample.drawing.palette import Colour, darker, lighter, luminance
from ingest.sample.shapes.footwear.last import (
    LEATHER,
    PANEL,
    draw_heeled_sole,
    draw_laces,
    draw_opening,
    draw_sole,
    draw_tongue,
    low_upper,
)

if TYPE_CHECKING:
    from ingest.sample.drawing.look import Look


def draw_casual_shoe(look: Look) -> None:
    """Low sneaker, high top, slip-on, boat shoe, loafer, desert boot."""
    {
        "sneaker": _sneaker,
        "high top": _sneaker,
        "slip on": _slip_on,
        "boat": _loafer,
        "loafer": _loafer,
        "boot": _boot,
    }[look.cut](look)


def _flat_sole(look: Look, colour: Colour, thick: float, *, stripe: Colour | None = None) -> None:
    mask = draw_sole(
        look,
        [(45, 246, 0), (100, 249), (170, 249), (230, 245), (264, 238, 0)],
        [
            (47, 249 + thick, 0),
            (100, 251 + thick),
            (170, 251 + thick),
            (232, 249 + thick),
            (266, 240 + thick * 0.55, 0),
        ],
        colour,
    )
    if stripe is not None:
        line = curve(
            [
                (44, 249 + thick * 0.45),
                (150, 251 + thick * 0.45),
                (232, 248 + thick * 0.45),
                (268, 239 + thick * 0.3),
            ],
            closed=False,
        )
        look.canvas.stroke(line, 1.8, stripe, inside=mask)
    look.canvas.stroke(
        curve([(45, 248), (150, 251.5), (230, 247), (264, 240)], closed=False),
        0.7,
        darker(colour, 0.3),
        alpha=0.6,
        inside=mask,
    )


def _sneaker(look: Look) -> None:
    c = look.canvas
    collar = look.vary(30, 42) if look.cut == "high top" else -13.0
    white = (0.95, 0.95, 0.94)
    sole = white if luminance(look.colour) < 0.8 or look.chance(0.6) else (0.80, 0.62, 0.40)
    lace = white if luminance(look.colour) < 0.85 else look.pick(white, (0.25, 0.25, 0.27))
    draw_opening(look, collar, lighter(look.colour, 0.45))
    draw_tongue(look, collar, look.plain)
    body = c.fill(
        curve(low_upper(collar, toe=look.vary(-2, 5))), look.main, relief=LEATHER, shadow=0.2
    )
    stay = curve(
        [
            (124, 170 - collar * 0.85, 0),
            (136, 170 - collar * 0.6),
            (188, 208),
            (178, 222),
            (150, 206),
            (120, 190 - collar * 0.8),
        ]
    )
    c.fill(stay, look.plain, relief=PANEL, inside=body, shadow=0.25)
    heel = curve([(44, 180 - collar, 0), (64, 184 - collar), (74, 214), (78, 256, 0), (44, 256, 0)])
    c.fill(
        heel,
        look.contrast if look.chance(0.5) else look.plain,
        relief=PANEL,
        inside=body,
        shadow=0.2,
    )
    if look.chance(0.6):
        cap = curve([(216, 256, 0), (212, 236), (222, 214, 0), (252, 218), (270, 256, 0)])
        paint = look.hard(white, 0.1) if look.chance(0.5) else look.plain
        c.fill(cap, paint, relief=PANEL.with_(lift=3, edge=5), inside=body, shadow=0.25)
    if look.chance(0.6):
        style = look.pick("band", "wave", "twin")
        ink = look.second
        if style == "wave":
            side = curve(
                [(88, 246, 0), (108, 222), (150, 224), (186, 232, 0), (150, 238), (118, 238)]
            )
            c.fill(side, ink, inside=body, relief=PANEL)
        else:
            for k in range(1 if style == "band" else 2):
                c.stroke(
                    np.array([(112.0 + 15 * k, 250), (142 + 15 * k, 196)]),
                    6 if style == "twin" else 9,
                    ink,
                    inside=body,
                )
    draw_laces(look, 6 if collar > 0 else 5, lace, collar, near=(128, 172))
    if collar > 0:
        c.disc(84, 206 - collar * 0.35, 9, look.contrast, gloss=0.1, shadow=0.2)
    _flat_sole(look, sole, look.vary(13, 18), stripe=look.second if look.chance(0.4) else None)


def _slip_on(look: Look) -> None:
    c = look.canvas
    draw_opening(look, 0, lighter(look.colour, 0.4))
    body = c.fill(
        curve(
            [
                (54, 252, 0),
                (46, 226),
                (50, 198),
                (51, 178, 0),
                (80, 190),
                (118, 192),
                (140, 178, 0),
                (170, 194),
                (202, 210),
                (236, 220),
                (258, 236),
                (262, 252, 0),
            ]
        ),
        look.main,
        relief=LEATHER,
        shadow=0.2,
    )
    gore = curve([(112, 192, 0), (128, 190, 0), (146, 214, 0), (130, 216, 0)])
    c.fill(gore, look.cloth("Acrylic", darker(look.colour, 0.3)), relief=PANEL, inside=body)
    c.seam(curve([(128, 190), (152, 218), (190, 244)], closed=False), look.colour, inside=body)
    _flat_sole(
        look,
        (0.95, 0.95, 0.94),
        look.vary(13, 17),
        stripe=look.second if look.chance(0.3) else None,
    )


def _loafer(look: Look) -> None:
    c = look.canvas
    boat = look.cut == "boat"
    draw_opening(look, -4, (0.76, 0.62, 0.46))
    body = c.fill(
        curve(
            [
                (56, 252, 0),
                (48, 228),
                (52, 200),
                (53, 182, 0),
                (82, 196),
                (120, 198),
                (138, 184, 0),
                (172, 196),
                (204, 210),
                (238, 220),
                (260, 236),
                (264, 252, 0),
            ]
        ),
        look.main,
        relief=LEATHER,
        shadow=0.2,
    )
    apron = curve([(124, 202), (158, 214), (206, 228), (242, 226)], closed=False)
    c.seam(apron, look.colour, depth=0.8, inside=body)
    c.stroke(apron - (0, 3), 1.0, look.stitch, inside=body, dash=2.2)
    if boat:
        c.stroke(
            curve([(50, 200), (84, 206), (126, 206)], closed=False),
            2.6,
            lighter(look.colour, 0.5),
            inside=body,
        )
        draw_laces(look, 2, lighter(look.colour, 0.5), 0, near=(142, 190), far=(158, 199))
        _flat_sole(look, (0.93, 0.92, 0.88), 10)
        return
    strap = curve([(132, 188, 0), (146, 184, 0), (176, 226, 0), (156, 232, 0)])
    c.fill(strap, look.main, relief=PANEL, shadow=0.35, inside=body)
    if look.chance(0.5):
        bit = np.array([(142.0, 196), (166, 226)])
        c.stroke(bit, 3.0, look.metal)
        c.disc(142, 196, 3.2, look.hard(look.metal, 0.6), gloss=0.6)
        c.disc(166, 226, 3.2, look.hard(look.metal, 0.6), gloss=0.6)
    draw_heeled_sole(look, darker(look.colour, 0.55))


def _boot(look: Look) -> None:
    c = look.canvas
    lift = look.vary(58, 78)
    mouth = ellipse(88, 178 - lift, 40, 8)
    c.fill(mouth, darker(look.colour, 0.6))
    body = c.fill(
        curve(
            [
                (54, 252, 0),
                (46, 226),
                (52, 196),
                (48, 178 - lift, 0),
                (88, 184 - lift),
                (128, 178 - lift, 0),
                (132, 160),
                (150, 182),
                (186, 204),
                (226, 212),
                (254, 230),
                (262, 252, 0),
            ]
        ),
        look.main,
        relief=LEATHER.with_(
            wrinkle=0.7,
            folds=(Fold((70, 190), (138, 182), 5, -2.4), (Fold((74, 206), (146, 196), 5, -2.0))),
        ),
        shadow=0.2,
    )
    if look.chance(0.5):
        panel = curve([(84, 186 - lift, 0), (110, 186 - lift, 0), (112, 210), (84, 210)])
        c.fill(
            panel,
            look.cloth("Acrylic", darker(look.colour, 0.35)),
            relief=PANEL,
            inside=body,
            shadow=0.2,
        )
    else:
        c.seam(
            curve([(118, 180 - lift), (120, 176), (140, 220), (150, 250)], closed=False),
            look.colour,
            depth=0.7,
            inside=body,
        )
        draw_laces(look, 6, darker(look.colour, 0.35), lift * 0.9, near=(138, 176), far=(176, 206))
    c.seam(
        curve([(50, 214), (84, 218), (92, 252)], closed=False), look.colour, depth=0.6, inside=body
    )
    draw_heeled_sole(
        look,
        look.pick((0.30, 0.20, 0.14), (0.75, 0.58, 0.38), (0.13, 0.13, 0.14)),
        thick=7,
        heel=18,
    )
