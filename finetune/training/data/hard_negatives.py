"""Hard negatives: pictures that look right for a caption, and are not."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from finetune.training.data.prepared import Row
    from finetune.training.data.truth import Truth
    from service.engine.encoder import Vectors

NEIGHBOURS = 16
# Beyond this, neighbours are looked for in a sample: all pairs of a million products are too many.
MOST_CANDIDATES = 50_000
_SEARCH_DEPTH = 64
_CHUNK = 1_024
_TRIES = 6
_REMEMBERED = 131_072
_STRIDE = 1 << 41  # another stream of random numbers than the captions'


class HardNegatives:
    """Draws hard negatives.

    A third each is of the same type in another colour, of the same colour but another type, and a
    near wrong neighbour in the model's own space; where a kind has none, the others stand in. A
    product of which the caption is true is never one.

    Args:
        rows: the training products.
        truth: which captions are true of which products.
        neighbours: (rows, k) positions of near wrong products, -1 where there are fewer.
        seed: of the drawing.
    """

    def __init__(
        self, rows: Sequence[Row], truth: Truth, neighbours: NDArray[np.int64], seed: int
    ) -> None:
        self._rows = rows
        self._truth = truth
        self._neighbours = neighbours
        self._seed = seed
        self._types = _pools(rows, "articleType")
        self._colours = _pools(rows, "baseColour")
        # Asked for twice: by the batch, and by the loss that masks it.
        self.of = lru_cache(maxsize=_REMEMBERED)(self._of)

    def _of(self, draw: int, count: int) -> list[int]:
        """Return the positions of `count` different negatives of a draw, the same every time."""
        rng = Random(self._seed * _STRIDE + draw)
        position = draw % len(self._rows)
        chosen: list[int] = []
        for _ in range(count):
            chosen.append(self._one(draw, position, rng, chosen))
        return chosen

    def _one(self, draw: int, position: int, rng: Random, chosen: list[int]) -> int:
        kinds: list[Callable[[int, Random], int | None]]
        kinds = [self._other_colour, self._other_type, self._neighbour]
        rng.shuffle(kinds)
        candidate: int | None = None
        for kind in (*kinds, self._any):
            for _ in range(_TRIES):
                candidate = kind(position, rng)
                if candidate is None:
                    break
                if candidate not in chosen and not self._truth.holds(draw, candidate):
                    return candidate
        # A caption that is true of nearly everything: the loss masks what is true of this one.
        return position if candidate is None else candidate

    def _other_colour(self, position: int, rng: Random) -> int | None:
        return self._differing(position, rng, self._types, "articleType", "baseColour")

    def _other_type(self, position: int, rng: Random) -> int | None:
        return self._differing(position, rng, self._colours, "baseColour", "articleType")

    def _differing(
        self,
        position: int,
        rng: Random,
        pools: dict[str, list[int]],
        shared: str,
        other: str,
    ) -> int | None:
        own = self._rows[position].attributes
        pool = pools.get(own.get(shared, ""), [])
        for _ in range(_TRIES if other in own else 0):
            candidate = rng.choice(pool) if pool else position
            theirs = self._rows[candidate].attributes
            if theirs.get(other) not in (None, own[other]):
                return candidate
        return None

    def _neighbour(self, position: int, rng: Random) -> int | None:
        known = self._neighbours[position]
        known = known[known >= 0]
        return int(rng.choice(known.tolist())) if len(known) else None

    def _any(self, _position: int, rng: Random) -> int:
        return rng.randrange(len(self._rows))


def near_wrong_neighbours(
    texts: Vectors, pictures: Vectors, groups: NDArray[np.int64], *, seed: int
) -> NDArray[np.int64]:
    """Find for every product the nearest pictures of others, by its text.

    Args:
        texts: (n, dim) what the products are called, unit rows.
        pictures: (n, dim), unit rows.
        groups: (n,); a product of the same group is not wrong.
        seed: of the sample of candidates where there are more than `MOST_CANDIDATES`.

    Returns:
        (n, NEIGHBOURS) positions, nearest first, -1 where there are fewer.
    """
    count = len(texts)
    candidates = np.arange(count)
    if count > MOST_CANDIDATES:
        rng = np.random.default_rng([seed, MOST_CANDIDATES])
        candidates = np.sort(rng.choice(count, MOST_CANDIDATES, replace=False))
    among = pictures[candidates]
    depth = min(_SEARCH_DEPTH, len(candidates))
    found = np.full((count, NEIGHBOURS), -1, np.int64)
    for begin in range(0, count, _CHUNK):
        similar = texts[begin : begin + _CHUNK] @ among.T
        top = np.argpartition(-similar, depth - 1, axis=1)[:, :depth]
        order = np.argsort(-np.take_along_axis(similar, top, 1), axis=1, kind="stable")
        ranked = candidates[np.take_along_axis(top, order, 1)]
        for offset, line in enumerate(ranked):
            wrong = line[groups[line] != groups[begin + offset]][:NEIGHBOURS]
            found[begin + offset, : len(wrong)] = wrong
    return found


def _pools(rows: Sequence[Row], name: str) -> dict[str, list[int]]:
    pools: dict[str, list[int]] = defaultdict(list)
    for position, row in enumerate(rows):
        if name in row.attributes:
            pools[row.attributes[name]].append(position)
    return dict(pools)
