"""Folders: the Kaggle layout, plain pictures, and what is neither."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.readers import StoredPicture, open_catalogue
from ingest.readers.folder import title_of
from service.engine.errors import CatalogueError

_HEADER = "id,gender,productDisplayName\n"


def test_stray_commas_stay_in_the_display_name(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "styles.csv").write_text(
        _HEADER + '1,Men,Shirt, blue, checked\n2,Women,"Dress, red"\n'
    )
    rows = list(open_catalogue(tmp_path).rows())
    assert [row.values["productDisplayName"] for row in rows] == [
        "Shirt, blue, checked",
        "Dress, red",
    ]
    assert rows[0].values["image"] == StoredPicture(path="images/1.jpg")


def test_pictures_are_found_in_every_sub_folder_with_a_title_and_the_folder(
    tmp_path: Path, picture: Callable[..., bytes]
) -> None:
    for name in ("women/red-dress_01.jpg", "women/shoes/IMG_2041.JPG", "plain.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(picture(1))
    (tmp_path / ".hidden.jpg").write_bytes(picture(1))
    (tmp_path / "notes.txt").write_text("no picture")
    catalogue = open_catalogue(tmp_path)
    assert catalogue.total() == 3
    assert "1 of the files" in catalogue.notes[0]
    assert [row.values for row in catalogue.rows()] == [
        {"title": "plain", "image": StoredPicture(path="plain.png"), "folder": ""},
        {
            "title": "red dress 01",
            "image": StoredPicture(path="women/red-dress_01.jpg"),
            "folder": "women",
        },
        {
            "title": None,
            "image": StoredPicture(path="women/shoes/IMG_2041.JPG"),
            "folder": ["women", "shoes"],
        },
    ]


@pytest.mark.parametrize(
    ("stem", "title"),
    [
        ("navy-check_shirt", "navy check shirt"),
        ("DSC01234", None),
        ("IMG-20240101-WA0001", None),
        ("15970", None),
        ("3f2a9c1e77", None),
        ("Jeans 501 blau", "Jeans 501 blau"),
    ],
)
def test_a_file_name_is_a_title_only_if_it_has_words(stem: str, title: str | None) -> None:
    assert title_of(stem) == title


def test_a_folder_with_one_table_is_that_table(tmp_path: Path) -> None:
    (tmp_path / "products.csv").write_text("id,title\n1,a\n")
    (tmp_path / "readme.md").write_text("about")
    catalogue = open_catalogue(tmp_path)
    assert catalogue.layout == "CSV"
    assert catalogue.root == tmp_path


def test_a_folder_with_two_tables_asks_which(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,title\n1,a\n")
    (tmp_path / "b.jsonl").write_text("{}\n")
    with pytest.raises(CatalogueError) as error:
        open_catalogue(tmp_path)
    assert "a.csv, b.jsonl" in str(error.value)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing", "there is nothing at"),
        ("shop.xlsx", "of the kind '.xlsx'"),
        ("shop.json", "one object a line"),
        ("shop", "without an extension"),
    ],
)
def test_what_is_no_catalogue_is_refused_with_what_is(tmp_path: Path, name: str, said: str) -> None:
    if name != "missing":
        (tmp_path / name).write_text("x")
    with pytest.raises(CatalogueError) as error:
        open_catalogue(tmp_path / name)
    assert said in str(error.value)
    assert ".parquet, .csv, .tsv or .jsonl" in str(error.value)


def test_an_empty_folder_says_what_was_found(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(CatalogueError) as error:
        open_catalogue(tmp_path)
    assert "found notes.txt" in str(error.value)
