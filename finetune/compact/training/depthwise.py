"""Depthwise convolution with gradients that are fast on a CPU in bfloat16.

Stock gradients of depthwise convolutions are 10 to 100 times slower than the forward pass for 5x5
kernels and for strides. Two identities bring them back to what is fast: the gradient of a 5x5
kernel is four overlapping 3x3 gradients of shifted inputs, and the gradient of a strided input is a
stride-1 convolution of the zero-interleaved output gradient with the flipped kernel.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional


class _Depthwise(torch.autograd.Function):
    """Depthwise convolution of an already padded input."""

    @staticmethod
    def forward(ctx: Any, inputs: Tensor, kernel: Tensor, stride: int) -> Tensor:
        ctx.save_for_backward(inputs, kernel)
        ctx.stride = stride
        return functional.conv2d(inputs, kernel, None, stride, 0, 1, inputs.shape[1])

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, Tensor | None, None]:
        inputs, kernel = ctx.saved_tensors
        gradient = gradients[0].contiguous(memory_format=torch.channels_last)
        of_inputs = of_kernel = None
        if ctx.needs_input_grad[0]:
            of_inputs = _input_gradient(gradient, inputs, kernel, ctx.stride)
        if ctx.needs_input_grad[1]:
            of_kernel = _kernel_gradient(gradient, inputs, kernel, ctx.stride)
        return of_inputs, of_kernel, None


def _input_gradient(gradient: Tensor, inputs: Tensor, kernel: Tensor, stride: int) -> Tensor:
    reach = kernel.shape[-1] - 1
    if stride > 1:
        rows, columns = inputs.shape[2] - reach, inputs.shape[3] - reach
        spread = torch.zeros((*gradient.shape[:2], rows, columns), dtype=gradient.dtype).contiguous(
            memory_format=torch.channels_last
        )
        spread[:, :, ::stride, ::stride] = gradient
        gradient = spread
    flipped = kernel.flip(2, 3)
    return functional.conv2d(gradient, flipped, None, 1, reach, 1, gradient.shape[1])


def _kernel_gradient(gradient: Tensor, inputs: Tensor, kernel: Tensor, stride: int) -> Tensor:
    size = kernel.shape[-1]
    result = torch.zeros_like(kernel)
    rows = (gradient.shape[2] - 1) * stride + 3
    columns = (gradient.shape[3] - 1) * stride + 3
    for top in range(0, size - 1, 2):
        for left in range(0, size - 1, 2):
            window = inputs[:, :, top : top + rows, left : left + columns]
            result[:, :, top : top + 3, left : left + 3] = torch.ops.aten.convolution_backward(
                gradient,
                window.contiguous(memory_format=torch.channels_last),
                kernel[:, :, :3, :3].contiguous(),
                None,
                [stride, stride],
                [0, 0],
                [1, 1],
                False,
                [0, 0],
                inputs.shape[1],
                (False, True, False),
            )[1]
    return result


def depthwise_conv2d(  # noqa: PLR0917 - the signature of torch's conv2d
    inputs: Tensor,
    kernel: Tensor,
    bias: Tensor | None,
    stride: int,
    padding: tuple[int, int],
    dilation: int,
    groups: int,
) -> Tensor:
    """As `torch.nn.functional.conv2d`, for kernels of 3x3 or 5x5, one filter a channel.

    Raises:
        ValueError: the convolution is dilated, or not depthwise.
    """
    if dilation != 1 or not groups == inputs.shape[1] == kernel.shape[0]:
        raise ValueError("depthwise_conv2d: give one undilated filter for each channel")
    if torch.is_autocast_enabled("cpu"):
        inputs, kernel = inputs.bfloat16(), kernel.bfloat16()
    if any(padding):
        inputs = functional.pad(inputs, (padding[1], padding[1], padding[0], padding[0]))
    inputs = inputs.contiguous(memory_format=torch.channels_last)
    outputs: Tensor = _Depthwise.apply(inputs, kernel, stride)  # type: ignore[no-untyped-call]
    return outputs if bias is None else outputs + bias.to(outputs.dtype)[:, None, None]
