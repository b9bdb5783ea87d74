import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from .conftest import opened, search, settled

pytestmark = pytest.mark.browser

# Text whose contrast with its ground is below what WCAG 2 AA asks (4.5, or 3 for large text).
POOR_CONTRAST = """
() => {
  const parse = (colour) => {
    const [r, g, b, a = 1] = (colour.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
    return colour.startsWith("color(") ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => {
      c /= 255;
      return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if (colour[3] > 0.9) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.querySelectorAll(".shop *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(parse(style.color)), light(ground(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const large = parseFloat(style.fontSize) >= 24;
    if (ratio >= (large ? 3 : 4.5)) continue;
    poor.push(`${element.outerHTML.slice(0, 80)}: ${ratio.toFixed(2)}`);
  }
  return poor;
}
"""


# Everything that moved, also within half a second of a key or a click: where people look, that is
# as bad. Each entry is a share of the window, with what moved.
SHIFTS = """
() => { window.shifts = []; new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.shifts.push([one.value, ...one.sources.map((source) => (
    `${source.node?.className}: ${source.previousRect.y} to ${source.currentRect.y}`))]);
}).observe({ type: "layout-shift" }); }
"""  # noqa: E501 - a script


def visit(browser: Browser, *, width: int, scheme: str) -> BrowserContext:
    return browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,  # type: ignore[arg-type]
        has_touch=width < 600,
    )


def test_the_browser_asks_nobody_but_the_page(context: BrowserContext, page_url: str) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    complaints: list[str] = []
    context.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    page = opened(context, page_url)
    search(page, "red dresses")
    page.locator(".results .open").first.click()
    expect(page.locator("dialog.product h2")).to_be_visible()

    own = urlsplit(page_url).netloc
    outside = [url for url in asked if urlsplit(url).netloc not in (own, "")]
    assert outside == []
    assert len(asked) > 20
    assert [said for said in complaints if said.startswith(("error", "warning"))] == []


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (1440, "dark"),
        (390, "light"),
        (320, "dark"),
        *(
            pytest.param(width, scheme, marks=pytest.mark.slow)
            for width, scheme in [(1440, "light"), (1024, "light"), (1024, "dark"), (390, "dark")]
        ),
    ],
)
def test_no_width_scrolls_sideways_and_all_text_can_be_read(
    browser: Browser, page_url: str, width: int, scheme: str
) -> None:
    context = visit(browser, width=width, scheme=scheme)
    page = opened(context, page_url)
    sideways = "document.documentElement.scrollWidth - innerWidth"

    assert page.evaluate(sideways) <= 0
    assert page.evaluate(POOR_CONTRAST) == []
    search(page, "red dresses")
    assert page.evaluate(sideways) <= 0
    assert page.evaluate(POOR_CONTRAST) == []
    page.locator(".results .badge").first.click()
    page.locator(".options-menu summary").click()
    assert page.evaluate(sideways) <= 0
    assert page.evaluate(POOR_CONTRAST) == []
    page.keyboard.press("Escape")
    page.locator(".results .open").nth(1).click()
    expect(page.locator("dialog.product h2")).to_be_visible()
    assert page.evaluate(POOR_CONTRAST) == []
    page.keyboard.press("Escape")
    for tab, part in (("Compare", ".legs li.all"), ("Catalogue", ".numbers")):
        page.get_by_role("button", name=tab).click()
        expect(page.locator(part).first).to_be_visible()
        assert page.evaluate(sideways) <= 0
        assert page.evaluate(POOR_CONTRAST) == []
    context.close()


def delayed(route: Route) -> None:
    time.sleep(0.3)
    route.continue_()


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_moves_when_an_answer_comes(browser: Browser, page_url: str, width: int) -> None:
    context = visit(browser, width=width, scheme="light")
    page = opened(context, page_url)
    page.route("**/component_server**", delayed)
    page.locator("input[name=text]").fill("red dresses under 2000")
    page.locator("input[name=text]").press("Enter")
    expect(page.locator(".results .skeleton").first).to_be_visible()
    page.wait_for_timeout(100)  # the page of the start has made room
    page.evaluate(SHIFTS)
    settled(page)
    understood = page.locator(".understood")
    expect(understood).not_to_have_count(0)

    for words, read in (("number", False), ("blue bags for women", True), ("season", False)):
        search(page, words)
        assert (understood.count() > 0) is read
    if width > 860:  # on a phone the filters lie over the results
        page.get_by_role("checkbox", name="Green").first.check()
        settled(page)
        page.get_by_role("button", name="Remove the filter Green").click()
        settled(page)
    page.wait_for_timeout(200)  # what has moved is reported with the next frames

    assert page.evaluate("window.shifts") == []
    context.close()


def test_dark_mode_follows_the_system(browser: Browser, page_url: str) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        context = visit(browser, width=1024, scheme=scheme)
        page = opened(context, page_url)
        ground = "getComputedStyle(document.querySelector('.shop')).backgroundColor"
        grounds.append(page.evaluate(ground))
        context.close()

    assert grounds == ["rgb(250, 248, 245)", "rgb(22, 20, 22)"]


def test_on_a_phone_the_filters_open_over_the_results(browser: Browser, page_url: str) -> None:
    context = visit(browser, width=390, scheme="light")
    page = opened(context, page_url)
    search(page, "shirts")
    expect(page.locator(".side")).to_be_hidden()

    page.get_by_role("button", name="Filters").click()
    page.get_by_role("group", name="Base colour").get_by_role("checkbox", name="Green").check()
    settled(page)
    page.get_by_role("button", name="Show 18 products").click()

    expect(page.locator(".side")).to_be_hidden()
    expect(page.locator(".results .card")).to_have_count(18)
    expect(page.locator(".open-filters .picked")).to_have_text("1")
    context.close()


def test_the_search_bar_stays_in_sight(page: Page) -> None:
    search(page, "shirts")
    page.evaluate("window.scrollTo(0, 700)")

    expect(page.locator("input[name=text]")).to_be_in_viewport()


def test_the_whole_way_can_be_gone_by_keyboard(page: Page) -> None:
    page.locator("input[name=text]").focus()
    page.keyboard.type("yellow bags")
    page.keyboard.press("Enter")
    settled(page)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.results .open')"):
            break
    page.keyboard.press("Enter")

    title = page.locator(".results .title").first.inner_text()
    expect(page.locator("dialog.product h2")).to_have_text(title)
