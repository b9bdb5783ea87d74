import re
from html.parser import HTMLParser
from typing import Any

import pytest

from ui.answers import (
    AttributeReason,
    FacetCount,
    Facets,
    Hit,
    Info,
    LegScore,
    Product,
    ProductAnswer,
    Rejected,
    RejectedRow,
    SearchAnswer,
    Suggestion,
    Tag,
    Understood,
)
from ui.page.notices import Notice
from ui.page.showing import filtering, render
from ui.page.showing.comparing import compare
from ui.page.window import Range, Tile, main_facet

NASTY = "<img src=x onerror=alert(1)>\"'{{7*7}}${alert(1)}`"


class Tags(HTMLParser):
    """Collects (tag, attributes) of everything that is an element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def hit(product_id: str = "1", **changes: Any) -> Hit:
    product = Product("Red dress", "Long", "Acme", 1299.0, {"gender": "Women"})
    values: dict[str, Any] = {
        "id": product_id,
        "rank": 1,
        "score": 0.5,
        "match": 0.91,
        "has_picture": True,
        "product": product,
        "explain": {},
    }
    return Hit(**(values | changes))


def filters(facets: Facets, chosen: dict[str, list[Any]]) -> str:
    return render.filters(filtering.groups(facets, chosen, main=main_facet(facets)), [])


def test_a_card_shows_title_brand_price_match_and_picture() -> None:
    card = Tags(render.cards([hit("a/b c")]))

    assert card.named("img")[0]["src"] == "picture?id=a/b%20c&size=card"
    assert card.named("img")[0]["alt"] == "Red dress"
    assert "aria-label" not in card.named("button")[0]  # the picture's text and the facts name it
    assert card.named("span")[1]["aria-hidden"] == "true"
    for shown in ("Red dress", "Acme", "1,299", "91% match"):
        assert shown in card.text


def test_a_card_without_a_match_has_no_badge() -> None:
    assert "badge" not in render.cards([hit(match=None)])


def test_a_card_of_a_bare_product_still_has_a_name_and_a_place() -> None:
    bare = Product(None, None, None, None, {})

    card = Tags(render.cards([hit("77", product=bare, has_picture=False)]))

    assert card.named("img") == []
    assert "No picture" in card.text
    assert "Product 77" in card.text


def nasty_places() -> dict[str, str]:
    product = Product(NASTY, NASTY, NASTY, 1.0, {NASTY: NASTY, "tags": (NASTY,)})
    found = SearchAnswer(
        NASTY, "dense", False, 1, None, {}, (hit(NASTY, product=product),), {},
        Understood({}, None), (NASTY,),
    )  # fmt: skip
    rejected = Rejected(7, (RejectedRow(3, NASTY, NASTY, NASTY),))
    model = {"name": NASTY, "digest": NASTY}
    info = Info(NASTY, model, NASTY, NASTY, NASTY, 1, 1, {NASTY: 0.5}, rejected, (), {})
    return {
        "remarks": render.remarks(found),
        "cards": render.cards([hit(NASTY, product=product)]),
        "filters": filters({NASTY: (FacetCount(NASTY, 1), FacetCount("b", 1))}, {}),
        "product": render.product(ProductAnswer(NASTY, True, product), None, [], {NASTY: ()}),
        "tiles": render.tiles([Tile(NASTY, FacetCount(NASTY, 1), NASTY)]),
        "notice": render.notice(Notice(NASTY, NASTY, "retry", NASTY, NASTY)),
        "understood": render.understood(Understood({NASTY: NASTY}, NASTY)),
        "suggestions": render.suggestions([Suggestion(NASTY, NASTY, 1)], "<img"),
        "tags": render.tags({NASTY: (Tag(NASTY, 0.9),)}, {NASTY: ()}),
        "comparison": render.comparison(compare({"dense": found, "lexical": NASTY})),
        "catalogue": render.catalogue(info, {NASTY: (FacetCount(NASTY, 1),)}, {NASTY: Range(1, 2)}),
    }


@pytest.mark.parametrize("place", sorted(nasty_places()))
def test_text_of_the_catalogue_is_text_wherever_it_is_shown(place: str) -> None:
    tags = Tags(nasty_places()[place])

    assert all("onerror" not in attributes for _, attributes in tags.found)
    assert all(image.get("src", "") != "x" for image in tags.named("img"))
    assert NASTY in tags.text


def test_filters_show_names_counts_and_what_is_chosen() -> None:
    facets = {"baseColour": (FacetCount("Red", 1200), FacetCount("Blue", 3))}

    tags = Tags(filters(facets, {"baseColour": ["Blue"]}))

    boxes = tags.named("input")
    assert [(box["value"], "checked" in box) for box in boxes] == [
        ('"Blue"', True),
        ('"Red"', False),
    ]
    assert "Base colour" in tags.text
    assert "1,200" in tags.text


def test_a_chosen_value_that_nothing_has_any_more_can_still_be_taken_back() -> None:
    tags = Tags(filters({"gender": (FacetCount("Men", 4),)}, {"gender": ["Women"]}))

    assert [box["value"] for box in tags.named("input")] == ['"Women"', '"Men"']


def test_the_facet_of_kinds_comes_first() -> None:
    two = (FacetCount("a", 1), FacetCount("b", 1))

    html = filters({"brand": two, "articleType": two, "gender": two}, {})

    names = [box["name"] for box in Tags(html).named("input")]
    assert names == ["articleType"] * 2 + ["brand"] * 2 + ["gender"] * 2


def test_a_facet_with_one_value_filters_nothing_and_is_left_out() -> None:
    assert filters({"gender": (FacetCount("Men", 4),)}, {}).strip() == ""


def test_true_and_one_are_different_values() -> None:
    facets = {"flag": (FacetCount(True, 2), FacetCount(False, 2)), "n": (FacetCount(1, 2),)}

    boxes = Tags(filters(facets, {"flag": [True], "n": [1]})).named("input")

    assert [(box["value"], "checked" in box) for box in boxes] == [
        ("true", True),
        ("false", False),
        ("1", True),
    ]


def test_a_long_facet_folds_what_is_rare() -> None:
    facets = {"type": tuple(FacetCount(f"t{number}", 1) for number in range(40))}

    tags = Tags(filters(facets, {}))

    assert f"{40 - filtering.VALUES_SHOWN} more" in tags.text
    assert len(tags.named("input")) == 40


def test_attributes_that_are_facets_lead_to_a_search() -> None:
    product = Product("T", None, None, None, {"gender": "Women", "fabric": "Silk"})
    alike = SearchAnswer(
        "q", "dense", False, 1, None, {}, (hit("2"),), {}, Understood({}, None), ()
    )

    tags = Tags(render.product(ProductAnswer("1", True, product), alike, [], {"gender": ()}))

    leads = [button for button in tags.named("button") if "data-field" in button]
    assert [(lead["data-field"], lead["data-value"]) for lead in leads] == [("gender", '"Women"')]
    assert "Silk" in tags.text
    assert "More like this" in tags.text


def test_the_page_holds_nothing_that_gradios_template_would_evaluate() -> None:
    page = render.page()

    for mark in ("\\", "`", "${", "{{"):
        assert mark not in page


def test_everything_that_can_be_clicked_has_a_name() -> None:
    for button in re.findall(r"<button.*?</button>", render.page(), re.DOTALL):
        tags = Tags(button)
        assert tags.text.strip() or tags.named("button")[0].get("aria-label"), button


def test_a_card_says_why_it_is_there_when_asked() -> None:
    attributes = (AttributeReason("baseColour", "Red", "Maroon", "near"),)
    card = Tags(render.cards([hit(attributes=attributes, explain={"dense": LegScore(0.3, 4)})]))

    badge = next(button for button in card.named("button") if button.get("data-do") == "why")
    assert badge["aria-expanded"] == "false"
    assert "Very likely what you meant" in (badge["title"] or "")
    for said in ("Base colour near: asked Red, is Maroon", "By look: place 4"):
        assert said in card.text


def test_colours_are_their_own_checkboxes_and_come_right_behind_the_kinds() -> None:
    two = (FacetCount("Red", 1), FacetCount("Navy Blue", 1))

    boxes = Tags(filters({"brand": two, "articleType": two, "colour": two}, {})).named("input")

    assert [box["name"] for box in boxes[::2]] == ["articleType", "colour", "brand"]
    assert [("style" in box) for box in boxes] == [False, False, True, True, False, False]


def test_of_several_facets_that_say_the_kind_the_finest_that_is_sure_is_a_tag() -> None:
    facets = {
        "masterCategory": (FacetCount("Apparel", 9), FacetCount("Shoes", 1)),
        "articleType": tuple(FacetCount(f"t{number}", 1) for number in range(5)),
        "gender": (FacetCount("Men", 1), FacetCount("Women", 1)),
    }
    found = {name: (Tag(str(values[0].value), 0.8),) for name, values in facets.items()}

    assert "Apparel" not in render.tags(found, facets)
    unsure = found | {"articleType": (Tag("t0", 0.1),)}
    assert "Apparel" in render.tags(unsure, facets)


def test_words_to_try_name_a_colour_that_a_product_of_the_kind_has() -> None:
    tiles = [
        Tile("type", FacetCount("Belts", 4), "a", "b", frozenset(("ink", "her"))),
        Tile("type", FacetCount("Bags", 3), "c", "d", frozenset(("moss", "him"))),
        Tile("type", FacetCount("Ties", 2), "e", "f", frozenset(("him",))),
    ]
    facets = {"shade": (FacetCount("Ink", 9), FacetCount("Moss", 5))}
    facets |= {"colour": facets["shade"]}
    words = [b["data-example"] for b in Tags(render.word_examples(tiles, facets)).named("button")]
    assert words[::2] == ["ink belts", "bags", "ties"]


def test_no_picture_example_asks_for_the_colour_that_it_has() -> None:
    red = frozenset(("red", "women"))
    tiles = [Tile("type", FacetCount(f"t{n}", 1), f"a{n}", f"b{n}", red) for n in range(4)]
    facets = {"colour": (FacetCount("Red", 9), FacetCount("Teal", 5))}

    buttons = Tags(render.picture_examples(tiles, facets)).named("button")

    assert [b["data-words"] for b in buttons] == ["", "but in teal"] * 2


def test_picture_examples_are_of_the_catalogue_and_change_its_colours() -> None:
    tiles = [Tile("type", FacetCount(f"t{n}", 1), f"a{n}", f"b{n}") for n in range(8)]
    facets = {"colour": (FacetCount("Black", 9), FacetCount("Teal", 5), FacetCount("Odd", 1))}

    buttons = Tags(render.picture_examples(tiles, facets)).named("button")

    assert [b["data-of"] for b in buttons] == [f"b{n}" for n in range(6)]
    assert [b["data-words"] for b in buttons] == ["", "but in teal"] * 3
