"""Outlines in design units: smooth closed curves, symmetric shapes, ribbons and ellipses.

The design space is 300 units wide and 400 high, y pointing down, whatever the size in pixels of
the picture. A point is ``(x, y)`` or, for a corner, ``(x, y, 0)``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT = 300.0, 400.0
CENTRE = WIDTH / 2

Points: TypeAlias = NDArray[np.float64]  # (n, 2)
Anchor: TypeAlias = tuple[float, ...]

_STEPS = 12
_T = np.linspace(0.0, 1.0, _STEPS, endpoint=False)[:, None]
_B0, _B1, _B2, _B3 = (1 - _T) ** 3, 3 * _T * (1 - _T) ** 2, 3 * _T**2 * (1 - _T), _T**3


def curve(anchors: Sequence[Anchor], *, closed: bool = True) -> Points:
    """Cubic Bézier spline through the anchors, flattened.

    At a smooth anchor the tangent is parallel to the chord of its neighbours; at a corner (a third
    element 0) the curve arrives and leaves on the straight line. Handles are a third of the
    segment, so that the curve cannot overshoot.
    """
    pts = np.array([a[:2] for a in anchors], dtype=np.float64)
    corner = np.array([len(a) > 2 for a in anchors])
    n = len(pts)
    if not closed:
        corner = corner.copy()
        corner[0] = corner[-1] = True
    chord = np.roll(pts, -1, axis=0) - np.roll(pts, 1, axis=0)
    length = np.hypot(chord[:, 0], chord[:, 1])[:, None]
    tangent = chord / np.maximum(length, 1e-9)
    tangent[corner] = 0.0
    pieces: list[Points] = []
    for i in range(n if closed else n - 1):
        a, b = pts[i], pts[(i + 1) % n]
        if corner[i] and corner[(i + 1) % n]:
            pieces.append(a[None, :])
            continue
        third = float(np.hypot(*(b - a))) / 3
        c1 = a + (tangent[i] * third if not corner[i] else (b - a) / 3)
        c2 = b - (tangent[(i + 1) % n] * third if not corner[(i + 1) % n] else (b - a) / 3)
        pieces.append(_B0 * a + _B1 * c1 + _B2 * c2 + _B3 * b)
    if not closed:
        pieces.append(pts[-1:])
    return np.concatenate(pieces)


def symmetric(half: Sequence[Anchor], *, axis: float = CENTRE) -> Points:
    """Closed outline from its right half, given from top to bottom, mirrored about ``axis``.

    Anchors on the axis are not doubled.
    """
    left = [(2 * axis - a[0], *a[1:]) for a in reversed(half) if abs(a[0] - axis) > 1e-6]
    return curve([*half, *left])


def mirrored(points: Points, *, axis: float = CENTRE) -> Points:
    """The points reflected about a vertical axis."""
    out = points.copy()
    out[:, 0] = 2 * axis - out[:, 0]
    return out


def ellipse(
    x: float, y: float, rx: float, ry: float | None = None, *, angle: float = 0.0
) -> Points:
    """An ellipse; ``angle`` in degrees, clockwise on the screen."""
    t = np.linspace(0, 2 * math.pi, 48, endpoint=False)
    pts = np.stack([rx * np.cos(t), (rx if ry is None else ry) * np.sin(t)], axis=1)
    return shifted(turned(pts, angle), x, y)


def arc(  # noqa: PLR0917 - centre, radii and angles, as everybody writes an arc
    x: float, y: float, rx: float, ry: float, start: float, end: float, *, steps: int = 40
) -> Points:
    """An open elliptic arc from ``start`` to ``end`` degrees (0 is right, 90 is down)."""
    t = np.radians(np.linspace(start, end, steps))
    return np.stack([x + rx * np.cos(t), y + ry * np.sin(t)], axis=1)


def rectangle(x0: float, y0: float, x1: float, y1: float, *, radius: float = 0.0) -> Points:
    """A rectangle, with rounded corners when ``radius`` is positive."""
    if radius <= 0:
        return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], dtype=np.float64)
    r = min(radius, (x1 - x0) / 2, (y1 - y0) / 2)
    return np.concatenate(
        [
            arc(x1 - r, y0 + r, r, r, -90, 0, steps=8),
            arc(x1 - r, y1 - r, r, r, 0, 90, steps=8),
            arc(x0 + r, y1 - r, r, r, 90, 180, steps=8),
            arc(x0 + r, y0 + r, r, r, 180, 270, steps=8),
        ]
    )


def turned(points: Points, degrees: float, *, about: tuple[float, float] = (0.0, 0.0)) -> Points:
    """The points turned about a point, clockwise on the screen."""
    a = math.radians(degrees)
    spin = np.array([[math.cos(a), math.sin(a)], [-math.sin(a), math.cos(a)]])
    return np.asarray((points - about) @ spin + about, dtype=np.float64)


def shifted(points: Points, dx: float, dy: float) -> Points:
    """The points moved."""
    return np.asarray(points + np.array([dx, dy]), dtype=np.float64)


def ribbon(line: Points, width: float | Sequence[float]) -> Points:
    """Closed outline of a band of the given width about an open line.

    A sequence of widths is spread evenly along the line.
    """
    step = np.gradient(line, axis=0)
    norm = np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-9)
    side = np.stack([-step[:, 1], step[:, 0]], axis=1) / norm[:, None]
    if isinstance(width, Sequence):
        at = np.linspace(0, 1, len(line))
        half = np.interp(at, np.linspace(0, 1, len(width)), width)[:, None] / 2
    else:
        half = np.full((len(line), 1), width / 2)
    return np.concatenate([line + side * half, (line - side * half)[::-1]])


def along(line: Points, count: int, *, ends: bool = True) -> Points:
    """``count`` points at equal distances along an open line."""
    step = np.hypot(*np.diff(line, axis=0).T)
    at = np.concatenate([[0.0], np.cumsum(step)])
    t = np.linspace(0, at[-1], count) if ends else (np.arange(count) + 0.5) * at[-1] / count
    return np.stack([np.interp(t, at, line[:, 0]), np.interp(t, at, line[:, 1])], axis=1)


def between(a: Points, b: Points, t: float, *, count: int = 24) -> Points:
    """The line that lies at share ``t`` between two open lines."""
    return along(a, count) * (1 - t) + along(b, count) * t
