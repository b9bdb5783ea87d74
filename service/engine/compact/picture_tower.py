"""The picture tower: the picture network as a sentence-transformers module."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from sentence_transformers.base.modules.input_module import InputModule

from service.engine.compact.picture_network import PictureNetwork
from service.engine.compact.weights import save_half


class PictureTower(PictureNetwork, InputModule):
    """See `PictureNetwork`."""

    config_keys: list[str] = [  # noqa: RUF012 - the library declares it so
        "variant",
        "width",
        "height",
        "hidden",
        "dimension",
        "fused",
    ]
    save_in_root = False

    @property
    def modalities(self) -> list[Any]:
        """Pictures only."""
        return ["image"]

    def get_embedding_dimension(self) -> int:
        """The length of an embedding."""
        return self.dimension

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Add "sentence_embedding" (n, dimension) to the features."""
        features["sentence_embedding"] = self.embed(features["pixel_values"])
        return features

    def as_fused(self) -> PictureTower:
        """The same tower with its normalisations folded into the convolutions, for inference."""
        if self.fused:
            return self.eval()
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
        """Read what `save` wrote into a local folder."""
        return cls.read(Path(model_name_or_path) / subfolder)
