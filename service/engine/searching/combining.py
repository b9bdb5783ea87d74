"""Combining: several wishes -> one direction to search in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from service.engine.encoder import unit_rows
from service.engine.index.protocol import DenseVector

# How far "not this" pushes away, beside 1 for "this". A full step would leave the region in which
# products are; chosen on the public compositions.
AWAY: Final = 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """One wish: a unit vector and its weight, negative for what is not wanted."""

    vector: DenseVector
    weight: float


def combine(parts: Sequence[Part]) -> DenseVector | None:
    """Return the unit vector of the weighted sum of unit vectors, or `None` without wishes.

    Rocchio's query modification (1971) on unit vectors. Wishes that cancel out exactly leave the
    first one.
    """
    wanted = [part for part in parts if part.weight]
    if not wanted:
        return None
    total = np.sum([part.weight * part.vector for part in wanted], axis=0)
    if float(np.linalg.norm(total)) < 1e-6:
        return wanted[0].vector
    return unit_rows(total)
