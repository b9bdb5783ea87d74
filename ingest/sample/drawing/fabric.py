"""Fabrics: a repeating pattern, a fine texture, a sheen, and the way the material falls."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.drawing.light import FLAT, HARD, SOFT, Field, Relief
from ingest.sample.drawing.patterns import pattern_tile
from ingest.sample.drawing.texture import texture_tile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ingest.sample.drawing.palette import Colour


@dataclass(frozen=True)
class Material:
    """How a material looks: texture (name, strength), sheen (0..1) and relief when worn."""

    texture: str
    strength: float
    gloss: float
    relief: Relief


MATERIALS: dict[str, Material] = {
    "Cotton": Material("grain", 0.022, 0.0, SOFT),
    "Linen": Material("slub", 0.055, 0.0, SOFT.with_(wrinkle=0.95)),
    "Denim": Material("twill", 0.13, 0.0, SOFT.with_(wrinkle=0.75, edge=4.0)),
    "Corduroy": Material("cord", 0.16, 0.0, SOFT),
    "Wool": Material("knit", 0.16, 0.0, SOFT.with_(edge=8.0, lift=4.0, wrinkle=0.8)),
    "Acrylic": Material("rib", 0.14, 0.0, SOFT.with_(edge=8.0, lift=4.0, wrinkle=0.8)),
    "Fleece": Material("fuzz", 0.08, 0.0, SOFT.with_(edge=9.0, lift=4.5)),
    "Polyester": Material("grain", 0.02, 0.06, SOFT),
    "Nylon": Material("grain", 0.03, 0.16, SOFT.with_(wrinkle=0.95)),
    "Viscose": Material("grain", 0.02, 0.04, SOFT.with_(wrinkle=0.55)),
    "Georgette": Material("grain", 0.05, 0.03, SOFT.with_(wrinkle=0.5)),
    "Chiffon": Material("grain", 0.03, 0.05, SOFT.with_(wrinkle=0.5)),
    "Silk": Material("weave", 0.03, 0.34, SOFT.with_(wrinkle=0.8, lift=2.6)),
    "Satin": Material("plain", 0.0, 0.42, SOFT.with_(wrinkle=0.9, lift=2.8)),
    "Velvet": Material("fuzz", 0.05, 0.22, SOFT.with_(wrinkle=0.9)),
    "Leather": Material("pebble", 0.03, 0.34, HARD.with_(wrinkle=0.20, wrinkle_size=40.0)),
    "Patent Leather": Material("plain", 0.0, 0.75, HARD),
    "Synthetic Leather": Material(
        "pebble", 0.018, 0.28, HARD.with_(wrinkle=0.16, wrinkle_size=40.0)
    ),
    "Suede": Material("fuzz", 0.09, 0.0, HARD.with_(wrinkle=0.25)),
    "Canvas": Material("canvas", 0.11, 0.0, HARD.with_(wrinkle=0.2)),
    "Mesh": Material("mesh", 0.16, 0.03, HARD),
    "Rubber": Material("plain", 0.0, 0.14, HARD),
    "Plastic": Material("plain", 0.0, 0.35, HARD),
    "Metal": Material("plain", 0.0, 0.6, HARD),
    "Sequin": Material("sequin", 0.28, 0.3, SOFT),
}


@dataclass(frozen=True)
class Fabric:
    """Cloth that can be sampled anywhere in design space.

    ``tile`` is (rows, columns, 3) RGB and ``texture`` (rows, columns) multiplies it; both repeat,
    ``per_unit`` pixels a design unit.
    """

    base: Colour
    gloss: float
    relief: Relief
    per_unit: float
    tile: NDArray[np.float32] | None
    texture: Field | None

    def sample(self, u: Field, v: Field, angle: float = 0.0) -> NDArray[np.float32]:
        """RGB at design coordinates; ``angle`` turns the cloth clockwise, in degrees."""
        if angle:
            a = np.float32(np.radians(angle))
            u, v = u * np.cos(a) + v * np.sin(a), v * np.cos(a) - u * np.sin(a)
        if self.tile is None and self.texture is None:
            return np.broadcast_to(np.asarray(self.base, dtype=np.float32), (*u.shape, 3))
        x = (u * np.float32(self.per_unit)).astype(np.int32)
        y = (v * np.float32(self.per_unit)).astype(np.int32)
        if self.tile is None:
            out = np.broadcast_to(np.asarray(self.base, dtype=np.float32), (*u.shape, 3))
        else:
            out = self.tile[y % self.tile.shape[0], x % self.tile.shape[1]]
        if self.texture is not None:
            grain = self.texture[y % self.texture.shape[0], x % self.texture.shape[1]]
            out = out * grain[:, :, None]
        return np.asarray(out, dtype=np.float32)

    def plain(self, colour: Colour | None = None) -> Fabric:
        """The same material without its pattern, in its own or another colour."""
        return replace(self, tile=None, base=colour or self.base)

    def dyed(self, colour: Colour) -> Fabric:
        """The same material in one other colour."""
        return self.plain(colour)


def make_fabric(
    material: str,
    pattern: str,
    colours: tuple[Colour, ...],
    *,
    per_unit: float,
    rng: np.random.Generator,
    scale: float = 1.0,
) -> Fabric:
    """A fabric; ``colours`` are the ground, then those of the pattern; ``scale`` sizes the pattern.

    Raises:
        KeyError: the material or the pattern is unknown.
    """
    kind = MATERIALS[material]
    tile = pattern_tile(pattern, colours, per_unit=per_unit, scale=scale, rng=rng)
    texture = texture_tile(kind.texture, kind.strength, per_unit, rng)
    return Fabric(colours[0], kind.gloss, kind.relief, per_unit, tile, texture)


def stiff(colour: Colour, *, gloss: float = 0.1, per_unit: float = 2.0) -> Fabric:
    """A smooth hard material: plastic, sole, hardware."""
    return Fabric(colour, gloss, FLAT, per_unit, None, None)
