"""T-shirts, polo shirts and women's tops."""

from __future__ import annotations

import numpy as np

from ingest.sample.canvas import Mask
from ingest.sample.light import Relief
from ingest.sample.look import Look
from ingest.sample.outline import CENTRE, along, curve, rectangle, ribbon, symmetric
from ingest.sample.palette import darker, lighter
from ingest.sample.shapes.apparel.frame import (
    Sleeve,
    Torso,
    body_relief,
    draw_back_neck,
    draw_buttons,
    draw_cuffs,
    draw_hem_stitch,
    draw_neck_band,
    draw_placket,
    draw_sleeves,
)
from ingest.sample.shapes.apparel.prints import draw_graphic, draw_panels


def torso_for(look: Look, *, ease: float = 0.0, length: float = 0.0) -> Torso:
    """A body in the proportions of the wearer, with a little of this model's own."""
    v = look.vary
    if look.kids:
        return Torso(
            top=116, neck=23, shoulder=52 + v(-2, 3), drop=13, armpit=174, chest=56 + ease,
            waist_y=222, waist=56 + ease + v(-2, 3), hem_y=276 + v(-4, 8) + length,
            hem=59 + ease + v(-1, 4),
        )
    if look.women:
        return Torso(
            top=98, neck=27 + v(-2, 4), shoulder=54 + v(-2, 3), drop=16, armpit=164 + v(-3, 3),
            chest=57 + ease + v(-1, 2), waist_y=222 + v(-6, 6), waist=49 + ease + v(-2, 4),
            hem_y=296 + v(-12, 12) + length, hem=60 + ease + v(-2, 4), tail=3,
        )
    return Torso(
        top=92, neck=24 + v(-2, 2), shoulder=65 + v(-3, 3), drop=18 + v(-2, 3),
        armpit=168 + v(-3, 4), chest=67 + ease + v(-2, 2), waist_y=234, waist=63 + ease + v(-3, 4),
        hem_y=302 + v(-9, 9) + length, hem=65 + ease + v(-2, 4),
    )


def draw_tshirt(look: Look) -> None:
    """Round neck, V-neck, polo, henley, ringer, raglan or long-sleeved."""
    c, torso = look.canvas, torso_for(look)
    kind = "v" if look.cut == "v neck" else "round"
    depth = {"v neck": look.vary(34, 44), "polo": 18.0}.get(look.cut, look.vary(17, 27))
    if look.cut == "long sleeve":
        sleeve = Sleeve(172 if not look.kids else 124, 11, 15, bend=2)
    else:
        length = look.vary(60, 76) * (0.78 if look.kids or look.women else 1)
        sleeve = Sleeve(length, look.vary(19, 22) * (0.85 if look.women else 1), look.vary(30, 38))
    contrast = look.cut in ("raglan", "ringer") or (look.cut == "polo" and look.chance(0.4))
    trim = look.contrast if contrast else look.plain
    draw_back_neck(look, torso, kind, depth)
    draw_sleeves(look, torso, sleeve, look.contrast if look.cut == "raglan" else None)
    if look.cut in ("ringer", "polo"):
        draw_cuffs(look, torso, sleeve, 6, trim)
    else:
        for side in (-1, 1):
            line = torso.cuff_line(sleeve, 5)
            if side < 0:
                line = np.array([(2 * CENTRE - x, y) for x, y in line])
            c.stroke(line, 0.6, look.stitch, alpha=0.55)
    body = c.fill(torso.outline(kind, depth), look.main, relief=body_relief(look, torso), shadow=0.2)
    if look.cut == "raglan":
        _raglan_seams(look, torso, body)
    if look.pattern == "Colourblocked":
        draw_panels(look, torso, body)
    if look.pattern == "Graphic":
        draw_graphic(look, CENTRE, torso.armpit + 34, 36 if not look.kids else 27, body)
    draw_hem_stitch(look, torso, body)
    if look.cut == "polo":
        _polo_collar(look, torso)
    else:
        draw_neck_band(look, torso, kind, depth, trim.plain(), look.vary(5, 7.5))
    if look.cut == "henley":
        draw_placket(look, torso.top + depth + 2, torso.top + depth + 48, paint=look.plain)
        draw_buttons(look, [torso.top + depth + y for y in (10, 24, 38)], lighter(look.colour, 0.4))


