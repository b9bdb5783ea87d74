"""Handbags, backpacks, clutches, duffel and laptop bags."""

from __future__ import annotations

import numpy as np

from ingest.sample.canvas import Mask
from ingest.sample.light import Fold, Relief
from ingest.sample.look import GOLD, SILVER, Look
from ingest.sample.outline import CENTRE, Points, along, arc, curve, ellipse, rectangle, ribbon, symmetric
from ingest.sample.palette import Colour, darker, lighter

_BODY = Relief(edge=9, lift=7, body=0.2, wrinkle=0.35, wrinkle_size=30, occlusion=0.2)
_PART = Relief(edge=3, lift=2.2, body=0.0, wrinkle=0.06, occlusion=0.14)
_STRAP = Relief(edge=3, lift=2.6, body=0.0, wrinkle=0.0, occlusion=0.2)


def _handle(look: Look, line: Points, width: float, *, dim: float = 1.0, paint: object = None) -> None:
    cloth = look.plain if paint is None else paint
    look.canvas.fill(ribbon(along(line, 50), width), cloth, relief=_STRAP, dim=dim, shadow=0.3)  # type: ignore[arg-type]
    look.canvas.stroke(along(line, 50), 0.6, look.stitch, dash=2.2, alpha=0.6)


def _edge_stitch(look: Look, outline: Points, share: float, inside: Mask) -> None:
    middle = (outline.max(axis=0) + outline.min(axis=0)) / 2
    inner = (outline - middle) * share + middle
    look.canvas.stroke(np.concatenate([inner, inner[:1]]), 0.7, look.stitch, dash=2.2, inside=inside, alpha=0.8)


def _ring(look: Look, x: float, y: float, radius: float, metal: Colour) -> None:
    c = look.canvas
    c.fill(c.mask(ellipse(x, y, radius), holes=[ellipse(x, y, radius * 0.62)]), look.hard(metal, 0.6), relief=Relief(edge=1.2, lift=1.4), shadow=0.35)


def _zip_line(look: Look, line: Points, *, inside: Mask | None = None) -> None:
    c = look.canvas
    c.stroke(line, 4.6, darker(look.colour, 0.5), inside=inside)
    c.stroke(line, 1.9, look.metal, inside=inside)
    c.stroke(line, 1.9, darker(look.metal, 0.55), inside=inside, dash=0.9)


def _hardware(look: Look) -> Colour:
    return look.pick(GOLD, SILVER, look.metal)


def draw_handbag(look: Look) -> None:
    """Tote, satchel, hobo, bucket, sling, bowling bag."""
    {"tote": _tote, "satchel": _satchel, "hobo": _hobo, "bucket": _bucket, "sling": _sling, "bowling": _bowling}[look.cut](look)


def _tote(look: Look) -> None:
    c, v = look.canvas, look.vary
    top, end, wide, low = v(168, 182), v(318, 334), v(88, 100), v(72, 84)
    reach = v(62, 96)
    metal = _hardware(look)
    _handle(look, arc(CENTRE, top + 4, 38, reach, 180, 360), 8, dim=0.72)
    back = curve([(CENTRE - wide + 4, top - 4, 0), (CENTRE, top - 9), (CENTRE + wide - 4, top - 4, 0), (CENTRE + wide, top + 10, 0), (CENTRE - wide, top + 10, 0)])
    c.fill(back, look.plain, dim=0.55)
    outline = symmetric([(CENTRE, top + 5), (CENTRE + wide, top, 0), (CENTRE + (wide + low) / 2 + 2, (top + end) / 2), (CENTRE + low + 2, end - 8), (CENTRE + low - 8, end), (CENTRE, end + 1)])
    folds = (Fold((CENTRE - wide + 12, top + 10), (CENTRE - low * 0.5, top + 90), 8, -2.5), Fold((CENTRE + wide - 12, top + 10), (CENTRE + low * 0.6, top + 80), 8, -2.5))
    body = c.fill(outline, look.main, relief=_BODY.with_(folds=folds))
    if look.chance(0.5):
        band = rectangle(0, end - v(36, 60), 300, end + 20)
        c.fill(band, look.contrast, inside=body, relief=_PART)
    rim = curve([(CENTRE - wide, top + 2), (CENTRE, top + 7), (CENTRE + wide, top + 2)], closed=False)
    c.fill(ribbon(along(rim, 30), 9), look.plain, relief=_PART, inside=body, shadow=0.2)
    _handle(look, arc(CENTRE, top + 18, 38, reach + 8, 180, 360), 8.5)
    for side in (-1, 1):
        x = CENTRE + side * 38
        c.fill(rectangle(x - 7, top + 10, x + 7, top + 36, radius=4), look.plain, relief=_PART, shadow=0.35)
        _ring(look, x, top + 16, 5.5, metal)
    if look.chance(0.5):
        _tassel(look, CENTRE + 30, top + 30)


