"""Likeness: which pictures are near-equal, by a difference hash and a small thumbnail."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

# Plain products on white share hashes, and a hash sees no colour, so a thumbnail must agree too.
MAX_BITS: Final = 3
MAX_DIFFERENCE: Final = 8  # the largest of any place and channel of the thumbnails, of 255
_SIDE: Final = 8
_BLOCK: Final = 16_000_000  # pairs compared at a time: 128 MB


@dataclass(frozen=True, slots=True)
class Likenesses:
    """What pictures are compared by.

    Attributes:
        hashes: 64-bit difference hashes, shape (pictures,).
        thumbnails: 8x8 RGB, shape (pictures, 192), bytes.
    """

    hashes: NDArray[np.uint64]
    thumbnails: NDArray[np.uint8]

    def near(self, asked: NDArray[np.int64], among: NDArray[np.int64]) -> dict[int, int]:
        """Return for each picture asked about that has a near-equal one among others: which.

        Near-equal means at most `MAX_BITS` bits of the hash differ, and the thumbnails by at
        most `MAX_DIFFERENCE` anywhere. Of several, the one with the likest thumbnail.
        """
        found: dict[int, int] = {}
        others = self.hashes[among]
        step = max(1, _BLOCK // max(1, len(among)))
        for start in range(0, len(asked), step):
            rows = asked[start : start + step]
            bits = np.bitwise_count(self.hashes[rows][:, None] ^ others[None, :])
            for place in np.flatnonzero((bits <= MAX_BITS).any(axis=1)):
                row, candidates = int(rows[place]), among[bits[place] <= MAX_BITS]
                difference = self._differences(row, candidates)
                best = int(difference.argmin())
                if difference[best] <= MAX_DIFFERENCE:
                    found[row] = int(candidates[best])
        return found

    def _differences(self, row: int, candidates: NDArray[np.int64]) -> NDArray[np.int16]:
        mine = self.thumbnails[row].astype(np.int16)
        differences: NDArray[np.int16] = np.abs(self.thumbnails[candidates] - mine).max(axis=1)
        return differences


def likenesses(images: list[tuple[int, NDArray[np.uint8]]]) -> Likenesses:
    """Join what `likeness` returned, one row a picture."""
    return Likenesses(
        np.array([code for code, _ in images], dtype=np.uint64),
        np.array([thumbnail for _, thumbnail in images], dtype=np.uint8).reshape(-1, 3 * _SIDE**2),
    )


def likeness(image: Image.Image) -> tuple[int, NDArray[np.uint8]]:
    """Return a picture's difference hash and thumbnail.

    The hash has a bit for each of 8x8 places: whether it is brighter than its right neighbour in
    the picture shrunk to 9x8 grey pixels. Source: Krawetz, "Kind of like that" (2013), dHash.
    """
    grey = np.asarray(image.convert("L").resize((_SIDE + 1, _SIDE), Image.Resampling.BOX), np.int16)
    bits = (grey[:, :-1] > grey[:, 1:]).ravel()
    code = int.from_bytes(np.packbits(bits).tobytes(), "big")
    thumbnail = np.asarray(image.resize((_SIDE, _SIDE), Image.Resampling.BOX), np.uint8).ravel()
    return code, thumbnail
