"""EfficientNet-Lite: the convolutional trunk of the picture tower.

Architecture: M. Tan and Q. Le, "EfficientNet" (2019), in its Lite variant (no squeeze and
excitation, ReLU6, stem and head not scaled by width, first and last stage not scaled by depth).
Convolutions pad as TensorFlow's SAME does, which is what the public ImageNet weights expect.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import torch
from torch import Tensor, nn
from torch.nn import functional

Convolution: TypeAlias = Callable[..., Tensor]
"""Called as `torch.nn.functional.conv2d` is, with positional arguments."""

BATCH_NORM_EPSILON = 1e-3
BATCH_NORM_MOMENTUM = 0.01


@dataclass(frozen=True)
class Stage:
    """One row of the architecture table: `repeats` inverted residual blocks of one width."""

    repeats: int
    kernel: int
    stride: int
    expansion: int
    channels: int


STAGES = (
    Stage(1, 3, 1, 1, 16),
    Stage(2, 3, 2, 6, 24),
    Stage(2, 5, 2, 6, 40),
    Stage(3, 3, 2, 6, 80),
    Stage(3, 5, 1, 6, 112),
    Stage(4, 5, 2, 6, 192),
    Stage(1, 3, 1, 6, 320),
)
STEM_CHANNELS = 32
HEAD_CHANNELS = 1280
WIDTH_AND_DEPTH = {"lite0": (1.0, 1.0), "lite1": (1.0, 1.1), "lite2": (1.1, 1.2)}


def scaled_width(channels: int, factor: float) -> int:
    """Channels times factor, rounded to a multiple of 8, at most 10% below the product."""
    target = channels * factor
    rounded = max(8, int(target + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * target else rounded


def scaled_stages(variant: str) -> tuple[Stage, ...]:
    """The stages of `lite0`, `lite1` or `lite2`.

    Raises:
        ValueError: the variant is none of these.
    """
    if variant not in WIDTH_AND_DEPTH:
        known = ", ".join(WIDTH_AND_DEPTH)
        raise ValueError(
            f"variant: no EfficientNet-Lite is called {variant!r}; choose one of {known}"
        )
    width, depth = WIDTH_AND_DEPTH[variant]
    last = len(STAGES) - 1
    return tuple(
        Stage(
            stage.repeats if index in (0, last) else math.ceil(stage.repeats * depth),
            stage.kernel,
            stage.stride,
            stage.expansion,
            scaled_width(stage.channels, width),
        )
        for index, stage in enumerate(STAGES)
    )


class ConvNorm(nn.Module):
    """Convolution, batch normalisation and, unless told otherwise, ReLU6.

    With `frozen_statistics` the normalisation is an affine map of constant statistics, applied to
    the kernel instead of to the activations: the same values for less memory traffic. A `fused`
    layer has that done once for all and holds a convolution with a bias only.
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int,
        *,
        stride: int = 1,
        groups: int = 1,
        activate: bool = True,
        fused: bool = False,
    ) -> None:
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, groups=groups, bias=fused)
        self.norm = (
            None if fused else nn.BatchNorm2d(outputs, BATCH_NORM_EPSILON, BATCH_NORM_MOMENTUM)
        )
        self.kernel = kernel
        self.stride = stride
        self.activate = activate
        self.frozen_statistics = False
        self.convolution: Convolution = functional.conv2d

    def forward(self, inputs: Tensor) -> Tensor:
        """(n, inputs, h, w) -> (n, outputs, ceil(h / stride), ceil(w / stride))."""
        inputs, padding = self._same_padding(inputs)
        if self.norm is not None and self.training and not self.frozen_statistics:
            kernel = self.conv.weight
            outputs = self.norm(
                self.convolution(inputs, kernel, None, self.stride, padding, 1, self.conv.groups)
            )
        else:
            kernel, bias = self.folded()
            outputs = self.convolution(
                inputs, kernel, bias, self.stride, padding, 1, self.conv.groups
            )
        return functional.relu6(outputs, inplace=True) if self.activate else outputs

    def folded(self) -> tuple[Tensor, Tensor | None]:
        """Kernel and bias of the one convolution that equals convolution and normalisation."""
        if self.norm is None or self.norm.running_mean is None or self.norm.running_var is None:
            return self.conv.weight, self.conv.bias
        scale = self.norm.weight * torch.rsqrt(self.norm.running_var + BATCH_NORM_EPSILON)
        bias = self.norm.bias - self.norm.running_mean * scale
        return self.conv.weight * scale[:, None, None, None], bias

    def _same_padding(self, inputs: Tensor) -> tuple[Tensor, tuple[int, int]]:
        rows = self._missing(inputs.shape[2])
        columns = self._missing(inputs.shape[3])
        if rows % 2 == 0 and columns % 2 == 0:
            return inputs, (rows // 2, columns // 2)
        padding = (columns // 2, columns - columns // 2, rows // 2, rows - rows // 2)
        return functional.pad(inputs, padding), (0, 0)

    def _missing(self, size: int) -> int:
        steps = -(-size // self.stride)
        return max((steps - 1) * self.stride + self.kernel - size, 0)


class InvertedResidual(nn.Module):
    """Expand, filter each channel by itself, project; add the input where the shapes allow it."""

    def __init__(
        self, inputs: int, outputs: int, stage: Stage, *, stride: int, fused: bool = False
    ) -> None:
        super().__init__()
        middle = inputs * stage.expansion
        layers: list[nn.Module] = []
        if stage.expansion > 1:
            layers.append(ConvNorm(inputs, middle, 1, fused=fused))
        layers.append(
            ConvNorm(middle, middle, stage.kernel, stride=stride, groups=middle, fused=fused)
        )
        layers.append(ConvNorm(middle, outputs, 1, activate=False, fused=fused))
        self.layers = nn.Sequential(*layers)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, inputs: Tensor) -> Tensor:
        """(n, inputs, h, w) -> (n, outputs, ceil(h / stride), ceil(w / stride))."""
        outputs: Tensor = self.layers(inputs)
        return inputs + outputs if self.residual else outputs


class EfficientNetLite(nn.Module):
    """Pixels (n, 3, h, w), scaled to about -1..1, to a feature map (n, 1280, h / 32, w / 32)."""

    def __init__(
        self,
        stages: tuple[Stage, ...],
        *,
        head_channels: int = HEAD_CHANNELS,
        fused: bool = False,
    ) -> None:
        super().__init__()
        self.stem = ConvNorm(3, STEM_CHANNELS, 3, stride=2, fused=fused)
        blocks: list[nn.Module] = []
        channels = STEM_CHANNELS
        for stage in stages:
            for repeat in range(stage.repeats):
                stride = stage.stride if repeat == 0 else 1
                blocks.append(
                    InvertedResidual(channels, stage.channels, stage, stride=stride, fused=fused)
                )
                channels = stage.channels
        self.blocks = nn.ModuleList(blocks)
        self.head = ConvNorm(channels, head_channels, 1, fused=fused)

    def forward(self, pixels: Tensor) -> Tensor:
        """(n, 3, h, w) -> (n, head_channels, ceil(h / 32), ceil(w / 32))."""
        outputs = self.stem(pixels)
        for block in self.blocks:
            outputs = block(outputs)
        features: Tensor = self.head(outputs)
        return features

    @torch.no_grad()
    def fused_state(self) -> dict[str, Tensor]:
        """The state of the fused network that computes the same."""
        state: dict[str, Tensor] = {}
        for name, layer in self.named_modules():
            if isinstance(layer, ConvNorm):
                kernel, bias = layer.folded()
                state[f"{name}.conv.weight"] = kernel.clone()
                state[f"{name}.conv.bias"] = (
                    torch.zeros(len(kernel)) if bias is None else bias.clone()
                )
        return state