def _tassel(look: Look, x: float, y: float) -> None:
    c = look.canvas
    c.stroke(np.array([(x, y - 8), (x, y + 10)]), 1.6, darker(look.colour, 0.4))
    for dx in np.linspace(-6, 6, 7):
        c.fill(ribbon(np.array([(x, y + 10), (x + dx, y + 44)]), (2, 3)), look.contrast, relief=Relief(edge=1, lift=0.8), shadow=0.12)
    c.fill(rectangle(x - 3.5, y + 6, x + 3.5, y + 15, radius=2), look.contrast, relief=_PART, shadow=0.2)


def _satchel(look: Look) -> None:
    c, v = look.canvas, look.vary
    top, end, wide = v(178, 190), v(304, 318), v(88, 98)
    metal = _hardware(look)
    _handle(look, arc(CENTRE, top + 8, 40, v(52, 66), 180, 360), 9)
    outline = symmetric([(CENTRE, top), (CENTRE + wide - 14, top, 0), (CENTRE + wide - 2, top + 12), (CENTRE + wide + 4, end - 16), (CENTRE + wide - 10, end), (CENTRE, end + 2)])
    body = c.fill(outline, look.main, relief=_BODY)
    _edge_stitch(look, outline, 0.94, body)
    flap_end = top + (end - top) * v(0.48, 0.64)
    flap = symmetric([(CENTRE, top - 3), (CENTRE + wide - 12, top - 3, 0), (CENTRE + wide + 1, top + 14), (CENTRE + wide - 4, flap_end - 22), (CENTRE + wide - 40, flap_end), (CENTRE, flap_end + 2)])
    lid = c.fill(flap, look.contrast if look.chance(0.25) else look.main, relief=_PART.with_(edge=5, lift=4, wrinkle=0.2), shadow=0.45)
    _edge_stitch(look, flap, 0.93, lid)
    if look.chance(0.5):
        c.fill(rectangle(CENTRE - 12, flap_end - 14, CENTRE + 12, flap_end + 10, radius=3), look.hard(metal, 0.65), relief=_PART, shadow=0.35)
        c.fill(rectangle(CENTRE - 6, flap_end - 6, CENTRE + 6, flap_end + 2, radius=2), look.hard(darker(metal, 0.25), 0.5), relief=_PART)
    else:
        for side in (-1, 1):
            x = CENTRE + side * 44
            c.fill(rectangle(x - 7, flap_end - 46, x + 7, flap_end + 20, radius=4), look.plain, relief=_PART, shadow=0.35)
            c.fill(c.mask(rectangle(x - 11, flap_end - 12, x + 11, flap_end + 6, radius=3), holes=[rectangle(x - 7, flap_end - 8, x + 7, flap_end + 2)]),
                   look.hard(metal, 0.6), relief=_PART, shadow=0.3)
    for side in (-1, 1):
        _ring(look, CENTRE + side * 40, top + 4, 5.5, metal)


def _hobo(look: Look) -> None:
    c, v = look.canvas, look.vary
    metal = _hardware(look)
    rise = v(96, 118)
    _handle(look, curve([(CENTRE - 62, 206), (CENTRE - 46, 206 - rise * 0.7), (CENTRE, 206 - rise), (CENTRE + 46, 206 - rise * 0.7), (CENTRE + 62, 206)], closed=False), 13)
    outline = symmetric([(CENTRE, 224), (CENTRE + 34, 214), (CENTRE + 64, 190, 0), (CENTRE + 78, 198), (CENTRE + 100, 262), (CENTRE + 82, 316), (CENTRE, v(326, 334))])
    folds = tuple(Fold((CENTRE + dx, 222), (CENTRE + dx * 1.4, 268), 6, -3.0) for dx in (-46, -22, 0, 24, 46))
    body = c.fill(outline, look.main, relief=_BODY.with_(lift=10, edge=13, wrinkle=0.6, folds=folds))
    _zip_line(look, curve([(CENTRE - 62, 196), (CENTRE - 34, 217), (CENTRE, 227), (CENTRE + 34, 217), (CENTRE + 62, 196)], closed=False), inside=body)
    for side in (-1, 1):
        _ring(look, CENTRE + side * 63, 200, 8, metal)
    if look.chance(0.6):
        _tassel(look, CENTRE + 40, 232)


