"""Metals, stones and chains."""

from __future__ import annotations

from ingest.sample.drawing.look import GOLD, SILVER, Look
from ingest.sample.drawing.outline import CENTRE, Points, along, curve
from ingest.sample.drawing.palette import Colour, darker, lighter


def metal_of(look: Look) -> Colour:
    """The metal itself when the colour names one, else gold or silver beside the stones."""
    if abs(look.colour[0] - look.colour[2]) < 0.10 and min(look.colour) > 0.45:
        return look.colour if look.colour[0] < 0.9 else SILVER
    if look.colour[0] > 0.5 and look.colour[2] < 0.45 and look.colour[1] > 0.38:
        return look.colour
    return GOLD


def stone_of(look: Look) -> Colour:
    """The colour of the stones."""
    metal = metal_of(look)
    return look.second if metal == look.colour else look.colour


def chain_line(depth: float, width: float, top: float = 66.0) -> Points:
    """The line of a chain worn round a neck, ``depth`` deep."""
    return along(
        curve(
            [
                (CENTRE - width * 0.8, top),
                (CENTRE - width, top + depth * 0.42),
                (CENTRE - width * 0.62, top + depth * 0.82),
                (CENTRE, top + depth),
                (CENTRE + width * 0.62, top + depth * 0.82),
                (CENTRE + width, top + depth * 0.42),
                (CENTRE + width * 0.8, top),
            ],
            closed=False,
        ),
        160,
    )


def draw_chain(look: Look, line: Points, width: float, metal: Colour) -> None:
    """A chain of fine links."""
    look.canvas.stroke(line, width, darker(metal, 0.35))
    look.canvas.stroke(line, width * 0.8, lighter(metal, 0.35), dash=width * 1.1)
