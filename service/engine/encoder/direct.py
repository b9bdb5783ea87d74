"""The encoder that serves the bundled model and its descendants.

The same networks and weights that sentence-transformers loads, called without it: importing the
library takes longer than all else at start, and a call through it costs 2 ms of a text's 6.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
from PIL.Image import Image

from service.engine.encoder.calibration import Calibration
from service.engine.encoder.model_folder import (
    BUNDLED,
    BUNDLED_FOLDER,
    Precision,
    calibration_of,
    first_line,
    read_manifest,
)
from service.engine.encoder.own_code import needs_own_code_only
from service.engine.encoder.protocol import Encoder, Fingerprint, Vectors, unit_rows
from service.engine.encoder.sentence import load_encoder
from service.engine.encoder.traced import traced
from service.engine.errors import ModelError

if TYPE_CHECKING:
    from service.engine.compact.picture_network import PictureNetwork
    from service.engine.compact.word_network import WordNetwork

_BATCH: Final = 64
# Waking a second thread at every layer takes longer than it saves for so few texts.
_FEW: Final = 4
_NAMED: Final = ("name", "digest", "dimension", "preprocessing")
_NORMALISING: Final = "sentence_transformers.base.modules.normalize.Normalize"


class DirectEncoder:
    """Both networks of the compact model; `precision` is that of the words.

    Pictures are always embedded in single precision: the index holds vectors of pictures, and a
    picture that is searched with must get the very vector that it got there. Words are only ever
    compared with them, so bf16 costs them a cosine of .9999 to themselves and nothing else.
    """

    def __init__(
        self,
        words: "WordNetwork",
        pictures: "PictureNetwork",
        fingerprint: Fingerprint,
        calibration: Calibration,
        *,
        precision: Literal["fp32", "bf16"] = "fp32",
    ) -> None:
        import torch

        self.precision = precision
        self._split = words.preprocess
        self._decode = pictures.preprocess
        # Both are traced as they are now; the twins share their weights.
        tokens = self._split(["a", "red dress"])
        ids, mask = tokens["input_ids"], tokens["attention_mask"]
        self._words = traced(
            words.bfloat16() if precision == "bf16" else words,
            {"embed_even": (ids,), "embed_padded": (ids, mask)},
        )
        # Kernels that lie as the activations do are not laid anew for every batch.
        laid: PictureNetwork = pictures.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stubs know no keyword form
        blank = torch.zeros(1, 3, pictures.height, pictures.width)
        self._pictures = traced(laid, {"embed": (blank,)})
        self._fingerprint = fingerprint
        self._calibration = calibration
        pieces = words.tokenizer.get_vocab()
        self._vocabulary = frozenset(piece for piece in pieces if not piece.startswith("##"))

    @property
    def fingerprint(self) -> Fingerprint:
        """From the model's manifest."""
        return self._fingerprint

    @property
    def calibration(self) -> Calibration:
        """From the model's manifest."""
        return self._calibration

    def knows(self, word: str) -> bool:
        """Whether the tokenizer has the word as one token."""
        return word in self._vocabulary

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """Embed words: (n, dim) float32, rows of unit length."""
        import torch

        threads = torch.get_num_threads()
        if len(texts) > _FEW or threads == 1:
            return self._rows(texts, self._embed_words)
        torch.set_num_threads(1)
        try:
            return self._rows(texts, self._embed_words)
        finally:
            torch.set_num_threads(threads)

    def embed_images(self, images: Sequence[Image]) -> Vectors:
        """Embed pictures, upright and RGB: (n, dim) float32, rows of unit length."""
        return self._rows(images, self._embed_pictures)

    def _rows(self, inputs: Sequence[Any], embed: Any) -> Vectors:
        import torch

        rows = [np.empty((0, self._fingerprint.dimension), dtype=np.float32)]
        with torch.inference_mode():
            rows += [
                embed(inputs[start : start + _BATCH]).float().numpy()
                for start in range(0, len(inputs), _BATCH)
            ]
        return unit_rows(np.concatenate(rows))

    def _embed_words(self, texts: Sequence[str]) -> Any:
        tokens = self._split(texts)
        ids, mask = tokens["input_ids"], tokens["attention_mask"]
        return self._words.embed_even(ids) if mask.all() else self._words.embed_padded(ids, mask)

    def _embed_pictures(self, images: Sequence[Image]) -> Any:
        return self._pictures.embed(self._decode(images)["pixel_values"])


def load_serving_encoder(model: str = BUNDLED, *, precision: Precision = "auto") -> Encoder:
    """Load the model that answers: the compact one directly, any other as `load_encoder` does.

    Args:
        model: as `load_encoder` takes it.
        precision: of the compact model's words; `auto` is bf16 where the processor computes with
            it, else fp32. Other models stay as they are.

    Raises:
        ModelError: when it cannot be loaded.
    """
    folder = BUNDLED_FOLDER if model == BUNDLED else Path(model)
    places = _places(folder) if needs_own_code_only(folder) else None
    if places is None:
        return load_encoder(model)
    from service.engine.compact.picture_network import PictureNetwork
    from service.engine.compact.word_network import WordNetwork

    words, pictures = places
    manifest = read_manifest(folder)
    try:
        return DirectEncoder(
            WordNetwork.read(words),
            PictureNetwork.read(pictures),
            Fingerprint(
                model=manifest["name"],
                digest=manifest["digest"],
                dimension=int(manifest["dimension"]),
                preprocessing=json.dumps(manifest["preprocessing"], sort_keys=True),
            ),
            calibration_of(manifest),
            precision=_chosen(precision),
        )
    except Exception as error:  # torch, tokenizers and safetensors raise whatever they raise
        raise ModelError(
            f"the model {model!r} cannot be loaded: {first_line(error)}; "
            "give MODISTE_MODEL=bundled or export the model again"
        ) from error


def _chosen(precision: Precision) -> Literal["fp32", "bf16"]:
    if precision != "auto":
        return precision
    import torch

    able = torch.cpu.get_capabilities()
    return "bf16" if able.get("avx512_bf16") or able.get("amx_bf16") else "fp32"


def _places(folder: Path) -> tuple[Path, Path] | None:
    """Return the folders of words and pictures; `None` where the model is built in another way."""
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    router = json.loads((folder / "router_config.json").read_text(encoding="utf-8"))
    after = [module["type"] for module in modules[1:]]
    structure = router.get("structure", {})
    words, pictures = structure.get("text", ()), structure.get("image", ())
    whole = all(name in read_manifest(folder) for name in _NAMED)
    if after != [_NORMALISING] or len(words) != 1 or len(pictures) != 1 or not whole:
        return None
    return folder / words[0], folder / pictures[0]
