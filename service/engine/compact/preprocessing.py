"""From a PIL picture to the pixels of the picture tower: one deterministic way, on every side.

A picture that is prepared in another way at query time than at ingest no longer finds itself, so
this is the only place that does it, and its settings go into the model's manifest.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageOps

if TYPE_CHECKING:
    from numpy.typing import NDArray

WHITE = (255, 255, 255)
REDUCING_GAP = 3.0


@dataclass(frozen=True)
class Preprocessing:
    """Size in pixels of what the tower sees, and the affine map of its bytes.

    Attributes:
        width, height: the picture is padded with white to their ratio, then resized to them.
        mean, scale: a byte b becomes (b - mean) / scale.
    """

    width: int = 96
    height: int = 128
    mean: float = 127.0
    scale: float = 128.0

    def describe(self) -> dict[str, object]:
        """What the manifest records."""
        return {
            **asdict(self),
            "orientation": "EXIF applied",
            "transparency": "flattened on white",
            "aspect": "kept, padded with white, centred",
            "filter": "bilinear with antialiasing",
            "reducing_gap": REDUCING_GAP,
        }

    def pixels(self, picture: Image.Image) -> NDArray[np.uint8]:
        """The bytes that the tower sees: (height, width, 3), RGB."""
        padded = pad_to_ratio(upright_rgb(picture), self.width, self.height)
        resized = padded.resize(
            (self.width, self.height), Image.Resampling.BILINEAR, reducing_gap=REDUCING_GAP
        )
        return np.asarray(resized, dtype=np.uint8)


def upright_rgb(picture: Image.Image) -> Image.Image:
    """Turn a picture as its EXIF says, flatten transparency on white, convert to RGB."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in upright.info:
        layered = upright.convert("RGBA")
        ground = Image.new("RGBA", layered.size, (*WHITE, 255))
        return Image.alpha_composite(ground, layered).convert("RGB")
    if upright.mode.startswith("I") or upright.mode == "F":
        return _eight_bits(upright).convert("RGB")
    return upright.convert("RGB")


def _eight_bits(picture: Image.Image) -> Image.Image:
    # PIL clips 16-bit greys at 255 instead of scaling them.
    values = np.asarray(picture, dtype=np.float64)
    if values.size and values.max() > 255:
        values = values / 257.0
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8), mode="L")


def pad_to_ratio(picture: Image.Image, width: int, height: int) -> Image.Image:
    """Centre an RGB picture on white of the ratio width : height; its own pixels stay."""
    wide = max(picture.width, round(picture.height * width / height))
    tall = max(picture.height, round(picture.width * height / width))
    if (wide, tall) == picture.size:
        return picture
    ground = Image.new("RGB", (wide, tall), WHITE)
    ground.paste(picture, ((wide - picture.width) // 2, (tall - picture.height) // 2))
    return ground
