"""The picture network: PIL pictures to embeddings, in plain torch."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn

from service.engine.compact.efficientnet_lite import HEAD_CHANNELS, EfficientNetLite, scaled_stages
from service.engine.compact.head import ProjectionHead
from service.engine.compact.preprocessing import Preprocessing
from service.engine.compact.weights import CONFIG_FILE, load_half

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class PictureNetwork(nn.Module):
    """EfficientNet-Lite, the mean of its feature map, and a projection head."""

    def __init__(
        self,
        *,
        variant: str = "lite2",
        width: int = 96,
        height: int = 128,
        hidden: int = 512,
        dimension: int = 256,
        fused: bool = False,
    ) -> None:
        super().__init__()
        self.fused = fused
        self.variant = variant
        self.width = width
        self.height = height
        self.hidden = hidden
        self.dimension = dimension
        self.preprocessing = Preprocessing(width, height)
        self.trunk = EfficientNetLite(scaled_stages(variant), fused=fused)
        self.projection = ProjectionHead(HEAD_CHANNELS, hidden, dimension)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read a saved tower from a folder; the weights become single precision.

        Raises:
            FileNotFoundError: a file is missing.
            RuntimeError: the weights are of another architecture.
        """
        config = json.loads((folder / CONFIG_FILE).read_text(encoding="utf-8"))
        network = cls(**config)
        load_half(network, folder)
        return network.eval()

    def preprocess(
        self,
        inputs: Sequence[Any],
        prompt: str | None = None,  # noqa: ARG002 - the library passes it by name
        **_: Any,
    ) -> dict[str, Any]:
        """PIL pictures, or dicts with one under "image", to {"pixel_values": (n, 3, h, w)}."""
        pixels = np.stack([self.preprocessing.pixels(_picture_in(entry)) for entry in inputs])
        return {"pixel_values": self.scaled(torch.from_numpy(pixels).permute(0, 3, 1, 2))}

    def scaled(self, pixels: Tensor) -> Tensor:
        """Bytes or floats of 0..255, (n, 3, h, w), to what the trunk was trained on."""
        return (pixels.float() - self.preprocessing.mean) / self.preprocessing.scale

    def embed(self, pixels: Tensor) -> Tensor:
        """Scaled pixels (n, 3, h, w) to embeddings (n, dimension), not normalised."""
        features = self.trunk(pixels.contiguous(memory_format=torch.channels_last))
        embeddings: Tensor = self.projection(features.mean((2, 3)))
        return embeddings


def _picture_in(entry: Any) -> Image.Image:
    picture = entry.get("image") if isinstance(entry, dict) else entry
    if not isinstance(picture, Image.Image):
        raise TypeError(f"image: expected a PIL picture, got {type(picture).__name__}")
    return picture
