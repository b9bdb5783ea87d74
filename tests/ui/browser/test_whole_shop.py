"""The whole page clicked through once, with the bundled model: `make e2e`.

Over the sample catalogue, and over 5,000 real products where `MODISTE_TEST_CATALOGUE` names a
catalogue of at least that many.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from ui.client import Client
from ui.request import SearchRequest

from .conftest import search, settled
from .serving import free_port

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REPOSITORY = Path(__file__).parents[3]
SAMPLE = REPOSITORY / "ingest" / "sample" / "catalogue"
PRODUCTS = 5_000
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("MODISTE_")},
    "HF_HUB_OFFLINE": "1",
    "PYTHONPATH": str(REPOSITORY),
}


@pytest.fixture(scope="module", params=["sample", "real"])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo as `make demo` starts it, in processes of its own."""
    catalogue: Path | None = SAMPLE
    if request.param == "real":
        named = os.environ.get("MODISTE_TEST_CATALOGUE")
        if not named:
            pytest.skip("MODISTE_TEST_CATALOGUE names no real catalogue")
        catalogue = Path(named)
    data, port = tmp_path_factory.mktemp("data"), str(free_port())
    python = [sys.executable, "-m"]
    subprocess.run(  # noqa: S603 - our own program
        [*python, "ingest", str(catalogue), "--data", str(data), "--limit", str(PRODUCTS)],
        check=True, capture_output=True, env=ENVIRONMENT, cwd=REPOSITORY, timeout=900,
    )  # fmt: skip
    service = subprocess.Popen(  # noqa: S603 - our own program
        [*python, "service", "--ui", "--data", str(data), "--port", port],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=ENVIRONMENT, cwd=REPOSITORY,
    )  # fmt: skip
    try:
        assert service.stdout is not None
        assert service.stdout.readline().startswith("Modiste answers at")
        # The first of each kind takes longer, and much longer on a machine that is busy.
        picture = (SAMPLE / "images" / "10003.jpg").read_bytes()
        with Client(f"http://127.0.0.1:{port}", timeout=httpx.Timeout(120.0)) as shop:
            shop.search(SearchRequest(text="red dress"))
            shop.tag(picture)
        yield f"http://127.0.0.1:{port}/ui"
    finally:
        service.terminate()
        service.wait(timeout=30)


@pytest.fixture
def visited(browser: Browser, url: str) -> Iterator[Page]:
    """The page, opened; nothing but itself may be asked, and its console stays silent."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(60_000)
    asked: list[str] = []
    complaints: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on(
        "console",
        lambda said: complaints.append(f"{said.type}: {said.text} {said.location.get('url')}"),
    )
    answered: list[tuple[int, str]] = []
    context.on("response", lambda response: answered.append((response.status, response.url)))
    page = context.new_page()
    page.goto(url)
    expect(page.locator(".tile img").first).to_be_visible(timeout=120_000)
    yield page
    context.close()
    own = urlsplit(url).netloc
    assert [one for one in asked if urlsplit(one).netloc not in (own, "")] == []
    assert [one for one in answered if one[0] >= 400] == []
    assert [one for one in complaints if one.startswith(("error", "warning"))] == []


def first(page: Page) -> str | None:
    return page.locator(".results [data-product]").first.get_attribute("data-product")


def test_words_lead_to_filters_reasons_a_product_and_back(visited: Page) -> None:
    page = visited
    page.locator("input[name=text]").press_sequentially("red")
    expect(page.locator(".suggestions li").first).to_be_visible()
    search(page, "shoes for women under 3000")
    expect(page.locator(".understanding .understood")).not_to_have_count(0)
    page.locator(".results .badge").first.click()
    expect(page.locator(".results .why").first).to_contain_text("Score")

    page.locator(".facet.colours input").first.check()
    page.wait_for_url("**f.**")
    settled(page)
    page.get_by_label("Sort by").select_option(index=1)  # newest, where there is no price
    page.wait_for_url("**sort=**")
    settled(page)
    page.get_by_text("Options").click()
    page.get_by_role("checkbox", name="One look once").check()
    page.wait_for_url("**look=once**")
    settled(page)
    page.keyboard.press("Escape")
    expect(page.locator(".results .card")).not_to_have_count(0)

    title = page.locator(".results .title").first.inner_text()
    page.locator(".results .open").first.click()
    expect(page.locator("dialog.product h2")).to_have_text(title)
    expect(page.locator("dialog.product .alike [data-product]")).not_to_have_count(0)
    page.get_by_role("button", name="Like it").click()
    page.get_by_role("button", name="Back to results").click()
    settled(page)
    expect(page.locator(".chip.rated")).to_have_count(1)
    page.get_by_role("button", name="Modiste, to the start page").click()
    expect(page.locator(".tile").first).to_be_visible()


def test_a_picture_finds_itself_is_cropped_tagged_and_changed_in_words(visited: Page) -> None:
    page = visited
    example = page.locator(".picture-example").first
    product = example.get_attribute("data-of")
    example.click()
    settled(page)
    assert first(page) == product
    tags = page.locator(".tag")
    expect(tags.first).to_be_visible(timeout=60_000)

    tags.first.click()
    page.wait_for_url("**f.**")
    settled(page)
    expect(tags.first).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Select a part").click()
    page.wait_for_url("**region=**")
    settled(page)
    search(page, "but in blue")
    expect(page.locator(".results .card")).not_to_have_count(0)
    page.get_by_role("button", name="Remove the picture").click()
    settled(page)
    expect(page.locator(".shown")).to_be_hidden()


def test_the_views_beside_the_search_tell_their_story(visited: Page) -> None:
    page = visited
    page.get_by_role("button", name="Compare").click()
    search_bar = page.locator("input[name=text]")
    search_bar.fill("something for a wedding")
    search_bar.press("Enter")
    legs = page.locator(".leg li[data-id]")
    expect(legs.first).to_be_visible(timeout=60_000)
    expect(page.locator(".leg li.only").first).to_be_visible()

    page.get_by_role("button", name="Catalogue").click()
    expect(page.locator(".catalogue-view .numbers")).to_be_visible()
    expect(page.locator(".catalogue-view")).to_contain_text("gen-000001")
