"""The upper body that all garments worn on it share: outline, necklines, sleeves, folds."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import Fold, Relief
from ingest.sample.drawing.outline import (
    CENTRE,
    Anchor,
    Points,
    along,
    curve,
    rectangle,
    ribbon,
    shifted,
    symmetric,
)
from ingest.sample.drawing.palette import Colour, darker

if TYPE_CHECKING:
    from ingest.sample.drawing.canvas import Mask, Paint
    from ingest.sample.drawing.fabric import Fabric
    from ingest.sample.drawing.look import Look


@dataclass(frozen=True)
class Sleeve:
    """A sleeve: length from the shoulder, half opening at the end, angle from the vertical."""

    length: float
    end: float
    angle: float
    puff: float = 0.0
    bend: float = 0.0


@dataclass(frozen=True)
class Torso:
    """Half widths and heights of a garment's body, in design units about the centre line."""

    top: float = 66.0
    neck: float = 25.0
    shoulder: float = 62.0
    drop: float = 17.0
    armpit: float = 142.0
    chest: float = 64.0
    waist_y: float = 220.0
    waist: float = 62.0
    hem_y: float = 330.0
    hem: float = 66.0
    tail: float = 2.0  # by how much the middle of the hem hangs lower

    def neckline(self, kind: str, depth: float) -> list[Anchor]:
        """Right half of the neckline, from the middle of the front to the neck point."""
        c, top, n = CENTRE, self.top, self.neck
        if kind == "v":
            return [(c, top + depth, 0), (c + n * 0.55, top + depth * 0.44), (c + n, top, 0)]
        if kind == "square":
            return [(c, top + depth, 0), (c + n * 0.88, top + depth, 0), (c + n, top, 0)]
        if kind == "sweetheart":
            return [
                (c, top + depth, 0),
                (c + n * 0.42, top + depth * 0.72),
                (c + n * 0.88, top + depth * 0.74),
                (c + n, top, 0),
            ]
        return [
            (c, top + depth),
            (c + n * 0.58, top + depth * 0.82),
            (c + n * 0.92, top + depth * 0.36),
            (c + n, top, 0),
        ]

    def neck_edge(self, kind: str, depth: float) -> Points:
        """The whole neckline as an open line, from left to right."""
        half = self.neckline(kind, depth)
        left = [(2 * CENTRE - a[0], *a[1:]) for a in reversed(half[1:])]
        return curve([*left, *half], closed=False)

    def sides(self) -> list[Anchor]:
        """Right half from the shoulder point to the middle of the hem."""
        c = CENTRE
        return [
            (c + self.shoulder, self.top + self.drop, 0),
            (c + self.shoulder - 5, (self.top + self.drop + self.armpit) / 2 + 4),
            (c + self.chest, self.armpit, 0),
            (c + self.waist, self.waist_y),
            (c + self.hem, self.hem_y, 0),
            (c, self.hem_y + self.tail),
        ]

    def outline(self, kind: str = "round", depth: float = 24.0) -> Points:
        """The closed outline of the front."""
        return symmetric([*self.neckline(kind, depth), *self.sides()])

    def sleeve(self, sleeve: Sleeve) -> Points:
        """Outline of the right sleeve (on the screen)."""
        a = math.radians(sleeve.angle)
        down = np.array([math.sin(a), math.cos(a)])
        inward = np.array([-math.cos(a), math.sin(a)])
        s = np.array([CENTRE + self.shoulder - 1, self.top + self.drop])
        pit = np.array([CENTRE + self.chest - 1, self.armpit + 3])
        end = s + down * sleeve.length
        cuff = end + inward * 2 * sleeve.end
        bow = -inward * (3 + sleeve.puff)
        elbow = s + down * sleeve.length * 0.52 + bow + inward * sleeve.bend
        inner = (
            cuff + (pit - cuff) * 0.5 + inward * (sleeve.bend * 0.8) - inward * sleeve.puff * 0.6
        )
        return curve(
            [
                (s[0] - 16, s[1] - 7, 0),
                (s[0], s[1]),
                (*(s + down * sleeve.length * 0.2 + bow * (1.25 if sleeve.puff else 0.7)),),
                (*elbow,),
                (*end, 0),
                (*cuff, 0),
                (*inner,),
                (*pit, 0),
                (pit[0] - 18, pit[1] - 10, 0),
            ]
        )

    def cuff_line(self, sleeve: Sleeve, back: float = 0.0) -> Points:
        """The end of the right sleeve, ``back`` units above it, from outside to inside."""
        a = math.radians(sleeve.angle)
        down = np.array([math.sin(a), math.cos(a)])
        inward = np.array([-math.cos(a), math.sin(a)])
        s = np.array([CENTRE + self.shoulder - 1, self.top + self.drop])
        end = s + down * (sleeve.length - back)
        tuck = 1.2 if sleeve.length > 110 and not back else 0.0  # long sleeves are gathered
        return np.stack([end - inward * (0.5 - tuck), end + inward * (2 * sleeve.end + 0.5 - tuck)])


