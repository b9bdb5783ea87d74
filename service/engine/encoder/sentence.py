"""The sentence-transformers encoder: the bundled model, a CLIP-style folder or a hub name."""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PIL.Image import Image

from service.engine.encoder.calibration import Calibration
from service.engine.encoder.model_folder import (
    BUNDLED,
    BUNDLED_FOLDER,
    calibration_of,
    first_line,
    read_manifest,
    require_there,
    weights_digest,
)
from service.engine.encoder.own_code import needs_own_code_only
from service.engine.encoder.protocol import Fingerprint, Vectors
from service.engine.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH: Final = 64


class SentenceEncoder:
    """Wraps a `SentenceTransformer` that embeds both texts and pictures."""

    def __init__(
        self, model: "SentenceTransformer", fingerprint: Fingerprint, calibration: Calibration
    ) -> None:
        self._model = model
        self._fingerprint = fingerprint
        self._calibration = calibration
        self._vocabulary = _whole_words(model)

    @property
    def fingerprint(self) -> Fingerprint:
        """Digest of the weights, and the preprocessing."""
        return self._fingerprint

    @property
    def calibration(self) -> Calibration:
        """From the model's manifest; empty for a model without one."""
        return self._calibration

    def knows(self, word: str) -> bool:
        """Whether the tokenizer has the word as one token."""
        return word in self._vocabulary

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """Embed words: (n, dim) float32, rows of unit length.

        Each text is wrapped, because `encode` reads a bare string that looks like a URL, a path or
        a data URI as a picture: a request from the server or a read of its disk.
        """
        return self._embed([{"text": text} for text in texts])

    def embed_images(self, images: Sequence[Image]) -> Vectors:
        """Embed pictures, upright and RGB: (n, dim) float32, rows of unit length."""
        return self._embed(list(images))

    def _embed(self, inputs: list[Any]) -> Vectors:
        if not inputs:
            return np.empty((0, self._fingerprint.dimension), dtype=np.float32)
        rows = self._model.encode(
            inputs,
            batch_size=_BATCH,
            convert_to_numpy=True,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return np.ascontiguousarray(rows, dtype=np.float32)


def load_encoder(model: str = BUNDLED) -> SentenceEncoder:
    """Load the bundled model, a local folder, or a hub name (revisions as `name@revision`).

    Code shipped inside a model folder is run for the bundled model only; what was fine-tuned from
    it brings none along.

    Raises:
        ModelError: when it cannot be loaded, or does not embed both words and pictures.
    """
    # First: importing the library takes longer than all else.
    require_there(model)
    from sentence_transformers import SentenceTransformer

    bundled = model == BUNDLED
    name, _, revision = (str(BUNDLED_FOLDER), "", "") if bundled else model.partition("@")
    if Path(model).is_dir():
        name, revision = model, ""
    try:
        loaded = SentenceTransformer(
            name,
            device="cpu",
            revision=revision or None,
            trust_remote_code=bundled or needs_own_code_only(Path(name)),
        )
    except Exception as error:  # the library raises whatever its parts raise
        raise ModelError(
            f"the model {model!r} cannot be loaded: {first_line(error)}; "
            "give MODISTE_MODEL=bundled, a folder saved by sentence-transformers or a hub name"
        ) from error
    loaded.eval()
    _bound_text_length(loaded)
    manifest = read_manifest(Path(name))
    fingerprint = Fingerprint(
        model=manifest.get("name", model),
        digest=manifest.get("digest") or _digest(loaded, Path(name)),
        dimension=_measure_dimension(loaded, model),
        preprocessing=_preprocessing(loaded, manifest),
    )
    return SentenceEncoder(loaded, fingerprint, calibration_of(manifest))


def _whole_words(model: "SentenceTransformer") -> frozenset[str]:
    """Return the tokens that are words: WordPiece marks what continues, BPE what ends one."""
    tokenizer = getattr(model, "tokenizer", None)
    tokens: dict[str, int] = getattr(tokenizer, "get_vocab", dict)()
    ended = [token.removesuffix("</w>") for token in tokens if token.endswith("</w>")]
    return frozenset(ended or (token for token in tokens if not token.startswith("##")))


def _bound_text_length(model: "SentenceTransformer") -> None:
    """Cut texts where the model's positions end: many tokenizers are saved without a bound."""
    tokenizer = getattr(model[0], "tokenizer", None)
    config = getattr(getattr(model[0], "model", None), "config", None)
    if tokenizer is None or config is None:
        return
    positions = getattr(config.get_text_config(), "max_position_embeddings", None)
    if positions and tokenizer.model_max_length > positions:
        tokenizer.model_max_length = positions


def _measure_dimension(model: "SentenceTransformer", name: str) -> int:
    from PIL import Image as PillowImage

    probe = PillowImage.new("RGB", (64, 64), "white")
    try:
        text = model.encode([{"text": "a red dress"}], show_progress_bar=False)
        image = model.encode([probe], show_progress_bar=False)
    except Exception as error:
        raise ModelError(
            f"the model {name!r} does not embed both words and pictures ({first_line(error)}); "
            "use a CLIP-style model"
        ) from error
    if text.shape[1] != image.shape[1]:
        raise ModelError(
            f"the model {name!r} gives {text.shape[1]} numbers for words and {image.shape[1]} for "
            "pictures; both must share one space"
        )
    return int(text.shape[1])


def _digest(model: "SentenceTransformer", folder: Path) -> str:
    """Hash the weight files of a local folder, or the parameters of a model from a hub."""
    found = weights_digest(folder)
    if found is not None:
        return found
    digest = sha256()
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(tensor.detach().cpu().contiguous().view(-1).float().numpy().tobytes())
    return digest.hexdigest()


def _preprocessing(model: "SentenceTransformer", manifest: dict[str, Any]) -> str:
    if "preprocessing" in manifest:
        return json.dumps(manifest["preprocessing"], sort_keys=True)
    processor = getattr(model[0], "processor", None)
    image_processor = getattr(processor, "image_processor", None)
    if image_processor is None:
        return type(model[0]).__name__
    settings = image_processor.to_dict()
    kept = ("size", "crop_size", "resample", "image_mean", "image_std", "do_center_crop")
    return json.dumps({key: settings.get(key) for key in kept}, sort_keys=True, default=str)
