"""Sandals and flip flops, seen from above at an angle."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.outline import Points, along, curve, rectangle, ribbon, shifted, turned
from ingest.sample.drawing.palette import Colour, darker, lighter, luminance

if TYPE_CHECKING:
    from ingest.sample.drawing.canvas import Mask, Paint
    from ingest.sample.drawing.look import Look

_BED = Relief(edge=5, lift=-2.5, body=0.0, wrinkle=0.12, occlusion=0.16)
_STRAP = Relief(edge=3.0, lift=2.6, body=0.0, wrinkle=0.12, occlusion=0.18)


def _footprint(width: float = 1.0) -> Points:
    """A right foot's sole, heel at the origin, toes at x = 200, seen from above."""
    w = width
    return curve(
        [
            (0, 0),
            (6, -27 * w),
            (40, -31 * w),
            (84, -25 * w),
            (126, -32 * w),
            (168, -38 * w),
            (196, -24 * w),
            (203, 0),
            (190, 26 * w),
            (158, 36 * w),
            (112, 31 * w),
            (70, 25 * w),
            (36, 29 * w),
            (8, 24 * w),
        ]
    )


class Across(NamedTuple):
    """A strap from one edge of the sole to the other, and how high it rises over the foot."""

    a: tuple[float, float]
    b: tuple[float, float]
    rise: float


class Bed:
    """A sole lying before the camera: foot coordinates to design units."""

    def __init__(
        self,
        x: float,
        y: float,
        *,
        turn: float,
        squash: float,
        size: float = 1.0,
        flip: bool = False,
    ) -> None:
        self.origin, self.turn, self.squash, self.size, self.flip = (x, y), turn, squash, size, flip

    def place(self, points: Points, lift: float = 0.0) -> Points:
        """Foot coordinates to design units, ``lift`` units above the sole."""
        pts = points * self.size
        if self.flip:
            pts = pts * (1, -1)
        out = turned(pts, self.turn) * (1, self.squash)
        return np.asarray(out + self.origin - (0, lift * self.size), dtype=np.float64)

    def arch(self, a: tuple[float, float], b: tuple[float, float], rise: float) -> Points:
        """A strap line that rises from one edge of the sole over the foot to the other."""
        t = np.linspace(0, 1, 26)[:, None]
        ground = np.array(a) * (1 - t) + np.array(b) * t
        out = self.place(ground)
        out[:, 1] -= self.size * rise * (4 * t[:, 0] * (1 - t[:, 0])) ** 0.65
        return out


def _sole(
    look: Look,
    bed: Bed,
    print_: Points,
    thick: float,
    *,
    side: Colour,
    top: Paint,
    layers: tuple[Colour, ...] = (),
) -> Mask:
    c = look.canvas
    outline = bed.place(print_)
    steps = max(3, int(thick / 1.2))
    for k in range(steps, -1, -1):
        share = k / steps
        colour = side
        if layers:
            colour = layers[min(len(layers) - 1, int((1 - share) * len(layers)))]
        c.fill(
            shifted(outline, 0, thick * share),
            look.hard(colour, 0.0),
            relief=Relief(edge=3, lift=1.5, wrinkle=0),
            dim=1 - 0.18 * share,
        )
    return c.fill(outline, top, relief=_BED, angle=bed.turn)


def draw_flip_flop(look: Look) -> None:
    """A pair of thongs: straight soles, Y straps."""
    ground = look.colour
    strap = look.second if look.chance(0.55) else darker(ground, 0.45)
    if luminance(strap) > 0.85 and luminance(ground) > 0.8:
        strap = darker(ground, 0.6)
    thick = look.vary(7, 12)
    pair = (
        Bed(62, 160, turn=12, squash=0.66, size=0.92, flip=True),
        Bed(48, 250, turn=8, squash=0.66, size=0.98),
    )
    width = look.vary(1.0, 1.14)
    for bed in pair:
        side = darker(ground, 0.2) if look.cut == "plain" else lighter(strap, 0.2)
        mask = _sole(
            look, bed, _footprint(width), thick, side=side, top=look.main, layers=(ground, side)
        )
        _trim(look, bed, width, mask, strap)
        post = (160.0, -4.0)
        for edge in ((86.0, -29.0 * width), (84.0, 27.0 * width)):
            line = bed.arch(edge, post, 17)
            paint = look.hard(strap, 0.2) if look.cut != "cloth" else look.cloth("Canvas", strap)
            look.canvas.fill(
                ribbon(along(line, 24), (13, 10, 8, 5)), paint, relief=_STRAP, shadow=0.42
            )
        x, y = bed.place(np.array([post]))[0]
        look.canvas.disc(float(x), float(y) - 1, 3.2, look.hard(strap, 0.3), shadow=0.3)


def _trim(look: Look, bed: Bed, width: float, mask: Mask, strap: Colour) -> None:
    if look.cut == "striped":
        for x in (26.0, 42.0, 58.0):
            look.canvas.stroke(bed.place(np.array([(x, -40.0), (x, 40.0)])), 6, strap, inside=mask)
    rim = bed.place((_footprint(width) - (100, 0)) * 0.93 + (100, 0))
    look.canvas.stroke(
        np.concatenate([rim, rim[:1]]), 0.8, darker(look.colour, 0.35), alpha=0.5, inside=mask
    )


