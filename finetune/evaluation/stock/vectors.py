"""Vectors of a stock's pictures, embedded once a model and kept in a cache folder."""

from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np
from PIL.Image import Image

from finetune.evaluation.progress import Narrator
from finetune.evaluation.stock.stock import Stock
from service.engine.encoder import Encoder, Fingerprint, Vectors, unit_rows
from service.engine.errors import ModelError

_BATCH: Final = 64
_SAVE_EVERY: Final = 8_192  # pictures; a killed run loses no more than these


class VectorCache:
    """Vectors of one model by picture key, in two files: `*.keys.npy` and `*.vectors.npy`.

    A picture that changes has another key, so nothing in here goes stale; a broken or foreign
    file counts as empty.
    """

    def __init__(self, folder: Path, fingerprint: Fingerprint) -> None:
        made_by = f"{fingerprint.digest}/{fingerprint.dimension}/{fingerprint.preprocessing}"
        self._stem = folder / f"pictures-{sha256(made_by.encode()).hexdigest()[:16]}"
        self._dimension = fingerprint.dimension
        self._keys, self._vectors = self._load()
        self._fresh: dict[str, Vectors] = {}

    def missing(self, keys: list[str]) -> set[str]:
        """Return those of the keys that have no vector yet."""
        return set(keys) - set(self._keys) - self._fresh.keys()

    def add(self, keys: list[str], vectors: Vectors) -> None:
        """Keep vectors; they are on disk after `save`, which a long run calls by itself."""
        self._fresh.update(zip(keys, vectors, strict=True))
        if len(self._fresh) >= _SAVE_EVERY:
            self.save()

    def save(self) -> None:
        """Write everything; a kill while writing leaves the files as they were."""
        if not self._fresh:
            return
        fresh = np.array(list(self._fresh.values()), np.float32)
        self._vectors = np.concatenate([self._vectors, fresh])
        self._keys = [*self._keys, *self._fresh]
        self._fresh = {}
        self._stem.parent.mkdir(parents=True, exist_ok=True)
        # Vectors first: with fewer keys than vectors the first ones still belong together.
        for name, array in (("vectors", self._vectors), ("keys", np.array(self._keys, "U32"))):
            temporary = self._stem.with_suffix(f".{name}.tmp.npy")
            np.save(temporary, array)
            temporary.replace(self._stem.with_suffix(f".{name}.npy"))

    def rows(self, keys: list[str]) -> Vectors:
        """Return the vectors of these keys, (keys, dimension); all must be there."""
        places = {key: place for place, key in enumerate(self._keys)}
        return np.ascontiguousarray(self._vectors[[places[key] for key in keys]])

    def _load(self) -> tuple[list[str], Vectors]:
        empty = np.empty((0, self._dimension), np.float32)
        try:
            keys = np.load(self._stem.with_suffix(".keys.npy"), allow_pickle=False)
            vectors = np.load(self._stem.with_suffix(".vectors.npy"), allow_pickle=False)
        except (OSError, ValueError, EOFError):
            return [], empty
        fits = keys.ndim == 1 and vectors.ndim == 2 and len(keys) <= len(vectors)
        if not fits or vectors.shape[1] != self._dimension or vectors.dtype != np.float32:
            return [], empty
        return [str(key) for key in keys], vectors[: len(keys)]


def picture_vectors(stock: Stock, encoder: Encoder, cache: Path, narrator: Narrator) -> Vectors:
    """Return a unit vector for every product of a stock, (products, dimension).

    Equal pictures are embedded once, and pictures in the cache not at all.

    Raises:
        ModelError: when the model gives no usable vector for a picture.
    """
    cached = VectorCache(cache, encoder.fingerprint)
    keys = [product.picture or "" for product in stock.products]
    missing = cached.missing(keys)
    # One position a key: of equal pictures only the first is decoded.
    first = {key: int(at) for key, at in zip(keys[::-1], stock.positions[::-1], strict=True)}
    wanted = {first[key] for key in missing}
    pending: dict[str, Image] = {}
    items = stock.shelf.items(wanted) if missing else iter(())
    try:
        for item in narrator.track(items, "Embedding the pictures", len(wanted)):
            if item.image is not None and item.product.picture:
                pending[item.product.picture] = item.image
            if len(pending) == _BATCH:
                _embed(pending, encoder, cached)
        _embed(pending, encoder, cached)
    finally:
        cached.save()  # also for Ctrl-C: what was embedded need not be embedded again
    return cached.rows(keys)


def _embed(pending: dict[str, Image], encoder: Encoder, cached: VectorCache) -> None:
    if not pending:
        return
    vectors = unit_rows(encoder.embed_images(list(pending.values())))
    lengths = np.linalg.norm(vectors, axis=1)
    if not np.isfinite(lengths).all() or (lengths < 0.5).any():
        raise ModelError(
            f"the model {encoder.fingerprint.model!r} gives a vector of zeros or of no numbers "
            "for a picture; its weights are broken, so there is nothing to evaluate"
        )
    cached.add(list(pending), vectors)
    pending.clear()