def _bucket(look: Look) -> None:
    c, v = look.canvas, look.vary
    metal = _hardware(look)
    _handle(look, arc(CENTRE, 190, 58, v(84, 110), 180, 360), 8)
    outline = symmetric([(CENTRE, 178), (CENTRE + 62, 178, 0), (CENTRE + 66, 190), (CENTRE + 72, 290), (CENTRE + 66, 322), (CENTRE, 328)])
    folds = tuple(Fold((CENTRE + dx, 180), (CENTRE + dx * 1.1, 250), 6, 2.6) for dx in (-48, -30, -10, 10, 30, 48))
    body = c.fill(outline, look.main, relief=_BODY.with_(body=0.4, folds=folds))
    c.fill(rectangle(0, 296, 300, 340), look.plain, inside=body, relief=_PART, dim=0.82)
    c.fill(ribbon(curve([(CENTRE - 66, 204), (CENTRE, 209), (CENTRE + 66, 204)], closed=False), 3), look.contrast, relief=_STRAP, shadow=0.35)
    for dx in (-14, 14):
        c.fill(ribbon(curve([(CENTRE, 208), (CENTRE + dx, 236), (CENTRE + dx * 0.8, 262)], closed=False), 3), look.contrast, relief=_STRAP, shadow=0.3)
        c.disc(CENTRE + dx * 0.8, 262, 5, look.contrast, gloss=0.2)
    for dx in (-50, -26, 26, 50):
        _ring(look, CENTRE + dx, 206, 3.6, metal)


def _sling(look: Look) -> None:
    c, v = look.canvas, look.vary
    metal = _hardware(look)
    loop = curve([(CENTRE - 64, 236), (CENTRE - 66, 150), (CENTRE - 34, 72), (CENTRE + 10, 62), (CENTRE + 46, 96), (CENTRE + 66, 160), (CENTRE + 64, 236)], closed=False)
    if look.chance(0.5):
        c.stroke(along(loop, 80), 4.4, darker(metal, 0.25))
        c.stroke(along(loop, 80), 3.6, lighter(metal, 0.35), dash=3.2)
    else:
        _handle(look, loop, 5.5)
    outline = symmetric([(CENTRE, 222), (CENTRE + 60, 222, 0), (CENTRE + 72, 234), (CENTRE + 72, 302), (CENTRE + 60, v(316, 322)), (CENTRE, 322)])
    body = c.fill(outline, look.main, relief=_BODY)
    flap = symmetric([(CENTRE, 219), (CENTRE + 64, 219, 0), (CENTRE + 74, 232), (CENTRE + 64, 262), (CENTRE, v(272, 292))])
    lid = c.fill(flap, look.main, relief=_PART.with_(edge=5, lift=4), shadow=0.45)
    _edge_stitch(look, flap, 0.92, lid)
    if look.chance(0.4):
        for k in range(-7, 8):
            for s in (1, -1):
                c.seam(np.array([(CENTRE + 18 * k, 216), (CENTRE + 18 * k + s * 60, 300)]), look.colour, depth=0.4, inside=lid)
    c.disc(CENTRE, 272, 7, look.hard(metal, 0.65), gloss=0.6, shadow=0.35)
    for side in (-1, 1):
        _ring(look, CENTRE + side * 65, 234, 5, metal)


def _bowling(look: Look) -> None:
    c, v = look.canvas, look.vary
    metal = _hardware(look)
    _handle(look, arc(CENTRE, 222, 42, 66, 180, 360), 8, dim=0.72)
    outline = symmetric([(CENTRE, v(190, 198)), (CENTRE + 62, 202), (CENTRE + 96, 250), (CENTRE + 104, 300), (CENTRE + 88, 318), (CENTRE, 322)])
    body = c.fill(outline, look.main, relief=_BODY.with_(lift=10, edge=12))
    _zip_line(look, curve([(CENTRE - 80, 218), (CENTRE - 40, 201), (CENTRE, 197), (CENTRE + 40, 201), (CENTRE + 80, 218)], closed=False), inside=body)
    pocket = symmetric([(CENTRE, 248), (CENTRE + 56, 250, 0), (CENTRE + 60, 300), (CENTRE + 50, 306), (CENTRE, 306)])
    part = c.fill(pocket, look.contrast if look.chance(0.35) else look.main, relief=_PART.with_(lift=3.5, edge=5), shadow=0.35)
    _edge_stitch(look, pocket, 0.94, part)
    _handle(look, arc(CENTRE, 236, 42, 72, 180, 360), 8.5)
    for side in (-1, 1):
        x = CENTRE + side * 42
        c.fill(rectangle(x - 6, 228, x + 6, 262, radius=4), look.plain, relief=_PART, shadow=0.35)
        _ring(look, x, 236, 5.5, metal)