def _raglan_seams(look: Look, torso: Torso, body: Mask) -> None:
    for side in (-1, 1):
        piece = curve(
            [
                (CENTRE + side * (torso.neck - 2), torso.top - 4, 0),
                (CENTRE + side * (torso.shoulder + 8), torso.top + torso.drop - 10, 0),
                (CENTRE + side * (torso.chest + 4), torso.armpit + 2, 0),
                (CENTRE + side * (torso.shoulder - 22), torso.armpit - 32),
            ]
        )
        look.canvas.fill(piece, look.contrast, inside=body, relief=Relief(lift=1, wrinkle=0.4))
        edge = curve(
            [(CENTRE + side * (torso.neck - 2), torso.top, 0),
             (CENTRE + side * (torso.shoulder - 22), torso.armpit - 32),
             (CENTRE + side * (torso.chest + 2), torso.armpit + 2, 0)],
            closed=False,
        )
        look.canvas.seam(edge, look.colour, inside=body)


def _polo_collar(look: Look, torso: Torso) -> None:
    c, top, n = look.canvas, torso.top, torso.neck
    trim = look.contrast if look.chance(0.45) else look.plain
    draw_placket(look, top + 14, top + 66, width=12, paint=trim)
    draw_buttons(look, [top + 32, top + 52], lighter(look.colour, 0.55), radius=2.3)
    for side in (-1, 1):
        flap = curve(
            [
                (CENTRE + side * (n - 3), top - 6, 0),
                (CENTRE + side * (n + 7), top + 5),
                (CENTRE + side * (n + 3), top + 31, 0),
                (CENTRE + side * 2, top + 20, 0),
                (CENTRE + side * (n - 9), top + 6),
            ]
        )
        mask = c.fill(flap, trim, relief=Relief(edge=3, lift=2, body=0, wrinkle=0.25), shadow=0.34)
        if look.chance(0.4):
            edge = np.array(
                [(CENTRE + side * (n + 2), top + 28), (CENTRE + side * 4, top + 18)]
            )
            c.stroke(edge, 1.6, look.second, inside=mask)


def draw_top(look: Look) -> None:
    """Women's tops: camisole, sleeveless, cap sleeve, peplum, ruffle, off shoulder, bell, tie."""
    cut = look.cut
    torso = torso_for(look, ease=look.vary(-3, 5), length=look.vary(-22, 6))
    kind = look.pick("round", "v", "square") if cut != "peplum" else "round"
    depth = look.vary(26, 44)
    if cut == "camisole":
        _camisole(look, torso)
        return
    if cut == "off shoulder":
        _off_shoulder(look, torso)
        return
    if cut == "peplum":
        _peplum(look, torso, depth)
        return
    if cut == "sleeveless":
        torso = _narrow(torso)
    draw_back_neck(look, torso, kind, depth)
    if cut == "bell":
        bell = Sleeve(128, 26, 22)
        draw_sleeves(look, torso, bell)
        draw_cuffs(look, torso, bell, 5, look.contrast if look.chance(0.4) else look.plain)
    elif cut == "cap":
        draw_sleeves(look, torso, Sleeve(38, 17, 42, puff=4))
    elif cut == "puff":
        sleeve = Sleeve(66, 15, 30, puff=11)
        draw_sleeves(look, torso, sleeve)
        draw_cuffs(look, torso, sleeve, 6, look.plain)
    elif cut == "three quarter":
        draw_sleeves(look, torso, Sleeve(124, 13, 17))
    relief = body_relief(look, torso).with_(drape=0.9, pleats=5, drape_from=0.35)
    body = look.canvas.fill(torso.outline(kind, depth), look.main, relief=relief, shadow=0.2)
    if look.pattern == "Graphic":
        draw_graphic(look, CENTRE, torso.armpit + 40, 28, body)
    if look.pattern == "Embroidered":
        _yoke(look, torso, depth, body)
    draw_neck_band(look, torso, kind, depth, look.plain, look.vary(2.5, 5))
    draw_hem_stitch(look, torso, body, 5)
    if cut == "tie":
        _waist_tie(look, torso)


def _narrow(torso: Torso) -> Torso:
    return Torso(**{**torso.__dict__, "shoulder": torso.shoulder - 8, "armpit": torso.armpit - 4})


