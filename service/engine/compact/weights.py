"""Weights on disk in half precision, in memory in single precision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file, save_file
from torch import nn

if TYPE_CHECKING:
    from pathlib import Path

WEIGHTS_FILE = "model.safetensors"
CONFIG_FILE = "config.json"


def save_half(module: nn.Module, folder: Path) -> None:
    """Write the module's tensors into the folder; floats as float16."""
    state = {
        name: (value.half() if value.is_floating_point() else value).contiguous()
        for name, value in module.state_dict().items()
    }
    save_file(state, folder / WEIGHTS_FILE)


def load_half(module: nn.Module, folder: Path) -> None:
    """Read into the module what `save_half` wrote.

    Raises:
        FileNotFoundError: the folder holds no weights.
        RuntimeError: they are of another architecture.
    """
    state = load_file(folder / WEIGHTS_FILE)
    floats = {name: v.float() if v.dtype == torch.float16 else v for name, v in state.items()}
    module.load_state_dict(floats)