def flipped(points: Points, side: int) -> Points:
    """The points, mirrored about the centre line for the left side (-1)."""
    if side > 0:
        return points
    out = points.copy()
    out[:, 0] = 2 * CENTRE - out[:, 0]
    return out


def body_relief(look: Look, torso: Torso, cloth: Fabric | None = None) -> Relief:
    """Relief of a worn front, with creases from the armpits and at the waist."""
    base = (cloth or look.main).relief
    rng = look.canvas.rng
    folds: list[Fold] = []
    soft = 0.6 + base.wrinkle
    for side in (-1, 1):
        x, y = CENTRE + side * (torso.chest - 4), torso.armpit - 6
        folds.extend(
            Fold(
                (x, y + rng.uniform(0, 16)),
                (x - side * rng.uniform(24, 46), y + rng.uniform(24, 62)),
                rng.uniform(4, 7),
                -soft * rng.uniform(0.7, 1.5),
            )
            for _ in range(2)
        )
        folds.extend(
            Fold(
                (CENTRE + side * (torso.waist + 2), low),
                (CENTRE + side * rng.uniform(8, 30), low + rng.uniform(-6, 24)),
                rng.uniform(4, 8),
                soft * rng.uniform(-1.3, 0.9),
            )
            for low in torso.waist_y + rng.uniform(-30, 60, 2)
        )
    return base.with_(body=0.32, folds=tuple(folds))


def sleeve_relief(look: Look, torso: Torso, sleeve: Sleeve, side: int) -> Relief:
    """Relief of a sleeve, with creases at the armpit and, when long, at the elbow."""
    base = look.main.relief
    rng = look.canvas.rng
    edge = flipped(torso.sleeve(sleeve), side)
    middle = edge.mean(axis=0)
    a = math.radians(sleeve.angle)
    down = np.array([side * math.sin(a), math.cos(a)])
    out = np.array([side * math.cos(a), -math.sin(a)])
    count = 2 if sleeve.length < 110 else 5
    folds = []
    for k in range(count):
        at = middle + down * sleeve.length * ((k + 0.5) / count - 0.5) * 0.8
        tilt = rng.uniform(-9, 9)
        p, q = at - out * 14 - down * tilt, at + out * 12 + down * tilt
        folds.append(
            Fold(
                (float(p[0]), float(p[1])),
                (float(q[0]), float(q[1])),
                rng.uniform(3.5, 6),
                rng.uniform(-1.5, -0.5) * (0.5 + base.wrinkle),
            )
        )
    return base.with_(edge=base.edge + 4, lift=base.lift + 3.4, body=0.0, folds=tuple(folds))


def draw_sleeves(
    look: Look, torso: Torso, sleeve: Sleeve, paint: Fabric | None = None, *, dim: float = 0.97
) -> list[Mask]:
    """Lay both sleeves; gives their masks, left first."""
    cloth = paint or look.main
    masks = []
    for side in (-1, 1):
        outline = flipped(torso.sleeve(sleeve), side)
        relief = sleeve_relief(look, torso, sleeve, side)
        masks.append(
            look.canvas.fill(outline, cloth, relief=relief, angle=-side * sleeve.angle, dim=dim)
        )
    return masks


