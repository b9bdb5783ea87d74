"""`python -m ingest copy`, `snapshot` and `recover` as they are typed."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ingest.command import create_command
from service.engine.index.folder_home import FolderHome
from service.settings import Settings
from tests.contracts.conftest import fill


def typed(*words: str, data: Path) -> Result:
    return CliRunner().invoke(create_command(Settings(data=data)), list(words))


def test_a_data_folder_is_backed_up_and_restored(tmp_path: Path) -> None:
    shop, backup = tmp_path / "shop", tmp_path / "backup"
    fill(FolderHome(shop))
    done = typed("copy", str(shop), str(backup), data=tmp_path / "unused")
    assert done.exit_code == 0, done.output
    assert "300 products of gen-000001 are live as gen-000001" in done.output.replace("\n", " ")
    assert "300 were compared one by one" in done.output.replace("\n", " ")
    restored = typed("copy", str(backup), str(shop), "--sample", "5", data=tmp_path / "unused")
    assert "are live as gen-000002" in restored.output.replace("\n", " ")
    assert FolderHome(shop).live() == "gen-000002"
    assert not (tmp_path / "unused").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("copy", "nowhere", "elsewhere"), "run: python -m ingest CATALOGUE"),
        (("snapshot", "out.snapshot"), "set MODISTE_QDRANT_URL"),
        (("recover", "out.snapshot"), "python -m ingest copy FROM TO"),
    ],
)
def test_what_cannot_be_done_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = typed(*words, data=tmp_path)
    assert done.exit_code == 1
    assert message in done.output.replace("\n", " ")
