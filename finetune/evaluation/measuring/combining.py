"""Combining: ways to search by a picture and a change to it, side by side.

What each brings is in docs/decisions/0010-compositions.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from service.engine.encoder import Vectors, unit_rows

Scores: TypeAlias = NDArray[np.float32]  # (wishes, products)


@dataclass(frozen=True, slots=True)
class Wish:
    """Pictures, what is said beside each, and what that replaces: unit rows, (wishes, dim)."""

    shown: Vectors
    said: Vectors
    replaced: Vectors


def residual(wish: Wish, products: Vectors) -> Scores:
    """What is shown, less the words of what is replaced, plus the words: as the service asks.

    The order is also that of Qdrant's recommendation by the sum of scores, with the picture and the
    words as positive examples and the replaced words as the negative one.
    """
    return _cosines(wish.shown - wish.replaced + wish.said, products)


def total(wish: Wish, products: Vectors) -> Scores:
    """The sum of both directions."""
    return _cosines(wish.shown + wish.said, products)


def heavier_words(wish: Wish, products: Vectors) -> Scores:
    """The sum, with the words counting twice."""
    return _cosines(wish.shown + 2.0 * wish.said, products)


def best_score(wish: Wish, products: Vectors) -> Scores:
    """Qdrant's recommendation by the best score.

    The nearest positive example counts, unless the negative one is nearer; then its nearness counts
    against the product.
    """
    near = np.maximum(wish.shown @ products.T, wish.said @ products.T)
    against = wish.replaced @ products.T
    return np.where(near > against, _sigmoid(near), -_sigmoid(against)).astype(np.float32)


def discovery(wish: Wish, products: Vectors) -> Scores:
    """Qdrant's discovery: first what is nearer to the words than to what they replace.

    The target is the picture; among equals its nearness decides.
    """
    nearer = np.sign(wish.said @ products.T - wish.replaced @ products.T)
    return (nearer + _sigmoid(wish.shown @ products.T)).astype(np.float32)


WAYS: Final[Mapping[str, Callable[[Wish, Vectors], Scores]]] = {
    "dense": residual,
    "sum": total,
    "sum, words x 2": heavier_words,
    "best score": best_score,
    "discovery": discovery,
}


def _cosines(directions: NDArray[np.float32], products: Vectors) -> Scores:
    return np.asarray(unit_rows(directions) @ products.T, dtype=np.float32)


def _sigmoid(scores: Scores) -> Scores:
    # The quick one that Qdrant uses: its order is what matters.
    return np.asarray(0.5 * (scores / (1.0 + np.abs(scores)) + 1.0), dtype=np.float32)