def draw_cuffs(
    look: Look, torso: Torso, sleeve: Sleeve, depth: float, paint: Paint, *, stitch: bool = False
) -> None:
    """Lay a band at the end of both sleeves."""
    for side in (-1, 1):
        outer = flipped(torso.cuff_line(sleeve), side)
        upper = flipped(torso.cuff_line(sleeve, depth), side)
        band = np.concatenate([outer, upper[::-1]])
        look.canvas.fill(
            band,
            paint,
            relief=Relief(edge=3, lift=1.6, wrinkle=0.1, body=0.0),
            angle=-side * sleeve.angle,
            shadow=0.18,
        )
        if stitch:
            look.canvas.stroke(upper, 0.6, look.stitch, alpha=0.7)


def draw_back_neck(
    look: Look, torso: Torso, kind: str, depth: float, *, label: bool = True
) -> None:
    """The inside of the back that shows through the neck opening, with a label."""
    front = torso.neck_edge(kind, depth + 3)
    back = curve(
        [
            (CENTRE + torso.neck + 1, torso.top),
            (CENTRE, torso.top - 3.5),
            (CENTRE - torso.neck - 1, torso.top),
        ],
        closed=False,
    )
    mask = look.canvas.fill(np.concatenate([front, back]), look.plain, dim=0.60)
    look.canvas.stroke(shifted(back, 0, 4), 0.8, darker(look.colour, 0.55), alpha=0.6, inside=mask)
    if label and depth > 12:
        tag = rectangle(CENTRE - 7, torso.top + 2.5, CENTRE + 7, torso.top + 8.5)
        look.canvas.fill(tag, (0.88, 0.87, 0.85), inside=mask, dim=0.9)


def draw_neck_band(
    look: Look, torso: Torso, kind: str, depth: float, paint: Paint, *, width: float = 6.5
) -> None:
    """A ribbed band along the neckline."""
    edge = torso.neck_edge(kind, depth)
    band = ribbon(along(edge, 60), width)
    look.canvas.fill(
        band, paint, relief=Relief(edge=2.4, lift=1.6, body=0, wrinkle=0.08), shadow=0.22
    )


def draw_placket(
    look: Look,
    top: float,
    bottom: float,
    *,
    width: float = 11.0,
    paint: Paint | None = None,
    x: float = CENTRE,
) -> None:
    """A front placket as a slightly raised strip with two rows of stitches."""
    strip = rectangle(x - width / 2, top, x + width / 2, bottom)
    look.canvas.fill(
        strip,
        paint if paint is not None else look.main,
        relief=Relief(edge=1.5, lift=0.8, body=0.0, wrinkle=0.25, wrinkle_size=18),
        shadow=0.20,
    )
    for dx in (-width / 2 + 1.6, width / 2 - 1.6):
        line = np.array([(x + dx, top), (x + dx, bottom)])
        look.canvas.stroke(line, 0.5, look.stitch, alpha=0.45)


def draw_buttons(
    look: Look, ys: list[float], colour: Colour, *, x: float = CENTRE, radius: float = 2.6
) -> None:
    """A row of sewn buttons."""
    for y in ys:
        look.canvas.disc(x, y, radius, look.hard(colour, 0.25), shadow=0.35)
        for dx in (-0.75, 0.75):
            look.canvas.disc(x + dx, y, 0.42, darker(colour, 0.6), gloss=0.0)


def draw_hem_stitch(look: Look, torso: Torso, mask: Mask, up: float = 6.0) -> None:
    """One line of stitches above the hem."""
    line = curve(
        [
            (CENTRE - torso.hem - 2, torso.hem_y - up),
            (CENTRE, torso.hem_y + torso.tail - up),
            (CENTRE + torso.hem + 2, torso.hem_y - up),
        ],
        closed=False,
    )
    look.canvas.stroke(line, 0.6, look.stitch, alpha=0.6, inside=mask)
