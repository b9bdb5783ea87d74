"""Typing with suggestions, refining what was found, and taking it back."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import go, search, settled

pytestmark = pytest.mark.browser


def prices(page: Page) -> list[int]:
    said = page.locator(".results .price").all_inner_texts()
    return [int(price.replace(",", "")) for price in said]


def test_suggestions_are_chosen_with_the_keys_and_with_the_mouse(page: Page) -> None:
    bar = page.locator("input[name=text]")
    options = page.locator(".suggestions:not([hidden]) [role=option]")
    bar.press_sequentially("gree")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    first = options.first.get_attribute("data-text")
    expect(bar).to_have_value(first or "")
    page.keyboard.press("Enter")
    settled(page)
    expect(options).to_have_count(0)
    expect(page.locator(".results .title").first).to_contain_text("Green")

    bar.fill("")
    bar.press_sequentially("yell")
    expect(options.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(bar).to_have_value("yell")
    bar.press_sequentially("o")
    options.first.click()
    settled(page)
    expect(page.locator(".results .title").first).to_contain_text("Yellow")


def test_the_price_slider_bounds_the_price_and_its_chip_takes_it_back(page: Page) -> None:
    search(page, "shirts")
    low, high = page.locator(".range input.low"), page.locator(".range input.high")
    outputs = page.locator(".range output")
    expect(outputs).to_have_text(["499", "2,274"])

    for _ in range(30):
        high.press("ArrowLeft")
    settled(page)
    low.press("ArrowRight")
    chip = page.get_by_role("button", name="Remove the filter price")
    expect(chip).to_have_text(re.compile(r"^5\d\d to 1,[567]00$"))
    settled(page)

    most = int(outputs.nth(1).inner_text().replace(",", ""))
    assert prices(page)
    assert max(prices(page)) <= most
    expect(low).to_be_focused()
    assert "r.price=" in page.url
    chip.click()
    settled(page)
    expect(outputs).to_have_text(["499", "2,274"])
    assert "r.price" not in page.url


def test_results_are_sorted_by_price(page: Page) -> None:
    search(page, "bags")

    page.get_by_label("Sort by").select_option(label="Price, low to high")
    expect(page.locator(".results .price").first).to_have_text(re.compile(r"^(499|5\d\d|6\d\d)$"))
    settled(page)

    assert prices(page) == sorted(prices(page))
    page.reload()
    settled(page)
    expect(page.get_by_label("Sort by")).to_have_value("price")


def test_what_was_understood_is_shown_and_one_reading_is_taken_back(page: Page) -> None:
    search(page, "green bags for women under 1500")
    understood = page.locator(".understanding .understood")
    expect(understood.filter(has_text="Women")).to_be_visible()
    expect(understood.filter(has_text="up to 1,500")).to_be_visible()

    page.get_by_role("button", name="Understood gender: Women").click()
    settled(page)

    expect(page.locator(".understanding")).to_be_empty()
    chosen = page.locator(".chosen")
    expect(chosen).to_contain_text("Green")
    expect(chosen).to_contain_text("up to 1,500")
    expect(chosen).not_to_contain_text("Women")
    assert "understand=no" in page.url
    search(page, "red bags for women")  # new words are read anew
    expect(understood.filter(has_text="Women")).to_be_visible()


def test_a_typing_error_is_corrected_and_can_be_meant(page: Page) -> None:
    search(page, "yelow shrits")
    corrected = page.locator(".corrected")
    expect(corrected).to_contain_text("yellow shirts")

    corrected.get_by_role("button").click()
    settled(page)

    expect(page.locator(".corrected")).to_have_count(0)
    expect(page.locator("input[name=text]")).to_have_value("yelow shrits")


def test_variety_and_the_mode_are_part_of_the_search(page: Page) -> None:
    search(page, "blue shirts")
    before = page.locator(".results .title").all_inner_texts()
    page.get_by_text("Options").click()

    variety = page.get_by_role("slider", name="Variety")
    variety.focus()
    variety.press("End")
    expect(page.locator(".slide output")).to_have_text("most")
    page.wait_for_url("**variety=0.9**")
    settled(page)

    assert page.locator(".results .title").all_inner_texts() != before
    page.keyboard.press("Escape")
    expect(page.get_by_role("radio", name="By the exact words")).to_be_hidden()


def test_a_colour_is_picked_by_its_swatch(page: Page) -> None:
    search(page, "bags")
    red = page.get_by_role("group", name="Base colour").get_by_role("checkbox", name="Red")
    assert "191, 45, 51" in red.evaluate("one => getComputedStyle(one).backgroundColor")

    red.check()
    settled(page)

    assert all(t.startswith("Red") for t in page.locator(".results .title").all_inner_texts())


def test_a_shared_link_brings_the_same_search(page: Page) -> None:
    search(page, "shirts")
    page.get_by_role("group", name="Base colour").get_by_role("checkbox", name="Blue").check()
    page.wait_for_url("**f.baseColour=Blue**")
    settled(page)
    page.get_by_text("Options").click()
    page.get_by_role("button", name="Copy a link").click()
    expect(page.locator(".toast")).to_contain_text("clipboard")
    link = page.evaluate("navigator.clipboard.readText()")
    titles = page.locator(".results .title").all_inner_texts()

    page.goto("about:blank")
    page.goto(link)
    settled(page)

    assert page.locator(".results .title").all_inner_texts() == titles
    expect(page.locator("input[name=text]")).to_have_value("shirts")
    expect(page.locator(".chosen")).to_have_text("Blue")


def test_the_browsers_back_and_forward_go_from_search_to_search(page: Page) -> None:
    search(page, "red bags")
    search(page, "blue shirts")
    page.go_back()
    expect(page.locator("input[name=text]")).to_have_value("red bags")
    expect(page.locator(".results .title").first).to_contain_text("Red Bags")
    page.go_back()
    expect(page.locator(".tile").first).to_be_visible()
    expect(page.locator(".found")).to_be_hidden()
    page.go_forward()
    expect(page.locator("input[name=text]")).to_have_value("red bags")


@pytest.mark.parametrize(
    "query",
    [
        "f.gender=%FF&r.price=..&r.price=a..b&region=1,2&variety=x&sort=%22&mode=magic&like=nobody",
        "f.unheard=1&q=red",
        "picture=gone&region=0.1,0.1,0.5,0.5&q=red",
        "of=nobody&q=red",
        "product=nobody",
    ],
)
def test_a_broken_link_is_said_and_not_a_broken_page(page: Page, query: str) -> None:
    page.goto(page.url.partition("?")[0] + "?" + query)

    said = page.locator(".notice, .toast:not([hidden]), .results .card:not(.skeleton)")
    expect(said.first).to_be_visible()
    if page.locator("dialog.product").is_visible():
        page.keyboard.press("Escape")
    search(page, "yellow bags")  # and the page still works


def test_one_look_once_is_asked_for_and_remembered(page: Page) -> None:
    go(page, q="shirts", look="once")

    page.get_by_text("Options").click()
    expect(page.get_by_role("checkbox", name="One look once")).to_be_checked()
