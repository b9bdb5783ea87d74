"""Filters as they are shown: facets with their counts, and sliders for numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ui.answers import FacetCount, Facets, Info
from ui.page.showing import words
from ui.page.showing.swatches import of_colours
from ui.page.window import Range
from ui.request import Scalar

# Values of a facet shown before the rest is unfolded.
VALUES_SHOWN: Final = 7
# What the service orders `newest` by.
_AGES: Final = ("created_at", "created", "date_added", "launch_date", "launch_year", "year")


@dataclass(frozen=True, slots=True)
class Group:
    """One facet as it is shown.

    Attributes:
        name: of the field.
        picked: the values that are chosen, as keys (see `same`).
        first: values shown at once, those chosen first.
        rest: values shown when unfolded.
        colours: whether its values are colours.
    """

    name: str
    picked: tuple[tuple[str, Scalar], ...]
    first: tuple[FacetCount, ...]
    rest: tuple[FacetCount, ...]
    colours: bool


@dataclass(frozen=True, slots=True)
class Slider:
    """A number between two ends, and the part of it that is asked for."""

    name: str
    low: float
    high: float
    at_least: float | None
    at_most: float | None

    @property
    def used(self) -> bool:
        """Whether it filters anything."""
        return (self.at_least, self.at_most) != (None, None)


def groups(
    facets: Facets, chosen: Mapping[str, Sequence[Scalar]], *, main: str | None
) -> list[Group]:
    """Arrange the facets: `main` first, then colours, then as the catalogue has them.

    Chosen values come first and stay even when nothing has them any more; a facet with one value
    filters nothing and is left out.
    """
    found = []
    for name in sorted(facets, key=lambda name: (name != main, not of_colours(name))):
        counted, picked = facets[name], tuple(chosen.get(name, ()))
        have = {same(value.value) for value in counted}
        keys = tuple(same(value) for value in picked)
        gone = tuple(FacetCount(value, 0) for value in picked if same(value) not in have)
        values = sorted((*gone, *counted), key=lambda value: same(value.value) not in keys)
        if len(values) < 2 and not picked:
            continue
        shown = max(VALUES_SHOWN, len(picked))
        found.append(
            Group(name, keys, tuple(values[:shown]), tuple(values[shown:]), of_colours(name))
        )
    return found


def sliders(
    ranges: Mapping[str, Range], asked: Mapping[str, tuple[float | None, float | None]]
) -> list[Slider]:
    """Arrange the numbers."""
    return [
        Slider(name, reach.low, reach.high, *asked.get(name, (None, None)))
        for name, reach in ranges.items()
    ]


def sorts(info: Info) -> list[tuple[str, str]]:
    """Return the orders that this catalogue has beside relevance: what is asked, and its name."""
    numeric = [f.name for f in info.fields if f.kind in ("integer", "number")]
    found = [("newest", "Newest")] if any(name in _AGES for name in numeric) else []
    for name in numeric:
        if name not in _AGES:
            said = words.label(name)
            found += [(name, f"{said}, low to high"), (f"-{name}", f"{said}, high to low")]
    return found


def same(value: Scalar) -> tuple[str, Scalar]:
    """Return a key that tells True from 1, which Python holds to be equal."""
    return (type(value).__name__, value)
