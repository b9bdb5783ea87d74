"""The command line: what a person sees of mistakes, before anything takes time."""

import json
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from finetune.command import app
from finetune.evaluation.evaluate import open_subject
from finetune.evaluation.output import DOCUMENT, PAGE
from finetune.evaluation.progress import Spoken
from finetune.evaluation.settings import Options
from finetune.evaluation.stock.exposure import UNKNOWN
from finetune.evaluation.stock.shelf import Shelf
from ingest.job import run
from service.engine.encoder.hashed import HashEncoder
from tests.finetune.evaluation.conftest import Drawn, drawn_products, write_catalogue
from tests.tiny_clip import make_tiny_clip


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def error_of(result: Result) -> str:
    assert result.exit_code == 2, result.output
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("error: ")
    return lines[0]


def test_a_model_is_judged_from_the_command_line_alone(tmp_path: Path) -> None:
    shop = write_catalogue(tmp_path / "shop", drawn_products(32))
    model = make_tiny_clip(tmp_path / "clip")
    result = call(
        *("evaluate", "--catalogue", shop, "--model", model, "--split", "all"),
        *("--limit", 10, "--out", tmp_path / "out"),
    )
    assert result.exit_code == 0, result.output
    read = json.loads((tmp_path / "out" / DOCUMENT).read_text(encoding="utf-8"))
    assert read["catalogue"]["products_with_picture"] == 32
    assert read["calibration"] == []
    assert {one["task"] for one in read["measurements"]} >= {"title", "type", "picture-type"}
    assert (tmp_path / "out" / PAGE).stat().st_size > 10_000


def test_a_catalogue_whose_columns_have_other_names_is_told_how_to_name_them(
    catalogue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text('[attributes]\nrename = { articleType = "kind" }\n', encoding="utf-8")
    narrator = Spoken(Console(width=1000))
    for given, noted in ((None, False), (mapping, True)):
        open_subject(Shelf(catalogue, given), UNKNOWN, Options(split="all"), narrator)
        assert ("note: no attribute is called articleType," in capsys.readouterr().out) == noted


def test_an_empty_catalogue(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("id,title,image\n", encoding="utf-8")
    said = error_of(
        call("evaluate", "--catalogue", tmp_path / "empty.csv", "--out", tmp_path / "out")
    )
    assert "no row" in said


def test_a_catalogue_that_is_not_there(tmp_path: Path) -> None:
    said = error_of(call("evaluate", "--catalogue", tmp_path / "x.csv", "--out", tmp_path / "out"))
    assert "there is nothing at" in said


def test_an_unknown_model(catalogue: Path, tmp_path: Path) -> None:
    said = error_of(
        call(
            *("evaluate", "--catalogue", catalogue, "--out", tmp_path),
            *("--model", tmp_path / "no-model"),
        )
    )
    assert "does not exist" in said


def test_an_output_folder_that_cannot_be_written(catalogue: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    said = error_of(call("evaluate", "--catalogue", catalogue, "--out", tmp_path / "file"))
    assert "--out" in said
    assert "cannot be written to" in said


def test_a_service_that_does_not_answer(
    catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("finetune.evaluation.measuring.service.MAX_WAIT_S", 0.0)
    said = error_of(
        call("evaluate", "--catalogue", catalogue, "--out", tmp_path, "--via", "http://127.0.0.1:9")
    )
    assert "--via http://127.0.0.1:9: the service cannot be reached" in said


def test_a_mapping_that_is_not_there(catalogue: Path, tmp_path: Path) -> None:
    said = error_of(
        call(
            *("evaluate", "--catalogue", catalogue, "--out", tmp_path),
            *("--mapping", tmp_path / "none.toml"),
        )
    )
    assert "none.toml cannot be read" in said


def test_promote_asks_for_what_it_needs(tmp_path: Path) -> None:
    said = error_of(call("promote", "--data", tmp_path))
    assert "--candidate and --catalogue, or --rollback" in said


def test_promote_needs_something_live(catalogue: Path, tmp_path: Path) -> None:
    said = error_of(
        call(
            *("promote", "--data", tmp_path / "data", "--candidate", "x"),
            *("--catalogue", catalogue, "--out", tmp_path),
        )
    )
    assert "no generation is live" in said


def test_rollback_tells_which_model_the_service_needs_now(tmp_path: Path) -> None:
    shop = write_catalogue(tmp_path / "shop", drawn_products(8))
    data = tmp_path / "data"
    run(shop, data=data, encoder=HashEncoder())
    run(shop, data=data, encoder=HashEncoder(32))
    result = call("promote", "--rollback", "--data", data)
    assert result.exit_code == 0, result.output
    assert "gen-000001 is live again; it was made by hash-encoder" in result.stdout
    assert "no generation older" in error_of(call("promote", "--rollback", "--data", data))


def test_a_catalogue_without_pictures_through_a_service_is_told_by_the_service_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("finetune.evaluation.measuring.service.MAX_WAIT_S", 0.0)
    bare = [Drawn(one.row, None) for one in drawn_products(4)]
    shop = write_catalogue(tmp_path / "shop", bare)
    said = error_of(
        call("evaluate", "--catalogue", shop, "--out", tmp_path, "--via", "http://127.0.0.1:9")
    )
    assert "cannot be reached" in said
