"""Catalogues written to a folder, by the library and from the command line."""

import csv
import io
from pathlib import Path

import pytest
from PIL import Image

from ingest.sample.command import main
from ingest.sample.compose import compose
from ingest.sample.product import COLUMNS
from ingest.sample.writer import encoded, write_catalogue

SMALL = (60, 80)


def test_a_catalogue_is_a_table_and_its_pictures(tmp_path: Path) -> None:
    products = compose(8, seed=2)
    seen: list[int] = []
    assert write_catalogue(tmp_path, products, size=SMALL, done=seen.append) == 8
    with (tmp_path / "products.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert tuple(rows[0]) == COLUMNS
    assert [row["id"] for row in rows] == [p.id for p in products]
    for row in rows:
        with Image.open(tmp_path / row["image"]) as picture:
            assert (picture.format, picture.size) == ("JPEG", SMALL)
    assert seen == list(range(1, 9))


def test_a_folder_with_a_catalogue_is_not_overwritten(tmp_path: Path) -> None:
    write_catalogue(tmp_path, compose(1, seed=2), size=SMALL)
    with pytest.raises(FileExistsError) as refused:
        write_catalogue(tmp_path, compose(1, seed=2), size=SMALL)
    assert "choose an empty folder" in str(refused.value)


def test_the_command_writes_the_same_bytes_for_the_same_seed(tmp_path: Path) -> None:
    for name in ("a", "b"):
        asked = ["--out", str(tmp_path / name), "--count", "5", "--seed", "3", "--size", "60x80"]
        assert main(asked) == 0
    first, second = (sorted((tmp_path / n).rglob("*.*")) for n in ("a", "b"))
    assert len(first) == 6
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


@pytest.mark.parametrize(
    ("option", "value", "repair"),
    [
        ("--size", "300", "WIDTHxHEIGHT"),
        ("--size", "3x4", "24 to 2000"),
        ("--count", "0", "1 to 100000"),
        ("--count", "many", "1 to 100000"),
    ],
)
def test_a_bad_option_is_refused_with_what_is_expected(
    option: str, value: str, repair: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--out", str(tmp_path), option, value])
    assert left.value.code == 2
    assert repair in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_said_and_exits_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert main(["--out", str(blocked), "--count", "1", "--size", "60x80"]) == 1
    assert "cannot write the catalogue" in capsys.readouterr().err


def test_a_lower_quality_makes_a_smaller_file_of_the_same_picture() -> None:
    product = compose(1, seed=4)[0]
    assert product.jpeg_quality > 50
    picture = Image.open(io.BytesIO(encoded(product, (120, 160))))
    assert picture.size == (120, 160)
