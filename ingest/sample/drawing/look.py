"""What a shape needs to draw one product: the canvas, the cloth, the cut and its own chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from ingest.sample.drawing.fabric import Fabric, make_fabric, stiff
from ingest.sample.drawing.palette import Colour, darker, lighter, luminance, mix

if TYPE_CHECKING:
    import numpy as np

    from ingest.sample.drawing.canvas import Canvas

Option = TypeVar("Option")

GOLD: Colour = (0.83, 0.66, 0.30)
SILVER: Colour = (0.77, 0.79, 0.82)
STEEL: Colour = (0.60, 0.63, 0.67)


@dataclass(frozen=True)
class Look:
    """One product about to be drawn.

    ``rng`` decides on the cut (the same for all colours of a model); the canvas has a generator of
    its own for wrinkles.
    """

    canvas: Canvas
    rng: np.random.Generator
    cut: str
    gender: str
    pattern: str
    material: str
    main: Fabric
    colour: Colour
    second: Colour
    third: Colour

    def vary(self, low: float, high: float) -> float:
        """A number of this model's own."""
        return float(self.rng.uniform(low, high))

    def pick(self, *options: Option) -> Option:
        """One of the options."""
        return options[int(self.rng.integers(len(options)))]

    def chance(self, probability: float) -> bool:
        """Whether this model has some detail."""
        return bool(self.rng.random() < probability)

    @property
    def women(self) -> bool:
        """Whether the cut is a woman's or a girl's."""
        return self.gender in ("Women", "Girls")

    @property
    def kids(self) -> bool:
        """Whether the cut is a child's."""
        return self.gender in ("Boys", "Girls")

    @property
    def plain(self) -> Fabric:
        """The main cloth without its pattern."""
        return self.main.plain()

    @property
    def contrast(self) -> Fabric:
        """The main cloth in the second colour."""
        return self.main.dyed(self.second)

    @property
    def inner(self) -> Colour:
        """The colour of the inside of the garment, in shade."""
        return darker(self.colour, 0.42)

    @property
    def stitch(self) -> Colour:
        """Thread that can just be seen on the main colour."""
        dark = luminance(self.colour) < 0.35
        return lighter(self.colour, 0.28) if dark else darker(self.colour, 0.28)

    @property
    def metal(self) -> Colour:
        """The metal of buckles and zips that goes with the colour."""
        return GOLD if self.colour[0] > self.colour[2] + 0.12 else SILVER

    def hard(self, colour: Colour, gloss: float = 0.15) -> Fabric:
        """Plastic, rubber or metal in a colour."""
        return stiff(colour, gloss=gloss, per_unit=self.canvas.unit)

    def cloth(
        self, material: str, colour: Colour, pattern: str = "Solid", scale: float = 1.0
    ) -> Fabric:
        """Another fabric for a part."""
        colours = (colour, self.second, self.third)
        return make_fabric(
            material, pattern, colours, per_unit=self.canvas.unit, rng=self.rng, scale=scale
        )

    def tone(self, share: float) -> Colour:
        """The main colour lightened (positive) or darkened (negative)."""
        return mix(self.colour, (1.0, 1.0, 1.0) if share > 0 else (0.0, 0.0, 0.0), abs(share))
