"""A run may go on from a folder that the recipe wrote."""

from pathlib import Path

import pytest
import torch

from finetune.compact.start import load_start, unfold
from service.engine.compact.efficientnet_lite import ConvNorm, EfficientNetLite, scaled_stages


def _with_statistics(seed: int) -> EfficientNetLite:
    torch.manual_seed(seed)
    trunk = EfficientNetLite(scaled_stages("lite0"))
    for layer in trunk.modules():
        if isinstance(layer, ConvNorm) and layer.norm is not None:
            layer.norm.running_mean.normal_(0, 0.1)
            layer.norm.running_var.uniform_(0.5, 2)
            torch.nn.init.normal_(layer.norm.bias, 0, 0.1)
    return trunk.eval()


@torch.no_grad()
def test_taking_the_normalisations_out_again_changes_nothing() -> None:
    trained, other = _with_statistics(1), _with_statistics(2)
    # A channel that the other trunk's normalisation switches off must survive as well.
    other.stem.norm.weight[0] = 0.0  # type: ignore[union-attr, index]
    fused = EfficientNetLite(scaled_stages("lite0"), fused=True)
    fused.load_state_dict(trained.fused_state())
    unfold(fused, other)
    pixels = torch.randn(2, 3, 64, 48)
    assert torch.allclose(other(pixels), trained(pixels), atol=1e-3)


def test_a_folder_that_export_did_not_write_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="--start"):
        load_start(tmp_path, "digest")
