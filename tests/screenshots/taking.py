"""Taking the pictures: a page of its own over the service, in a headless Chromium."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

from tests.screenshots.relay import Relay
from tests.screenshots.states import STATES, State
from tests.ui.browser.conftest import ARGUMENTS
from tests.ui.browser.serving import free_port, serving
from ui.guard import mount

Scheme: TypeAlias = Literal["light", "dark"]

WIDTHS: Final = (1440, 1024, 390)
SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark")
_HEIGHTS: Final = {1440: 900, 1024: 768, 390: 844}
_PHONE_PX: Final = 600
_PATIENCE_MS: Final = 120_000
_STILL: Final = """
() => Promise.all([...document.images].filter((one) => one.checkVisibility() && one.src
  && one.getBoundingClientRect().top < innerHeight).map((one) => one.decode().catch(() => null)))
"""


class Shot(NamedTuple):
    """One picture: a state, the page's width in CSS pixels, and light or dark."""

    state: str
    width: int
    scheme: Scheme

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return f"{self.state}-{self.width}-{self.scheme}"


def take(
    url: str,
    shots: Iterable[Shot],
    out: Path,
    *,
    look: Callable[[Page, Shot], None] = lambda _page, _shot: None,
) -> Iterator[Path]:
    """Write OUT/STATE-WIDTH-SCHEME.png for every shot, and yield each path.

    Args:
        url: of the running service.
        shots: what to take, in this order.
        out: made where it is missing.
        look: called with the page as it is on each picture.

    Raises:
        KeyError: a shot of a state that there is not.
    """
    out.mkdir(parents=True, exist_ok=True)
    relay, port = Relay(url), free_port()
    with (
        serving(relay, port=port),
        serving(_page(port), port=free_port()) as shown,
        serving(_page(free_port()), port=free_port()) as alone,
        sync_playwright() as playwright,
    ):
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for shot in shots:
            path = out / f"{shot.name}.png"
            page_url = alone if STATES[shot.state].alone else shown
            with _reached(browser, page_url, relay, shot) as page:
                page.screenshot(path=path, full_page=STATES[shot.state].whole)
                look(page, shot)
            yield path
        browser.close()


def _page(service_port: int) -> FastAPI:
    service_url = f"http://127.0.0.1:{service_port}"
    return mount(FastAPI(openapi_url=None), path="/", service_url=service_url)


@contextmanager
def _reached(browser: Browser, url: str, relay: Relay, shot: Shot) -> Iterator[Page]:
    state, width = STATES[shot.state], shot.width
    context = browser.new_context(
        viewport={"width": width, "height": _HEIGHTS.get(width, 900)},
        device_scale_factor=2 if width < _PHONE_PX else 1,
        color_scheme=shot.scheme,
        has_touch=width < _PHONE_PX,
        reduced_motion="reduce",
    )
    context.set_default_timeout(_PATIENCE_MS)
    page = context.new_page()
    # Without an address the page is opened while all is well, as a person would have it.
    relay.mood = state.mood if state.address else "well"
    page.goto(url + state.query)
    if not state.address:
        page.locator(".window .notice" if state.alone else ".tile img").first.wait_for()
        relay.mood = state.mood
    if state.then is not None:
        _arrive(page, state)
        state.then(page)
    page.locator(state.shows).first.wait_for()
    if state.mood != "slow":  # a part that was drawn is searched at once
        page.locator('.shop:not(:has(.results[aria-busy="true"]))').wait_for()
    page.evaluate(_STILL)
    page.wait_for_timeout(400)  # transitions end
    yield page
    relay.mood = "well"
    context.close()


def _arrive(page: Page, state: State) -> None:
    """Wait for the answer that the address asks for, before anything is done to it."""
    if state.address:
        page.locator('.results[aria-busy="false"] .card:not(.skeleton)').first.wait_for()
