"""The fit of familiarity: pictures of products against pictures of anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from service.engine.encoder.familiarity import Familiarity

if TYPE_CHECKING:
    from random import Random

    from numpy.typing import NDArray
    from PIL import Image

    from finetune.calibration.hits import Vectors

STRANGER_SHARE = 0.2
"""Of the weight; the rest are products, which must not be taken for strangers."""
PENALTY = 2e-6


def fit_familiarity(products: Vectors, others: Vectors) -> Familiarity:
    """Logistic regression with an L2 penalty, by L-BFGS.

    Args:
        products: (n, dimension), unit rows of pictures that show a product.
        others: (m, dimension), unit rows of pictures that show none.
    """
    inputs = torch.from_numpy(np.concatenate([products, others]))
    wanted = torch.cat([torch.ones(len(products)), torch.zeros(len(others))])
    shares = torch.cat(
        [
            torch.full((len(products),), (1 - STRANGER_SHARE) / len(products)),
            torch.full((len(others),), STRANGER_SHARE / len(others)),
        ]
    )
    weights = torch.zeros(inputs.shape[1], requires_grad=True)
    bias = torch.zeros((), requires_grad=True)
    optimizer = torch.optim.LBFGS([weights, bias], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        losses = functional.binary_cross_entropy_with_logits(
            inputs @ weights + bias, wanted, reduction="none"
        )
        loss = (losses * shares).sum() + PENALTY * weights.square().sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    return Familiarity(tuple(weights.detach().tolist()), float(bias.detach()))


def familiar(familiarity: Familiarity, vectors: Vectors) -> NDArray[np.float64]:
    """The probability that each picture shows a product, (n,)."""
    return np.array([familiarity.probability(vector) for vector in vectors])


def cut_out(picture: Image.Image, random: Random) -> Image.Image:
    """A part of a picture, between half and nine tenths of each side: what a shopper crops."""
    width, height = (round(side * random.uniform(0.5, 0.9)) for side in picture.size)
    left = random.randint(0, picture.width - width)
    top = random.randint(0, picture.height - height)
    return picture.crop((left, top, left + width, top + height))
