"""Closed shoes from the side, the toe to the right."""

from __future__ import annotations

import numpy as np

from ingest.sample.canvas import Mask
from ingest.sample.fabric import Fabric
from ingest.sample.light import Fold, Relief
from ingest.sample.look import Look
from ingest.sample.outline import Anchor, Points, along, curve, ellipse, ribbon
from ingest.sample.palette import Colour, darker, lighter, luminance

_LEATHER = Relief(edge=11, lift=8, body=0.0, wrinkle=0.16, wrinkle_size=44, occlusion=0.2)
_PANEL = Relief(edge=2.2, lift=1.5, body=0.0, wrinkle=0.06, wrinkle_size=30, occlusion=0.12)


def _upper(collar: float = 0.0, toe: float = 0.0, point: float = 0.0) -> list[Anchor]:
    """Outline of a low shoe's upper; ``collar`` raises the ankle, ``toe`` the toe box."""
    return [
        (54, 252, 0), (46, 226), (50, 198), (50, 176 - collar, 0), (58, 171 - collar), (84, 188 - collar * 0.9), (112, 184 - collar * 0.9),
        (128, 166 - collar * 0.8, 0), (140, 168 - collar * 0.5), (168, 191), (198, 210 - toe * 0.6), (230, 218 - toe), (254 + point, 234 - toe * 0.4),
        (260 + point, 252, 0),
    ]


def _opening(look: Look, collar: float, lining: Colour) -> None:
    """The far side of the ankle and the dark inside of the shoe."""
    mouth = curve([(51, 177 - collar), (66, 164 - collar), (98, 166 - collar), (131, 162 - collar * 0.8), (122, 182 - collar * 0.9), (84, 194 - collar * 0.9)])
    look.canvas.fill(mouth, look.hard(lining, 0.0), dim=0.85, relief=Relief(edge=3, lift=1.5, wrinkle=0.0))
    inner = curve([(60, 177 - collar), (88, 171 - collar), (122, 170 - collar * 0.85), (116, 182 - collar * 0.9), (84, 190 - collar * 0.9)])
    look.canvas.fill(inner, darker(lining, 0.6))


def _tongue(look: Look, collar: float, paint: Fabric, height: float = 16.0) -> None:
    tongue = curve([(112, 180 - collar * 0.9, 0), (120, 152 - collar * 0.85 - height * 0.3), (134, 148 - collar * 0.8 - height * 0.3), (150, 168 - collar * 0.4), (190, 206, 0),
                    (168, 210), (130, 190 - collar * 0.5)])
    look.canvas.fill(tongue, paint, relief=_PANEL.with_(edge=4, lift=3), shadow=0.3)


def _laces(look: Look, count: int, colour: Colour, collar: float, *, near: tuple[float, float] = (132, 176), far: tuple[float, float] = (186, 209)) -> None:
    c = look.canvas
    for k in range(count):
        t = k / max(1, count - 1)
        x = near[0] + (far[0] - near[0]) * t
        y = near[1] - collar * (0.75 * (1 - t)) + (far[1] - near[1]) * t
        lace = curve([(x - 9, y + 10), (x - 1, y + 1), (x + 6, y - 5)], closed=False)
        c.fill(ribbon(lace, 4.0), look.hard(colour, 0.0), relief=Relief(edge=1.5, lift=1.2, wrinkle=0), shadow=0.4)
        c.disc(x - 10, y + 11, 1.6, darker(colour, 0.55))


def _sole(look: Look, top: list[Anchor], bottom: list[Anchor], colour: Colour, *, gloss: float = 0.05) -> Mask:
    outline = curve([*top, *reversed(bottom)])
    return look.canvas.fill(outline, look.hard(colour, gloss), relief=Relief(edge=3, lift=2.2, wrinkle=0.1, occlusion=0.18), shadow=0.25)


def draw_casual_shoe(look: Look) -> None:
    """Low sneaker, high top, slip-on, boat shoe, loafer, desert boot."""
    {"sneaker": _sneaker, "high top": _sneaker, "slip on": _slip_on, "boat": _loafer, "loafer": _loafer, "boot": _boot}[look.cut](look)


def _flat_sole(look: Look, colour: Colour, thick: float, *, stripe: Colour | None = None) -> None:
    mask = _sole(
        look,
        [(45, 246, 0), (100, 249), (170, 249), (230, 245), (264, 238, 0)],
        [(47, 249 + thick, 0), (100, 251 + thick), (170, 251 + thick), (232, 249 + thick), (266, 240 + thick * 0.55, 0)],
        colour,
    )
    if stripe is not None:
        line = curve([(44, 249 + thick * 0.45), (150, 251 + thick * 0.45), (232, 248 + thick * 0.45), (268, 239 + thick * 0.3)], closed=False)
        look.canvas.stroke(line, 1.8, stripe, inside=mask)
    look.canvas.stroke(curve([(45, 248), (150, 251.5), (230, 247), (264, 240)], closed=False), 0.7, darker(colour, 0.3), alpha=0.6, inside=mask)


