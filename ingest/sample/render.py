"""One product specification in, one studio picture out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.canvas import Canvas
from ingest.sample.drawing.fabric import make_fabric
from ingest.sample.drawing.look import Look
from ingest.sample.drawing.palette import COLOURS, indigo, shade_of
from ingest.sample.drawing.studio import Backdrop, develop
from ingest.sample.shapes.registry import SHAPES

if TYPE_CHECKING:
    from PIL import Image

    from ingest.sample.spec import Spec

DEFAULT_SIZE = (300, 400)


def render_product(spec: Spec, size: tuple[int, int] = DEFAULT_SIZE) -> Image.Image:
    """Draw the product as an RGB picture of ``size`` (width, height) pixels.

    The picture depends on the specification and the size only.

    Raises:
        KeyError: the article type, a colour, the pattern or the material is unknown.
        ValueError: the size is not within 24..2000 pixels a side.
    """
    if not all(24 <= side <= 2000 for side in size):
        raise ValueError(f"size {size[0]}x{size[1]}: each side must be 24 to 2000 pixels")
    shape = SHAPES[spec.article_type]
    cut_rng = np.random.default_rng([spec.cut_seed, 1])
    dye_rng = np.random.default_rng([spec.cut_seed, 2, len(spec.colour)])
    shot_rng = np.random.default_rng([spec.shot_seed, 3])
    canvas = Canvas(
        size,
        shot_rng,
        angle=shape.angle + shot_rng.normal(0, shape.tilt),
        scale=shape.scale * float(shot_rng.uniform(0.95, 1.05)),
        mirror=bool(shot_rng.random() < shape.mirror),
        shift=(float(shot_rng.normal(0, 1.5)), float(shot_rng.normal(0, 2.5))),
    )
    colours = tuple(shade_of(name, dye_rng) for name in (spec.colour, spec.second, spec.third))
    if spec.material == "Denim":
        colours = (indigo(spec.colour, colours[0], dye_rng), *colours[1:])
    scale = shape.pattern_scale * float(cut_rng.uniform(0.8, 1.3))
    look = Look(
        canvas=canvas,
        rng=cut_rng,
        cut=spec.cut,
        gender=spec.gender,
        pattern=spec.pattern,
        material=spec.material,
        main=make_fabric(
            spec.material, spec.pattern, colours, per_unit=canvas.unit, rng=cut_rng, scale=scale
        ),
        colour=colours[0],
        second=colours[1],
        third=colours[2],
    )
    shape.draw(look)
    pale = min(COLOURS[spec.colour]) > 0.8
    level = float(
        shot_rng.uniform(0.90, 0.95) if pale else shot_rng.choice([1.0, 1.0, 0.975, 0.955])
    )
    backdrop = Backdrop(
        level,
        falloff=float(shot_rng.uniform(0, 0.05)) if level < 1 else 0.0,
        warmth=float(shot_rng.normal(0, 0.004)),
    )
    return develop(canvas, backdrop, ground=shape.ground, lying=shape.lying)
