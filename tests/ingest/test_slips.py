"""Slips on the command line: said in one sentence, and nothing is made of them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ingest.command import create_command
from service.settings import Settings


def _run(*arguments: object, data: Path) -> Result:
    command = create_command(Settings(data=data))
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def _shop(folder: Path, products: int) -> Path:
    path = folder / "shop.csv"
    path.write_text("id,title\n" + "".join(f"{n},red dress {n}\n" for n in range(products)))
    return path


def test_a_mistyped_command_is_guessed(tmp_path: Path) -> None:
    done = _run("roolback", data=tmp_path / "data")
    assert done.exit_code == 2
    assert "'roolback' is neither a command nor a catalogue" in done.output
    assert "did you mean 'rollback'?" in done.output


@pytest.mark.parametrize("command", ["generations", "rollback", "gc"])
def test_a_mistyped_data_folder_is_named_and_not_made(tmp_path: Path, command: str) -> None:
    nowhere = tmp_path / "indx"
    done = _run(command, "--data", nowhere, data=tmp_path)
    assert done.exit_code == 1
    assert "there is no data folder" in done.output
    assert not nowhere.exists()


def test_a_folder_without_an_index_says_how_to_make_one(tmp_path: Path) -> None:
    done = _run("generations", data=tmp_path)
    assert done.exit_code == 0
    assert f"run: python -m ingest CATALOGUE --data {tmp_path}" in " ".join(done.output.split())


def test_a_mistyped_source_of_a_copy_is_named_and_not_made(tmp_path: Path) -> None:
    done = _run("copy", tmp_path / "indx", tmp_path / "backup", data=tmp_path)
    assert done.exit_code == 1
    assert "indx" in done.output
    assert not (tmp_path / "indx").exists()
    assert not (tmp_path / "backup").exists()


def test_a_file_is_no_data_folder(tmp_path: Path) -> None:
    shop = _shop(tmp_path, 2)
    done = _run(shop, "--data", shop, data=tmp_path)
    assert done.exit_code == 1
    assert "is a file; give a folder (--data)" in done.output.replace("\n", " ")


def test_a_dry_run_makes_no_data_folder(tmp_path: Path) -> None:
    done = _run(_shop(tmp_path, 2), "--dry-run", data=tmp_path / "data")
    assert done.exit_code == 0, done.output
    assert not (tmp_path / "data").exists()


def test_a_dry_run_says_what_the_run_would_be_refused_for(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert _run(_shop(tmp_path, 10), data=data).exit_code == 0
    done = _run(_shop(tmp_path, 5), "--dry-run", data=data)
    assert done.exit_code == 0, done.output
    said = " ".join(done.output.split())
    assert "Without --allow-deletes this would be refused: 5 of 10 products (50.0%)" in said
    asked = _run(_shop(tmp_path, 5), "--dry-run", "--allow-deletes", data=data)
    assert "would be refused" not in asked.output


def test_a_dry_run_names_no_file_of_rejected_rows(tmp_path: Path) -> None:
    shop = tmp_path / "shop.csv"
    shop.write_text("id,title\n1,red dress\n1,blue dress\n")
    done = _run(shop, "--dry-run", data=tmp_path / "data")
    assert "Rejected: 1 x duplicate id" in done.output
    assert "None" not in done.output
