import json
from pathlib import Path

import pytest

from finetune.evaluation.stock.exposure import UNKNOWN, read_exposure


def manifest(folder: Path, content: object) -> str:
    (folder / "manifest.json").write_text(json.dumps(content), encoding="utf-8")
    return str(folder)


def test_a_model_made_by_the_projects_recipes_names_the_split(tmp_path: Path) -> None:
    said = "by SHA-1 of the picture; see finetune.compact.splits"
    found = read_exposure(manifest(tmp_path, {"splits": said}))
    assert found.known
    assert "never trained on" in found.statement


def test_another_split_is_quoted_and_not_trusted(tmp_path: Path) -> None:
    found = read_exposure(manifest(tmp_path, {"splits": "at random"}))
    assert not found.known
    assert "at random" in found.statement


@pytest.mark.parametrize("content", [{}, [], {"name": "x"}])
def test_a_manifest_that_says_nothing_leaves_it_unknown(tmp_path: Path, content: object) -> None:
    assert read_exposure(manifest(tmp_path, content)) == UNKNOWN


def test_a_hub_name_or_a_folder_without_a_manifest_leaves_it_unknown(tmp_path: Path) -> None:
    assert read_exposure("somebody/some-clip") == UNKNOWN
    assert read_exposure(str(tmp_path)) == UNKNOWN
