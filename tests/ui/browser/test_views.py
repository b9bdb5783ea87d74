"""The views beside the search, and what steers it: comparison, catalogue, ratings, theme."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import search, settled

pytestmark = pytest.mark.browser


def test_the_same_search_is_compared_three_ways_with_the_differences_marked(page: Page) -> None:
    search(page, "yellow bags")
    page.get_by_role("button", name="Compare").click()
    legs = page.locator(".leg")
    expect(legs.locator("li[data-id]")).to_have_count(30)

    names = legs.locator("h2").all_inner_texts()
    assert names == ["Vectors", "BM25", "Hybrid"]
    words = page.get_by_role("region", name="BM25").locator("li")
    expect(words.first).to_contain_text("Yellow Bags")
    for leg in legs.all():
        for row in leg.locator("li").all()[:4]:
            found = page.locator(f'.leg li[data-id="{row.get_attribute("data-id")}"]').count()
            assert row.get_attribute("class") == {1: "only", 2: "some", 3: "all"}[found]
    assert "tab=compare" in page.url

    words.first.locator("button").hover()
    expect(page.locator(".leg li.lit").first).to_be_visible()
    search_bar = page.locator("input[name=text]")
    search_bar.fill("green shirts")
    search_bar.press("Enter")
    expect(words.first).to_contain_text("Green Shirts")
    page.go_back()
    expect(words.first).to_contain_text("Yellow Bags")
    words.first.locator("button").click()
    expect(page.locator("dialog.product h2")).to_contain_text("Yellow Bags")


def test_nothing_to_compare_offers_examples(page: Page) -> None:
    page.get_by_role("button", name="Compare").click()

    page.get_by_role("button", name="red dress", exact=True).last.click()

    expect(page.locator(".leg li[data-id]").first).to_be_visible()
    expect(page.locator("input[name=text]")).to_have_value("red dress")


def test_the_catalogue_is_described_and_its_values_lead_to_their_products(page: Page) -> None:
    page.get_by_role("button", name="Catalogue").click()
    view = page.locator(".catalogue-view")
    expect(view).to_contain_text("72")
    expect(view).to_contain_text("gen-000001")
    expect(view).to_contain_text("499 to 2,274")

    view.get_by_role("button", name="Corvo").click()
    settled(page)

    expect(page.locator(".summary")).to_contain_text("23 products")
    page.go_back()
    expect(view.locator(".numbers")).to_be_visible()


def test_thumbs_steer_the_next_search_and_are_kept_for_training(page: Page, data: Path) -> None:
    search(page, "green bags")
    liked = page.locator(".results .open").nth(1)
    disliked = page.locator(".results .open").nth(2)
    ids = [card.get_attribute("data-product") for card in (liked, disliked)]
    disliked.click()
    page.get_by_role("button", name="Not for me").click()
    expect(page.get_by_role("button", name="Not for me")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Back to results").click()
    settled(page)
    page.locator(f'.results [data-product="{ids[0]}"]').click()
    page.get_by_role("button", name="Like it").click()
    page.get_by_role("button", name="Back to results").click()
    settled(page)

    found = page.locator(".results [data-product]").evaluate_all(
        "cards => cards.map(card => card.dataset.product)"
    )
    assert not set(ids) & set(found)  # the search is steered by them, and shows others
    expect(page.locator(".chip.rated")).to_have_text(["More like", "Less like"])
    assert f"like={ids[0]}" in page.url
    kept = [json.loads(line) for path in data.rglob("*.jsonl") if "feedback" in str(path)
            for line in path.read_text().splitlines()]  # fmt: skip
    rated = {(one["event"], one["product_id"]) for one in kept}
    assert {("like", ids[0]), ("dislike", ids[1]), ("click", ids[1])} <= rated

    page.get_by_role("button", name="Forget that you want less").click()
    settled(page)
    expect(page.locator(".chip.rated")).to_have_count(1)


def test_the_theme_is_switched_and_remembered(page: Page) -> None:
    ground = "getComputedStyle(document.querySelector('.shop')).backgroundColor"
    assert page.evaluate(ground) == "rgb(250, 248, 245)"

    page.get_by_role("button", name="Light or dark").click()

    assert page.evaluate(ground) == "rgb(22, 20, 22)"
    page.reload()
    expect(page.locator(".tile").first).to_be_visible()
    assert page.evaluate(ground) == "rgb(22, 20, 22)"
