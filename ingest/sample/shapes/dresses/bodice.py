"""The bodice, skirt and belt of a dress."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.outline import CENTRE, curve, ribbon, symmetric
from ingest.sample.shapes.parts.frame import (
    Sleeve,
    Torso,
    body_relief,
    draw_back_neck,
    draw_neck_band,
    draw_sleeves,
)

if TYPE_CHECKING:
    from ingest.sample.drawing.canvas import Mask
    from ingest.sample.drawing.fabric import Fabric
    from ingest.sample.drawing.look import Look


def dress_torso(look: Look, *, waist_y: float = 158.0) -> Torso:
    """The body of a dress down to its waist."""
    v = look.vary
    small = 8.0 if look.kids else 0.0
    return Torso(
        top=36 + 3 * small,
        neck=26 + v(-3, 4),
        shoulder=48 + v(-2, 3) - small * 0.3,
        drop=14,
        armpit=100 + 2.2 * small,
        chest=50 + v(-1, 2) - small * 0.4,
        waist_y=waist_y + small,
        waist=40 + v(-2, 3),
        hem_y=waist_y + small + 4,
        hem=40 + v(-2, 3),
        tail=2,
    )


def draw_skirt_part(
    look: Look,
    torso: Torso,
    end: float,
    hem: float,
    *,
    drape: float,
    pleats: float,
    cloth: Fabric | None = None,
    dip: float = 10.0,
    sharp: float = 0.1,
) -> Mask:
    """The skirt of a dress, from its waist to ``end``, ``hem`` half wide there."""
    y, w = torso.hem_y - 6, torso.hem
    outline = symmetric(
        [
            (CENTRE, y),
            (CENTRE + w, y, 0),
            (CENTRE + w + (hem - w) * 0.42, y + (end - y) * 0.34),
            (CENTRE + hem, end, 0),
            (CENTRE + hem * 0.5, end + dip * 0.75),
            (CENTRE, end + dip),
        ]
    )
    fabric = cloth or look.main
    return look.canvas.fill(
        outline,
        fabric,
        relief=fabric.relief.with_(
            drape=drape, pleats=pleats, drape_from=0.0, body=0.28, sharp=sharp
        ),
    )


def draw_straps(look: Look, torso: Torso, y: float, width: float) -> None:
    """Two shoulder straps down to ``y``."""
    for side in (-1, 1):
        strap = np.array([(CENTRE + side * 31, y + 6), (CENTRE + side * 26, torso.top - 6)])
        look.canvas.fill(ribbon(strap, width), look.plain, relief=Relief(edge=1, lift=0.7))


def draw_strapped_bodice(look: Look, torso: Torso, *, width: float) -> Mask:
    """A bodice with straps and a sweetheart neckline."""
    y = torso.top + 36
    draw_straps(look, torso, y, width)
    back = symmetric(
        [
            (CENTRE, y + 10),
            (CENTRE + 34, y + 9, 0),
            (CENTRE + torso.chest - 3, torso.armpit, 0),
            (CENTRE, torso.armpit + 8),
        ]
    )
    look.canvas.fill(back, look.plain, dim=0.6)
    outline = symmetric(
        [
            (CENTRE, y + 15, 0),
            (CENTRE + 15, y + 3),
            (CENTRE + 33, y, 0),
            (CENTRE + 40, y + 18),
            (CENTRE + torso.chest - 2, torso.armpit + 2, 0),
            (CENTRE + torso.waist, torso.waist_y),
            (CENTRE + torso.hem, torso.hem_y, 0),
            (CENTRE, torso.hem_y + 2),
        ]
    )
    return look.canvas.fill(outline, look.main, relief=body_relief(look, torso), shadow=0.2)


def draw_dress_belt(look: Look, torso: Torso, *, tie: bool) -> None:
    """A sash at the waist, tied in a bow or plain."""
    c, y, w = look.canvas, torso.hem_y - 2, torso.hem + 0.8
    paint = look.contrast if look.chance(0.45) else look.plain
    band = curve(
        [
            (CENTRE - w, y - 5, 0),
            (CENTRE, y - 3),
            (CENTRE + w, y - 5, 0),
            (CENTRE + w, y + 5, 0),
            (CENTRE, y + 7),
            (CENTRE - w, y + 5, 0),
        ]
    )
    c.fill(band, paint, relief=Relief(edge=2, lift=1.2, body=0.25), shadow=0.3)
    if not tie:
        return
    x = CENTRE + look.pick(0.0, 18.0)
    for dx, length in ((-8, 46), (7, 58)):
        tail = curve([(x, y), (x + dx * 0.6, y + length * 0.5), (x + dx, y + length)], closed=False)
        c.fill(ribbon(tail, (4, 7)), paint, relief=Relief(edge=1.8, lift=1.2), shadow=0.3)
    for a in (-24, 204):
        loop = curve(
            [
                (x, y, 0),
                (x + 16 * np.cos(np.radians(a)), y + 16 * np.sin(np.radians(a)) - 3),
                (x + 17 * np.cos(np.radians(a)), y + 16 * np.sin(np.radians(a)) + 8),
            ]
        )
        c.fill(loop, paint, relief=Relief(edge=2, lift=1.6), shadow=0.3)
    c.disc(x, y + 1, 4.2, paint, gloss=0, shadow=0.3)


def draw_front(look: Look, torso: Torso, kind: str, depth: float, sleeve: Sleeve | None) -> Mask:
    """The front of a bodice with its neckline and sleeves, or none."""
    draw_back_neck(look, torso, kind, depth)
    if sleeve:
        draw_sleeves(look, torso, sleeve)
    else:
        torso = Torso(**{**torso.__dict__, "shoulder": torso.shoulder - 6})
    body = look.canvas.fill(
        torso.outline(kind, depth), look.main, relief=body_relief(look, torso), shadow=0.22
    )
    draw_neck_band(look, torso, kind, depth, look.plain, width=look.vary(2.2, 4))
    return body
