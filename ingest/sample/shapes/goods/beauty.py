"""Perfume, lipstick and nail polish."""

from __future__ import annotations

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.look import GOLD, SILVER, Look
from ingest.sample.drawing.outline import CENTRE, Points, curve, ellipse, rectangle, symmetric
from ingest.sample.drawing.palette import Colour, darker, lighter, luminance
from ingest.sample.shapes.parts.metal import glass, tube

_SOLID = Relief(edge=4, lift=3, body=0.0, wrinkle=0.0, occlusion=0.14)


def _caption(look: Look, x: float, y: float, width: float, ink: Colour) -> None:
    """Lines that stand for small print."""
    for k, share in enumerate((0.8, 0.5, 0.64)):
        look.canvas.stroke(
            np.array([(x - width * share / 2, y + 7.0 * k), (x + width * share / 2, y + 7 * k)]),
            1.6,
            ink,
            alpha=0.8,
        )


def _bottle(look: Look) -> tuple[Points, float, float, float]:
    """Outline, half width, shoulder height and base of a perfume bottle."""
    v = look.vary
    w, top, base = v(46, 60), v(190, 212), 322.0
    if look.cut == "round":
        return ellipse(CENTRE, base - 66, 66, 66), 66, base - 130, base
    if look.cut == "tall":
        w, top = v(32, 38), v(140, 160)
        return rectangle(CENTRE - w, top, CENTRE + w, base, radius=8), w, top, base
    if look.cut == "curved":
        shape = symmetric(
            [
                (CENTRE, top),
                (CENTRE + 18, top, 0),
                (CENTRE + w, top + 30),
                (CENTRE + w * 0.66, top + 66),
                (CENTRE + w * 1.05, base - 18),
                (CENTRE + w * 0.86, base, 0),
                (CENTRE, base),
            ]
        )
        return shape, w, top, base
    if look.cut == "mist":
        w, top = v(27, 31), v(132, 146)
        return (
            symmetric(
                [
                    (CENTRE, top),
                    (CENTRE + 14, top, 0),
                    (CENTRE + w, top + 22),
                    (CENTRE + w, base - 8),
                    (CENTRE + w - 6, base, 0),
                    (CENTRE, base),
                ]
            ),
            w,
            top,
            base,
        )
    return rectangle(CENTRE - w, top, CENTRE + w, base, radius=10), w, top, base


def draw_perfume(look: Look) -> None:
    """A glass bottle with juice, collar, cap and label; or a body mist."""
    c = look.canvas
    outline, w, top, base = _bottle(look)
    metal = look.pick(GOLD, SILVER)
    tint = look.colour if luminance(look.colour) > 0.12 else (0.12, 0.12, 0.14)
    clear = lighter(tint, 0.55) if look.cut != "mist" else tint
    body = c.fill(
        outline,
        glass(CENTRE - w, CENTRE + w, clear),
        relief=_SOLID.with_(edge=7, lift=5),
        gloss=0.4,
    )
    if look.cut != "mist":
        level = top + (base - top) * look.vary(0.1, 0.3)
        middle = (outline.max(axis=0) + outline.min(axis=0)) / 2
        inner = c.clip(
            c.mask(rectangle(0, level, 300, 400)),
            c.mask((outline - middle) * (0.84, 0.88) + middle),
        )
        c.fill(inner, glass(CENTRE - w, CENTRE + w, tint), relief=_SOLID, gloss=0.2, inside=body)
        c.stroke(
            np.array([(CENTRE, top + 4), (CENTRE + 2, base - 22)]),
            1.8,
            lighter(tint, 0.5),
            alpha=0.6,
            inside=body,
        )
    c.fill(
        rectangle(CENTRE - w * 0.86, top + 14, CENTRE - w * 0.74, base - 16, radius=3),
        (1.0, 1.0, 1.0),
        alpha=0.4,
        inside=body,
    )
    neck = 13.0
    c.fill(
        rectangle(CENTRE - neck, top - 12, CENTRE + neck, top + 3),
        tube(CENTRE - neck, CENTRE + neck, metal),
        relief=_SOLID,
    )
    cap_w, cap_h = (neck + 4, 44.0) if look.cut != "mist" else (w - 4, 40.0)
    cap: Colour = look.pick((0.13, 0.13, 0.14), metal, darker(tint, 0.3), (0.93, 0.93, 0.92))
    if look.cut == "round":
        c.fill(
            ellipse(CENTRE, top - 34, 25, 25),
            look.hard(cap, 0.6),
            relief=_SOLID.with_(edge=12, lift=12),
            gloss=0.6,
        )
    else:
        c.fill(
            rectangle(CENTRE - cap_w, top - 12 - cap_h, CENTRE + cap_w, top - 11, radius=4),
            tube(CENTRE - cap_w, CENTRE + cap_w, cap),
            relief=_SOLID,
            gloss=0.2,
        )
    label = rectangle(
        CENTRE - w * 0.56,
        base - (base - top) * 0.56,
        CENTRE + w * 0.56,
        base - (base - top) * 0.18,
        radius=2,
    )
    pale: Colour = (0.96, 0.95, 0.92) if look.chance(0.6) else darker(tint, 0.4)
    c.fill(label, pale, inside=body, alpha=0.92)
    _caption(
        look,
        CENTRE,
        base - (base - top) * 0.44,
        w,
        darker(metal, 0.2) if luminance(pale) > 0.5 else GOLD,
    )


