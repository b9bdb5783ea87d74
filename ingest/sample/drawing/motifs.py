"""Outlines of the figures that prints and ornaments are made of."""

from __future__ import annotations

import math

import numpy as np

from ingest.sample.drawing.outline import Points, curve, ellipse, shifted, turned


def disc(x: float, y: float, radius: float) -> Points:
    """A round dot."""
    t = np.linspace(0, 2 * math.pi, 20, endpoint=False)
    return np.stack([x + radius * np.cos(t), y + radius * np.sin(t)], axis=1)


def flower(x: float, y: float, radius: float, petals: int, spin: float) -> list[Points]:
    """Round petals about a centre; ``spin`` in degrees."""
    out = []
    for k in range(petals):
        a = math.radians(spin + 360 * k / petals)
        out.append(
            ellipse(
                x + 0.55 * radius * math.cos(a),
                y + 0.55 * radius * math.sin(a),
                0.52 * radius,
                0.36 * radius,
                angle=math.degrees(a),
            )
        )
    return out


def leaf(x: float, y: float, length: float, spin: float) -> Points:
    """A pointed leaf growing from (x, y)."""
    shape = curve([(0, 0, 0), (0.45, 0.2), (1, 0, 0), (0.45, -0.2)]) * length
    return shifted(turned(shape, spin), x, y)


def paisley(x: float, y: float, size: float, spin: float) -> Points:
    """A drop with a bent tip."""
    shape = (
        curve(
            [
                (0.55, -1.0),
                (0.05, -0.62),
                (-0.55, -0.05),
                (-0.5, 0.6),
                (0, 0.9),
                (0.55, 0.6),
                (0.62, 0.0),
                (0.3, -0.5),
            ]
        )
        * size
        * 0.6
    )
    return shifted(turned(shape, spin), x, y)


def buti(x: float, y: float, size: float) -> list[Points]:
    """A small block-printed plant: a fan of petals over a stem with two leaves."""
    fan = [leaf(x, y, size * 1.15, a) for a in (-150, -120, -90, -60, -30)]
    stem = np.array(
        [
            (x - 0.06 * size, y),
            (x + 0.06 * size, y),
            (x + 0.04 * size, y + size),
            (x - 0.04 * size, y + size),
        ]
    )
    return [
        *fan,
        stem,
        leaf(x, y + 0.75 * size, 0.8 * size, -25),
        leaf(x, y + 0.75 * size, 0.8 * size, 205),
    ]


def diamond(x: float, y: float, half: float) -> Points:
    """A square on its corner."""
    return np.array([(x, y - half), (x + half, y), (x, y + half), (x - half, y)])


def blob(x: float, y: float, radius: float, rng: np.random.Generator) -> Points:
    """An irregular round patch."""
    t = np.linspace(0, 2 * math.pi, 8, endpoint=False)
    r = radius * rng.uniform(0.55, 1.25, 8)
    return curve(
        [
            (float(x + a), float(y + b))
            for a, b in zip(r * np.cos(t), 0.75 * r * np.sin(t), strict=True)
        ]
    )


def star(x: float, y: float, radius: float, points: int = 5, inner: float = 0.42) -> Points:
    """A star with one point upwards."""
    t = np.linspace(0, 2 * math.pi, 2 * points, endpoint=False) - math.pi / 2
    r = np.where(np.arange(2 * points) % 2 == 0, radius, inner * radius)
    return np.stack([x + r * np.cos(t), y + r * np.sin(t)], axis=1)


def heart(x: float, y: float, size: float) -> Points:
    """A heart."""
    return curve(
        [
            (0, 0.9, 0),
            (-0.85, 0.05),
            (-0.75, -0.65),
            (-0.3, -0.75),
            (0, -0.4, 0),
            (0.3, -0.75),
            (0.75, -0.65),
            (0.85, 0.05),
        ]
    ) * size + (x, y)
