"""Encoder: texts and pictures -> vectors of one space."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL.Image import Image

from service.engine.encoder.calibration import Calibration

Vectors: TypeAlias = NDArray[np.float32]  # (n, dim), rows unit-length


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What makes two sets of vectors comparable: the same model and the same preprocessing.

    Attributes:
        model: a name for people.
        digest: sha256 over the model's weights, hexadecimal.
        dimension: length of a vector.
        preprocessing: one line that says how a picture becomes numbers.
    """

    model: str
    digest: str
    dimension: int
    preprocessing: str

    def compatible(self, other: "Fingerprint") -> bool:
        """Whether vectors of both may be compared; the name is not part of it."""
        mine = (self.digest, self.dimension, self.preprocessing)
        return mine == (other.digest, other.dimension, other.preprocessing)


def unit_rows(rows: ArrayLike) -> Vectors:
    """Scale rows to unit length; a zero row stays zero."""
    matrix = np.asarray(rows, dtype=np.float32)
    norms = np.linalg.norm(matrix, axis=-1, keepdims=True)
    return np.asarray(matrix / np.maximum(norms, 1e-12), dtype=np.float32)


class Encoder(Protocol):
    """Embeds words and pictures into one space. Safe to call from one thread at a time."""

    @property
    def fingerprint(self) -> Fingerprint:
        """What the vectors were made by."""

    @property
    def calibration(self) -> Calibration:
        """How scores of these vectors become probabilities."""

    def knows(self, word: str) -> bool:
        """Whether the model has seen this folded word often enough to have it whole."""

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """Embed words: (n, dim) float32, rows of unit length."""

    def embed_images(self, images: Sequence[Image]) -> Vectors:
        """Embed pictures, upright and RGB: (n, dim) float32, rows of unit length."""
