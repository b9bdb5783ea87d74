"""Draped lengths of cloth: sarees, dupattas, stoles and scarves."""

from __future__ import annotations

import numpy as np

from ingest.sample.fabric import Fabric
from ingest.sample.light import Fold, Relief
from ingest.sample.look import Look
from ingest.sample.outline import CENTRE, Points, along, between, curve, ribbon, symmetric
from ingest.sample.palette import Colour, darker, lighter
from ingest.sample.shapes.apparel.ornament import draw_border, draw_butis

_FORM: Colour = (0.83, 0.72, 0.62)


def draw_mannequin(look: Look, *, arms: bool, colour: Colour = _FORM) -> None:
    """A headless matt dress form that gives draped cloth something to hang on."""
    c = look.canvas
    paint = look.hard(colour, 0.02)
    relief = Relief(edge=9, lift=6, body=0.5, wrinkle=0.0, occlusion=0.2)
    if arms:
        for side in (-1, 1):
            arm = curve([(CENTRE + side * 36, 68, 0), (CENTRE + side * 47, 76), (CENTRE + side * 57, 130), (CENTRE + side * 64, 196),
                         (CENTRE + side * 62, 214), (CENTRE + side * 54, 212), (CENTRE + side * 48, 186), (CENTRE + side * 40, 110)])
            c.fill(arm, paint, relief=relief)
    body = symmetric([(CENTRE, 20), (CENTRE + 11, 22, 0), (CENTRE + 12, 46), (CENTRE + 24, 58), (CENTRE + 44, 68), (CENTRE + 43, 100),
                      (CENTRE + 35, 142), (CENTRE + 42, 180, 0), (CENTRE, 184)])
    c.fill(body, paint, relief=relief)
    c.fill(symmetric([(CENTRE, 18), (CENTRE + 11, 22), (CENTRE, 26)]), darker(colour, 0.18))


def draw_saree(look: Look) -> None:
    """A saree on a dress form: blouse, pleats, and the pallu over the shoulder with its border."""
    c, v = look.canvas, look.vary
    rich = look.cut in ("silk", "embellished")
    border = v(15, 22) if look.cut == "silk" else v(6, 13)
    edge_ground = look.second
    draw_mannequin(look, arms=True)
    blouse = look.cloth("Silk" if rich else "Cotton", look.pick(look.second, darker(look.colour, 0.3)))
    for side in (-1, 1):
        sleeve = curve([(CENTRE + side * 36, 68, 0), (CENTRE + side * 46, 72), (CENTRE + side * 57, 114, 0), (CENTRE + side * 40, 118, 0)])
        c.fill(sleeve, blouse, relief=blouse.relief.with_(edge=6, lift=4))
    front = symmetric([(CENTRE, 86), (CENTRE + 20, 78), (CENTRE + 26, 60, 0), (CENTRE + 44, 68, 0), (CENTRE + 43, 100), (CENTRE + 39, 126, 0), (CENTRE, 128)])
    c.fill(front, blouse, relief=blouse.relief.with_(body=0.5), shadow=0.2)

    hem = v(58, 70)
    tail: Points = curve([(CENTRE + 30, 62, 0), (CENTRE + 46, 68), (CENTRE + 66, 150), (CENTRE + v(78, 92), v(286, 318), 0),
                          (CENTRE + 44, v(296, 324), 0), (CENTRE + 40, 170), (CENTRE + 28, 100)])
    pallu = c.fill(tail, look.main, relief=look.main.relief.with_(drape=2.0, pleats=3.2, body=0.2), dim=0.93)
    low = tail[np.argsort(tail[:, 1])[-2:]]
    foot = low[np.argsort(low[:, 0])]
    for up in (border * 0.6, border * 1.7):
        draw_border(look, foot - (0, up) + np.array([[-8, 2], [8, -2.0]]), border, inside=pallu, ground=edge_ground)

    skirt_line = symmetric([(CENTRE, 148), (CENTRE + 36, 146, 0), (CENTRE + 47, 186), (CENTRE + 48, 270), (CENTRE + hem, 384, 0), (CENTRE, 388)])
    skirt = c.fill(skirt_line, look.main, shadow=0.25, relief=look.main.relief.with_(drape=1.0, pleats=3.0, body=0.45, drape_from=0.1))
    pleats = curve([(CENTRE - 12, 152, 0), (CENTRE + 10, 152, 0), (CENTRE + 15, 260), (CENTRE + 27, 386, 0), (CENTRE - 18, 388, 0), (CENTRE - 15, 260)])
    c.fill(pleats, look.main, shadow=0.3, inside=skirt, relief=look.main.relief.with_(drape=2.6, pleats=5.0, sharp=0.5, body=0.1))
    draw_border(look, curve([(CENTRE - 90, 384 - border * 0.5), (CENTRE, 388 - border * 0.5), (CENTRE + 90, 384 - border * 0.5)], closed=False),
                border, inside=skirt, ground=edge_ground)
    if rich:
        draw_butis(look, [(CENTRE + x, y) for y in (190.0, 235.0, 280.0, 325.0) for x in (-36.0, -14.0, 14.0, 36.0)], 6.5, skirt)
    _front_drape(look, border, edge_ground, rich=rich)