def _sneaker(look: Look) -> None:
    c = look.canvas
    collar = look.vary(30, 42) if look.cut == "high top" else -13.0
    white = (0.95, 0.95, 0.94)
    sole = white if luminance(look.colour) < 0.8 or look.chance(0.6) else (0.80, 0.62, 0.40)
    lace = white if luminance(look.colour) < 0.85 else look.pick(white, (0.25, 0.25, 0.27))
    _opening(look, collar, lighter(look.colour, 0.45))
    _tongue(look, collar, look.plain)
    body = c.fill(curve(_upper(collar, toe=look.vary(-2, 5))), look.main, relief=_LEATHER, shadow=0.2)
    stay = curve([(124, 170 - collar * 0.85, 0), (136, 170 - collar * 0.6), (188, 208), (178, 222), (150, 206), (120, 190 - collar * 0.8)])
    c.fill(stay, look.plain, relief=_PANEL, inside=body, shadow=0.25)
    heel = curve([(44, 180 - collar, 0), (64, 184 - collar), (74, 214), (78, 256, 0), (44, 256, 0)])
    c.fill(heel, look.contrast if look.chance(0.5) else look.plain, relief=_PANEL, inside=body, shadow=0.2)
    if look.chance(0.6):
        cap = curve([(216, 256, 0), (212, 236), (222, 214, 0), (252, 218), (270, 256, 0)])
        paint = look.hard(white, 0.1) if look.chance(0.5) else look.plain
        c.fill(cap, paint, relief=_PANEL.with_(lift=3, edge=5), inside=body, shadow=0.25)
    if look.chance(0.6):
        style = look.pick("band", "wave", "twin")
        ink = look.second
        if style == "wave":
            side = curve([(88, 246, 0), (108, 222), (150, 224), (186, 232, 0), (150, 238), (118, 238)])
            c.fill(side, ink, inside=body, relief=_PANEL)
        else:
            for k in range(1 if style == "band" else 2):
                c.stroke(np.array([(112.0 + 15 * k, 250), (142 + 15 * k, 196)]), 6 if style == "twin" else 9, ink, inside=body)
    _laces(look, 6 if collar > 0 else 5, lace, collar, near=(128, 172))
    if collar > 0:
        c.disc(84, 206 - collar * 0.35, 9, look.contrast, gloss=0.1, shadow=0.2)
    _flat_sole(look, sole, look.vary(13, 18), stripe=look.second if look.chance(0.4) else None)


def _slip_on(look: Look) -> None:
    c = look.canvas
    _opening(look, 0, lighter(look.colour, 0.4))
    body = c.fill(curve([(54, 252, 0), (46, 226), (50, 198), (51, 178, 0), (80, 190), (118, 192), (140, 178, 0), (170, 194), (202, 210), (236, 220), (258, 236),
                         (262, 252, 0)]), look.main, relief=_LEATHER, shadow=0.2)
    gore = curve([(112, 192, 0), (128, 190, 0), (146, 214, 0), (130, 216, 0)])
    c.fill(gore, look.cloth("Acrylic", darker(look.colour, 0.3)), relief=_PANEL, inside=body)
    c.seam(curve([(128, 190), (152, 218), (190, 244)], closed=False), look.colour, inside=body)
    _flat_sole(look, (0.95, 0.95, 0.94), look.vary(13, 17), stripe=look.second if look.chance(0.3) else None)


def _loafer(look: Look) -> None:
    c = look.canvas
    boat = look.cut == "boat"
    _opening(look, -4, (0.76, 0.62, 0.46))
    body = c.fill(curve([(56, 252, 0), (48, 228), (52, 200), (53, 182, 0), (82, 196), (120, 198), (138, 184, 0), (172, 196), (204, 210), (238, 220), (260, 236),
                         (264, 252, 0)]), look.main, relief=_LEATHER, shadow=0.2)
    apron = curve([(124, 202), (158, 214), (206, 228), (242, 226)], closed=False)
    c.seam(apron, look.colour, depth=0.8, inside=body)
    c.stroke(apron - (0, 3), 1.0, look.stitch, inside=body, dash=2.2)
    if boat:
        c.stroke(curve([(50, 200), (84, 206), (126, 206)], closed=False), 2.6, lighter(look.colour, 0.5), inside=body)
        _laces(look, 2, lighter(look.colour, 0.5), 0, near=(142, 190), far=(158, 199))
        _flat_sole(look, (0.93, 0.92, 0.88), 10)
        return
    strap = curve([(132, 188, 0), (146, 184, 0), (176, 226, 0), (156, 232, 0)])
    c.fill(strap, look.main, relief=_PANEL, shadow=0.35, inside=body)
    if look.chance(0.5):
        bit = np.array([(142.0, 196), (166, 226)])
        c.stroke(bit, 3.0, look.metal)
        c.disc(142, 196, 3.2, look.hard(look.metal, 0.6), gloss=0.6)
        c.disc(166, 226, 3.2, look.hard(look.metal, 0.6), gloss=0.6)
    _heeled_sole(look, darker(look.colour, 0.55))


