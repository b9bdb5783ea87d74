"""Augmentation that keeps colour true: geometry, light, noise, other backgrounds; never hue."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

WHITE = 255.0


@dataclass(frozen=True)
class Strength:
    """How far the pictures of a domain are moved.

    Attributes:
        zoom: log-range of the scale, as (smallest, largest); above 1 crops in.
        shift: largest translation, as a share of the side.
        turn: largest rotation, radians.
        gain: largest relative change of brightness, the same in all channels.
        paste: share of pictures put on another background.
    """

    zoom: tuple[float, float]
    shift: float
    turn: float
    gain: float
    paste: float


STUDIO = Strength(zoom=(0.85, 1.2), shift=0.06, turn=0.12, gain=0.06, paste=0.2)
PHOTO = Strength(zoom=(0.85, 1.5), shift=0.12, turn=0.3, gain=0.2, paste=0.0)
RENDERED = Strength(zoom=(0.75, 1.2), shift=0.06, turn=0.12, gain=0.06, paste=0.1)


def augment(
    pictures: Tensor,
    strength: Strength,
    size: tuple[int, int],
    generator: torch.Generator,
    backgrounds: Tensor | None = None,
) -> Tensor:
    """Randomly moved pictures.

    Args:
        pictures: (n, 3, h, w), float, 0..255.
        strength: how far they are moved.
        generator: of the random numbers.
        size: height and width of the result.
        backgrounds: (m, 3, h', w') to paste on, where the strength asks for it.

    Returns:
        (n, 3, *size), float, 0..255.
    """
    if backgrounds is not None and strength.paste > 0:
        pictures = _pasted(pictures, strength.paste, backgrounds, generator)
    moved = _moved(pictures, strength, size, generator)
    return _relit(moved, strength, generator)


def resized(pictures: Tensor, size: tuple[int, int]) -> Tensor:
    """Pictures (n, 3, h, w) at `size`, unmoved."""
    return functional.interpolate(
        pictures, size, mode="bilinear", align_corners=False, antialias=True
    )


def _uniform(count: int, low: float, high: float, generator: torch.Generator) -> Tensor:
    return torch.rand(count, generator=generator) * (high - low) + low


def _moved(
    pictures: Tensor, strength: Strength, size: tuple[int, int], generator: torch.Generator
) -> Tensor:
    count = len(pictures)
    low, high = (torch.tensor(value).log().item() for value in strength.zoom)
    scale = _uniform(count, low, high, generator).exp().reciprocal()
    stretch = _uniform(count, -0.07, 0.07, generator).exp()
    angle = _uniform(count, -strength.turn, strength.turn, generator)
    angle = angle * (torch.rand(count, generator=generator) < 0.5)
    flip = torch.where(torch.rand(count, generator=generator) < 0.5, -1.0, 1.0)
    ratio = size[1] / size[0]
    cos, sin = angle.cos() * scale, angle.sin() * scale
    theta = torch.zeros(count, 2, 3)
    theta[:, 0, 0] = cos * flip * stretch
    theta[:, 0, 1] = -sin / ratio * stretch
    theta[:, 1, 0] = sin * ratio * flip / stretch
    theta[:, 1, 1] = cos / stretch
    theta[:, :, 2] = _uniform(2 * count, -strength.shift, strength.shift, generator).view(-1, 2) * 2
    grid = functional.affine_grid(theta, [count, 3, *size], align_corners=False)
    # Beyond the edge is white, as the padding of the preprocessing is.
    return functional.grid_sample(pictures - WHITE, grid, align_corners=False) + WHITE


def _relit(pictures: Tensor, strength: Strength, generator: torch.Generator) -> Tensor:
    count = len(pictures)
    gain = 1 + _uniform(count, -strength.gain, strength.gain, generator)
    noise = _uniform(count, 0, 4, generator) * (torch.rand(count, generator=generator) < 0.5)
    pictures = pictures * gain[:, None, None, None]
    pictures = pictures + noise[:, None, None, None] * torch.randn(
        pictures.shape, generator=generator
    )
    soft = torch.rand(count, generator=generator) < 0.15
    if bool(soft.any()):
        pictures[soft] = functional.avg_pool2d(pictures[soft], 3, 1, 1, count_include_pad=False)
    return pictures.clamp_(0, WHITE)


def _pasted(
    pictures: Tensor, share: float, backgrounds: Tensor, generator: torch.Generator
) -> Tensor:
    """Replace the near-white surroundings that reach the edge of the picture."""
    chosen = torch.rand(len(pictures), generator=generator) < share
    places = chosen.nonzero().squeeze(1)
    if len(places) == 0:
        return pictures
    products = pictures[places]
    outside = surroundings(products)
    cover = outside.mean((1, 2, 3))
    # White on white has no edge to cut along; a picture without margin has nothing to fill.
    good = (cover > 0.15) & (cover < 0.85)
    places, products, outside = places[good], products[good], outside[good]
    if len(places) == 0:
        return pictures
    picks = torch.randint(len(backgrounds), (len(places),), generator=generator)
    ground = resized(backgrounds[picks], (pictures.shape[2], pictures.shape[3]))
    alpha = functional.avg_pool2d(outside, 3, 1, 1)
    result = pictures.clone()
    result[places] = products * (1 - alpha) + ground * alpha
    return result


def surroundings(pictures: Tensor, *, threshold: float = 238.0) -> Tensor:
    """1 where a near-white region touches the edge, (n, 1, h, w): a flood fill by dilation."""
    light = (pictures.amin(1, keepdim=True) >= threshold).float()
    reached = torch.zeros_like(light)
    reached[:, :, 0], reached[:, :, -1] = light[:, :, 0], light[:, :, -1]
    reached[..., 0], reached[..., -1] = light[..., 0], light[..., -1]
    for _ in range(max(pictures.shape[2:]) // 2):
        grown = functional.max_pool2d(reached, 3, 1, 1) * light
        if torch.equal(grown, reached):
            break
        reached = grown
    return reached
