import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .conftest import by_words, opened, search, settled
from .drawn import MARKUP

pytestmark = pytest.mark.browser


def titles(page: Page) -> list[str]:
    return page.locator(".results .card .title").all_inner_texts()


def test_words_and_enter_bring_cards_with_pictures_prices_and_matches(page: Page) -> None:
    search(page, "yellow bags")

    first = page.locator(".results .card").first
    assert titles(page)[0].startswith("Yellow Bags")
    expect(page.locator(".results .card")).to_have_count(24)
    expect(first.locator(".badge")).to_have_text(re.compile(r"^\d+% match$"))
    expect(first.locator(".price")).to_have_text(re.compile(r"^[\d,]+$"))
    expect(first.locator(".brand")).not_to_be_empty()
    page.wait_for_function("document.querySelector('.results img').naturalWidth === 300")


def test_an_example_is_searched_with_a_click(page: Page) -> None:
    expect(page.locator(".tile").first).to_be_visible()
    # The catalogue's own words come with the tiles: a colour and a kind.
    example = page.locator(".examples .chip").first
    colour, _, kind = example.inner_text().partition(" ")
    example.click()
    settled(page)

    expect(page.locator("input[name=text]")).to_have_value(f"{colour} {kind}")
    assert titles(page)[0].lower().startswith(colour)


def test_a_tile_of_the_window_opens_its_kind(page: Page) -> None:
    page.locator(".tile", has_text="Bags").click()
    settled(page)

    assert all(" Bags " in title for title in titles(page))
    expect(page.locator(".chosen")).to_have_text("Bags")


def test_the_wordmark_leads_back_to_the_start(page: Page) -> None:
    search(page, "shirts")

    page.get_by_role("button", name="Modiste, to the start page").click()

    expect(page.locator(".tile").first).to_be_visible()
    expect(page.locator("input[name=text]")).to_have_value("")
    expect(page.locator(".found")).to_be_hidden()


def test_filters_come_with_counts_narrow_at_once_and_are_taken_back(page: Page) -> None:
    search(page, "shirts")
    colour = page.get_by_role("group", name="Base colour")
    green = colour.get_by_role("checkbox", name="Green")
    expect(green).to_be_visible()
    count = int(colour.locator("label", has_text="Green").inner_text().split()[-1])
    assert count > 1

    green.check()
    settled(page)

    # What is relevant is counted; other green things follow behind it.
    assert page.locator(".results .card").count() >= count
    assert all(title.startswith("Green") for title in titles(page))
    expect(page.locator(".summary")).to_contain_text("18 products")
    expect(colour.get_by_role("checkbox", name="Green")).to_be_checked()
    expect(colour.get_by_role("checkbox", name="Green")).to_be_focused()

    page.get_by_role("button", name="Remove the filter Green").click()
    settled(page)

    expect(page.locator(".results .card")).to_have_count(24)
    expect(page.locator(".chosen li")).to_have_count(0)


def test_two_values_of_a_facet_widen_and_two_facets_narrow(page: Page) -> None:
    search(page, "shirts")
    colour = page.get_by_role("group", name="Base colour")
    colour.get_by_role("checkbox", name="Green").check()
    settled(page)
    colour.get_by_role("checkbox", name="Blue").check()
    settled(page)
    expect(page.locator(".summary")).to_contain_text("36 products")

    page.get_by_role("group", name="Article type").get_by_role("checkbox", name="Bags").check()
    settled(page)

    expect(page.locator(".summary")).to_contain_text("12 products")
    page.get_by_role("button", name="Clear all").click()
    settled(page)
    expect(page.locator(".chosen li")).to_have_count(0)


def test_show_more_adds_a_page_and_repeats_nothing(page: Page) -> None:
    search(page, "dresses")
    before = page.evaluate("window.scrollTo(0, 900), window.scrollY")

    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".results .card")).to_have_count(48)
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".results .card")).to_have_count(72)

    ids = page.locator(".results [data-product]").evaluate_all(
        "cards => cards.map(card => card.dataset.product)"
    )
    assert len(set(ids)) == 72
    expect(page.get_by_role("button", name="Show more")).to_be_hidden()
    assert page.evaluate("window.scrollY") >= before


def test_the_mode_is_chosen_and_scores_are_shown_on_demand(page: Page) -> None:
    search(page, "blue shirts")
    why = page.locator(".results .why")
    expect(why.first).to_be_hidden()
    page.locator(".results .badge").first.click()
    expect(why.first).to_be_visible()
    expect(why.first).to_contain_text("what you meant")

    page.get_by_text("Options").click()
    page.get_by_role("radio", name="By the exact words").check()
    settled(page)
    expect(page.locator(".summary")).to_contain_text("by the exact words")
    page.get_by_role("checkbox", name="Reasons").check()

    expect(why.nth(5)).to_be_visible()
    expect(why.first).to_contain_text("By words: place 1")
    expect(why.first).to_contain_text("“blue”, “shirts”")


def test_nothing_under_the_filters_is_said_and_repaired_with_a_click(page: Page) -> None:
    by_words(page, "invisible", f_gender="Men")

    expect(page.get_by_role("heading", name="Nothing passes these filters")).to_be_visible()
    page.get_by_role("button", name="Clear the filters").click()
    settled(page)

    expect(page.locator(".results .card")).to_have_count(1)


def test_an_empty_search_says_what_is_missing(page: Page) -> None:
    page.locator("input[name=text]").press("Enter")

    expect(page.get_by_role("alert")).to_have_text("Write a few words, or add a picture.")


def test_markup_of_the_catalogue_is_shown_as_text(page: Page) -> None:
    by_words(page, "bold")

    expect(page.locator(".results .brand").first).to_have_text(MARKUP)
    page.locator(".results .open").first.click()
    expect(page.locator("dialog.product .about .brand")).to_have_text(MARKUP)
    assert page.title() != "owned"


def test_words_that_look_like_markup_are_searched_as_words(page: Page) -> None:
    search(page, MARKUP)

    expect(page.locator("input[name=text]")).to_have_value(MARKUP)
    assert page.title() != "owned"


def test_a_product_without_a_picture_has_a_calm_place(page: Page) -> None:
    by_words(page, "invisible")

    first = page.locator(".results .card").first
    expect(first).to_contain_text("Invisible Yellow Dresses")
    expect(first).to_contain_text("No picture")


def test_the_mounted_page_does_the_same(context: BrowserContext, mounted_url: str) -> None:
    page = opened(context, mounted_url + "/ui")

    search(page, "red dresses")

    assert titles(page)[0].startswith("Red Dresses")
    page.wait_for_function("document.querySelector('.results img').naturalWidth === 300")
