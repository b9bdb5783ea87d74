"""The examples do what they say, against a running service."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import FileResponse
from playwright.sync_api import Browser, expect

from tests.ui.browser.conftest import browser as browser  # noqa: PLC0414 - a fixture
from tests.ui.browser.serving import serving

from .markdown import REPOSITORY

EXAMPLES = REPOSITORY / "docs" / "examples"
PHOTO = REPOSITORY / "ingest" / "sample" / "catalogue" / "images" / "10003.jpg"


def example(name: str, *arguments: str, url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, EXAMPLES / name, *arguments],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "MODISTE_URL": url},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_picture_of_the_catalogue_finds_its_product_first(shop: str) -> None:
    done = example("search.py", "--picture", str(PHOTO), "--limit", "3", url=shop)
    assert done.stdout.splitlines()[0].split()[:3] == ["1", "10003", "Glintfern"], done.stderr


def test_a_range_is_a_filter_too(shop: str) -> None:
    done = example("search.py", "dress", "--filter", "price_lte=1", url=shop)
    assert "0 products" in done.stdout, done.stderr


def test_a_value_that_no_product_has_is_said(shop: str) -> None:
    done = example("search.py", "red dress", "--filter", "gender=women", url=shop)
    assert "did you mean 'Women'?" in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("search.py", ["--picture", "none.jpg"], "none.jpg cannot be read: No such file"),
        ("search.py", [], "nothing to search by"),
        ("search.py", ["dress", "--filter", "gendr=Women"], "did you mean 'gender'?"),
        ("evaluate.py", ["none.csv"], "none.csv cannot be read: No such file"),
        ("evaluate.py", [__file__], "has no column 'query'"),
        ("feedback.py", ["none.csv"], "none.csv cannot be read: No such file"),
    ],
)
def test_a_mistake_is_one_line(shop: str, name: str, arguments: list[str], said: str) -> None:
    done = example(name, *arguments, url=shop)
    assert done.returncode == 1
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_service_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    nowhere = "http://127.0.0.1:9"
    events = tmp_path / "events.csv"
    events.write_text("query_id,product_id,event\n1,10003,click\n", encoding="utf-8")
    expected = tmp_path / "expected.csv"
    expected.write_text("query,product_id\nred,1\n", encoding="utf-8")
    for name, argument in (
        ("search.py", "red"),
        ("evaluate.py", expected),
        ("feedback.py", events),
    ):
        done = example(name, str(argument), url=nowhere)
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
        assert nowhere in done.stderr


def test_feedback_is_sent_in_bulk_and_told_apart(shop: str, tmp_path: Path) -> None:
    query_id = httpx.get(f"{shop}/v1/search", params={"q": "red dress"}).json()["query_id"]
    events = tmp_path / "events.csv"
    rows = [f"{query_id},10003,click"] * 20 + [f"{query_id},gone,click"]
    events.write_text("\n".join(["query_id,product_id,event", *rows]), encoding="utf-8")
    done = example("feedback.py", str(events), url=shop)
    assert (done.stdout, done.returncode) == ("1 product gone, 20 sent\n", 0), done.stderr
    events.write_text(f"query_id,product_id,event\n{query_id},10003,bought\n", encoding="utf-8")
    done = example("feedback.py", str(events), url=shop)
    assert (done.stdout, done.returncode) == ("1 failed\n", 1)
    assert "event" in done.stderr


def test_feedback_without_its_columns_is_refused(shop: str, tmp_path: Path) -> None:
    events = tmp_path / "events.csv"
    events.write_text("product,event\n1,click\n", encoding="utf-8")
    done = example("feedback.py", str(events), url=shop)
    assert done.returncode == 1
    assert "has no column product_id, query_id" in done.stderr


def test_ones_own_questions_are_judged(shop: str, tmp_path: Path) -> None:
    expected = tmp_path / "expected.csv"
    rows = ["query,product_id", "Glintfern Women Blue Pendant,10003", "Umbrelark Blue Cap,10004"]
    expected.write_text("\n".join(rows), encoding="utf-8")
    done = example("evaluate.py", str(expected), url=shop)
    lines = {line.split()[0]: line for line in done.stdout.splitlines()}
    assert set(lines) == {"auto", "dense", "lexical", "hybrid", "2"}, done.stderr
    assert "recall@10 1.000" in lines["lexical"]


@pytest.fixture
def shop_page(shop_port: int) -> Iterator[str]:
    """A page of the shop, on a server and an origin of its own."""
    app = FastAPI(openapi_url=None)

    @app.get("/")
    def widget() -> FileResponse:
        return FileResponse(EXAMPLES / "widget.html")

    with serving(app, port=shop_port) as url:
        yield url


@pytest.mark.browser
def test_the_widget_searches_by_words_and_by_a_photo(
    browser: Browser, shop: str, shop_page: str
) -> None:
    page = browser.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{shop_page}?service={shop}")
    page.get_by_role("searchbox").fill("Glintfern blue pendant")
    page.get_by_role("searchbox").press("Enter")
    items = page.locator("li")
    expect(items.first).to_contain_text("Pendant", timeout=60_000)
    assert items.first.locator("img").evaluate("image => image.src").startswith(shop)
    page.get_by_role("searchbox").fill("")
    page.get_by_label("Search with a photo").set_input_files(PHOTO)
    expect(items.first).to_contain_text("Glintfern Women Blue Pendant", timeout=60_000)
    page.close()


def test_the_widget_has_forty_lines() -> None:
    assert len((EXAMPLES / "widget.html").read_text(encoding="utf-8").splitlines()) <= 40
