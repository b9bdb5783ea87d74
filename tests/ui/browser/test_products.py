import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import search, settled

pytestmark = pytest.mark.browser


def open_first(page: Page) -> str:
    """Open the first result, and return its title."""
    first = page.locator(".results .open").first
    title = first.locator(".title").inner_text()
    first.click()
    expect(page.locator("dialog.product h2")).to_have_text(title)
    return title


def test_a_card_opens_the_product_with_attributes_and_more_like_it(page: Page) -> None:
    search(page, "green bags")

    open_first(page)

    dialog = page.locator("dialog.product")
    expect(dialog.locator("dl")).to_contain_text("Base colour")
    expect(dialog.locator("dl")).to_contain_text("Green")
    expect(dialog.locator(".price")).not_to_have_count(0)
    expect(dialog.get_by_role("heading", name="More like this")).to_be_visible()
    own = page.locator(".results [data-product]").first.get_attribute("data-product")
    alike = dialog.locator(".alike [data-product]")
    expect(alike).to_have_count(12)
    assert own not in alike.evaluate_all("cards => cards.map(card => card.dataset.product)")
    page.wait_for_function("document.querySelector('.frame.large img').naturalWidth === 300")


def test_the_way_back_passes_every_product_and_ends_where_it_began(page: Page) -> None:
    search(page, "green bags")
    page.locator(".results .open").nth(14).click()
    scrolled = page.evaluate("window.scrollY")
    assert scrolled > 0
    dialog = page.locator("dialog.product")
    expect(dialog.locator("h2")).to_be_visible()
    first = dialog.locator("h2").inner_text()
    dialog.locator(".alike .open").first.click()
    expect(dialog.locator("h2")).not_to_have_text(first)

    page.get_by_role("button", name="Back", exact=True).click()
    expect(dialog.locator("h2")).to_have_text(first)
    page.get_by_role("button", name="Back to results").click()

    expect(dialog).to_be_hidden()
    assert page.evaluate("window.scrollY") == scrolled
    expect(page.locator("input[name=text]")).to_have_value("green bags")


def test_the_browsers_own_back_button_closes_the_product(page: Page) -> None:
    search(page, "green bags")
    open_first(page)

    page.go_back()

    expect(page.locator("dialog.product")).to_be_hidden()
    expect(page.locator(".results .card")).to_have_count(24)


def test_escape_closes_the_product_and_focus_returns_to_its_card(page: Page) -> None:
    search(page, "green bags")
    page.locator(".results .open").nth(2).focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog.product h2")).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.locator("dialog.product")).to_be_hidden()
    expect(page.locator(".results .open").nth(2)).to_be_focused()


def test_an_attribute_leads_to_everything_that_has_it(page: Page) -> None:
    search(page, "green bags")
    open_first(page)

    page.locator("dialog.product dl").get_by_role("button", name="Green").click()
    settled(page)

    expect(page.locator("dialog.product")).to_be_hidden()
    expect(page.locator(".summary")).to_have_text(re.compile("^18 products"))
    expect(page.locator(".chosen")).to_have_text("Green")


def test_an_id_that_a_url_must_quote_opens_and_shows_its_picture(page: Page) -> None:
    search(page, "red bags number 8")
    page.locator('.results [data-product="odd/id 50%?#"]').click()

    expect(page.locator("dialog.product dl")).to_contain_text("odd/id 50%?#")
    page.wait_for_function("document.querySelector('.frame.large img').naturalWidth === 300")
