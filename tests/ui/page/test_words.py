import pytest

from ui.answers import AttributeReason, Hit, LegScore, Product
from ui.page.showing import words


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("baseColour", "Base colour"),
        ("article_type", "Article type"),
        ("gender", "Gender"),
        ("sleeve-length", "Sleeve length"),
        ("EAN", "EAN"),
    ],
)
def test_a_field_is_said_as_words(name: str, said: str) -> None:
    assert words.label(name) == said


@pytest.mark.parametrize(
    ("amount", "said"), [(1299.0, "1,299"), (49.5, "49.50"), (0.0, "0"), (None, "")]
)
def test_a_price_is_said_without_a_currency(amount: float | None, said: str) -> None:
    assert words.price(amount) == said


@pytest.mark.parametrize(
    ("raw", "said"), [(True, "Yes"), (2012, "2012"), (1.5, "1.5"), (("new", "old"), "new, old")]
)
def test_a_value_is_said_plainly(raw: bool | float | tuple[str, ...], said: str) -> None:  # noqa: FBT001
    assert words.value(raw) == said


def test_a_match_is_said_in_percent_and_only_when_there_is_one() -> None:
    assert words.match(0.914) == "91% match"
    assert words.match(None) == ""


def test_reasons_name_each_leg_and_each_attribute() -> None:
    hit = Hit(
        id="1",
        rank=2,
        score=0.0312,
        match=None,
        has_picture=True,
        product=Product(None, None, None, None, {}),
        explain={"dense": LegScore(0.31, 4), "lexical": LegScore(9.7, None, ("red", "dress"))},
        attributes=(
            AttributeReason("baseColour", "red", "Maroon", "near"),
            AttributeReason("gender", "women", "Women", "same"),
            AttributeReason("season", "winter", None, "no"),
        ),
    )

    assert [(reason.kind, reason.text) for reason in words.reasons(hit)] == [
        ("near", "Base colour near: asked red, is Maroon"),
        ("same", "Gender: Women, as asked"),
        ("no", "Season: asked winter, not said"),
        ("leg", "By words: not among its first (9.7), has “red”, “dress”"),
        ("leg", "By look: place 4 (0.31)"),
        ("leg", "Score 0.0312, place 2"),
    ]


def test_a_leg_that_did_not_see_the_hit_is_no_reason() -> None:
    bare = Product(None, None, None, None, {})
    hit = Hit("1", 2, 0.5, None, False, bare, {"lexical": LegScore(0.0, None)})

    assert [reason.text for reason in words.reasons(hit)] == ["Score 0.5, place 2"]


def test_counts_are_said_in_the_right_number() -> None:
    assert words.count(1, "product", "products") == "1 product"
    assert words.count(2412, "product", "products") == "2,412 products"


@pytest.mark.parametrize(
    ("probability", "nearness", "meaning"),
    [
        (0.91, "strong", "Very likely what you meant (91 in 100)."),
        (0.3, "fair", "Perhaps what you meant (30 in 100)."),
        (0.02, "far", "Probably not what you meant (2 in 100)."),
        (
            None,
            "unknown",
            "How likely you meant this is not known for this kind of search.",
        ),
    ],
)
def test_a_match_says_what_it_means(probability: float | None, nearness: str, meaning: str) -> None:
    assert (words.nearness(probability), words.meaning(probability)) == (nearness, meaning)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("Women", "Women"),
        (["Red", "Maroon"], "Red or Maroon"),
        ({"gte": 500, "lte": 2000.0}, "500 to 2,000"),
        ({"lt": 99.5}, "up to 99.50"),
        ({"gt": 10}, "from 10"),
        ({"not": ["Red", "Blue"]}, "not Red or Blue"),
        ({"exists": True}, "any"),
        (None, "None"),
    ],
)
def test_what_is_asked_of_a_field_is_said_in_words(raw: object, said: str) -> None:
    assert words.wish(raw) == said