def _front_drape(look: Look, border: float, ground: Colour, *, rich: bool) -> None:
    c = look.canvas
    sash = curve([(CENTRE + 22, 57, 0), (CENTRE + 42, 63), (CENTRE + 40, 92), (CENTRE + 24, 142), (CENTRE - 8, 186), (CENTRE - 48, 214, 0),
                  (CENTRE - 46, 180), (CENTRE - 37, 150, 0), (CENTRE - 14, 122), (CENTRE + 8, 84)])
    folds = tuple(
        Fold((CENTRE + 22 + 5 * k, 66), (CENTRE - 44 + 8 * k, 158 + 14 * k), 4.0, 1.6 if k % 2 else -1.6) for k in range(4)
    )
    mask = c.fill(sash, look.main, shadow=0.38, angle=40, relief=look.main.relief.with_(folds=folds, body=0.1))
    upper = curve([(CENTRE + 22, 57), (CENTRE + 8, 85), (CENTRE - 14, 123), (CENTRE - 40, 153)], closed=False)
    draw_border(look, upper + (2.5, 2.5), border * 0.72, inside=mask, ground=ground)
    if rich:
        draw_butis(look, [(CENTRE + 24, 104), (CENTRE + 2, 140), (CENTRE - 22, 172)], 6, mask)


def _fringe(look: Look, edge: Points, length: float, colour: Colour) -> None:
    threads = []
    for k, (x, y) in enumerate(along(edge, max(8, int(np.hypot(*(edge[-1] - edge[0])) / 2.6)))):
        lean = look.canvas.rng.normal(0, 1.4)
        threads.append(np.array([(x, y), (x + lean * 0.5, y + length * 0.5), (x + lean, y + length * (0.9 + 0.1 * (k % 2)))]))
    look.canvas.stroke(threads, 1.0, darker(colour, 0.12))


