"""The command line, as a person meets it. The bundled model is not needed for any of it."""

import json
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from ingest.command import create_command
from service.engine.encoder.model_folder import BUNDLED_FOLDER
from service.settings import Settings


def _run(*arguments: object, data: Path) -> Result:
    command = create_command(Settings(data=data))
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """Give a model folder whose manifest promises a fingerprint, and which cannot be loaded."""
    folder = tmp_path / "model"
    folder.mkdir()
    manifest = {"name": "m", "digest": "d" * 64, "dimension": 8, "preprocessing": {"side": 8}}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def _words(folder: Path) -> Path:
    path = folder / "shop.csv"
    path.write_text("id,title\n1,red dress\n2,blue shoe\n")
    return path


def test_a_run_ends_with_the_report_and_what_to_do_next(
    tmp_path: Path, data: Path, model: Path
) -> None:
    report = tmp_path / "report.json"
    done = _run(_words(tmp_path), "--model", model, "--report", report, data=data)
    assert done.exit_code == 0, done.output
    assert f"python -m service --data {data} --ui\n" in done.output
    assert "gen-000001" in done.output
    assert json.loads(report.read_text())["indexed"] == 2


def test_a_dry_run_names_what_there_would_be(tmp_path: Path, data: Path, model: Path) -> None:
    shop = tmp_path / "shop.csv"
    shop.write_text("id,title,colour,price\n1,red dress,Red,9.5\n2,blue shoe,Blue,7\n")
    done = _run(shop, "--model", model, "--dry-run", data=data)
    assert done.exit_code == 0, done.output
    rows = [line.split("│")[1:3] for line in done.output.splitlines() if line.startswith("│")]
    said = {name.strip(): value.strip() for name, value in rows}
    assert said["Would be indexed"] == "2"
    assert said["Fields"] == "price (number), colour (keyword)"
    assert said["Facets"] == "colour"
    assert said["No facets"] == "none"
    assert said["Live generation"] == "none yet"


def test_an_unchanged_catalogue_is_confirmed_without_loading_the_model(
    tmp_path: Path, data: Path, model: Path
) -> None:
    shop = _words(tmp_path)
    _run(shop, "--model", model, data=data)
    again = _run(shop, "--model", model, data=data)
    assert again.exit_code == 0
    assert "Nothing has changed" in again.output


def test_without_a_catalogue_the_catalogue_is_asked_for(data: Path) -> None:
    done = _run(data=data)
    assert done.exit_code == 2
    assert "Missing argument 'catalogue'" in done.output


def test_a_missing_catalogue_is_one_sentence_and_exit_code_2(tmp_path: Path, data: Path) -> None:
    done = _run(tmp_path / "none", data=data)
    assert done.exit_code == 2
    assert done.stderr.startswith("ingest: there is nothing at")
    assert "Traceback" not in done.output
    assert not data.exists()


def test_a_model_that_cannot_be_loaded_is_one_sentence_and_leaves_nothing_behind(
    tmp_path: Path, data: Path, model: Path
) -> None:
    Image.new("RGB", (9, 9)).save(tmp_path / "a.jpg")
    shop = tmp_path / "shop.csv"
    shop.write_text("id,image\n1,a.jpg\n")
    done = _run(shop, "--model", model, data=data)
    assert done.exit_code == 1
    assert "cannot be loaded" in done.stderr
    assert "Traceback" not in done.output
    assert not any((data / "generations").iterdir())


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path, model: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = _run(_words(tmp_path), "--model", model, data=tmp_path / "file" / "data")
    assert done.exit_code == 1
    assert str(tmp_path / "file") in done.stderr


def test_wrong_options_are_refused_before_anything_is_read(tmp_path: Path, data: Path) -> None:
    done = _run(_words(tmp_path), "--batch-size", 0, data=data)
    assert done.exit_code == 2
    assert "batch-size" in done.stderr


def test_going_back_to_another_models_generation_says_which_model_to_serve_it_with(
    tmp_path: Path, data: Path, model: Path
) -> None:
    shop = _words(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    manifest = json.loads((model / "manifest.json").read_text()) | {"digest": "e" * 64}
    (other / "manifest.json").write_text(json.dumps(manifest))
    for folder in (model, other):
        _run(shop, "--model", folder, data=data)
    listed = _run("generations", data=data).output
    assert "gen-000002" in listed
    assert "…" not in listed
    done = _run("rollback", data=data)
    assert done.output.startswith("gen-000001 is live again instead of gen-000002")
    assert f"made by the model m ({'d' * 8})" in done.output
    assert "restart the service with MODISTE_MODEL" in done.output


def test_going_back_to_the_bundled_model_names_it_as_the_setting_does(
    tmp_path: Path, data: Path, model: Path
) -> None:
    shop = _words(tmp_path)
    _run(shop, "--model", BUNDLED_FOLDER, data=data)
    _run(shop, "--model", model, data=data)
    listed = _run("generations", data=data).output.splitlines()
    assert len(listed) == 3  # a header, and a line a generation on a terminal of 80 columns
    assert "restart the service with MODISTE_MODEL=bundled" in _run("rollback", data=data).output


def test_going_back_within_one_model_asks_for_no_restart(
    tmp_path: Path, data: Path, model: Path
) -> None:
    for title in ("red dress", "red gown"):
        shop = tmp_path / "shop.csv"
        shop.write_text(f"id,title\n1,{title}\n2,blue shoe\n")
        _run(shop, "--model", model, data=data)
    assert "restart" not in _run("rollback", data=data).output