def _camisole(look: Look, torso: Torso) -> None:
    c, y = look.canvas, torso.top + 34
    for side in (-1, 1):
        strap = np.array([(CENTRE + side * 36, y + 4), (CENTRE + side * 29, torso.top - 12)])
        c.fill(ribbon(strap, 3.2), look.plain, relief=Relief(edge=1, lift=0.6))
    back = symmetric([(CENTRE, y + 12), (CENTRE + 40, y + 12, 0), (CENTRE + 50, torso.armpit, 0),
                      (CENTRE, torso.armpit + 10)])
    c.fill(back, look.plain, dim=0.6)
    outline = symmetric(
        [(CENTRE, y + 15, 0), (CENTRE + 20, y + 6), (CENTRE + 37, y, 0), (CENTRE + 45, y + 24),
         (CENTRE + torso.chest - 4, torso.armpit, 0), (CENTRE + torso.waist, torso.waist_y),
         (CENTRE + torso.hem + 2, torso.hem_y, 0), (CENTRE, torso.hem_y + 6)]
    )
    relief = body_relief(look, torso).with_(drape=1.1, pleats=6, drape_from=0.3)
    body = c.fill(outline, look.main, relief=relief)
    trim = along(curve([(CENTRE - 37, y, 0), (CENTRE - 20, y + 6), (CENTRE, y + 15, 0),
                        (CENTRE + 20, y + 6), (CENTRE + 37, y, 0)], closed=False), 40)
    c.fill(ribbon(trim, 4.5), look.contrast if look.chance(0.4) else look.plain,
           relief=Relief(edge=1.4, lift=0.8), inside=body, shadow=0.2)
    draw_hem_stitch(look, torso, body, 5)


def _off_shoulder(look: Look, torso: Torso) -> None:
    c, y = look.canvas, torso.top + 30
    body = symmetric([(CENTRE, y + 8), (CENTRE + 50, y, 0), (CENTRE + torso.chest, torso.armpit + 10),
                      (CENTRE + torso.waist, torso.waist_y), (CENTRE + torso.hem, torso.hem_y, 0),
                      (CENTRE, torso.hem_y + 4)])
    low = Torso(**{**torso.__dict__, "top": y - 16, "shoulder": 56.0, "armpit": torso.armpit + 8})
    draw_sleeves(look, low, Sleeve(66, 17, 24, puff=7))
    c.fill(body, look.main, relief=body_relief(look, torso).with_(drape=1, pleats=6, drape_from=0.4),
           shadow=0.2)
    frill = symmetric([(CENTRE, y + 2), (CENTRE + 40, y - 5), (CENTRE + 66, y + 6),
                       (CENTRE + 74, y + 46), (CENTRE + 40, y + 48), (CENTRE, y + 52)])
    c.fill(frill, look.main, relief=look.main.relief.with_(drape=1.9, pleats=13, sharp=0.4, body=0.1),
           shadow=0.4)
    c.fill(ribbon(curve([(CENTRE - 62, y + 3), (CENTRE, y + 2), (CENTRE + 62, y + 3)], closed=False), 4),
           look.plain, relief=Relief(edge=1.3, lift=1))


def _peplum(look: Look, torso: Torso, depth: float) -> None:
    c, waist = look.canvas, torso.waist_y
    torso = Torso(**{**torso.__dict__, "waist": torso.waist - 4, "hem_y": waist + 6,
                     "hem": torso.waist - 4.0, "shoulder": torso.shoulder - 5})
    draw_back_neck(look, torso, "round", depth)
    flare = symmetric([(CENTRE, waist - 4), (CENTRE + torso.waist, waist - 4, 0),
                       (CENTRE + 66, waist + 40), (CENTRE + 80, waist + 74, 0), (CENTRE, waist + 84)])
    c.fill(flare, look.main,
           relief=look.main.relief.with_(drape=2.6, pleats=6.5, drape_from=0.05, body=0.1))
    c.fill(torso.outline("round", depth), look.main, relief=body_relief(look, torso), shadow=0.25)
    draw_neck_band(look, torso, "round", depth, look.plain, 3.5)
    belt = rectangle(CENTRE - torso.waist - 1, waist - 5, CENTRE + torso.waist + 1, waist + 6)
    c.fill(belt, look.contrast if look.chance(0.5) else look.plain,
           relief=Relief(edge=2, lift=1.2, body=0.1), shadow=0.3)


def _yoke(look: Look, torso: Torso, depth: float, body: Mask) -> None:
    from ingest.sample.shapes.apparel.ornament import draw_yoke

    draw_yoke(look, torso.neck_edge("round", depth), torso.top + depth, body)


def _waist_tie(look: Look, torso: Torso) -> None:
    c, y = look.canvas, torso.waist_y + 4
    band = rectangle(CENTRE - torso.waist, y - 4, CENTRE + torso.waist, y + 5)
    paint = look.main.dyed(darker(look.colour, 0.15))
    c.fill(band, paint, relief=Relief(edge=2, lift=1.2, body=0.1), shadow=0.3)
    for dx, length in ((-5, 54), (8, 66)):
        tail = curve([(CENTRE + 6, y), (CENTRE + 6 + dx * 0.5, y + length * 0.5),
                      (CENTRE + 6 + dx, y + length)], closed=False)
        c.fill(ribbon(tail, (5, 8)), paint, relief=Relief(edge=2, lift=1.2), shadow=0.3)
    c.disc(CENTRE + 6, y + 1, 6, paint, gloss=0.0, shadow=0.3)
