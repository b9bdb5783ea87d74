"""Familiarity: whether a picture is of the kind that the model was trained on."""

from dataclasses import dataclass
from math import exp

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

    def probability(self, vector: NDArray[np.float32]) -> float:
        """Return the probability (0..1) that a picture shows a product.

        Args:
            vector: (dimension,), of unit length.
        """
        logit = float(vector @ np.array(self.weights, dtype=np.float32)) + self.bias
        return 1.0 / (1.0 + exp(-max(-40.0, min(40.0, logit))))