def draw_clutch(look: Look) -> None:
    """Envelope, box with frame and clasp, pleated with bow."""
    c, v = look.canvas, look.vary
    wide, tall = v(92, 106), v(52, 64)
    y = 200.0
    metal = _hardware(look)
    if look.chance(0.45):
        chain = arc(CENTRE, y - tall + 6, 66, v(60, 90), 185, 355)
        c.stroke(chain, 3.4, darker(metal, 0.3))
        c.stroke(chain, 2.8, lighter(metal, 0.4), dash=2.8)
    outline = rectangle(CENTRE - wide, y - tall, CENTRE + wide, y + tall, radius=10 if look.cut != "box" else 16)
    if look.cut == "pleated":
        outline = symmetric([(CENTRE, y - tall + 4), (CENTRE + wide - 14, y - tall, 0), (CENTRE + wide, y + tall * 0.7), (CENTRE + wide - 16, y + tall), (CENTRE, y + tall + 5)])
    folds = tuple(Fold((CENTRE + dx * 0.7, y - tall + 8), (CENTRE + dx, y + tall), 5, 2.6 if k % 2 else -2.6) for k, dx in enumerate(np.linspace(-84, 84, 11)))
    body = c.fill(outline, look.main, relief=_BODY.with_(folds=folds if look.cut == "pleated" else ()))
    if look.cut == "envelope":
        flap = np.array([(CENTRE - wide + 2, y - tall), (CENTRE + wide - 2, y - tall), (CENTRE + v(-10, 20), y + tall * 0.45)])
        lid = c.fill(curve([(*flap[0], 0), (*flap[1], 0), (*flap[2],)]), look.main, relief=_PART.with_(edge=4, lift=3), shadow=0.5, inside=body)
        c.stroke(np.concatenate([flap, flap[:1]]), 1.2, look.metal, inside=lid, alpha=0.6)
        c.disc(float(flap[2, 0]), float(flap[2, 1]) - 9, 5, look.hard(metal, 0.7), gloss=0.6, shadow=0.3)
    else:
        bar = rectangle(CENTRE - wide + 4, y - tall - 3, CENTRE + wide - 4, y - tall + 7, radius=4)
        c.fill(bar, look.hard(metal, 0.7), relief=Relief(edge=3, lift=2.5, wrinkle=0), shadow=0.3)
        for dx in (-6, 6):
            c.disc(CENTRE + dx, y - tall - 5, 5.5, look.hard(metal, 0.7), gloss=0.7, shadow=0.2)
    if look.cut == "pleated":
        for side in (-1, 1):
            loop = curve([(CENTRE, y, 0), (CENTRE + side * 30, y - 20), (CENTRE + side * 42, y), (CENTRE + side * 30, y + 18)])
            c.fill(loop, look.plain, relief=_PART.with_(edge=6, lift=4), shadow=0.45)
        c.fill(rectangle(CENTRE - 7, y - 11, CENTRE + 7, y + 10, radius=4), look.hard(metal, 0.5), relief=_PART, shadow=0.3)