def draw_lipstick(look: Look) -> None:
    """An open lipstick with its cap beside it and a swatch of the shade."""
    c = look.canvas
    case: Colour = look.pick(
        (0.12, 0.12, 0.13), GOLD, SILVER, (0.93, 0.92, 0.9), (0.35, 0.08, 0.14)
    )
    x, base = CENTRE + 22, 318.0
    c.fill(
        rectangle(x - 25, 236, x + 25, base, radius=3),
        tube(x - 25, x + 25, case),
        relief=_SOLID,
        gloss=0.2,
    )
    collar = GOLD if case != GOLD else SILVER
    c.fill(
        rectangle(x - 21, 196, x + 21, 238, radius=2),
        tube(x - 21, x + 21, collar),
        relief=_SOLID,
        gloss=0.2,
    )
    bullet = curve(
        [
            (x - 16, 198, 0),
            (x - 16, 136),
            (x - 12, 118),
            (x + 2, 102),
            (x + 14, 96),
            (x + 16, 112),
            (x + 16, 198, 0),
        ]
    )
    mask = c.fill(bullet, tube(x - 16, x + 16, look.colour, 0.35), relief=_SOLID, gloss=0.2)
    c.fill(
        ellipse(x + 3, 116, 8, 19, angle=36),
        lighter(look.colour, 0.25),
        inside=mask,
        relief=Relief(edge=2, lift=1.5),
        alpha=0.85,
    )
    cx = CENTRE - 44
    if look.cut == "capped":
        c.fill(
            rectangle(cx - 26, 206, cx + 26, base, radius=4),
            tube(cx - 26, cx + 26, case),
            relief=_SOLID,
            gloss=0.2,
        )
        c.stroke(np.array([(cx - 26, 222.0), (cx + 26, 222)]), 3, collar)
    else:
        smear = curve(
            [
                (cx - 26, 196, 0),
                (cx - 6, 188),
                (cx + 20, 194, 0),
                (cx + 27, 252),
                (cx + 22, 306),
                (cx + 12, 298, 0),
                (cx + 4, 318),
                (cx - 6, 304, 0),
                (cx - 14, 314),
                (cx - 22, 296, 0),
                (cx - 30, 250),
            ]
        )
        c.fill(
            smear,
            look.hard(look.colour, 0.2),
            relief=Relief(edge=5, lift=2, body=0.0, wrinkle=0, drape=0.9, pleats=5, occlusion=0.05),
        )


def draw_nail_polish(look: Look) -> None:
    """A glass bottle of lacquer with a tall cap; now and then a spilt drop."""
    c = look.canvas
    v = look.vary
    base, w, top = 318.0, v(38, 48), v(214, 228)
    cap: Colour = look.pick((0.11, 0.11, 0.12), (0.95, 0.95, 0.94), SILVER, GOLD)
    if look.cut == "round":
        body = symmetric(
            [
                (CENTRE, top),
                (CENTRE + 14, top, 0),
                (CENTRE + w, top + 34),
                (CENTRE + w, base - 26),
                (CENTRE + w - 20, base, 0),
                (CENTRE, base),
            ]
        )
    else:
        body = rectangle(CENTRE - w, top, CENTRE + w, base, radius=11)
    if look.chance(0.45):
        pool = ellipse(CENTRE + w + 22, base - 5, 30, 10)
        c.fill(pool, look.hard(look.colour, 0.6), relief=Relief(edge=4, lift=4), gloss=0.6)
    shell = c.fill(body, (0.92, 0.93, 0.94), relief=_SOLID, gloss=0.3)
    middle = (body.max(axis=0) + body.min(axis=0)) / 2
    inner = (body - middle) * (0.90, 0.90) + middle
    c.fill(
        inner,
        tube(CENTRE - w, CENTRE + w, look.colour, 0.4),
        relief=_SOLID.with_(edge=6, lift=4),
        inside=shell,
        gloss=0.3,
    )
    c.fill(
        rectangle(CENTRE - w * 0.76, top + 14, CENTRE - w * 0.62, base - 16, radius=3),
        (1.0, 1.0, 1.0),
        alpha=0.45,
        inside=shell,
    )
    half = v(16, 20)
    c.fill(
        rectangle(CENTRE - half - 2, top - 8, CENTRE + half + 2, top + 2),
        tube(CENTRE - half, CENTRE + half, SILVER),
        relief=_SOLID,
    )
    stick = curve(
        [
            (CENTRE - half, top - 6, 0),
            (CENTRE - half * 0.8, top - v(90, 112), 0),
            (CENTRE, top - 116),
            (CENTRE + half * 0.8, top - v(90, 112), 0),
            (CENTRE + half, top - 6, 0),
        ]
    )
    c.fill(stick, tube(CENTRE - half, CENTRE + half, cap), relief=_SOLID, gloss=0.15)
    _caption(
        look,
        CENTRE,
        (top + base) / 2,
        w * 1.1,
        (0.97, 0.97, 0.97) if luminance(look.colour) < 0.6 else darker(look.colour, 0.5),
    )
