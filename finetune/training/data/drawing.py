"""Draws: one pairing of a picture with a caption, in one pass over the data.

A draw is a number: `pass * rows + position`. Everything about it follows from that number and the
seed, so that a run can be continued anywhere, by any number of processes, with the same outcome.
"""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from finetune.captions import Caption, bundled_captioner
from finetune.training.errors import TrainingError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from finetune.training.data.prepared import Row

_REMEMBERED = 131_072
_STRIDE = 1 << 40  # more draws than any run has; keeps the seeds of two runs apart


class Captions:
    """The caption of every draw."""

    def __init__(self, rows: Sequence[Row], seed: int) -> None:
        captioner = bundled_captioner()

        @lru_cache(maxsize=_REMEMBERED)
        def caption(draw: int) -> Caption:
            row = rows[draw % len(rows)]
            rng = Random(seed * _STRIDE + draw)
            return captioner.caption(row.attributes, row.title, row.description, rng)

        self.of = caption


def deal(
    groups: NDArray[np.int64], *, passes: int, batch_size: int, seed: int, multiple: int = 1
) -> list[NDArray[np.int64]]:
    """Deal the draws of all passes into full batches in which no group occurs twice.

    What does not fill a batch is left out of that pass; passes are shuffled apart.

    Args:
        groups: (rows,) the group of every row.
        passes: over the rows.
        batch_size: draws in a batch; fewer where there are fewer groups.
        seed: of the shuffling.
        multiple: the number of batches of a pass is a multiple of this.

    Returns:
        Batches of draws, in the order of training.

    Raises:
        TrainingError: when there are fewer than two groups.
    """
    rows = len(groups)
    size = min(batch_size, len(np.unique(groups)))
    if size < 2:
        raise TrainingError(
            "all training products are one style or share one picture: there is nothing to tell "
            "apart; give a catalogue with several"
        )
    batches: list[NDArray[np.int64]] = []
    for number in range(passes):
        order = np.random.default_rng([seed, number]).permutation(rows)
        full = _apart(order, groups, size)
        kept = len(full) - len(full) % multiple or len(full)
        batches += [number * rows + np.array(batch, np.int64) for batch in full[:kept]]
    if not batches or len(batches) < multiple:
        raise TrainingError(
            f"{rows:,} training products do not fill a batch for each of {multiple} processes; "
            "lower --batch-size"
        )
    return batches[: len(batches) - len(batches) % multiple]


def _apart(order: NDArray[np.int64], groups: NDArray[np.int64], size: int) -> list[list[int]]:
    batches: list[list[int]] = [[]]
    first_open = 0
    next_of: dict[int, int] = {}
    for position in order.tolist():
        group = int(groups[position])
        at = max(first_open, next_of.get(group, 0))
        while at < len(batches) and len(batches[at]) == size:
            at += 1
        if at == len(batches):
            batches.append([])
        batches[at].append(position)
        next_of[group] = at + 1
        while first_open < len(batches) and len(batches[first_open]) == size:
            first_open += 1
    return [batch for batch in batches if len(batch) == size]
