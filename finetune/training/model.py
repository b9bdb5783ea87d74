"""The model that is trained: loading it, and what training must know of it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from service.engine.encoder.model_folder import BUNDLED, BUNDLED_FOLDER
from service.engine.encoder.own_code import needs_own_code_only
from service.engine.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sentence_transformers import SentenceTransformer

_WEIGHTS = (".safetensors", ".bin", ".pt", ".pth")
_DEFAULT_SCALE = 20.0
_LARGEST_SCALE = 100.0  # where the authors of CLIP clip theirs
_DEFAULT_SIDE = 256
# Room to crop before the picture is reduced to what the model sees.
_SIDE_MARGIN = 1.25


@dataclass(frozen=True)
class Trainable:
    """A model that embeds words and pictures in one space.

    Attributes:
        name: as people call it; never a path.
        folder: where it was loaded from, `None` for a hub name.
        dimension: length of an embedding.
        scale: the model's own inverse temperature.
        side: longest side of the pictures that it can make use of, in pixels.
        routes: column kind ("text", "image") -> route, for a model of two towers.
        architecture: digest of the names and shapes of its weights.
    """

    model: SentenceTransformer
    name: str
    folder: Path | None
    dimension: int
    scale: float
    side: int
    routes: Mapping[str, str]
    architecture: str


def load_trainable(name: str, *, device: str | None = None) -> Trainable:
    """Load a model to train: "bundled", a folder, or a hub name (revisions as `name@revision`).

    Code shipped inside a model folder is run for the bundled model only; what was fine-tuned from
    it brings none along.

    Raises:
        ModelError: when it cannot be loaded or does not embed both words and pictures.
    """
    from sentence_transformers import SentenceTransformer

    bundled = name == BUNDLED
    folder = BUNDLED_FOLDER if bundled else Path(name)
    local = folder.is_dir()
    at, _, revision = (str(folder), "", "") if local else name.partition("@")
    try:
        model = SentenceTransformer(
            at,
            device=device,
            revision=revision or None,
            trust_remote_code=bundled or needs_own_code_only(folder),
        )
    except Exception as error:  # the library raises whatever its parts raise
        raise ModelError(
            f"the model {name!r} cannot be loaded: {_first_line(error)}; give --model bundled, "
            "a folder saved by sentence-transformers or transformers, or a hub name"
        ) from error
    # Weights saved in half precision would lose small updates.
    model.float()
    _bound_text_length(model)
    return Trainable(
        model=model,
        name=_readable(name, folder if local else None),
        folder=folder if local else None,
        dimension=_measure_dimension(model, name),
        scale=_own_scale(model),
        side=_picture_side(model),
        routes=_routes(model),
        architecture=architecture_of(model),
    )


def architecture_of(model: SentenceTransformer) -> str:
    """Return a digest of the names and shapes of all weights, hexadecimal."""
    shapes = sorted((name, tuple(tensor.shape)) for name, tensor in model.state_dict().items())
    return sha256(repr(shapes).encode()).hexdigest()


def weights_digest(folder: Path) -> str:
    """Hash the weight files of a saved model, in the order of their names, hexadecimal."""
    digest = sha256()
    files = sorted(p for p in folder.rglob("*") if p.suffix in _WEIGHTS)
    for path in files:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()


def _readable(name: str, folder: Path | None) -> str:
    return name if folder is None or name == BUNDLED else folder.resolve().name


def _bound_text_length(model: SentenceTransformer) -> None:
    """Cut texts where the model's positions end: many tokenizers are saved without a bound."""
    tokenizer = getattr(model[0], "tokenizer", None)
    config = getattr(getattr(model[0], "model", None), "config", None)
    if tokenizer is None or config is None:
        return
    positions = getattr(config.get_text_config(), "max_position_embeddings", None)
    if positions and tokenizer.model_max_length > positions:
        tokenizer.model_max_length = positions


def _measure_dimension(model: SentenceTransformer, name: str) -> int:
    from PIL import Image

    lengths: dict[str, int] = {}
    probes: dict[str, Any] = {
        "words": {"text": "a red dress"},
        "pictures": Image.new("RGB", (64, 64), "white"),
    }
    for what, probe in probes.items():
        try:
            rows = model.encode([probe], show_progress_bar=False)
        except Exception as error:
            raise ModelError(
                f"the model {name!r} does not embed {what} ({_first_line(error)}); "
                "use a CLIP-style model, which has a tower for words and one for pictures"
            ) from error
        if not np.isfinite(rows).all():
            raise ModelError(f"the model {name!r} is broken: it embeds {what} as no numbers")
        lengths[what] = rows.shape[1]
    if len(set(lengths.values())) > 1:
        raise ModelError(
            f"the model {name!r} gives {lengths['words']} numbers for words and "
            f"{lengths['pictures']} for pictures; both must share one space"
        )
    return lengths["words"]


def _own_scale(model: SentenceTransformer) -> float:
    for name, value in model.named_parameters():
        if name.rsplit(".", 1)[-1] == "logit_scale" and value.numel() == 1:
            return min(max(float(value.detach().exp()), 1.0), _LARGEST_SCALE)
    return _DEFAULT_SCALE


def _picture_side(model: SentenceTransformer) -> int:
    processor = getattr(getattr(model[0], "processor", None), "image_processor", None)
    size = getattr(processor, "size", None) or {}
    sides = [value for value in dict(size).values() if isinstance(value, int)]
    return max(_DEFAULT_SIDE, round(_SIDE_MARGIN * max(sides, default=0)))


def _routes(model: SentenceTransformer) -> dict[str, str]:
    """Return the routes of words and pictures; empty where one module takes both."""
    from sentence_transformers.sentence_transformer.modules import Router

    for module in model.children():
        if isinstance(module, Router):
            mapped = {key[1]: route for key, route in module.route_mappings.items() if key[1]}
            return {kind: mapped.get(kind, kind) for kind in ("text", "image")}
    return {}


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
