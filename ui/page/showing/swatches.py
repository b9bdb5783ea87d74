"""Colour names as colours, so that a colour filter can be seen."""

import re
from typing import Final

# Names of the trade that CSS either lacks or means differently.
_TRADE: Final = {
    "beige": "#e3d5b8", "black": "#17161a", "blue": "#2f5fb3", "bronze": "#8c6a3f",
    "brown": "#6f4a2f", "burgundy": "#6b1a2c", "burnt orange": "#bf5a1f", "camel": "#b98e5a",
    "charcoal": "#3b3d42", "coffee brown": "#4b3325", "copper": "#a8623a", "cream": "#f4ead2",
    "denim": "#46628c", "emerald": "#1d7a55", "fluorescent green": "#7fe03a", "gold": "#c9a227",
    "green": "#3c7d4a", "grey": "#8d9096", "gray": "#8d9096", "grey melange": "#a9abae",
    "ivory": "#f6f1e1", "khaki": "#a89b6b", "lavender": "#b9a7d6", "lilac": "#bfa3cf",
    "lime green": "#9ccf3c", "magenta": "#b8246f", "maroon": "#6d1f2b", "mauve": "#a9839b",
    "metallic": "#a7a9ac", "mint": "#a9dcc3", "mushroom brown": "#8f7f70", "mustard": "#cf9f2c",
    "navy": "#1f2b4d", "navy blue": "#1f2b4d", "nude": "#e2bda3", "off white": "#f3f0e6",
    "olive": "#6a6b37", "orange": "#dd7a2b", "peach": "#f2b899", "pink": "#e58fab",
    "purple": "#6a3f8c", "red": "#bf2d33", "rose": "#cf6d7e", "rust": "#9c4a24",
    "sea green": "#3f8f7a", "silver": "#c2c5ca", "skin": "#e6bfa0", "sky blue": "#8fbfe0",
    "steel": "#83898f", "tan": "#c19a6b", "taupe": "#8b7d72", "teal": "#1f7378",
    "terracotta": "#b9593c", "turquoise": "#3fb8b0", "turquoise blue": "#3aa9c2",
    "violet": "#6d4aa3", "white": "#ffffff", "wine": "#5e1d2f", "yellow": "#edc73b",
}  # fmt: skip
_MULTI: Final = "conic-gradient(#bf2d33 0 25%, #edc73b 0 50%, #3c7d4a 0 75%, #2f5fb3 0)"
_COLOUR_FIELD = re.compile(r"colou?r", re.IGNORECASE)


def of_colours(field: str) -> bool:
    """Return whether a field's values are colours, by its name."""
    return bool(_COLOUR_FIELD.search(field))


def swatch(value: object, field: str) -> str:
    """Return the CSS background of a colour's name, or nothing when the field is of no colours."""
    if not of_colours(field) or not isinstance(value, str):
        return ""
    name = " ".join(value.lower().replace("-", " ").split())
    if name in ("multi", "multicolour", "multicolor", "multi colour", "multicoloured"):
        return _MULTI
    return _TRADE.get(name, "")
