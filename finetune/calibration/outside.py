"""Words for what no fashion catalogue holds: their matches must be low."""

from __future__ import annotations

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
