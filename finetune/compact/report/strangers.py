"""Pictures of what no fashion catalogue holds, drawn by formula: their matches must be low."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

Random = np.random.Generator
Colour = tuple[int, int, int]
WIDTH, HEIGHT = 120, 160


def strangers(count: int, seed: int) -> list[Image.Image]:
    """Landscapes, seas, towns, pages of text, noise and patterns, as many of each."""
    random = np.random.default_rng(seed)
    return [DRAWERS[index % len(DRAWERS)](random) for index in range(count)]


def _mountains(random: Random) -> Image.Image:
    canvas = _sky(random)
    draw = ImageDraw.Draw(canvas)
    ranges = int(random.integers(2, 6))
    for place in range(ranges):
        base = HEIGHT * (0.35 + 0.5 * place / ranges)
        ends = np.linspace(0, WIDTH, int(random.integers(4, 14)))
        ridge = [(float(x), base + float(random.normal(0, HEIGHT * 0.07))) for x in ends]
        draw.polygon([(0, HEIGHT), *ridge, (WIDTH, HEIGHT)], fill=_colour(random, 20, 170))
    return canvas


def _hills(random: Random) -> Image.Image:
    rows, columns = _grid()
    ridge = 0.45 + 0.1 * np.sin(columns * random.uniform(3, 20) + random.uniform(0, 6))
    ridge += 0.05 * np.sin(columns * random.uniform(15, 50))
    sky = np.array([random.uniform(90, 180), random.uniform(150, 210), random.uniform(210, 255)])
    land = np.array([random.uniform(30, 120), random.uniform(90, 160), random.uniform(20, 80)])
    below = (rows >= ridge)[..., None]
    canvas = np.where(below, land * (1.4 - rows[..., None]), sky + rows[..., None] * 60)
    grain = _cloud(random)[..., None] * random.uniform(0, 60) * below
    return _picture(canvas + grain + random.normal(0, 8, canvas.shape))


def _sea(random: Random) -> Image.Image:
    canvas = _sky(random)
    draw = ImageDraw.Draw(canvas)
    horizon = int(HEIGHT * random.uniform(0.35, 0.65))
    x, y, r = random.uniform(10, 110), random.uniform(10, horizon), random.uniform(5, 20)
    draw.ellipse([x - r, y - r, x + r, y + r], fill=_colour(random, 190, 256))
    draw.rectangle([0, horizon, WIDTH, HEIGHT], fill=(10, *_colour(random, 50, 180)[1:]))
    for _ in range(int(random.integers(0, 30))):
        left, top = random.uniform(0, WIDTH), random.uniform(horizon, HEIGHT)
        draw.line([left, top, left + random.uniform(3, 30), top], fill=_colour(random, 120, 230))
    return canvas


def _town(random: Random) -> Image.Image:
    canvas = _sky(random)
    draw = ImageDraw.Draw(canvas)
    for _ in range(int(random.integers(5, 20))):
        left, top = random.uniform(-10, WIDTH), random.uniform(20, HEIGHT * 0.8)
        right = left + random.uniform(10, 40)
        draw.rectangle([left, top, right, HEIGHT], fill=_colour(random, 20, 200))
        for y in range(int(top) + 4, HEIGHT, int(random.integers(6, 14))):
            draw.rectangle([left + 3, y, right - 3, y + 2], fill=_colour(random, 150, 256))
    return canvas


def _page(random: Random) -> Image.Image:
    canvas = np.full((HEIGHT, WIDTH, 3), random.uniform(225, 255))
    step = int(random.integers(5, 12))
    for top in range(10, HEIGHT - 10, step):
        end = int(random.integers(60, 112))
        ink = random.random((step // 2, end - 8)) < 0.6
        canvas[top : top + step // 2, 8:end] = np.where(ink[..., None], 30, 250)
    return _picture(canvas)


def _noise(random: Random) -> Image.Image:
    return _picture(random.uniform(0, 255, (HEIGHT, WIDTH, 3)))


def _clouds(random: Random) -> Image.Image:
    """Noise whose amplitude falls with frequency, as that of photographs does."""
    bands = np.stack([_cloud(random) for _ in range(3)], axis=2)
    shared = _cloud(random)[..., None]
    mixed = bands * random.uniform(0, 1) + shared
    return _picture(random.uniform(60, 200, 3) + mixed * random.uniform(20, 70))


def _wash(random: Random) -> Image.Image:
    """One colour running into another; one in three times the same."""
    rows, columns = _grid()
    angle = random.uniform(0, 2 * np.pi)
    run = rows * np.sin(angle) + columns * np.cos(angle)
    run = (run - run.min()) / max(float(np.ptp(run)), 1e-6)
    first, second = random.uniform(0, 255, (2, 3))
    if random.random() < 1 / 3:
        second = first
    return _picture(first + (second - first) * run[..., None])


def _stripes(random: Random) -> Image.Image:
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    wave = np.sin(rows * random.uniform(0, 0.8) + columns * random.uniform(0, 0.8)) > 0
    if random.random() < 0.5:
        wave = wave ^ (np.sin(rows * random.uniform(0, 0.8)) > 0)
    first, second = random.uniform(0, 255, (2, 3))
    return _picture(np.where(wave[..., None], first, second))


def _confetti(random: Random) -> Image.Image:
    canvas = Image.new("RGB", (WIDTH, HEIGHT), _colour(random, 0, 256))
    draw = ImageDraw.Draw(canvas)
    largest = random.uniform(8, 60)
    for _ in range(int(random.integers(10, 80))):
        x, y = random.uniform(-10, WIDTH), random.uniform(-10, HEIGHT)
        box = [x, y, x + random.uniform(3, largest), y + random.uniform(3, largest)]
        shape = draw.ellipse if random.random() < 0.5 else draw.rectangle
        shape(box, fill=_colour(random, 0, 256))
    return canvas


DRAWERS: tuple[Callable[[Random], Image.Image], ...] = (
    _mountains, _hills, _sea, _town, _page, _noise, _clouds, _wash, _stripes, _confetti,
)  # fmt: skip


def _sky(random: Random) -> Image.Image:
    top, bottom = random.uniform(40, 255, (2, 3))
    rows, _ = _grid()
    return _picture(top + (bottom - top) * rows[..., None])


def _grid() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Rows and columns of a canvas, as shares of its height."""
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH] / HEIGHT
    return rows, columns


def _cloud(random: Random) -> NDArray[np.float64]:
    """(HEIGHT, WIDTH), of mean 0 and variance 1."""
    spectrum = np.fft.rfft2(random.normal(size=(HEIGHT, WIDTH)))
    down, across = np.fft.fftfreq(HEIGHT)[:, None], np.fft.rfftfreq(WIDTH)[None]
    frequency = np.maximum(np.hypot(down, across), 1 / HEIGHT)
    field = np.fft.irfft2(spectrum / frequency ** random.uniform(0.8, 2.0), s=(HEIGHT, WIDTH))
    result: NDArray[np.float64] = (field - field.mean()) / field.std()
    return result


def _colour(random: Random, low: int, high: int) -> Colour:
    red, green, blue = (int(value) for value in random.integers(low, high, 3))
    return red, green, blue


def _picture(values: NDArray[np.float64]) -> Image.Image:
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8), mode="RGB")
