"""The report as a page."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.report import Report

Draw = Callable[..., bytes]


@pytest.fixture
def shop(tmp_path: Path, picture: Draw) -> Path:
    (tmp_path / "images").mkdir()
    for n in range(3):
        (tmp_path / "images" / f"{n}.jpg").write_bytes(picture(n))
    path = tmp_path / "shop.csv"
    path.write_text(
        "id,title,image\n"
        "0<i>,red dress,images/0.jpg\n1,red dress,images/0.jpg\n"
        "2,shoe,images/2.jpg\n2,again,images/1.jpg\n3,hat,images/none.jpg\n"
    )
    return path


def test_the_page_shows_rows_with_problems_and_near_duplicates_with_thumbnails(
    shop: Path, tmp_path: Path, ingest: Callable[..., Report]
) -> None:
    ingest(shop, page=tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text()
    problems, looks, contradictions = page.split("<h2>")[1:]
    assert "Rows with problems: 2" in problems
    assert "duplicate id" in problems
    assert "there is no file images/none.jpg" in problems
    # The second row with id 2 has a picture, the one without a file has none.
    assert problems.count("<img") == 1
    assert 'class="none"' in problems
    assert "Near-duplicates: 1" in looks
    assert looks.count("<img") == 2
    assert "0&lt;i&gt;: red dress" in looks
    assert "Contradictions: 0" in contradictions
    assert "<i>" not in page
    assert "http" not in page.replace("charset", "")


def test_contradictions_are_shown_where_the_catalogue_was_judged(
    shop: Path, data: Path, tmp_path: Path, ingest: Callable[..., Report]
) -> None:
    data.mkdir()
    line = {
        "id": "0",
        "title": "black dress",
        "picture": "unknown",
        "field": "colour",
        "title_says": "Black",
        "column_says": None,
        "picture_says": "Red",
    }
    (data / "contradictions.jsonl").write_text(json.dumps(line) + "\n")
    # Judging would write the list anew.
    ingest(shop, page=tmp_path / "report.html", enriching=None)
    page = (tmp_path / "report.html").read_text()
    assert "Contradictions: 1" in page
    assert "Title says Black" in page
    assert "Picture says Red" in page
    assert "Column says" not in page