def draw_sandal(look: Look) -> None:
    """Men's and women's open sandals: slide, two straps, fisherman, T-bar; sporty with velcro."""
    bed = Bed(54, look.vary(164, 172), turn=look.vary(24, 30), squash=0.74, size=1.06)
    width = look.vary(1.02, 1.14)
    sporty = look.cut in ("sport", "trek")
    side: Colour = (0.20, 0.19, 0.19) if look.chance(0.6) else (0.56, 0.42, 0.29)
    inner: Paint = look.cloth(
        "Suede", look.pick((0.70, 0.54, 0.38), darker(look.colour, 0.25), (0.30, 0.27, 0.25))
    )
    accent = look.second if sporty else darker(look.colour, 0.3)
    layers = (side, accent, side) if sporty else (side, lighter(side, 0.25), side)
    _sole(look, bed, _footprint(width), 15 if sporty else 11, side=side, top=inner, layers=layers)
    _straps(look, bed, width, accent)


def _straps(look: Look, bed: Bed, w: float, accent: Colour) -> None:
    if look.cut in ("fisherman", "trek", "sport", "t bar", "ankle"):
        _back_strap(look, bed, w, sporty=look.cut in ("sport", "trek"))
    if look.cut == "slide":
        strap = Across((116, -32 * w), (122, 33 * w), 40)
        _strap(look, bed, strap, 46)
        _buckle(look, bed, strap)
    elif look.cut in ("two strap", "ankle"):
        for strap in (
            Across((88, -27 * w), (92, 29 * w), 36),
            Across((140, -35 * w), (146, 35 * w), 28),
        ):
            _strap(look, bed, strap, 24)
            _buckle(look, bed, strap)
    elif look.cut == "fisherman":
        _fisherman(look, bed, w)
    elif look.cut == "t bar":
        _t_bar(look, bed, w)
    else:
        _velcro(look, bed, w, accent)


def _fisherman(look: Look, bed: Bed, w: float) -> None:
    for x in (92, 116, 140, 164):
        _strap(look, bed, Across((x, -34 * w), (x + 6, 34 * w), 40 - (x - 92) * 0.25), 13)
    first, last = (
        Across((100, -34 * w), (106, 34 * w), 40),
        Across((170, -30 * w), (176, 30 * w), 22),
    )
    line = np.stack([bed.arch(*first)[13], bed.arch(*last)[13]])
    look.canvas.fill(ribbon(along(line, 10), 12), look.main, relief=_STRAP, shadow=0.4)


def _t_bar(look: Look, bed: Bed, w: float) -> None:
    ankle = Across((76, -27 * w), (78, 27 * w), 46)
    _strap(look, bed, ankle, 10)
    line = np.stack([bed.arch(*ankle)[13], bed.place(np.array([(166.0, 0.0)]))[0]])
    look.canvas.fill(ribbon(along(line, 10), 9), look.main, relief=_STRAP, shadow=0.4)
    _strap(look, bed, Across((132, -34 * w), (150, 34 * w), 26), 10)
    x, y = (float(v) for v in line.mean(axis=0))
    look.canvas.disc(x, y, 6, look.hard(look.metal, 0.6), gloss=0.6, shadow=0.3)


def _velcro(look: Look, bed: Bed, w: float, accent: Colour) -> None:
    for strap in (
        Across((86, -27 * w), (90, 29 * w), 38),
        Across((142, -36 * w), (148, 36 * w), 28),
    ):
        _strap(look, bed, strap, 26)
        (ax, ay), (bx, by), rise = strap
        tab = [bed.arch((ax + d, ay), (bx + d, by), rise + 1)[9:19] for d in (-7.5, 7.5)]
        piece = look.canvas.mask(*_swept(tab[0], tab[1]))
        look.canvas.fill(piece, look.hard(accent, 0.05), relief=_STRAP, shadow=0.3)


def _swept(a: Points, b: Points) -> list[Points]:
    """The strip between two lines as overlapping quadrilaterals, so that it may cross itself."""
    return [np.array([a[k], a[k + 1], b[k + 1], b[k]]) for k in range(min(len(a), len(b)) - 1)]


def _strap(look: Look, bed: Bed, across: Across, width: float) -> None:
    a, b, rise = across
    edges = [
        along(bed.arch((a[0] + d, a[1]), (b[0] + d, b[1]), rise), 26)
        for d in (-width / 2, width / 2)
    ]
    band = look.canvas.mask(*_swept(edges[0], edges[1]))
    look.canvas.fill(band, look.main, relief=_STRAP, shadow=0.45, angle=bed.turn)
    if width > 12:
        for share in (0.14, 0.86):
            look.canvas.stroke(
                edges[0] * (1 - share) + edges[1] * share, 0.7, look.stitch, alpha=0.7
            )


def _back_strap(look: Look, bed: Bed, w: float, *, sporty: bool) -> None:
    heel = bed.place(np.array([(2.0, 0.0)]))[0]
    a, b = bed.place(np.array([(58.0, -27 * w), (58.0, 27 * w)]))
    tall = 36.0
    line = curve(
        [
            (float(a[0]), float(a[1])),
            (float(a[0]) - 22, float(a[1]) - tall),
            (float(heel[0]) - 4, float(heel[1]) - tall - 8),
            (float(b[0]) - 34, float(b[1]) - tall + 2),
            (float(b[0]), float(b[1])),
        ],
        closed=False,
    )
    look.canvas.fill(
        ribbon(along(line, 40), 13 if sporty else 9), look.main, relief=_STRAP, shadow=0.35
    )


def _buckle(look: Look, bed: Bed, across: Across) -> None:
    line = bed.arch(*across)
    x, y = line[int(0.62 * (len(line) - 1))]
    c = look.canvas
    frame = shifted(turned(rectangle(-6, -7, 6, 7), bed.turn), float(x), float(y))
    hole = shifted(turned(rectangle(-3.4, -4.4, 3.4, 4.4), bed.turn), float(x), float(y))
    c.fill(
        c.mask(frame, holes=[hole]),
        look.hard(look.metal, 0.6),
        relief=Relief(edge=1, lift=1),
        shadow=0.35,
    )