def _heeled_sole(look: Look, colour: Colour, *, thick: float = 6.0, heel: float = 16.0) -> None:
    _sole(
        look,
        [(47, 247, 0), (110, 249), (180, 249), (236, 245), (268, 238, 0)],
        [(48, 249 + thick, 0), (112, 250 + thick), (180, 251 + thick), (236, 249 + thick), (270, 241, 0)],
        colour, gloss=0.15,
    )
    block = curve([(47, 249 + thick * 0.5, 0), (108, 250 + thick * 0.5, 0), (102, 249 + heel, 0), (50, 249 + heel, 0)])
    look.canvas.fill(block, look.hard(darker(colour, 0.2), 0.1), relief=Relief(edge=2, lift=1.2, wrinkle=0))


def _boot(look: Look) -> None:
    c = look.canvas
    lift = look.vary(58, 78)
    mouth = ellipse(88, 178 - lift, 40, 8)
    c.fill(mouth, darker(look.colour, 0.6))
    body = c.fill(curve([(54, 252, 0), (46, 226), (52, 196), (48, 178 - lift, 0), (88, 184 - lift), (128, 178 - lift, 0), (132, 160), (150, 182), (186, 204),
                         (226, 212), (254, 230), (262, 252, 0)]), look.main,
                  relief=_LEATHER.with_(wrinkle=0.7, folds=(Fold((70, 190), (138, 182), 5, -2.4), (Fold((74, 206), (146, 196), 5, -2.0)))), shadow=0.2)
    if look.chance(0.5):
        panel = curve([(84, 186 - lift, 0), (110, 186 - lift, 0), (112, 210), (84, 210)])
        c.fill(panel, look.cloth("Acrylic", darker(look.colour, 0.35)), relief=_PANEL, inside=body, shadow=0.2)
    else:
        c.seam(curve([(118, 180 - lift), (120, 176), (140, 220), (150, 250)], closed=False), look.colour, depth=0.7, inside=body)
        _laces(look, 6, darker(look.colour, 0.35), lift * 0.9, near=(138, 176), far=(176, 206))
    c.seam(curve([(50, 214), (84, 218), (92, 252)], closed=False), look.colour, depth=0.6, inside=body)
    _heeled_sole(look, look.pick((0.30, 0.20, 0.14), (0.75, 0.58, 0.38), (0.13, 0.13, 0.14)), thick=7, heel=18)


def draw_formal_shoe(look: Look) -> None:
    """Oxford, derby, monk strap or slip-on, in polished leather."""
    c, point = look.canvas, look.vary(2, 10)
    _opening(look, -12, (0.72, 0.58, 0.42))
    laced = look.cut in ("oxford", "derby")
    if laced:
        _tongue(look, -14, look.plain, height=2)
    body = c.fill(curve([(56, 252, 0), (48, 228), (53, 206), (54, 190, 0), (84, 204), (116, 200), (130, 183, 0), (146, 186), (172, 203), (202, 217),
                         (236, 224), (258 + point, 238), (264 + point, 252, 0)]), look.main, relief=_LEATHER.with_(lift=10, edge=13), shadow=0.2, gloss=0.75)
    line = curve([(52, 216), (88, 214), (122, 222), (150, 246)], closed=False)
    c.seam(line, look.colour, depth=0.7, inside=body)
    if look.cut in ("oxford", "derby"):
        stay = curve([(118, 192, 0), (131, 183, 0), (178, 208), (170, 222), (140, 218), (120, 207)])
        c.fill(stay, look.main, relief=_PANEL, inside=body, shadow=0.35)
        _laces(look, 4, darker(look.colour, 0.5), -10, near=(136, 180), far=(170, 204))
    elif look.cut == "monk":
        strap = curve([(112, 210, 0), (130, 190, 0), (158, 192, 0), (170, 206), (140, 228, 0)])
        c.fill(strap, look.main, relief=_PANEL, inside=body, shadow=0.45)
        ring = c.mask(curve([(112, 202, 0), (126, 196, 0), (132, 208, 0), (118, 215, 0)]), holes=[curve([(116, 203, 0), (124, 200, 0), (128, 208, 0), (119, 211, 0)])])
        c.fill(ring, look.hard(look.metal, 0.6), relief=Relief(edge=1, lift=1), shadow=0.3)
    else:
        c.seam(curve([(128, 188), (160, 214), (206, 232), (250, 234)], closed=False), look.colour, depth=0.8, inside=body)
    if look.chance(0.6):
        cap = curve([(214, 252), (210, 236), (222, 217)], closed=False)
        c.seam(cap, look.colour, depth=0.8, inside=body)
        c.stroke(cap - (2.5, 0), 0.9, look.stitch, inside=body, dash=1.2, alpha=0.8)
    _heeled_sole(look, look.pick((0.12, 0.11, 0.11), darker(look.colour, 0.6), (0.35, 0.22, 0.13)), thick=4, heel=17)


