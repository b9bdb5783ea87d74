"""A deterministic encoder without a model, for tests and for trying the service without torch."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from PIL.Image import Image

from service.engine.encoder.calibration import Calibration
from service.engine.encoder.protocol import Fingerprint, Vectors, unit_rows


class HashEncoder:
    """A deterministic encoder without a model: equal input, equal vector; else near-orthogonal.

    Words are bags of hashed tokens, so texts that share words are near; a picture is its mean
    colours on a coarse grid, so a picture finds itself and its like.
    """

    def __init__(self, dimension: int = 64) -> None:
        self._dimension = dimension

    @property
    def fingerprint(self) -> Fingerprint:
        """A digest of the name and the dimension, since there are no weights."""
        digest = sha256(f"hash-encoder/{self._dimension}".encode()).hexdigest()
        return Fingerprint("hash-encoder", digest, self._dimension, "mean colours of an 8x8 grid")

    @property
    def calibration(self) -> Calibration:
        """None: hashed similarities mean nothing."""
        return Calibration({})

    def knows(self, word: str) -> bool:  # noqa: ARG002  - the Protocol's parameter
        """Never: it has no vocabulary."""
        return False

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """Sum one seeded Gaussian vector per token."""
        rows = [
            sum((self._direction(token) for token in text.lower().split()), self._direction("text"))
            for text in texts
        ]
        return unit_rows(np.asarray(rows, dtype=np.float32).reshape(len(texts), self._dimension))

    def embed_images(self, images: Sequence[Image]) -> Vectors:
        """Project the mean-free 8x8 thumbnail with one seeded Gaussian matrix."""
        rng = np.random.default_rng(7)
        projection = rng.standard_normal((8 * 8 * 3, self._dimension))
        rows = [
            (np.asarray(image.resize((8, 8)), dtype=np.float64).ravel() - 127.5) @ projection
            for image in images
        ]
        return unit_rows(np.asarray(rows, dtype=np.float32).reshape(len(images), self._dimension))

    def _direction(self, token: str) -> NDArray[np.float64]:
        seed = int.from_bytes(sha256(token.encode()).digest()[:8], "big")
        return np.random.default_rng(seed).standard_normal(self._dimension)
