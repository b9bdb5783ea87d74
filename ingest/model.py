"""The job's encoder: its fingerprint is known at once, its weights are loaded when first needed."""

import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import numpy as np
from PIL.Image import Image

from ingest.memory import keep_freed
from service.engine.encoder import Calibration, Encoder, Fingerprint, Vectors
from service.engine.encoder.direct import load_serving_encoder
from service.engine.encoder.model_folder import BUNDLED, BUNDLED_FOLDER
from service.engine.errors import ModelError

# Pictures that a core takes at once: what a layer makes of so many stays in its cache.
_AT_ONCE: Final = 16


class LateEncoder:
    """Loads the model on first use, so that an unchanged catalogue is confirmed without it.

    Without a graphics card each core embeds pictures of its own, which takes a quarter less of
    their time than all of them at the same pictures, waiting for each other at every layer. Used
    by one thread.

    Args:
        model: as `load_serving_encoder` takes it.
        threads: threads that the model computes with; 0 for all cores.

    Raises:
        ModelError: on use, when the model cannot be loaded or is another than its manifest says.
    """

    def __init__(self, model: str, *, threads: int = 0) -> None:
        self._model = model
        self._threads = threads
        self._promised = _promised(BUNDLED_FOLDER if model == BUNDLED else Path(model))
        self._loaded: Encoder | None = None
        self._lanes: ThreadPoolExecutor | None = None

    def __reduce__(self) -> tuple[Callable[[str, int], "LateEncoder"], tuple[str, int]]:
        """Travel to another process by name; the weights are loaded there, from its own disk."""
        return _late, (self._model, self._threads)

    @property
    def fingerprint(self) -> Fingerprint:
        """From the model's manifest; a model without one is loaded."""
        return self._promised or self._load().fingerprint

    @property
    def calibration(self) -> Calibration:
        """See `Encoder`."""
        return self._load().calibration

    def knows(self, word: str) -> bool:
        """See `Encoder`."""
        return self._load().knows(word)

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder`."""
        return self._load().embed_texts(texts)

    def embed_images(self, images: Sequence[Image]) -> Vectors:
        """See `Encoder`."""
        encoder = self._load()
        if self._lanes is None or len(images) <= _AT_ONCE:
            return encoder.embed_images(images)
        parts = [images[at : at + _AT_ONCE] for at in range(0, len(images), _AT_ONCE)]
        return np.concatenate(list(self._lanes.map(encoder.embed_images, parts)))

    def _load(self) -> Encoder:
        if self._loaded is None:
            import torch

            threads = self._threads or os.cpu_count() or 1
            if torch.cuda.is_available() or torch.backends.mps.is_available():
                torch.set_num_threads(threads)
            else:
                torch.set_num_threads(1)
                keep_freed()
                self._lanes = ThreadPoolExecutor(threads, thread_name_prefix="embedding")
            loaded = load_serving_encoder(self._model, precision="fp32")
            if self._promised and not self._promised.compatible(loaded.fingerprint):
                raise ModelError(
                    f"the manifest of the model {self._model!r} does not describe its weights; "
                    "export the model again"
                )
            self._loaded = loaded
        return self._loaded


def _late(model: str, threads: int) -> LateEncoder:
    return LateEncoder(model, threads=threads)


def _promised(folder: Path) -> Fingerprint | None:
    """Read a model folder's manifest; `None` when it does not say all of a fingerprint."""
    try:
        raw = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return Fingerprint(
            model=str(raw["name"]),
            digest=str(raw["digest"]),
            dimension=int(raw["dimension"]),
            preprocessing=json.dumps(raw["preprocessing"], sort_keys=True),
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None
