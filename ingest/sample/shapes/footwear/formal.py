"""Formal shoes from the side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.outline import curve
from ingest.sample.drawing.palette import darker
from ingest.sample.shapes.footwear.last import (
    LEATHER,
    PANEL,
    draw_heeled_sole,
    draw_laces,
    draw_opening,
    draw_tongue,
)

if TYPE_CHECKING:
    from ingest.sample.drawing.look import Look


def draw_formal_shoe(look: Look) -> None:
    """Oxford, derby, monk strap or slip-on, in polished leather."""
    c, point = look.canvas, look.vary(2, 10)
    draw_opening(look, -12, (0.72, 0.58, 0.42))
    laced = look.cut in ("oxford", "derby")
    if laced:
        draw_tongue(look, -14, look.plain, height=2)
    body = c.fill(
        curve(
            [
                (56, 252, 0),
                (48, 228),
                (53, 206),
                (54, 190, 0),
                (84, 204),
                (116, 200),
                (130, 183, 0),
                (146, 186),
                (172, 203),
                (202, 217),
                (236, 224),
                (258 + point, 238),
                (264 + point, 252, 0),
            ]
        ),
        look.main,
        relief=LEATHER.with_(lift=10, edge=13),
        shadow=0.2,
        gloss=0.75,
    )
    line = curve([(52, 216), (88, 214), (122, 222), (150, 246)], closed=False)
    c.seam(line, look.colour, depth=0.7, inside=body)
    if look.cut in ("oxford", "derby"):
        stay = curve([(118, 192, 0), (131, 183, 0), (178, 208), (170, 222), (140, 218), (120, 207)])
        c.fill(stay, look.main, relief=PANEL, inside=body, shadow=0.35)
        draw_laces(look, 4, darker(look.colour, 0.5), -10, near=(136, 180), far=(170, 204))
    elif look.cut == "monk":
        strap = curve([(112, 210, 0), (130, 190, 0), (158, 192, 0), (170, 206), (140, 228, 0)])
        c.fill(strap, look.main, relief=PANEL, inside=body, shadow=0.45)
        ring = c.mask(
            curve([(112, 202, 0), (126, 196, 0), (132, 208, 0), (118, 215, 0)]),
            holes=[curve([(116, 203, 0), (124, 200, 0), (128, 208, 0), (119, 211, 0)])],
        )
        c.fill(ring, look.hard(look.metal, 0.6), relief=Relief(edge=1, lift=1), shadow=0.3)
    else:
        c.seam(
            curve([(128, 188), (160, 214), (206, 232), (250, 234)], closed=False),
            look.colour,
            depth=0.8,
            inside=body,
        )
    if look.chance(0.6):
        cap = curve([(214, 252), (210, 236), (222, 217)], closed=False)
        c.seam(cap, look.colour, depth=0.8, inside=body)
        c.stroke(cap - (2.5, 0), 0.9, look.stitch, inside=body, dash=1.2, alpha=0.8)
    draw_heeled_sole(
        look,
        look.pick((0.12, 0.11, 0.11), darker(look.colour, 0.6), (0.35, 0.22, 0.13)),
        thick=4,
        heel=17,
    )
