"""What words say: how much each word and pair of words speaks for each value, by counting."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

_MAX_TOKENS: Final = 40_000


class WordSay:
    """For each token and value the log of P(value | token) / P(value), shrunk for rare tokens.

    Args:
        tokens: of each product.
        labels: the value of each, by number.
        prior: P(value), all above 0.
    """

    def __init__(
        self,
        tokens: Sequence[tuple[str, ...]],
        labels: NDArray[np.int64],
        prior: NDArray[np.float64],
    ) -> None:
        common = Counter(token for said in tokens for token in said).most_common(_MAX_TOKENS)
        self._place = {token: n for n, (token, count) in enumerate(common) if count > 1}
        counts = np.zeros((len(self._place), len(prior)), np.float32)
        for said, label in zip(tokens, labels, strict=True):
            counts[self._places(said), label] += 1
        # As if each token had been seen once more, with a value drawn by the prior.
        seen = counts.sum(axis=1, keepdims=True) + 1.0
        self._say = (np.log((counts + prior) / seen) - np.log(prior)).astype(np.float32)

    def of(
        self, tokens: Iterable[tuple[str, ...]]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return two (n, values) scores: of all tokens together, and of the one that says most.

        The sum counts the same fact twice where two tokens say it, and is divided by the root of
        their number; the maximum does not, and misses what only several say.
        """
        together, loudest = [], []
        nothing = np.zeros(self._say.shape[1], np.float32)
        for said in tokens:
            rows = self._say[self._places(said)]
            together.append(rows.sum(axis=0) / len(rows) ** 0.5 if len(rows) else nothing)
            loudest.append(rows.max(axis=0) if len(rows) else nothing)
        empty = np.zeros((0, self._say.shape[1]), np.float32)
        return (
            np.stack(together) if together else empty,
            np.stack(loudest) if loudest else empty,
        )

    def _places(self, tokens: tuple[str, ...]) -> list[int]:
        return [self._place[token] for token in tokens if token in self._place]
