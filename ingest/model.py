"""The job's encoder: its fingerprint is known at once, its weights are loaded when first needed."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL.Image import Image

from service.engine.encoder import Calibration, Encoder, Fingerprint, Vectors
from service.engine.encoder.model_folder import BUNDLED, BUNDLED_FOLDER
from service.engine.encoder.sentence import load_encoder
from service.engine.errors import ModelError


class LateEncoder:
    """Loads the model on first use, so that an unchanged catalogue is confirmed without it.

    Args:
        model: as `load_encoder` takes it.
        threads: threads that the model computes with; 0 for all cores.

    Raises:
        ModelError: on use, when the model cannot be loaded or is another than its manifest says.
    """

    def __init__(self, model: str, *, threads: int = 0) -> None:
        self._model = model
        self._threads = threads
        self._promised = _promised(BUNDLED_FOLDER if model == BUNDLED else Path(model))
        self._loaded: Encoder | None = None

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
        return self._load().embed_images(images)

    def _load(self) -> Encoder:
        if self._loaded is None:
            if self._threads:
                import torch

                torch.set_num_threads(self._threads)
            loaded = load_encoder(self._model)
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
