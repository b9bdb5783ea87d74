"""What a newcomer can try with a click."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ui.answers import Facets
from ui.page.showing.swatches import of_colours, swatch
from ui.page.window import Tile

WORDS: Final = (
    "red dress",
    "navy blue check shirt",
    "something for a wedding",
    "white sneakers",
    "cozy winter look",
    "leather handbag",
    "black running shoes under 3000",
    "wimens sandels",
)
PICTURES: Final = 6


@dataclass(frozen=True, slots=True)
class PictureExample:
    """A product's picture to search by, and words beside it; none for "like this"."""

    product_id: str
    words: str


def examples_of(tiles: Sequence[Tile], facets: Facets) -> list[PictureExample]:
    """Return pictures of the catalogue itself: every other one with a change of colour.

    A product is never asked for in the colour that it has.
    """
    colours = _colours(facets)
    found: list[PictureExample] = []
    for tile in tiles:
        if tile.other_id is None or len(found) == PICTURES:
            continue
        other = [colour for colour in colours if colour not in tile.other_is]
        changed = other and len(found) % 2
        words = f"but in {other[len(found) // 2 % len(other)]}" if changed else ""
        found.append(PictureExample(tile.other_id, words))
    return found


def _colours(facets: Facets) -> list[str]:
    """Return the catalogue's most frequent colours that can be painted, without black and white."""
    for name, values in facets.items():
        if of_colours(name):
            said = [str(value.value) for value in values if swatch(value.value, name)]
            return [one.lower() for one in said if one.lower() not in ("black", "white")][:3]
    return []
