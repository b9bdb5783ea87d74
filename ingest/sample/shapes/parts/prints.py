"""Chest prints and colour blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ingest.sample.drawing import motifs
from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.outline import Points, arc, ellipse, rectangle, ribbon
from ingest.sample.drawing.palette import Colour, lighter, mix

if TYPE_CHECKING:
    from ingest.sample.drawing.canvas import Mask
    from ingest.sample.drawing.look import Look
    from ingest.sample.shapes.parts.frame import Torso

_WORDS = (
    "WILD",
    "SUNDAY",
    "1987",
    "HELLO",
    "RIDE ON",
    "NO. 7",
    "LUCKY",
    "DREAM",
    "OCEAN",
    "24",
    "SLOW",
    "ROVER",
)
_ON_CLOTH = Relief(edge=1.0, lift=0.1, body=0.0, wrinkle=0.35, occlusion=0.0)


class Spot(NamedTuple):
    """Where a print goes, how large, in which two inks, and what clips it."""

    x: float
    y: float
    size: float
    ink: Colour
    third: Colour
    inside: Mask


def draw_graphic(look: Look, x: float, y: float, size: float, inside: Mask) -> None:
    """One printed picture of about ``2 * size`` width around (x, y)."""
    ink = look.second
    if sum(abs(a - b) for a, b in zip(ink, look.colour, strict=True)) < 0.45:
        ink = (0.96, 0.96, 0.94) if sum(look.colour) < 1.6 else (0.12, 0.13, 0.18)
    third = look.third
    style = look.pick(
        "sunset", "words", "mountain", "star", "heart", "leaf", "bars", "circle", "flower", "arcs"
    )
    {
        "sunset": _sunset,
        "words": _words,
        "mountain": _mountain,
        "star": _star,
        "heart": _heart,
        "leaf": _leaf,
        "bars": _bars,
        "circle": _circle,
        "flower": _flower,
        "arcs": _arcs,
    }[style](look, Spot(x, y, size, ink, third, inside))


def _lay(look: Look, shapes: list[Points], colour: Colour, inside: Mask) -> None:
    look.canvas.fill(look.canvas.mask(*shapes), colour, inside=inside, relief=_ON_CLOTH)


def lettering(text: str, x: float, y: float, height: float) -> list[Points]:
    """Horizontal slices of the letters of a text, centred on (x, y)."""
    font = ImageFont.load_default(size=64)
    left, top, right, bottom = font.getbbox(text)
    picture = Image.new("L", (int(right - left) + 2, int(bottom - top) + 2), 0)
    ImageDraw.Draw(picture).text((1 - left, 1 - top), text, fill=255, font=font, stroke_width=2)
    pixels = np.asarray(picture) > 127
    scale = height / pixels.shape[0]
    out = []
    for row in range(0, pixels.shape[0], 2):
        edges = np.flatnonzero(np.diff(np.concatenate([[0], pixels[row].astype(np.int8), [0]])))
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            x0 = x + (start - pixels.shape[1] / 2) * scale
            x1 = x + (end - pixels.shape[1] / 2) * scale
            y0 = y + (row - pixels.shape[0] / 2) * scale
            out.append(rectangle(x0, y0, x1, y0 + 2.2 * scale))
    return out


def _words(look: Look, spot: Spot) -> None:
    x, y, size, ink, third, inside = spot
    word = look.pick(*_WORDS)
    height = min(size * 0.8, 2.6 * size / max(2, len(word)))
    _lay(look, lettering(word, x, y, height), ink, inside)
    _lay(
        look,
        [rectangle(x - size, y + height * 0.8, x + size, y + height * 0.8 + 2.5)],
        third,
        inside,
    )
    if look.chance(0.5):
        _lay(
            look,
            [rectangle(x - size, y - height * 0.9, x + size, y - height * 0.9 + 2.5)],
            third,
            inside,
        )


def _sunset(look: Look, spot: Spot) -> None:
    x, y, size, ink, third, inside = spot
    bands = [
        rectangle(
            x - size,
            y - size + k * size * 0.26,
            x + size,
            y - size + k * size * 0.26 + size * (0.24 - 0.02 * k),
        )
        for k in range(8)
    ]
    sun = look.canvas.mask(ellipse(x, y, size * 0.92))
    for k, band in enumerate(bands):
        colour = mix(mix((0.99, 0.80, 0.30), (0.90, 0.30, 0.35), k / 7), third, 0.12)
        mask = look.canvas.clip(look.canvas.mask(band), sun)
        look.canvas.fill(mask, colour, inside=inside, relief=_ON_CLOTH)
    for dx, tall in ((-0.45, 1.1), (0.35, 0.8)):
        base = (x + dx * size, y + size * 0.9)
        crown = (base[0] + 4, base[1] - size * tall)
        trunk = np.array([base, (base[0] + 1, base[1] - size * 0.5), crown])
        leaves = [motifs.leaf(*crown, size * 0.5, a) for a in (-170, -130, -60, -20, 15, 160)]
        _lay(look, [ribbon(trunk, 2.4), *leaves], ink, inside)


def _mountain(look: Look, spot: Spot) -> None:
    x, y, size, ink, third, inside = spot
    frame = look.canvas.mask(ellipse(x, y, size))
    _lay(look, [ellipse(x, y, size)], third, inside)
    moon = look.canvas.clip(
        look.canvas.mask(ellipse(x + size * 0.3, y - size * 0.35, size * 0.22)), frame
    )
    look.canvas.fill(moon, lighter(third, 0.75), inside=inside)
    peaks = np.array(
        [
            (x - 1.1 * size, y + 0.6 * size),
            (x - 0.35 * size, y - 0.45 * size),
            (x + 0.1 * size, y + 0.15 * size),
            (x + 0.45 * size, y - 0.15 * size),
            (x + 1.1 * size, y + 0.6 * size),
            (x, y + 1.2 * size),
        ]
    )
    look.canvas.fill(look.canvas.clip(look.canvas.mask(peaks), frame), ink, inside=inside)
    snow = np.array(
        [
            (x - 0.35 * size, y - 0.45 * size),
            (x - 0.12 * size, y - 0.12 * size),
            (x - 0.32 * size, y - 0.2 * size),
            (x - 0.52 * size, y - 0.16 * size),
        ]
    )
    look.canvas.fill(snow, lighter(ink, 0.85), inside=inside)


def _star(look: Look, spot: Spot) -> None:
    x, y, size, ink, third, inside = spot
    _lay(look, [motifs.star(x, y, size)], ink, inside)
    _lay(look, [motifs.star(x, y, size * 0.62)], third, inside)


def _heart(look: Look, spot: Spot) -> None:
    x, y, size, ink, third, inside = spot
    _lay(look, [motifs.heart(x, y, size * 0.9)], ink, inside)
    _lay(look, [motifs.heart(x, y - 1, size * 0.55)], third, inside)


def _leaf(look: Look, spot: Spot) -> None:
    x, y, size, ink, third, inside = spot
    fronds = [motifs.leaf(x, y + size * 0.8, size * 1.7, a) for a in (-150, -120, -90, -60, -30)]
    _lay(look, fronds, ink, inside)
    _lay(
        look,
        [motifs.leaf(x, y + size * 0.8, size * 1.1, a) for a in (-135, -105, -75, -45)],
        third,
        inside,
    )


def _bars(look: Look, spot: Spot) -> None:
    x, y, size, ink, third, inside = spot
    for k in range(5):
        half = size * (1.0, 0.72, 0.9, 0.5, 0.8)[k]
        y0 = y - size * 0.7 + k * size * 0.3
        _lay(
            look,
            [rectangle(x - half, y0, x + half, y0 + size * 0.19)],
            third if k % 2 else ink,
            inside,
        )


def _circle(look: Look, spot: Spot) -> None:
    x, y, size, ink, third, inside = spot
    ring = look.canvas.mask(ellipse(x, y, size), holes=[ellipse(x, y, size * 0.86)])
    look.canvas.fill(ring, ink, inside=inside)
    _lay(
        look, lettering(look.pick("EST", "07", "CLUB", "99", "WAVE"), x, y, size * 0.5), ink, inside
    )
    stars = [motifs.star(x + dx * size, y + 0.5 * size, size * 0.12) for dx in (-0.3, 0, 0.3)]
    _lay(look, stars, third, inside)


def _flower(look: Look, spot: Spot) -> None:
    x, y, size, ink, third, inside = spot
    _lay(
        look, [motifs.leaf(x, y, size * 1.5, a) for a in (40, 80, 120)], (0.32, 0.52, 0.33), inside
    )
    _lay(look, motifs.flower(x, y - size * 0.2, size * 0.85, 7, 0), third, inside)
    _lay(look, motifs.flower(x, y - size * 0.2, size * 0.5, 7, 25), ink, inside)
    _lay(look, [motifs.disc(x, y - size * 0.2, size * 0.16)], (0.97, 0.80, 0.30), inside)


def _arcs(look: Look, spot: Spot) -> None:
    x, y, size, ink, third, inside = spot
    for k, colour in enumerate((ink, third, mix(ink, third, 0.5))):
        band = ribbon(
            arc(x, y + size * 0.5, size * (1 - 0.27 * k), size * (1 - 0.27 * k), 180, 360),
            size * 0.17,
        )
        _lay(look, [band], colour, inside)


def draw_panels(look: Look, torso: Torso, body: Mask) -> None:
    """Large blocks of the second and third colour across a body."""
    style = look.pick("chest", "lower", "thirds", "side")
    low, high = torso.armpit, torso.hem_y + 10
    span = high - low
    relief = Relief(edge=1.0, lift=0.3, wrinkle=0.5, occlusion=0.0, body=0.25)
    boxes: list[tuple[float, float, float, float, Colour]]
    if style == "chest":
        boxes = [(0, low - 12, 300, low + 0.28 * span, look.second)]
    elif style == "lower":
        boxes = [(0, low + 0.42 * span, 300, high + 40, look.second)]
    elif style == "thirds":
        boxes = [
            (0, low + 0.05 * span, 300, low + 0.4 * span, look.second),
            (0, low + 0.4 * span, 300, high + 40, look.third),
        ]
    else:
        boxes = [(0, 0, 105, 400, look.second), (195, 0, 300, 400, look.second)]
    for x0, y0, x1, y1, colour in boxes:
        look.canvas.fill(
            rectangle(x0, y0, x1, y1), look.main.dyed(colour), inside=body, relief=relief
        )
        if style != "side":
            look.canvas.seam(np.array([(x0, y0), (x1, y0)]), colour, inside=body)
