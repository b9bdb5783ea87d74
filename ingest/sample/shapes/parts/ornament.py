"""Embroidery, borders and beads of festive clothes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing import motifs
from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.look import GOLD, Look
from ingest.sample.drawing.outline import CENTRE, Points, along, ribbon
from ingest.sample.drawing.palette import Colour, darker, lighter

if TYPE_CHECKING:
    from ingest.sample.drawing.canvas import Mask, Paint

_RAISED = Relief(edge=1.0, lift=0.9, body=0.0, wrinkle=0.15, occlusion=0.06)


def draw_border(
    look: Look,
    line: Points,
    width: float,
    *,
    inside: Mask,
    ground: Colour | None = None,
    thread: Colour = GOLD,
) -> None:
    """A woven border along a line: two edges, a row of lozenges, dots between them."""
    c = look.canvas
    base: Colour = ground or darker(look.second, 0.1)
    c.fill(
        ribbon(along(line, 60), width),
        look.main.dyed(base),
        inside=inside,
        shadow=0.12,
        relief=Relief(edge=1.2, lift=0.6, wrinkle=0.3),
    )
    step = np.gradient(along(line, 60), axis=0)
    normal = np.stack([-step[:, 1], step[:, 0]], axis=1)
    normal /= np.maximum(np.hypot(normal[:, 0], normal[:, 1]), 1e-9)[:, None]
    for offset, thick in ((-0.42, 0.10), (0.42, 0.10)):
        c.stroke(
            along(line, 60) + normal * width * offset,
            max(0.8, width * thick),
            thread,
            inside=inside,
        )
    length = float(np.hypot(*np.diff(line, axis=0).T).sum())
    count = max(4, int(length / (width * 0.75)))
    shapes = [motifs.diamond(x, y, width * 0.25) for x, y in along(line, count, ends=False)]
    c.fill(c.mask(*shapes), thread, inside=inside, gloss=0.25)
    if width > 9:
        hearts = [motifs.diamond(x, y, width * 0.11) for x, y in along(line, count, ends=False)]
        c.fill(c.mask(*hearts), base, inside=inside)


def draw_yoke(
    look: Look, neck: Points, bottom: float, body: Mask, *, thread: Colour | None = None
) -> None:
    """Embroidery round the neck and down the middle of the front."""
    c = look.canvas
    ink: Colour = thread or (GOLD if look.chance(0.6) else lighter(look.second, 0.1))
    for away, width in ((5.0, 1.3), (13.0, 0.9)):
        middle = neck.mean(axis=0)
        grown = (neck - middle) * (1 + away / 34) + middle + (0, away * 0.4)
        c.stroke(grown, width, ink, inside=body)
    middle = neck.mean(axis=0)
    ring = (along(neck, 15) - middle) * 1.28 + middle + (0, 3.6)
    petals = [p for x, y in ring for p in motifs.flower(x, y, 3.4, 5, 10)]
    c.fill(c.mask(*petals), ink, inside=body, relief=_RAISED, gloss=0.25)
    drops = [motifs.leaf(CENTRE, bottom + 12 + k * 11, 8.5, 90) for k in range(4)]
    sides = [motifs.leaf(CENTRE, bottom + 12 + k * 11, 8, a) for k in range(4) for a in (35, 145)]
    c.fill(c.mask(*drops, *sides), ink, inside=body, relief=_RAISED, gloss=0.25)
    for k in range(4):
        c.disc(CENTRE, bottom + 12 + k * 11, 1.4, lighter(look.second, 0.3))


def draw_butis(
    look: Look, places: list[tuple[float, float]], size: float, inside: Mask, ink: Colour = GOLD
) -> None:
    """Single embroidered plants scattered over the cloth."""
    shapes = [s for x, y in places for s in motifs.buti(x, y, size)]
    if shapes:
        look.canvas.fill(look.canvas.mask(*shapes), ink, inside=inside, relief=_RAISED, gloss=0.2)


def draw_beads(
    look: Look,
    line: Points,
    radius: float,
    paint: Paint,
    *,
    count: int | None = None,
    gap: float = 1.0,
    gloss: float = 0.5,
) -> None:
    """Round beads threaded on a line."""
    length = float(np.hypot(*np.diff(line, axis=0).T).sum())
    number = count or max(2, int(length / (2 * radius * gap)))
    discs = [motifs.disc(x, y, radius) for x, y in along(line, number)]
    relief = Relief(edge=radius * 0.55, lift=radius * 1.1, body=0.0, wrinkle=0.0, occlusion=0.25)
    for start in (0, 1):  # neighbours in turn, so that touching beads keep their own edges
        if discs[start::2]:
            look.canvas.fill(
                look.canvas.mask(*discs[start::2]),
                paint,
                relief=relief,
                gloss=gloss,
                shadow=0.2 if start else 0.0,
            )
