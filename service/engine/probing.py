"""Probing: does the live index still find what it must? Asked with its own products."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from service.engine.errors import PictureError
from service.engine.gallery import Gallery
from service.engine.index import Index, IndexQuery, Leg
from service.engine.index.protocol import DenseVector
from service.engine.picture import decode_picture
from service.engine.searching.embedding import Embedder

PRODUCTS: Final = 4
NEIGHBOURS: Final = 10
# The gallery keeps large pictures reduced, as new JPEGs: those are near themselves, not equal.
_SAME: Final = 0.98
_TIED: Final = 1e-4


@dataclass(frozen=True, slots=True)
class Probed:
    """What a probe found; `None` where nothing could be asked.

    Attributes:
        self_match: share of products that their own picture brings first, or tied with the first.
        recall: share of the exact ten nearest that the index brings.
    """

    self_match: float | None
    recall: float | None


class Prober:
    """Asks one generation about itself."""

    def __init__(
        self, *, embedder: Embedder, index: Index, gallery: Gallery, dimension: int
    ) -> None:
        self._embedder = embedder
        self._index = index
        self._gallery = gallery
        self._dimension = dimension

    async def probe(self, rng: np.random.Generator) -> Probed:
        """Draw products around random directions, and ask for each what it is known to be near."""
        drawn = [await self._draw(rng) for _ in range(PRODUCTS)]
        recalls = [await self._recall(vector) for vector in drawn if vector is not None]
        pictures = await self._pictures(rng)
        matches = [await self._finds_itself(*picture) for picture in pictures]
        return Probed(_mean(matches), _mean(recalls))

    async def _draw(self, rng: np.random.Generator) -> DenseVector | None:
        near = await self._around(rng)
        found = await self._index.get(near[:1])
        return found[0].dense if found else None

    async def _around(self, rng: np.random.Generator) -> list[str]:
        direction = rng.standard_normal(self._dimension).astype(np.float32)
        leg = Leg(direction / np.float32(np.linalg.norm(direction)))
        found = await self._index.search(IndexQuery((leg,), None, NEIGHBOURS))
        ids = [candidate.point_id for candidate in found]
        return [ids[place] for place in rng.permutation(len(ids))]

    async def _recall(self, vector: DenseVector) -> float:
        legs = (Leg(vector),)
        found = await self._index.search(IndexQuery(legs, None, NEIGHBOURS))
        exact = await self._index.search(IndexQuery(legs, None, NEIGHBOURS, exact=True))
        if not exact:
            return 1.0
        # By score, not by id: of equal pictures any is right.
        least = exact[-1].score - _TIED
        return sum(candidate.score >= least for candidate in found) / len(exact)

    async def _pictures(self, rng: np.random.Generator) -> list[tuple[str, bytes]]:
        found = await self._index.get((await self._around(rng))[:PRODUCTS])
        pictures = []
        for one in found:
            stored = self._gallery.get(str(one.payload.get("picture", "")))
            if stored is not None:
                pictures.append((one.point_id, stored[1]))
        return pictures

    async def _finds_itself(self, point_id: str, data: bytes) -> bool:
        try:
            vector = await self._embedder.image(decode_picture(data))
        except PictureError:
            return False
        found = await self._index.search(IndexQuery((Leg(vector),), None, NEIGHBOURS))
        own = next((one.score for one in found if one.point_id == point_id), None)
        return own is not None and own >= min(_SAME, found[0].score - _TIED)


def _mean(values: list[bool] | list[float]) -> float | None:
    return float(np.mean(values)) if values else None
