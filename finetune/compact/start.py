"""Going on from a model folder that this recipe wrote, instead of from the public base weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import nn

from finetune.compact.base import pretrained_trunk
from service.engine.compact.efficientnet_lite import (
    BATCH_NORM_EPSILON,
    ConvNorm,
    EfficientNetLite,
)
from service.engine.compact.picture_tower import PictureTower
from service.engine.compact.word_tower import WordTower

if TYPE_CHECKING:
    from pathlib import Path

PICTURES = "image_0_PictureTower"
WORDS = "text_0_WordTower"
SMALLEST_SCALE = 1e-2


@dataclass(frozen=True)
class Start:
    """The towers that a run goes on from.

    Attributes:
        digest: of the folder that they come from.
        pictures: to be trained on.
        words: to be trained on.
        shipped: the picture tower as the folder holds it, for runs that leave pictures alone.
    """

    digest: str
    pictures: PictureTower
    words: WordTower
    shipped: PictureTower


def load_start(folder: Path, digest: str) -> Start:
    """Read an exported folder, with its normalisations taken out of the convolutions again.

    Raises:
        FileNotFoundError: there is no such folder.
        MissingBaseError: the package of the base weights is not installed.
    """
    if not (folder / PICTURES).is_dir() or not (folder / WORDS).is_dir():
        raise FileNotFoundError(
            f"--start: {folder} is no folder that `export` wrote; leave --start out to begin "
            "from the base weights"
        )
    fused = PictureTower.load(str(folder), PICTURES)
    tower = PictureTower(
        variant=fused.variant,
        width=fused.width,
        height=fused.height,
        hidden=fused.hidden,
        dimension=fused.dimension,
    )
    tower.trunk = pretrained_trunk(fused.variant)
    unfold(fused.trunk, tower.trunk)
    tower.projection.load_state_dict(fused.projection.state_dict())
    return Start(digest, tower, WordTower.load(str(folder), WORDS), fused)


@torch.no_grad()
def unfold(fused: EfficientNetLite, trunk: EfficientNetLite) -> None:
    """Make `trunk` compute what `fused` does, keeping the statistics of its normalisations.

    Kernels come back to the size they were trained at, so that the same learning rates fit.
    """
    pairs = zip(_layers(fused), _layers(trunk), strict=True)
    for source, layer in pairs:
        norm = layer.norm
        if not isinstance(norm, nn.BatchNorm2d) or norm.running_var is None:
            raise TypeError("unfold: the trunk to fill must have its normalisations")
        mean = norm.running_mean
        spread = torch.sqrt(norm.running_var + BATCH_NORM_EPSILON)
        scale = norm.weight / spread
        scale = torch.where(scale.abs() < SMALLEST_SCALE, SMALLEST_SCALE, scale)
        norm.weight.copy_(scale * spread)
        layer.conv.weight.copy_(source.conv.weight / scale[:, None, None, None])
        if source.conv.bias is not None and mean is not None:
            norm.bias.copy_(source.conv.bias + mean * scale)


def _layers(trunk: EfficientNetLite) -> list[ConvNorm]:
    return [layer for layer in trunk.modules() if isinstance(layer, ConvNorm)]
