"""Calibration: from a cosine to the probability that a hit is what was meant."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import exp, inf, log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from service.engine.encoder.familiarity import Familiarity

OF_PICTURES: Final = frozenset({"image", "photo"})


@dataclass(frozen=True, slots=True)
class Calibration:
    """Platt scaling per query kind: p = 1 / (1 + exp(-(slope * cosine + intercept))).

    For pictures, times the probability that the picture shows a product at all.

    Source: Platt, "Probabilistic outputs for support vector machines" (1999).

    Attributes:
        curves: query kind ("text", "image", "photo", "composed") -> (slope, intercept). A "photo"
            is a picture that was not taken on white, as a shop's are. A kind without a curve has
            no match.
        familiarity: tells pictures of products from others; `None` where the model brings none.
        familiar: probability (0..1) that the picture asked with shows a product; 1 until `seen`.
    """

    curves: Mapping[str, tuple[float, float]]
    familiarity: Familiarity | None = None
    familiar: float = 1.0

    def seen(self, vector: NDArray[np.float32]) -> "Calibration":
        """Return the calibration of the hits of one picture: no hit matches what is no product.

        Args:
            vector: the picture's, (dimension,), of unit length.
        """
        if self.familiarity is None:
            return self
        return replace(self, familiar=self.familiarity.probability(vector))

    def cosine(self, kind: str, match: float) -> float | None:
        """Return the least cosine whose match is at least `match`: the inverse of `match`."""
        curve = self.curves.get(kind)
        if curve is None:
            return None
        slope, intercept = curve
        wanted = match / self._most(kind)
        if not 0.0 < wanted < 1.0:
            return -inf if wanted <= 0.0 else inf
        return (log(wanted / (1.0 - wanted)) - intercept) / slope

    def match(self, kind: str, cosine: float) -> float | None:
        """Return the probability (0..1), or `None` where this kind was never calibrated."""
        curve = self.curves.get(kind)
        if curve is None:
            return None
        slope, intercept = curve
        # The exponent is clamped where the answer is 0 or 1 to every digit that is shown.
        near = 1.0 / (1.0 + exp(-max(-40.0, min(40.0, slope * cosine + intercept))))
        return near * self._most(kind)

    def _most(self, kind: str) -> float:
        return self.familiar if kind in OF_PICTURES else 1.0
