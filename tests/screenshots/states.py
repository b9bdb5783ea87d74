"""The states of the page, each as the address that begins it and what is done there."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from PIL import Image
from playwright.sync_api import Page

from tests.screenshots.relay import Mood

PARTY: Final = "red dress for a party under 3000"
# A product of the sample catalogue, with words that change it.
PICTURE: Final = {"of": "11591", "q": "but in red"}
_NARROW_PX: Final = 720


@dataclass(frozen=True, slots=True)
class State:
    """One state.

    Attributes:
        shows: CSS selector of what is there when the state is reached.
        address: what the page's address says.
        then: what a person does there.
        mood: how the service behaves.
        whole: whether the picture shows the whole length of the page.
        alone: whether nothing answers where the service should be.
    """

    shows: str
    address: Mapping[str, str] | None = None
    then: Callable[[Page], None] | None = None
    mood: Mood = "well"
    whole: bool = False
    alone: bool = False

    @property
    def query(self) -> str:
        """The address's query string."""
        return f"?{urlencode(self.address)}" if self.address else ""


def _reasons(page: Page) -> None:
    page.locator(".results .badge").nth(1).click()


def _options(page: Page) -> None:
    page.locator(".options-menu summary").click()


def _suggestions(page: Page) -> None:
    page.locator("input[name=text]").press_sequentially("red dr", delay=30)


def _filters(page: Page) -> None:
    width = (page.viewport_size or {"width": 0})["width"]
    if width <= _NARROW_PX:
        page.locator("[data-do=open-filters]").click()
    dearest = page.locator(".facets .range input.high").first
    if dearest.count():  # not every catalogue has prices
        dearest.fill("700")
        page.wait_for_url("**r.price**")


def _product(page: Page) -> None:
    page.locator(".results .open").first.click()


def _part(page: Page) -> None:
    page.locator("[data-do=crop]").click()


def _hand_over(page: Page, name: str, media_type: str, content: bytes) -> None:
    page.locator("input[name=text]").fill(PARTY)
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": media_type, "buffer": content}
    )


def _paper(page: Page) -> None:
    _hand_over(page, "paper.pdf", "application/pdf", b"%PDF-1.7")


def _broken_picture(page: Page) -> None:
    _hand_over(page, "half.png", "image/png", bytes.fromhex("89504e470d0a1a0a0000000d49484452"))


def _huge_photo(page: Page) -> None:
    photo = io.BytesIO()
    Image.effect_noise((3700, 2740), 90).convert("RGB").save(photo, "BMP")
    _hand_over(page, "photo.bmp", "image/bmp", photo.getvalue())


def _pasted_words(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('just some words')")
    page.locator("[data-do=picture-menu]").click()
    page.locator("[data-do=paste]").click()


def _picture_menu(page: Page) -> None:
    page.locator("[data-do=picture-menu]").click()


def _search(page: Page) -> None:
    page.locator("input[name=text]").fill(PARTY)
    page.locator("input[name=text]").press("Enter")


_RESULTS: Final = ".results .card:not(.skeleton) img"
_PROBLEM: Final = ".problem:not([hidden])"

STATES: Final[Mapping[str, State]] = {
    "empty": State(".tile img"),
    "suggestions": State(".suggestions li", then=_suggestions),
    "results": State(_RESULTS, {"q": PARTY}),
    "filters": State(
        ".facet input:checked",
        {"q": "dress", "f.baseColour": "Red", "f.gender": "Women"},
        _filters,
    ),
    "options": State(".options-menu .menu", {"q": PARTY}, _options),
    "explain": State(".results .why:visible", {"q": PARTY}, _reasons),
    "picture": State(".tag", PICTURE, _part),
    "looks": State(".results .variants", {"q": "lipstick", "look": "once"}),
    "product": State("dialog.product .alike img", {"q": PARTY}, _product),
    "compare": State(".leg li[data-id]", {"tab": "compare", "q": "something for a wedding"}),
    "nothing-to-compare": State(".compared .notice", {"tab": "compare"}),
    "catalogue": State(".catalogue-view .numbers", {"tab": "catalogue"}, whole=True),
    "nothing-close": State(".remark", {"q": "garden hose"}),
    "nothing-passes": State(
        ".said .notice", {"q": "saree", "f.gender": "Boys", "f.usage": "Formal"}
    ),
    "degraded": State(".remark.degraded", {"q": PARTY}, mood="degraded"),
    "loading": State(".results .skeleton", then=_search, mood="slow"),
    "error": State(".found .notice", {"q": PARTY}, mood="away"),
    "down": State(".found .notice", then=_search, alone=True),
    "wrong-key": State(".found .notice", {"q": PARTY}, mood="locked"),
    "corrected": State(".corrected", {"q": "wimens sandels"}),
    "picture-menu": State(".picture-menu .item", then=_picture_menu),
    "paper": State(_PROBLEM, then=_paper),
    "broken-picture": State(_PROBLEM, {"q": PARTY}, _broken_picture),
    "pasted-words": State(_PROBLEM, {"q": PARTY}, _pasted_words),
    "huge-photo": State(".results .card:not(.skeleton) img", then=_huge_photo),
}
