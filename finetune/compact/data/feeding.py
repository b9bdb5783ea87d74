"""Batches: rows of all domains in random order, augmented, each with a caption."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from finetune.compact.data.augment import PHOTO, RENDERED, STUDIO, augment, resized
from finetune.compact.data.corpus import Row
from finetune.compact.data.judging import Caption

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from finetune.compact.data.pool import Pool

STRENGTHS = (STUDIO, PHOTO, RENDERED)
"""By the order of the domains."""

CaptionSource = Callable[[Row, Random], Caption]


@dataclass(frozen=True)
class Batch:
    """Rows of the pool, their captions, and their pixels (n, 3, h, w) of 0..255."""

    rows: NDArray[np.int64]
    captions: tuple[Caption, ...]
    pixels: Tensor


def draw_captions(
    pool: Pool, order: NDArray[np.int64], source: CaptionSource, seed: int, variant: int
) -> tuple[Caption, ...]:
    """One caption for each row of an epoch's order; equal variants give equal captions."""
    return tuple(
        source(pool.rows[row], Random((seed * 1009 + variant) * 10_000_019 + int(row)))
        for row in order
    )


def epoch_order(pool: Pool, repeats: Sequence[int], count: int, seed: int) -> NDArray[np.int64]:
    """`count` rows: all rows shuffled, those of each domain as often as asked, again and again."""
    rows = np.concatenate(
        [np.repeat(np.flatnonzero(pool.domains == d), times) for d, times in enumerate(repeats)]
    )
    random = np.random.default_rng(seed)
    rounds = [random.permutation(rows) for _ in range(-(-count // len(rows)))]
    order: NDArray[np.int64] = np.concatenate(rounds)[:count]
    return order


def balanced_order(pool: Pool, count: int, power: float, seed: int) -> NDArray[np.int64]:
    """`count` rows drawn so that a row of a type of n rows comes up n^-power as often as one of 1.

    At 0 every row is as likely as another, at 1 every type. Rows without a type count as one type,
    photos by their label.
    """
    kinds = pool.codes["articleType"].astype(np.int64)
    kinds = np.where(kinds < 0, -1 - pool.codes["label"].astype(np.int64), kinds)
    _, inverse, counts = np.unique(kinds, return_inverse=True, return_counts=True)
    weights = counts[inverse].astype(np.float64) ** -power
    random = np.random.default_rng(seed)
    return random.choice(len(pool), size=count, p=weights / weights.sum())


def batches(
    pool: Pool,
    order: NDArray[np.int64],
    captions: Sequence[Caption],
    *,
    batch_size: int,
    size: tuple[int, int],
    seed: int,
) -> Iterator[Batch]:
    """Augmented batches in this order."""
    generator = torch.Generator().manual_seed(seed)
    grounds = backgrounds(pool, generator)
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        pixels = torch.empty(len(rows), 3, *size)
        for domain in np.unique(pool.domains[rows]):
            chosen = np.flatnonzero(pool.domains[rows] == domain)
            raw = gather(pool, rows[chosen])
            strength = STRENGTHS[min(int(domain), len(STRENGTHS) - 1)]
            pixels[torch.from_numpy(chosen)] = augment(raw, strength, size, generator, grounds)
        yield Batch(rows, tuple(captions[start : start + batch_size]), pixels)


def ahead(source: Iterator[Batch], depth: int) -> Iterator[Batch]:
    """The same batches, made in a thread of their own up to `depth` ahead."""
    waiting: deque[Future[Batch | None]] = deque()
    with ThreadPoolExecutor(1) as maker:
        waiting.extend(maker.submit(next, source, None) for _ in range(depth))
        while (batch := waiting.popleft().result()) is not None:
            waiting.append(maker.submit(next, source, None))
            yield batch


def gather(pool: Pool, rows: NDArray[np.int64]) -> Tensor:
    """The stored pixels of rows of one domain: (n, 3, h, w), float, 0..255."""
    corpus = pool.corpora[int(pool.domains[rows[0]])]
    return torch.from_numpy(corpus.pixels[pool.places[rows]]).permute(0, 3, 1, 2).float()


def plain_pixels(pool: Pool, rows: NDArray[np.int64], size: tuple[int, int]) -> Tensor:
    """Pictures as at inference: (n, 3, *size), float, 0..255, rounded to bytes."""
    pixels = torch.empty(len(rows), 3, *size)
    for domain in np.unique(pool.domains[rows]):
        chosen = np.flatnonzero(pool.domains[rows] == domain)
        pixels[torch.from_numpy(chosen)] = resized(gather(pool, rows[chosen]), size)
    return pixels.round_().clamp_(0, 255)


def backgrounds(pool: Pool, generator: torch.Generator, *, count: int = 600) -> Tensor:
    """Corners of photos, and plain washes of colour: (m, 3, 40, 30), float, 0..255."""
    corners: list[Tensor] = []
    photos = np.flatnonzero(pool.domains == 1)
    if len(photos):
        picks = torch.randint(len(photos), (count,), generator=generator).numpy()
        raw = gather(pool, photos[picks])
        corners += [raw[: count // 2, :, :40, :30], raw[count // 2 :, :, -40:, -30:]]
    washes = torch.rand(count, 3, 3, 3, generator=generator) * 60
    washes = washes + torch.rand(count, 3, 1, 1, generator=generator) * 195
    return torch.cat([*corners, resized(washes, (40, 30))]).clamp(0, 255)
