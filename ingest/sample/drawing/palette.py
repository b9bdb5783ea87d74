"""Colour names of fashion catalogues as RGB, and arithmetic on them."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

Colour: TypeAlias = tuple[float, float, float]  # RGB, each 0..1


def _rgb(code: str) -> Colour:
    return tuple(int(code[i : i + 2], 16) / 255 for i in (0, 2, 4))  # type: ignore[return-value]


COLOURS: dict[str, Colour] = {
    name: _rgb(code)
    for name, code in {
        "Black": "26262a",
        "White": "eeeeec",
        "Off White": "efe9dc",
        "Cream": "f1e4c3",
        "Beige": "d9c3a0",
        "Nude": "e3bfa3",
        "Skin": "e0b491",
        "Tan": "b9824f",
        "Khaki": "a8976a",
        "Taupe": "8b7b6c",
        "Mushroom Brown": "9b8474",
        "Brown": "6f4529",
        "Coffee Brown": "4a2f22",
        "Rust": "a8492a",
        "Copper": "b5703f",
        "Bronze": "8f6b36",
        "Gold": "d2a640",
        "Mustard": "d39e27",
        "Yellow": "f4d33a",
        "Orange": "ee7a28",
        "Peach": "f7b795",
        "Red": "c9202b",
        "Maroon": "731c2b",
        "Burgundy": "651a33",
        "Pink": "ee7fa9",
        "Rose": "d2607b",
        "Magenta": "c02479",
        "Mauve": "b48aa6",
        "Lavender": "b8a4d8",
        "Purple": "6b3a8f",
        "Navy Blue": "1d2a50",
        "Blue": "2f63b4",
        "Turquoise Blue": "31b5c2",
        "Teal": "12706f",
        "Sea Green": "3f9f7c",
        "Green": "2f8447",
        "Lime Green": "9ccb3b",
        "Fluorescent Green": "b5f02f",
        "Olive": "636735",
        "Grey": "8b8d91",
        "Grey Melange": "a4a6a9",
        "Charcoal": "45474c",
        "Steel": "9aa1a8",
        "Silver": "bfc3c8",
        "Metallic": "a9a7a2",
        "Multi": "c9b7a0",
    }.items()
}

# Colours that go with a garment's main one, for stripes, prints and trims.
_PARTNERS: dict[str, tuple[str, ...]] = {
    "Black": ("White", "Grey", "Red", "Gold", "Beige"),
    "White": ("Navy Blue", "Black", "Red", "Blue", "Grey", "Pink", "Green"),
    "Navy Blue": ("White", "Red", "Blue", "Beige", "Grey"),
    "Blue": ("White", "Navy Blue", "Yellow", "Off White", "Orange"),
    "Red": ("White", "Black", "Navy Blue", "Gold", "Cream"),
    "Maroon": ("Gold", "Cream", "Navy Blue", "Beige"),
    "Pink": ("White", "Magenta", "Gold", "Grey", "Purple"),
    "Green": ("White", "Gold", "Navy Blue", "Yellow", "Cream"),
    "Yellow": ("White", "Grey", "Orange", "Green", "Navy Blue"),
    "Purple": ("White", "Gold", "Lavender", "Pink"),
    "Brown": ("Beige", "Cream", "Orange", "Black"),
    "Grey": ("White", "Black", "Red", "Navy Blue", "Pink"),
}
_DEFAULT_PARTNERS = ("White", "Navy Blue", "Cream", "Black", "Gold", "Maroon")
MULTI = ("Red", "Turquoise Blue", "Mustard", "Magenta", "Green", "Orange", "Purple", "Blue")


# What shops call by one name is many dyes: other readings of the commonest names, and how often.
_READINGS: dict[str, tuple[Colour, ...]] = {
    "Blue": (_rgb("4a7fc1"), _rgb("6fa3d8"), _rgb("27508f"), _rgb("3c78b5"), _rgb("9cc3e6")),
    "Green": (_rgb("3c7a4a"), _rgb("57a05a"), _rgb("1f6b3a"), _rgb("7fb069")),
    "Pink": (_rgb("f4a6c0"), _rgb("e6558f"), _rgb("f7c1d0")),
    "Red": (_rgb("b81d2a"), _rgb("d8343a"), _rgb("c02032")),
    "Brown": (_rgb("7b4f30"), _rgb("5d3a24"), _rgb("8a5f3c")),
    "Purple": (_rgb("7d4fa3"), _rgb("57307a"), _rgb("8e5fa8")),
    "Grey": (_rgb("9a9ca0"), _rgb("74777b"), _rgb("aeb0b3")),
    "Yellow": (_rgb("f6dc5e"), _rgb("efc52a")),
    "Orange": (_rgb("f08a3c"), _rgb("e8672a")),
    "Beige": (_rgb("d3bd9b"), _rgb("e2d0b2"), _rgb("cbb391")),
    "Maroon": (_rgb("6a1a2a"), _rgb("7d2233")),
    "Navy Blue": (_rgb("1b2747"), _rgb("24335f")),
}


def indigo(name: str, colour: Colour, rng: np.random.Generator) -> Colour:
    """A colour as denim takes it: greyer, and for blues somewhere between raw and washed."""
    if name == "Blue":
        washed, raw = _rgb("86a3c4"), _rgb("38557f")
        return mix(raw, washed, float(rng.random()))
    if name == "Navy Blue":
        return mix(_rgb("27344f"), _rgb("36486b"), float(rng.random()))
    return mix(colour, (luminance(colour),) * 3, 0.35)


def shade_of(name: str, rng: np.random.Generator) -> Colour:
    """The colour of that name with the small spread that dye lots and cameras have."""
    if name == "Multi":
        name = MULTI[int(rng.integers(len(MULTI)))]
    readings = (COLOURS[name], *_READINGS.get(name, ()))
    base = np.array(readings[int(rng.integers(len(readings)))])
    light = rng.normal(0, 0.03)
    out = np.clip(base * (1 + light) + rng.normal(0, 0.010, 3), 0.06, 0.965)
    return (float(out[0]), float(out[1]), float(out[2]))


def partner_of(name: str, rng: np.random.Generator) -> str:
    """The name of a colour that goes with the given one."""
    options = _PARTNERS.get(name, _DEFAULT_PARTNERS)
    options = tuple(o for o in options if o != name)
    return options[int(rng.integers(len(options)))]


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """``share`` of ``b`` in ``a``."""
    return (
        a[0] + (b[0] - a[0]) * share,
        a[1] + (b[1] - a[1]) * share,
        a[2] + (b[2] - a[2]) * share,
    )


def darker(colour: Colour, share: float = 0.3) -> Colour:
    """The colour with ``share`` of black."""
    return mix(colour, (0.0, 0.0, 0.0), share)


def lighter(colour: Colour, share: float = 0.3) -> Colour:
    """The colour with ``share`` of white."""
    return mix(colour, (1.0, 1.0, 1.0), share)


def luminance(colour: Colour) -> float:
    """Perceived brightness, 0 (black) to 1 (white); Rec. 601 weights."""
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]


def thread_on(colour: Colour, share: float = 0.3) -> Colour:
    """A colour for stitches that shows on the given one: darker on light, lighter on dark."""
    return darker(colour, share) if luminance(colour) > 0.35 else lighter(colour, share)
