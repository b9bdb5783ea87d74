import json
from pathlib import Path

import pytest

from service.engine.encoder import Fingerprint
from service.engine.errors import GenerationError, NoGenerationError
from service.engine.index.generations import Generations
from service.engine.index.manifest import Manifest
from service.engine.schema import Field, Schema

MANIFEST = Manifest(
    generation="gen-000001",
    created="2026-01-01T00:00:00+00:00",
    fingerprint=Fingerprint("m", "ab" * 32, 8, "resize"),
    schema=Schema((Field("colour", "keyword", facet=True),)),
    products=3,
    with_picture=2,
)


def test_an_unfinished_generation_is_never_live(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    generations.begin()
    with pytest.raises(NoGenerationError):
        generations.live()


def test_making_live_replaces_the_pointer_and_leaves_nothing_behind(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    first, second = generations.begin(), generations.begin()
    generations.make_live(first)
    generations.make_live(second)
    assert generations.live() == second
    assert sorted(path.name for path in tmp_path.iterdir()) == ["LIVE", "generations"]


def test_a_pointer_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    Generations(tmp_path).begin()
    (tmp_path / "LIVE").write_text("../../etc")
    with pytest.raises(NoGenerationError):
        Generations(tmp_path).live()


def test_names_never_come_back(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    first, second = generations.begin(), generations.begin()
    generations.remove(first)
    assert generations.begin() > second


def test_a_manifest_reads_back_as_written(tmp_path: Path) -> None:
    MANIFEST.write(tmp_path)
    assert Manifest.read(tmp_path) == MANIFEST


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 99}', "{"])
def test_a_broken_manifest_says_how_to_repair_it(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(GenerationError, match="python -m ingest"):
        Manifest.read(tmp_path)


def test_a_manifest_of_an_unknown_format_is_refused(tmp_path: Path) -> None:
    MANIFEST.write(tmp_path)
    raw = json.loads((tmp_path / "manifest.json").read_text())
    (tmp_path / "manifest.json").write_text(json.dumps(raw | {"format": 2}))
    with pytest.raises(GenerationError, match="format 2"):
        Manifest.read(tmp_path)
