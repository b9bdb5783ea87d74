"""Embedding: decoded pictures -> vectors, and the one at fault where a model fails."""

from collections.abc import Sequence
from time import perf_counter
from typing import Final

import numpy as np
from PIL.Image import Image

from ingest.problem import Problem
from service.engine.encoder import Encoder
from service.engine.index.protocol import DenseVector

_REPAIR: Final = "replace the picture; the model cannot make anything of it"


class PictureEmbedder:
    """Embeds batches of pictures. Used by one thread: encoders take one at a time.

    Attributes:
        seconds: spent in the model so far.
        pictures: embedded so far.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.seconds = 0.0
        self.pictures = 0

    def embed(self, images: Sequence[Image]) -> list[DenseVector | Problem]:
        """Return a unit vector for each picture, or why there is none."""
        if not images:
            return []
        started = perf_counter()
        try:
            return [_checked(row) for row in self._encoder.embed_images(images)]
        except Exception:
            # Some models fail on odd shapes: find the picture at fault, unless all are.
            found = [self._embed_alone(image) for image in images]
            if all(isinstance(one, Problem) for one in found):
                raise
            return found
        finally:
            self.seconds += perf_counter() - started
            self.pictures += len(images)

    def _embed_alone(self, image: Image) -> DenseVector | Problem:
        try:
            return _checked(self._encoder.embed_images([image])[0])
        except Exception as error:  # noqa: BLE001 -- models raise whatever their parts raise
            detail = f"the model fails on it: {str(error)[:200] or type(error).__name__}"
            return Problem("unusable picture", detail, _REPAIR)


def _checked(row: DenseVector) -> DenseVector | Problem:
    if np.isfinite(row).all() and 0.99 < np.linalg.norm(row) < 1.01:
        return row
    return Problem("unusable picture", "the model gives no usable vector for it", _REPAIR)
