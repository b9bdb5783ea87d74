"""Settings are checked where they are given."""

import pytest

from finetune.training.errors import TrainingError
from finetune.training.settings import TrainingSettings


def test_recorded_settings_come_back_as_they_were() -> None:
    settings = TrainingSettings(catalogue="shop", model="clip", matryoshka=(256, 128), lr=1e-4)
    assert TrainingSettings.from_json(settings.to_json()) == settings


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("epochs", 0, "--epochs is 0"),
        ("batch_size", 1, "--batch-size is 1"),
        ("lr", 0.0, "--lr is 0"),
        ("warmup", 1.0, "--warmup is 1"),
        ("hard_negatives", 9, "--hard-negatives is 9"),
        ("matryoshka", (128, 256), "falling"),
        ("matryoshka", (0,), "--matryoshka"),
    ],
)
def test_a_setting_out_of_range_is_refused_by_its_option(
    name: str, value: object, said: str
) -> None:
    with pytest.raises(TrainingError, match=said):
        TrainingSettings(**({"catalogue": "shop", "model": "clip"} | {name: value}))


def test_settings_of_another_version_are_refused() -> None:
    recorded = TrainingSettings(catalogue="shop", model="clip").to_json()
    with pytest.raises(TrainingError, match="not of this version"):
        TrainingSettings.from_json(recorded | {"momentum": 0.9})
