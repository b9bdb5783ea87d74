"""The sample: products of the catalogue itself that the others are compared with and judged by."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Self

import numpy as np

from service.engine.encoder import Vectors
from service.engine.index.protocol import Record

MAX_TOKENS: Final = 80
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


def tokens_of(payload: dict[str, Any]) -> tuple[str, ...]:
    """Return the words of title, brand and description and the pairs of neighbouring ones."""
    said = (payload.get("title"), payload.get("brand"), payload.get("description"))
    words = [w.casefold() for w in _WORD.findall(" ".join(text for text in said if text))]
    words = words[: MAX_TOKENS // 2]
    pairs = [f"{a} {b}" for a, b in pairwise(words)]
    return tuple(dict.fromkeys(words + pairs))


@dataclass(frozen=True, slots=True)
class Sample:
    """Products with a picture.

    Attributes:
        ids: point ids.
        titles: empty where there is none.
        vectors: (n, dim) float32, rows of unit length.
        tokens: of each, see `tokens_of`.
        attributes: of each, as the catalogue has them.
    """

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    vectors: Vectors
    tokens: tuple[tuple[str, ...], ...]
    attributes: tuple[dict[str, Any], ...]

    def __len__(self) -> int:
        return len(self.tokens)

    def split(self, count: int) -> tuple[Self, Self]:
        """Return the first `count` products and the others."""
        return self._part(slice(None, count)), self._part(slice(count, None))

    def _part(self, part: slice) -> Self:
        return type(self)(
            self.ids[part],
            self.titles[part],
            self.vectors[part],
            self.tokens[part],
            self.attributes[part],
        )


def draw_sample(records: Iterable[Record], *, size: int, seed: int = 0) -> Sample:
    """Draw products at random in one pass (Vitter, 1985: algorithm R), in random order."""
    rng = np.random.default_rng(seed)
    drawn: list[Record] = []
    seen = 0
    for record in records:
        if record.dense is None:
            continue
        seen += 1
        place = len(drawn) if len(drawn) < size else int(rng.integers(seen))
        if place >= size:
            continue
        if place == len(drawn):
            drawn.append(record)
        else:
            drawn[place] = record
    drawn = [drawn[n] for n in rng.permutation(len(drawn))]
    vectors = [record.dense for record in drawn if record.dense is not None]
    return Sample(
        ids=tuple(record.point_id for record in drawn),
        titles=tuple(record.payload.get("title") or "" for record in drawn),
        vectors=np.stack(vectors) if vectors else np.zeros((0, 1), np.float32),
        tokens=tuple(tokens_of(record.payload) for record in drawn),
        attributes=tuple(dict(record.payload.get("attributes", {})) for record in drawn),
    )
