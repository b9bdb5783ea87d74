import json
from pathlib import Path

import pytest

from service.engine.encoder.model_folder import quality_of


def model(folder: Path, **said: object) -> str:
    (folder / "manifest.json").write_text(json.dumps({"digest": "ab", **said}), encoding="utf-8")
    return str(folder)


def test_numbers_are_read_off_the_manifest(tmp_path: Path) -> None:
    folder = model(tmp_path, quality={"title_r10": 0.6, "vague_queries": 175})
    assert quality_of(folder, digest="ab") == {"title_r10": 0.6, "vague_queries": 175.0}


def test_numbers_of_other_weights_do_not_count(tmp_path: Path) -> None:
    assert quality_of(model(tmp_path, quality={"title_r10": 0.6}), digest="cd") == {}


@pytest.mark.parametrize("quality", [None, [], "good", {"a": "0.6", "b": None, "c": float("nan")}])
def test_what_is_no_number_is_left_out(tmp_path: Path, quality: object) -> None:
    assert quality_of(model(tmp_path, quality=quality), digest="ab") == {}


@pytest.mark.parametrize("name", ["some/model", "some/model@main"])
def test_a_model_of_a_hub_brings_none(name: str) -> None:
    assert quality_of(name, digest="ab") == {}