def draw_duffel(look: Look) -> None:
    """A barrel with end pockets, two handles and a shoulder strap."""
    c, v = look.canvas, look.vary
    wide, top, end = v(112, 122), v(196, 206), v(304, 316)
    strap = curve([(CENTRE - wide + 8, top + 30), (CENTRE - 70, top + 84), (CENTRE + 30, end + 10), (CENTRE + wide - 8, top + 30)], closed=False)
    _handle(look, arc(CENTRE, top + 20, 44, 62, 180, 360), 8, dim=0.7, paint=look.contrast)
    outline = symmetric([(CENTRE, top), (CENTRE + wide - 20, top + 3), (CENTRE + wide, top + 28), (CENTRE + wide + 3, end - 26), (CENTRE + wide - 18, end - 2), (CENTRE, end)])
    body = c.fill(outline, look.main, relief=_BODY.with_(lift=11, edge=15, wrinkle=0.6))
    for side in (-1, 1):
        x = CENTRE + side * (wide - 28)
        c.fill(rectangle(min(x, CENTRE + side * 160), 0, max(x, CENTRE + side * 160), 400), look.contrast if look.chance(0.45) else look.plain, inside=body,
               relief=_PART.with_(edge=2), dim=0.95)
        c.seam(np.array([(x, top), (x, end)]), look.colour, depth=0.8, inside=body)
    _zip_line(look, curve([(CENTRE - wide, top + 12), (CENTRE, top + 7), (CENTRE + wide, top + 12)], closed=False), inside=body)
    for side in (-1, 1):
        band = np.array([(CENTRE + side * 44, top + 4), (CENTRE + side * 44, end)])
        c.fill(ribbon(band, 9), look.contrast, relief=_STRAP, inside=body, shadow=0.3)
    _handle(look, arc(CENTRE, top + 34, 44, 66, 180, 360), 8.5, paint=look.contrast)
    c.fill(rectangle(CENTRE - 15, top - 37, CENTRE + 15, top - 23, radius=5), look.plain, relief=_PART, shadow=0.3)
    pocket = rectangle(CENTRE - 34, top + 50, CENTRE + 34, end - 14, radius=4)
    c.fill(pocket, look.main, relief=_PART, shadow=0.3)
    _zip_line(look, np.array([(CENTRE - 32, top + 56), (CENTRE + 32.0, top + 56)]))
    if look.chance(0.4):
        _handle(look, strap, 7)


def draw_laptop_bag(look: Look) -> None:
    """A briefcase with two handles, or a messenger bag with a flap."""
    c, v = look.canvas, look.vary
    wide, top, end = v(104, 114), v(182, 190), v(304, 314)
    metal = _hardware(look)
    if look.cut == "messenger":
        strap = curve([(CENTRE - wide + 6, top + 26), (CENTRE - wide + 26, top - 50), (CENTRE, top - 96), (CENTRE + wide - 26, top - 50), (CENTRE + wide - 6, top + 26)], closed=False)
        _handle(look, strap, 12)
    else:
        for dim, dy in ((0.7, 0.0), (1.0, 7.0)):
            handle = curve([(CENTRE - 40, top + 14 + dy), (CENTRE - 36, top - 24 + dy), (CENTRE, top - 34 + dy), (CENTRE + 36, top - 24 + dy), (CENTRE + 40, top + 14 + dy)], closed=False)
            _handle(look, handle, 8, dim=dim)
    outline = rectangle(CENTRE - wide, top, CENTRE + wide, end, radius=13)
    body = c.fill(outline, look.main, relief=_BODY.with_(wrinkle=0.2))
    if look.cut == "messenger":
        flap = symmetric([(CENTRE, top - 3), (CENTRE + wide - 4, top - 3, 0), (CENTRE + wide + 3, top + 14), (CENTRE + wide + 2, end - 50), (CENTRE + wide - 12, end - 32), (CENTRE, end - 30)])
        lid = c.fill(flap, look.main, relief=_PART.with_(edge=5, lift=4, wrinkle=0.3), shadow=0.45)
        _edge_stitch(look, flap, 0.95, lid)
        for side in (-1, 1):
            x = CENTRE + side * 56
            c.fill(rectangle(x - 8, end - 64, x + 8, end - 14, radius=4), look.contrast if look.chance(0.5) else look.plain, relief=_PART, shadow=0.35)
            c.fill(rectangle(x - 10, end - 36, x + 10, end - 24, radius=3), look.hard(metal, 0.6), relief=_PART, shadow=0.3)
        return
    _zip_line(look, np.array([(CENTRE - wide + 6, top + 12), (CENTRE + wide - 6.0, top + 12)]), inside=body)
    front = rectangle(CENTRE - wide + 12, top + 44, CENTRE + wide - 12, end - 10, radius=8)
    part = c.fill(front, look.main, relief=_PART.with_(lift=3, edge=4), shadow=0.35)
    _edge_stitch(look, front, 0.95, part)
    _zip_line(look, np.array([(CENTRE - wide + 18, top + 52), (CENTRE + wide - 18.0, top + 52)]))
    for side in (-1, 1):
        x = CENTRE + side * 40
        c.fill(rectangle(x - 7, top + 4, x + 7, top + 48, radius=3), look.plain, relief=_PART, shadow=0.35)
        _ring(look, x, top + 12, 5, metal)