def _hanging(look: Look, left: Points, right: Points, cloth: Fabric, *, border: bool, dim: float = 1.0, angle: float = 0.0) -> None:
    """A length of cloth between two side lines (from top to bottom), with ends."""
    c = look.canvas
    outline = np.concatenate([along(left, 40), along(right, 40)[::-1]])
    folds = []
    for t in (0.22, 0.5, 0.78):
        line = between(left, right, t, count=6)
        for a, b in zip(line[:-1], line[1:], strict=True):
            folds.append(Fold((float(a[0]), float(a[1])), (float(b[0]), float(b[1])), 4.0, 1.9 if t != 0.5 else -2.2))
    mask = c.fill(outline, cloth, relief=cloth.relief.with_(folds=tuple(folds), edge=5, lift=3), shadow=0.35, dim=dim, angle=angle)
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
    pale = look.cloth("Cotton", look.pick((0.93, 0.92, 0.90), (0.90, 0.87, 0.82), (0.24, 0.24, 0.27)))
    for side in (-1, 1):
        arm = curve([(CENTRE + side * 36, 66, 0), (CENTRE + side * 48, 72), (CENTRE + side * 62, 140), (CENTRE + side * 70, 206, 0),
                     (CENTRE + side * 54, 210, 0), (CENTRE + side * 42, 120)])
        c.fill(arm, pale, relief=pale.relief.with_(edge=6, lift=4))
    kurta = symmetric([(CENTRE, 88), (CENTRE + 18, 74), (CENTRE + 22, 58, 0), (CENTRE + 45, 68, 0), (CENTRE + 44, 105, 0), (CENTRE + 42, 160),
                       (CENTRE + 62, 322, 0), (CENTRE, 327)])
    c.fill(kurta, pale, relief=pale.relief.with_(body=0.35, drape=1.2, pleats=4, drape_from=0.3), shadow=0.15)
    ends = (v(250, 330), v(250, 330))
    if look.cut == "one shoulder":
        left = curve([(CENTRE + 12, 60), (CENTRE + 14, 140), (CENTRE + 12, 240), (CENTRE + 8, ends[0] + 20)], closed=False)
        right = curve([(CENTRE + 45, 66), (CENTRE + 58, 140), (CENTRE + 60, 240), (CENTRE + 62, ends[0] + 16)], closed=False)
        _hanging(look, left, right, look.main, border=True)
        return
    for side, end in zip((-1, 1), ends, strict=True):
        left = curve([(CENTRE + side * 13, 54), (CENTRE + side * 20, 130), (CENTRE + side * 20, 220), (CENTRE + side * 16, end)], closed=False)
        right = curve([(CENTRE + side * 45, 66), (CENTRE + side * 58, 130), (CENTRE + side * 60, 220), (CENTRE + side * 60, end - 5)], closed=False)
        _hanging(look, left, right, look.main, border=True)
    front = curve([(CENTRE - 45, 64, 0), (CENTRE - 14, 54, 0), (CENTRE, 104), (CENTRE + 14, 54, 0), (CENTRE + 45, 64, 0), (CENTRE + 24, 116), (CENTRE, 134),
                   (CENTRE - 24, 116)])
    c.fill(front, look.main, shadow=0.35, relief=look.main.relief.with_(
        edge=5, lift=4, folds=(Fold((CENTRE - 30, 68), (CENTRE, 122), 4, 1.8), Fold((CENTRE + 30, 68), (CENTRE, 122), 4, 1.8))))


def draw_scarf(look: Look) -> None:
    """A scarf knotted in a loop with two hanging ends, or a folded one."""
    c, v = look.canvas, look.vary
    pale = lighter(look.colour, 0.1)
    ends = (v(330, 356), v(290, 330))
    spread = v(0.9, 1.2)
    loop_back = curve([(CENTRE - 62, 110), (CENTRE - 44, 66), (CENTRE, 52), (CENTRE + 44, 66), (CENTRE + 62, 110), (CENTRE + 30, 116), (CENTRE, 92),
                       (CENTRE - 30, 116)])
    c.fill(loop_back, look.main, dim=0.66, relief=look.main.relief.with_(edge=6, lift=4))
    for side, end in zip((-1, 1), ends, strict=True):
        left = curve([(CENTRE + side * 2, 140), (CENTRE + side * 6 * spread, 220), (CENTRE + side * 10 * spread, end)], closed=False)
        right = curve([(CENTRE + side * 34, 140), (CENTRE + side * 54 * spread, 220), (CENTRE + side * 60 * spread, end - 6)], closed=False)
        _hanging(look, left, right, look.main, border=False, angle=-side * 6)
    for side in (-1, 1):
        wing = curve([(CENTRE - side * 12, 158, 0), (CENTRE + side * 22, 160), (CENTRE + side * 62, 118), (CENTRE + side * 58, 84), (CENTRE + side * 40, 66),
                      (CENTRE + side * 28, 92), (CENTRE + side * 8, 124)])
        folds = tuple(Fold((CENTRE + side * (50 - 8 * k), 78 + 6 * k), (CENTRE + side * 4, 136 + 6 * k), 4, 2.0 if k % 2 else -2.0) for k in range(3))
        c.fill(wing, look.main, shadow=0.38, angle=-side * 35, relief=look.main.relief.with_(edge=6, lift=4, folds=folds))
    knot = curve([(CENTRE - 24, 134), (CENTRE, 126), (CENTRE + 25, 136), (CENTRE + 28, 166), (CENTRE, 178), (CENTRE - 27, 164)])
    folds = tuple(Fold((CENTRE - 22 + 3 * k, 138 + 10 * k), (CENTRE + 24, 142 + 10 * k), 3.5, -2.0 if k % 2 else 2.0) for k in range(3))
    c.fill(knot, look.main, shadow=0.4, angle=80, relief=look.main.relief.with_(edge=7, lift=5, folds=folds))
    if look.cut == "trimmed":
        c.fill(ribbon(np.array([(CENTRE - 20, 170.0), (CENTRE + 22, 172.0)]), 2), pale)
