"""The picture tower: PIL pictures to embeddings, as a sentence-transformers module."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import torch
from PIL import Image
from sentence_transformers.base.modules.input_module import InputModule
from torch import Tensor

from service.engine.compact.efficientnet_lite import HEAD_CHANNELS, EfficientNetLite, scaled_stages
from service.engine.compact.head import ProjectionHead
from service.engine.compact.preprocessing import Preprocessing
from service.engine.compact.weights import load_half, save_half

if TYPE_CHECKING:
    from collections.abc import Sequence


class PictureTower(InputModule):
    """EfficientNet-Lite, the mean of its feature map, and a projection head."""

    config_keys: list[str] = [  # noqa: RUF012 - the library declares it so
        "variant",
        "width",
        "height",
        "hidden",
        "dimension",
        "fused",
    ]
    save_in_root = False

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
        super().__init__()  # type: ignore[no-untyped-call]
        self.fused = fused
        self.variant = variant
        self.width = width
        self.height = height
        self.hidden = hidden
        self.dimension = dimension
        self.preprocessing = Preprocessing(width, height)
        self.trunk = EfficientNetLite(scaled_stages(variant), fused=fused)
        self.projection = ProjectionHead(HEAD_CHANNELS, hidden, dimension)

    @property
    def modalities(self) -> list[Any]:
        """Pictures only."""
        return ["image"]

    def get_embedding_dimension(self) -> int:
        """The length of an embedding."""
        return self.dimension

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

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Add "sentence_embedding" (n, dimension) to the features."""
        features["sentence_embedding"] = self.embed(features["pixel_values"])
        return features

    def as_fused(self) -> PictureTower:
        """The same tower with its normalisations folded into the convolutions, for inference."""
        twin = PictureTower(
            variant=self.variant,
            width=self.width,
            height=self.height,
            hidden=self.hidden,
            dimension=self.dimension,
            fused=True,
        )
        twin.trunk.load_state_dict(self.trunk.fused_state())
        twin.projection.load_state_dict(self.projection.state_dict())
        return twin.eval()

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Write the configuration and the weights, in half precision, into a folder."""
        Path(output_path).mkdir(parents=True, exist_ok=True)
        self.save_config(output_path)
        save_half(self, Path(output_path))

    @classmethod
    def load(  # type: ignore[override]  # what concerns hubs is taken in kwargs, and left unread
        cls, model_name_or_path: str, subfolder: str = "", **_: Any
    ) -> Self:
        """Read what `save` wrote into a local folder; the weights become single precision."""
        tower = cls(**cls.load_config(model_name_or_path, subfolder=subfolder))
        load_half(tower, Path(model_name_or_path) / subfolder)
        return tower.eval()


def _picture_in(entry: Any) -> Image.Image:
    picture = entry.get("image") if isinstance(entry, dict) else entry
    if not isinstance(picture, Image.Image):
        raise TypeError(f"image: expected a PIL picture, got {type(picture).__name__}")
    return picture