def draw_sports_shoe(look: Look) -> None:
    """A running or training shoe: mesh, overlays, a thick wedge sole, bright accents."""
    c = look.canvas
    accent = look.second
    _opening(look, -6, darker(accent, 0.1))
    _tongue(look, -6, look.contrast if look.chance(0.5) else look.plain, height=22)
    mesh = look.cloth("Mesh", look.colour)
    body = c.fill(curve(_upper(-6, toe=look.vary(0, 6))), mesh, relief=_LEATHER, shadow=0.2)
    overlay = look.cloth("Synthetic Leather", look.pick(lighter(look.colour, 0.35), darker(look.colour, 0.3), (0.78, 0.79, 0.81)))
    c.fill(curve([(44, 180, 0), (58, 178, 0), (66, 206), (96, 232), (92, 258, 0), (44, 258, 0)]), overlay, relief=_PANEL, inside=body, shadow=0.25)
    c.fill(curve([(206, 258, 0), (214, 236), (236, 226), (262, 236), (272, 258, 0)]), overlay, relief=_PANEL, inside=body, shadow=0.25)
    c.fill(curve([(122, 174, 0), (136, 173, 0), (190, 208, 0), (180, 220), (140, 198), (116, 188)]), overlay, relief=_PANEL, inside=body, shadow=0.25)
    style = look.pick("bolt", "lanes", "swirl", "rays")
    if style == "bolt":
        c.fill(curve([(92, 250, 0), (126, 206, 0), (134, 220, 0), (184, 214, 0), (140, 234, 0), (132, 226, 0)]), accent, inside=body, relief=_PANEL, shadow=0.15)
    elif style == "lanes":
        for k in range(3):
            c.stroke(np.array([(100.0 + 18 * k, 252), (130 + 18 * k, 200)]), 6.5, accent, inside=body)
    elif style == "swirl":
        c.fill(curve([(82, 248, 0), (100, 224), (142, 216), (196, 228, 0), (146, 228), (114, 236)]), accent, inside=body, relief=_PANEL, shadow=0.15)
    else:
        for k in range(4):
            c.stroke(np.array([(96.0 + 26 * k, 256), (146 + 10 * k, 200)]), 3.4, accent, inside=body)
    c.fill(ribbon(curve([(50, 182), (60, 178), (84, 193), (112, 189), (128, 171)], closed=False), 5), look.hard(accent, 0), relief=Relief(edge=2, lift=1.5), shadow=0.2)
    c.fill(curve([(45, 186, 0), (38, 178), (44, 170), (53, 180, 0)]), look.hard(accent, 0.1), relief=_PANEL)
    _laces(look, 6, look.pick((0.95, 0.95, 0.95), accent, (0.2, 0.2, 0.22)), -6, near=(130, 168))
    _running_sole(look, accent)


def _running_sole(look: Look, accent: Colour) -> None:
    c, thick = look.canvas, look.vary(22, 28)
    white = (0.95, 0.95, 0.95)
    base = look.pick(white, white, darker(look.colour, 0.2))
    mask = _sole(
        look,
        [(42, 236, 0), (70, 244), (130, 250), (190, 248), (240, 242), (268, 230, 0)],
        [(36, 240 + thick * 0.7, 0), (64, 243 + thick), (140, 245 + thick), (200, 246 + thick), (244, 242 + thick), (272, 236, 0)],
        base,
    )
    wave = curve([(38, 246), (80, 258), (126, 252), (170, 260), (220, 250), (270, 238)], closed=False)
    c.stroke(wave, look.vary(2.5, 5), accent, inside=mask)
    tread: Points = along(curve([(40, 240 + thick * 0.75), (64, 243 + thick), (140, 245 + thick), (200, 246 + thick), (246, 241 + thick), (270, 240)], closed=False), 60)
    c.fill(ribbon(tread, 4.5), look.hard(look.pick((0.18, 0.18, 0.2), accent), 0.05), inside=mask)
    for x, y in along(tread, 22)[1:-1]:
        c.stroke(np.array([(x, y - 3), (x - 2, y + 4)]), 1.5, (0.97, 0.97, 0.97), inside=mask, alpha=0.8)
