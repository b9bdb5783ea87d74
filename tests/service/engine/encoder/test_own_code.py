import json
from collections.abc import Callable
from pathlib import Path

import pytest

from service.engine.encoder.own_code import needs_own_code_only

ROUTER = "sentence_transformers.base.modules.router.Router"
WORDS = "service.engine.compact.word_tower.WordTower"


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[str, str], Path]:
    def write(module: str, tower: str) -> Path:
        (tmp_path / "modules.json").write_text(json.dumps([{"idx": 0, "type": module}]))
        (tmp_path / "router_config.json").write_text(json.dumps({"types": {"text": tower}}))
        return tmp_path

    return write


def test_a_model_made_of_the_bundled_modules_needs_no_other_code(
    folder: Callable[[str, str], Path],
) -> None:
    assert needs_own_code_only(folder(ROUTER, WORDS))


def test_a_folder_that_brings_code_is_not_trusted(folder: Callable[[str, str], Path]) -> None:
    made = folder(ROUTER, WORDS)
    (made / "deep").mkdir()
    (made / "deep" / "word_tower.py").write_text("raise SystemExit")
    assert not needs_own_code_only(made)


@pytest.mark.parametrize("tower", ["os.system", "service.engine.compact.word_tower.Other", ""])
def test_another_class_is_not_trusted(folder: Callable[[str, str], Path], tower: str) -> None:
    assert not needs_own_code_only(folder(ROUTER, tower))
    assert not needs_own_code_only(folder(tower, WORDS))


@pytest.mark.parametrize("content", ["", "{}", "[1]", "null", '{"types": 3}'])
def test_what_cannot_be_read_is_not_trusted(
    folder: Callable[[str, str], Path], content: str
) -> None:
    for name in ("modules.json", "router_config.json"):
        made = folder(ROUTER, WORDS)
        (made / name).write_text(content)
        assert not needs_own_code_only(made)


def test_a_folder_of_another_kind_is_not_trusted(tmp_path: Path) -> None:
    assert not needs_own_code_only(tmp_path)
    assert not needs_own_code_only(tmp_path / "none")
