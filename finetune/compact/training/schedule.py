"""How the learning rate runs: a warm-up, a plateau, a fall."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Schedule:
    """Linear warm-up to 1, a plateau, then 1 - sqrt down to 0.005 over the last steps.

    A run may be made longer or shorter while it is on its plateau: its past is the same. The form
    of the fall is from A. Haegele et al., "Scaling laws and compute-optimal training beyond fixed
    training durations" (2024).

    Attributes:
        steps: of the whole run.
        warm_up: share of the steps.
        fall: share of the steps.
    """

    steps: int
    warm_up: float
    fall: float

    def factor(self, step: int) -> float:
        """The share of the peak rate at a step."""
        progress = min(1.0, step / self.steps)
        if progress < self.warm_up:
            return max(0.02, progress / self.warm_up)
        if progress <= 1 - self.fall:
            return 1.0
        fallen = (progress - (1 - self.fall)) / self.fall
        return 0.005 + 0.995 * (1 - math.sqrt(fallen))
