"""Familiarity: whether a picture is of the kind that the model was trained on."""

from dataclasses import dataclass
from math import exp, log1p

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Familiarity:
    """A logistic regression on a picture's unit embedding.

    A picture of no product still has nearest neighbours, often as near as those of a photo: the
    cosine alone cannot tell. Where in the space the picture itself lies does.

    Attributes:
        weights: (dimension,).
        bias: of the regression.
    """

    weights: tuple[float, ...]
    bias: float

    def log_probability(self, vector: NDArray[np.float32]) -> float:
        """Return the logarithm, at most 0, of the probability that a picture shows a product.

        Args:
            vector: (dimension,), of unit length.
        """
        logit = float(vector @ np.array(self.weights, dtype=np.float32)) + self.bias
        return -log1p(exp(-max(-40.0, min(40.0, logit))))
