"""LoRA: low-rank adapters instead of all weights, by the package peft."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any

from finetune.training.errors import TrainingError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_DROPOUT = 0.05


def check_peft() -> None:
    """Say what to install when peft is missing.

    Raises:
        TrainingError: when it is.
    """
    if importlib.util.find_spec("peft") is None:
        raise TrainingError(
            "--lora needs the package peft, which is not installed; run: pip install peft, "
            "or leave --lora out to train all weights"
        )


def add_adapters(model: SentenceTransformer, *, rank: int) -> None:
    """Freeze the model and add adapters of a rank to every linear layer of both towers.

    Raises:
        TrainingError: without peft, or for a model that is not made of transformers alone.
    """
    check_peft()
    from peft import LoraConfig  # type: ignore[import-not-found,unused-ignore]

    if not model.has_peft_compatible_model():
        raise TrainingError(
            "--lora works with models of one transformers module, such as CLIP and SigLIP; "
            "leave it out to train all weights of this one"
        )
    model.add_adapter(
        LoraConfig(r=rank, lora_alpha=2 * rank, lora_dropout=_DROPOUT, target_modules="all-linear")
    )


def merge_adapters(model: SentenceTransformer) -> None:
    """Add the adapters to the weights that they adapt, so that the model needs no peft."""
    from peft.tuners.tuners_utils import (  # type: ignore[import-not-found,unused-ignore]
        BaseTunerLayer,
    )

    inner: Any = model.transformers_model
    merged = {
        name: module for name, module in inner.named_modules() if isinstance(module, BaseTunerLayer)
    }
    for name, module in merged.items():
        module.merge()
        parent, _, own = name.rpartition(".")
        setattr(inner.get_submodule(parent), own, module.get_base_layer())
    inner._hf_peft_config_loaded = False  # noqa: SLF001 - else it would save adapters that are gone
    if hasattr(inner, "peft_config"):
        del inner.peft_config
