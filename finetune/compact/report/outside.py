"""Things that no fashion catalogue holds: their matches must be low."""

from __future__ import annotations

import numpy as np
from PIL import Image

TEXTS = (
    "a sofa", "motor oil", "garden hose", "laptop charger", "frozen pizza", "cordless drill",
    "bathroom tiles", "guitar strings", "dog food", "office chair", "car battery", "printer ink",
    "baby stroller", "kitchen knife", "washing machine", "lawn mower", "cement bag", "light bulb",
    "tomato ketchup", "chess board", "coffee beans", "mountain bike", "fishing rod", "wall paint",
    "dining table", "bookshelf", "smartphone", "television 55 inch", "microwave oven", "bed frame",
    "rice cooker", "vacuum cleaner", "usb cable", "notebook paper", "screwdriver set", "tent poles",
    "aquarium filter", "electric kettle", "toilet brush", "curtain rod", "plant pot", "piano",
    "hotel room in goa", "train ticket", "tax advice", "weather tomorrow", "python tutorial",
    "cheap flights", "how to boil an egg", "football score", "mortgage rates", "dentist near me",
    "used car", "house for rent", "wedding photographer", "pizza delivery", "asdf qwer zxcv",
    "xkcd 404 null", "lorem ipsum dolor", "42",
)  # fmt: skip
"""Half are fitted to, half are kept for the report: see `halves`."""


def halves() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The texts to calibrate with, and those to report on."""
    return TEXTS[::2], TEXTS[1::2]


def pictures(count: int, seed: int) -> list[Image.Image]:
    """Landscapes, noise and stripes, drawn by formula."""
    random = np.random.default_rng(seed)
    return [_DRAWERS[index % len(_DRAWERS)](random) for index in range(count)]


def _landscape(random: np.random.Generator) -> Image.Image:
    rows, columns = np.mgrid[0:160, 0:120] / 160.0
    ridge = 0.45 + 0.1 * np.sin(columns * random.uniform(5, 20) + random.uniform(0, 6))
    ridge += 0.05 * np.sin(columns * random.uniform(20, 50))
    sky = np.array([random.uniform(90, 180), random.uniform(150, 210), random.uniform(210, 255)])
    land = np.array([random.uniform(30, 120), random.uniform(90, 160), random.uniform(20, 80)])
    canvas = np.where(
        (rows < ridge)[..., None], sky + rows[..., None] * 60, land * (1.4 - rows[..., None])
    )
    return _picture(canvas + random.normal(0, 8, canvas.shape))


def _noise(random: np.random.Generator) -> Image.Image:
    return _picture(random.uniform(0, 255, (160, 120, 3)))


def _stripes(random: np.random.Generator) -> Image.Image:
    rows, columns = np.mgrid[0:160, 0:120]
    wave = np.sin(rows * random.uniform(0.1, 0.8) + columns * random.uniform(0.1, 0.8)) > 0
    first, second = random.uniform(0, 255, (2, 3))
    return _picture(np.where(wave[..., None], first, second))


def _text_page(random: np.random.Generator) -> Image.Image:
    canvas = np.full((160, 120, 3), 250.0)
    for top in range(10, 150, 8):
        end = int(random.integers(60, 112))
        ink = random.random((3, end - 8)) < 0.6
        canvas[top : top + 3, 8:end] = np.where(ink[..., None], 30, 250)
    return _picture(canvas)


def _picture(values: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8), mode="RGB")


_DRAWERS = (_landscape, _noise, _stripes, _text_page)
