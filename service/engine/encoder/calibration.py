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

    Source: Platt, "Probabilistic outputs for support vector machines" (1999).

    Attributes:
        curves: query kind ("text", "image", "photo", "composed") -> (slope, intercept). A "photo"
            is a picture that was not taken on white, as a shop's are. A kind without a curve has
            no match.
        familiarity: tells pictures of products from others; `None` where the model brings none.
    """

    curves: Mapping[str, tuple[float, float]]
    familiarity: Familiarity | None = None

    def seen(self, vector: NDArray[np.float32]) -> "Calibration":
        """Return the calibration of the hits of one picture: lower where it shows no product.

        Args:
            vector: the picture's, (dimension,), of unit length.
        """
        if self.familiarity is None:
            return self
        # Added to the log-odds: near 0 for what is familiar, and a bound on the odds for the rest.
        shift = self.familiarity.log_probability(vector)
        curves = {
            kind: (slope, intercept + shift if kind in OF_PICTURES else intercept)
            for kind, (slope, intercept) in self.curves.items()
        }
        return replace(self, curves=curves)

    def cosine(self, kind: str, match: float) -> float | None:
        """Return the least cosine whose match is at least `match`: the inverse of `match`."""
        curve = self.curves.get(kind)
        if curve is None:
            return None
        slope, intercept = curve
        if not 0.0 < match < 1.0:
            return -inf if match <= 0.0 else inf
        return (log(match / (1.0 - match)) - intercept) / slope

    def match(self, kind: str, cosine: float) -> float | None:
        """Return the probability (0..1), or `None` where this kind was never calibrated."""
        curve = self.curves.get(kind)
        if curve is None:
            return None
        slope, intercept = curve
        # The exponent is clamped where the answer is 0 or 1 to every digit that is shown.
        return 1.0 / (1.0 + exp(-max(-40.0, min(40.0, slope * cosine + intercept))))
