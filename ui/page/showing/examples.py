"""What a newcomer can try with a click."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ui.answers import Facets
from ui.page.showing.swatches import of_colours, swatch
from ui.page.window import Tile

# What can be said to any wardrobe.
WISHES: Final = ("something for a wedding", "cozy winter look", "smart but relaxed")
# Two lines of them are kept free.
KINDS: Final = 5
PICTURES: Final = 6
_LONG: Final = 20


@dataclass(frozen=True, slots=True)
class PictureExample:
    """A product's picture to search by, and words beside it; none for "like this"."""

    product_id: str
    words: str


def words_of(tiles: Sequence[Tile], facets: Facets) -> list[str]:
    """Return words to try: wishes, and the catalogue's own kinds, some in a colour that one has."""
    colours = {
        str(value.value).lower()
        for name, values in facets.items()
        if of_colours(name)
        for value in values
    }
    named = []
    for place, tile in enumerate(tile for tile in tiles if len(str(tile.value.value)) < _LONG):
        kind, own = str(tile.value.value).lower(), sorted(colours & tile.other_is)
        named.append(f"{own[0]} {kind}" if own and place % 2 == 0 else kind)
    named, found = named[:KINDS], []
    for place in range(max(len(named), len(WISHES))):
        found += [*named[place : place + 1], *WISHES[place : place + 1]]
    return found


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
