"""The page in a real browser, over a real service with a drawn catalogue."""

import re
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from ingest.job import run
from service.api.app import create_app
from service.engine.opening import open_engine
from service.settings import Settings
from ui.guard import mount

from .drawn import DrawnEncoder, write_catalogue
from .serving import free_port, serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
]

expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the drawn catalogue and its pictures."""
    folder = tmp_path_factory.mktemp("drawn")
    write_catalogue(folder)
    return folder


@pytest.fixture(scope="session")
def data(drawn: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the drawn catalogue ingested."""
    folder = tmp_path_factory.mktemp("data")
    run(drawn / "catalogue.jsonl", data=folder, encoder=DrawnEncoder())
    return folder


def service(data: Path, *, port: int, ui: bool = False) -> FastAPI:
    """Return the service over the drawn catalogue."""
    settings = Settings(data=data, port=port, ui=ui)
    return create_app(partial(open_engine, data, DrawnEncoder()), settings=settings)


def page_over(service_url: str) -> FastAPI:
    """Return the page as `python -m ui` serves it."""
    return mount(FastAPI(openapi_url=None), path="/", service_url=service_url)


@pytest.fixture(scope="session")
def mounted_url(data: Path) -> Iterator[str]:
    """The service with the page mounted into it."""
    port = free_port()
    with serving(service(data, port=port, ui=True), port=port) as url:
        yield url


@pytest.fixture(scope="session")
def page_url(mounted_url: str) -> Iterator[str]:
    """The page as a server of its own over the same service."""
    with serving(page_over(mounted_url), port=free_port()) as url:
        yield url


# Not for the session: playwright runs an event loop in this thread for as long as it lives, and
# other suites could not run theirs.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: install the distribution's package")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visit of a laptop, with nothing kept from the visits before."""
    visit = browser.new_context(
        viewport={"width": 1280, "height": 800}, permissions=["clipboard-read", "clipboard-write"]
    )
    visit.set_default_timeout(15_000)
    yield visit
    visit.close()


@pytest.fixture
def page(context: BrowserContext, page_url: str) -> Page:
    """The page, opened and filled."""
    return opened(context, page_url)


def opened(context: BrowserContext, url: str) -> Page:
    """Open the page, and wait until its window is there."""
    page = context.new_page()
    page.goto(url)
    expect(page.locator(".tile")).to_have_count(3)
    return page


def by_words(page: Page, words: str, **more: str) -> None:
    """Search by words with only the words deciding: hashed vectors bring noise."""
    go(page, q=words, mode="lexical", **more)


def go(page: Page, **said: str) -> None:
    """Open a search by its address, and wait for the answer; `f_gender` stands for `f.gender`."""
    query = urlencode({re.sub(r"^([fr])_", r"\1.", name): value for name, value in said.items()})
    page.goto(page.url.partition("?")[0] + "?" + query)
    settled(page)


def search(page: Page, words: str) -> None:
    """Search by words, and wait for the answer."""
    page.locator("input[name=text]").fill(words)
    page.locator("input[name=text]").press("Enter")
    settled(page)


def settled(page: Page) -> None:
    """Wait until the results are those of the last question."""
    expect(page.locator(".results")).to_have_attribute("aria-busy", "false")
    expect(page.locator(".skeleton")).to_have_count(0)
