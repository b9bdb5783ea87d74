"""A trunk run on several threads: one micro-batch a thread, gradients summed.

Operators that are themselves parallel wait for their slowest thread at every step, which is ruinous
on a machine that is shared. Micro-batches meet once a batch.
"""

from __future__ import annotations

import copy
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import torch
from torch import Tensor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.engine.compact.efficientnet_lite import EfficientNetLite


class Replicas:
    """Copies of a trunk that share its parameters and have gradients of their own."""

    def __init__(self, trunk: EfficientNetLite, count: int, threads: int) -> None:
        self._trunk = trunk
        self._copies = [self._sharing(trunk) for _ in range(count)]
        self._pool = ThreadPoolExecutor(threads)
        self._outputs: list[Tensor] = []

    @staticmethod
    def _sharing(trunk: EfficientNetLite) -> EfficientNetLite:
        twin = copy.deepcopy(trunk).train()
        for ours, theirs in zip(twin.parameters(), trunk.parameters(), strict=True):
            ours.data = theirs.data
        for held, kept in zip(twin.buffers(), trunk.buffers(), strict=True):
            held.data = kept.data
        return twin

    def forward(self, pixels: Tensor) -> Tensor:
        """Scaled pixels (n, 3, h, w) to pooled features (n, channels), a leaf with gradients."""
        parts = pixels.chunk(len(self._copies))
        self._outputs = list(self._pool.map(_features, self._copies[: len(parts)], parts))
        return torch.cat([part.detach() for part in self._outputs]).requires_grad_()

    def backward(self, gradient: Tensor) -> None:
        """Set the gradients of the trunk's parameters from that of the features (n, channels)."""
        sizes = [len(part) for part in self._outputs]
        list(self._pool.map(_backward, self._outputs, torch.split(gradient, sizes)))
        self._outputs = []
        trained = [p for p in self._trunk.parameters() if p.requires_grad]
        copies = [[p for p in twin.parameters() if p.requires_grad] for twin in self._copies]
        for place, parameter in enumerate(trained):
            parameter.grad = _sum([twin[place].grad for twin in copies])
            for twin in copies:
                twin[place].grad = None


def _sum(gradients: Sequence[Tensor | None]) -> Tensor | None:
    present = [gradient for gradient in gradients if gradient is not None]
    if not present:
        return None
    total = present[0]
    for other in present[1:]:
        total.add_(other)
    return total


def _features(trunk: EfficientNetLite, pixels: Tensor) -> Tensor:
    torch.set_num_threads(1)
    with torch.autocast("cpu", torch.bfloat16):
        features = trunk(pixels.contiguous(memory_format=torch.channels_last)).mean((2, 3))
    pooled: Tensor = features.float()
    return pooled


def _backward(features: Tensor, gradient: Tensor) -> None:
    features.backward(gradient)  # type: ignore[no-untyped-call]
