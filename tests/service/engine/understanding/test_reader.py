import pytest

from service.engine.filters import Condition, Filters, parse_filters, plain_filters
from service.engine.query import FacetCount
from service.engine.thesaurus import bundled_thesaurus
from service.engine.understanding import Vocabulary, understand
from service.engine.understanding.prices import read_price

THESAURUS = bundled_thesaurus()


def facet(**counts: int) -> tuple[FacetCount, ...]:
    return tuple(FacetCount(value.replace("_", " "), count) for value, count in counts.items())


VOCABULARY = Vocabulary.of(
    {
        "sex": facet(Men=500, Women=400, Boys=20, Girls=20, Unisex=60),
        "kind": facet(
            Shirts=200, Dresses=90, Casual_Shoes=150, Sports_Shoes=100, Jeans=80, Sarees=70,
            Watches=60, Earrings=40, Track_Pants=30, Kurtas=80,
        ),
        "family": facet(Shoes=250, Topwear=300, Bottomwear=110, Jewellery=40, Saree=70, Dress=90),
        "shade": facet(Red=100, Maroon=20, Blue=200, Navy_Blue=90, Black=300, White=200),
        "worn": facet(Casual=700, Sports=120, Formal=100, Ethnic=80),
        "time": facet(Summer=500, Winter=300, Fall=200),
        "pattern": facet(Checked=40, Solid=300, Striped=50),
        "supplier": facet(A=10, B=990),
    },
    THESAURUS,
    cheap=100.0,
)  # fmt: skip


def asked(text: str) -> dict[str, tuple[object, ...]]:
    found = understand(text, VOCABULARY, THESAURUS, given=Filters())
    return {condition.field: condition.any_of for condition in found.soft.conditions}


def test_columns_are_recognised_by_their_values_not_their_names() -> None:
    assert VOCABULARY.fields == {
        "gender": ("sex",),
        "type": ("kind",),
        "category": ("family",),
        "colour": ("shade",),
        "usage": ("worn",),
        "pattern": ("pattern",),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("red dress", {"shade": ("Red",), "kind": ("Dresses",)}),
        ("burgundy frock", {"shade": ("Maroon",), "kind": ("Dresses",)}),
        (
            "Navy-blue check SHIRT",
            {"shade": ("Navy Blue",), "pattern": ("Checked",), "kind": ("Shirts",)},
        ),
        ("shoes for men", {"family": ("Shoes",), "sex": ("Men",)}),
        ("running shoes", {"kind": ("Sports Shoes",), "worn": ("Sports",)}),
        ("joggers", {"kind": ("Track Pants",)}),
        ("navy & blue shirt", {"shade": ("Navy Blue", "Blue"), "kind": ("Shirts",)}),
        ("for men red shirt", {"sex": ("Men",), "shade": ("Red",), "kind": ("Shirts",)}),
        ("dress in black", {"kind": ("Dresses",), "shade": ("Black",)}),
        ("shirt and jeans", {"kind": ("Shirts", "Jeans")}),
        ("something red", {"shade": ("Red",)}),
        ("formal shirt", {"worn": ("Formal",), "kind": ("Shirts",)}),
        ("something for the office", {"worn": ("Formal",)}),
    ],
)  # fmt: skip
def test_attributes_are_read_in_the_catalogues_own_values(
    text: str, expected: dict[str, tuple[str, ...]]
) -> None:
    assert asked(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("earrings to go with a red saree", {"kind": ("Earrings",)}),
        ("shirt not red", {"kind": ("Shirts",)}),
        ("watch without black", {"kind": ("Watches",)}),
        ("cozy winter look", {}),
        ("casual", {}),
        ("qwertz", {}),
        ("", {}),
    ],
)
def test_what_is_not_asked_of_the_product_itself_is_not_read(
    text: str, expected: dict[str, tuple[str, ...]]
) -> None:
    assert asked(text) == expected


def test_a_field_that_the_caller_filters_is_left_alone() -> None:
    given = parse_filters({"shade": "Blue", "price": {"lte": 10}})
    found = understand("red dress under 3000", VOCABULARY, THESAURUS, given=given)
    assert [c.field for c in found.soft.conditions] == ["kind"]
    assert not found.hard


def test_a_price_must_hold_and_is_no_word_to_search_by() -> None:
    found = understand("red nike shoes for men under 3000", VOCABULARY, THESAURUS, given=Filters())
    assert found.text == "red nike shoes for men"
    assert found.hard == Filters((Condition("price", lte=3000.0),))
    assert not found.unpriced


def test_a_catalogue_may_spell_its_values_in_its_own_way() -> None:
    own = Vocabulary.of({"kind": facet(Dress=5, Shirt=9, Bag=4)}, THESAURUS)
    found = understand("a frock", own, THESAURUS, given=Filters())
    assert found.soft.conditions == (Condition("kind", any_of=("Dress",)),)


@pytest.mark.parametrize(
    ("text", "gte", "lte"),
    [
        ("shoes under 3000", None, 3000),
        ("shoes below Rs. 1,500", None, 1500),
        ("shoes under ₹2k", None, 2000),
        ("2000 or less shoes", None, 2000),
        ("watch over 5000 rupees", 5000, None),
        ("watch 5000 and above", 5000, None),
        ("between 500 and 1,000", 500, 1000),
        ("kurta from rs 300 to rs 900", 300, 900),
        ("dress for over 18", None, None),
        ("501 jeans", None, None),
        ("under armour 2", None, None),
        ("skirt under €30", None, 30),
        ("skirt under 30€", None, 30),
        ("skirt under 30 euro", None, 30),
        ("skirt under $30", None, 30),
        ("skirt priced under 30", None, 30),
        ("skirt between 20 and 40 euros", 20, 40),
        ("a skirt of 25 pounds or less", None, 25),
        ("shoes under 3000 in red", None, 3000),
        ("perfume under 100 ml", None, None),
        ("for girls under 300 months", None, None),
        ("skirt under 30", None, None),
        ("under 2000", None, 2000),
        ("dress 20 to 40 dollars", 20, 40),
        ("dress $20-40", 20, 40),
        ("shoes 6 to 8", None, None),
        ("shoes uk 6-8", None, None),
        ("shirts < 1000", None, 1000),
        ("shirts >= 500", 500, None),
        ("dress 500-1500", 500, 1500),
        ("budget 2000, need formal shoes", None, 2000),
        ("shoes, 1500 budget", None, 1500),
        ("dress around 1500", 1200, 1800),
        ("a party around 8", None, None),
        ("I <3 dresses", None, None),
        ("looks of around 2000s", None, None),
        ("levis 501-505", None, None),
        ("coat of 1950-1960", None, None),
    ],
)
def test_prices_are_read(text: str, gte: float | None, lte: float | None) -> None:
    price = read_price(text)
    assert (price.gte, price.lte) == (gte, lte)


@pytest.mark.parametrize(
    ("text", "cheap", "lte"),
    [
        ("skirt under 30", 12.0, 30.0),
        ("skirt under 30", 400.0, None),
        ("toys for under 5", 12.0, None),
        ("skirt under 5 euros", 12.0, 5.0),
    ],
)
def test_a_small_number_is_a_price_where_products_cost_as_little(
    text: str, cheap: float, lte: float | None
) -> None:
    shop = Vocabulary.of({"kind": facet(Skirts=5)}, THESAURUS, cheap=cheap)
    found = understand(text, shop, THESAURUS, given=Filters())
    assert [one.lte for one in found.hard.conditions] == ([] if lte is None else [lte])


def test_a_price_is_cut_out_with_its_currency() -> None:
    assert read_price("a skirt under 30 euros for work").text == "a skirt for work"


def test_a_price_alone_is_all_that_is_asked() -> None:
    shop = Vocabulary.of({"kind": facet(Skirts=5)}, THESAURUS, cheap=12.0)
    found = understand("under 30 dollars", shop, THESAURUS, given=Filters())
    assert (found.text, found.hard.conditions) == ("", (Condition("price", lte=30.0),))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("cheap earrings", "earrings"),
        ("the best cheap red dress please", "the red dress"),
        ("nice", "nice"),
        ("best seller", "best seller"),
        ("my best friend's shirt", "my best friend's shirt"),
    ],
)
def test_praise_beside_what_was_read_is_left_out(text: str, left: str) -> None:
    found = understand(text, VOCABULARY, THESAURUS, given=Filters())
    assert found.text == left
    assert found.read >= set(text.split()) - set(left.split())


@pytest.mark.parametrize("text", ["wrap dress", "shirt dress", "slip dresses"])
def test_a_word_for_the_cut_of_a_dress_is_no_other_thing(text: str) -> None:
    assert asked(text) == {"kind": ("Dresses",)}


OWN = Vocabulary.of(
    {
        "Shade": facet(ink=6, moss=7, wine=3, Off_Ink=2, XL=1, Light_Blue=2, navy=2),
        "articleType": facet(Dresses=5, Handbags=6, Snood_Hoods=2),
        "supplier": facet(ink=3, Acme=9),
    },
    THESAURUS,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ink dress", {"Shade": ("ink",), "articleType": ("Dresses",)}),
        ("dress in off-ink", {"Shade": ("Off Ink",), "articleType": ("Dresses",)}),
        ("a snood hood", {"articleType": ("Snood Hoods",)}),
        ("blue dress", {"Shade": ("navy", "Light Blue"), "articleType": ("Dresses",)}),
        ("light blue dress", {"Shade": ("Light Blue",), "articleType": ("Dresses",)}),
        ("dress with ink", {"articleType": ("Dresses",)}),
        ("xl dress", {"articleType": ("Dresses",)}),
    ],
)
def test_a_catalogue_s_own_words_are_understood(
    text: str, expected: dict[str, tuple[object, ...]]
) -> None:
    found = understand(text, OWN, THESAURUS, given=Filters())
    assert {c.field: c.any_of for c in found.soft.conditions} == expected


KINDLESS = Vocabulary.of({"colour": facet(Red=5, Black=6)}, THESAURUS)


@pytest.mark.parametrize(
    ("text", "unplaced"),
    [("black dress", True), ("black", False), ("something black for a dress", False)],
)
def test_a_thing_that_no_field_can_say_is_known_to_be_so(*, text: str, unplaced: bool) -> None:
    assert understand(text, KINDLESS, THESAURUS, given=Filters()).unplaced is unplaced
    assert not understand(text, OWN, THESAURUS, given=Filters()).unplaced


@pytest.mark.parametrize(
    ("given", "hard"),
    [
        ({"gte": 500}, {"price": {"lte": 3000.0}}),
        ({"gt": 500}, {"price": {"lte": 3000.0}}),
        ({"lte": 900}, {}),
        ({"gte": 500, "lt": 900}, {}),
        (700, {}),
    ],
)
def test_words_bound_a_price_on_the_side_that_no_filter_does(
    given: object, hard: dict[str, object]
) -> None:
    filters = parse_filters({"price": given})
    found = understand("red dress under 3000", VOCABULARY, THESAURUS, given=filters)
    assert found.text == "red dress"
    assert plain_filters(found.hard) == hard


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a present for somebody who watches cricket all day", False),
        ("we watch every match", False),
        ("she watches over us", False),
        ("watches for her", True),
        ("I want watches", True),
        ("we want a watch", True),
    ],
)
def test_what_somebody_does_is_no_thing(text: str, *, read: bool) -> None:
    assert ("kind" in asked(text)) == read


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("outfit for a college girl", "Women"),
        ("girls' night, by the sea", "Women"),
        ("three days with the boys", "Men"),
        ("dress for girls", "Girls"),
        ("shirt for a boy", "Boys"),
    ],
)
def test_grown_up_girls_and_boys_are_no_children(text: str, sex: str) -> None:
    assert asked(text)["sex"] == (sex,)


def test_eyes_that_hurt_are_no_shelf() -> None:
    makeup = Vocabulary.of({"shelf": facet(Eyes=50, Lips=40, Eyewear=30)}, THESAURUS)

    def shelves(text: str) -> list[tuple[object, ...]]:
        found = understand(text, makeup, THESAURUS, given=Filters())
        return [condition.any_of for condition in found.soft.conditions]

    assert shelves("the sun hurts my eyes") == []
    assert shelves("smoky eyes") == [("Eyes",)]


@pytest.mark.parametrize(
    ("facets", "read"),
    [
        (
            {"master": facet(Footwear=90, Apparel=100), "family": facet(Shoes=60, Sandal=30)},
            "Footwear",
        ),
        ({"family": facet(Shoes=60, Sandal=30)}, "Shoes"),
    ],
)
def test_footwear_is_more_than_shoes_where_the_catalogue_says_so(
    facets: dict[str, tuple[FacetCount, ...]], read: str
) -> None:
    vocabulary = Vocabulary.of(facets, THESAURUS)
    found = understand("light footwear", vocabulary, THESAURUS, given=Filters())
    assert [condition.any_of for condition in found.soft.conditions] == [(read,)]


@pytest.mark.parametrize(
    ("text", "left", "unwanted"),
    [
        ("anything but black shoes", "shoes", {"shade": {"not": ["Black"]}}),
        ("not black", "", {"shade": {"not": ["Black"]}}),
        ("jeans not blue", "jeans", {"shade": {"not": ["Blue"]}}),
        ("party dress but not black", "party dress", {"shade": {"not": ["Black"]}}),
        (
            "shirt no checks or stripes please",
            "shirt",
            {"pattern": {"not": ["Checked", "Striped"]}},
        ),
        ("plain shirt, not striped", "plain shirt", {"pattern": {"not": ["Striped"]}}),
        (
            "something not too formal for dinner",
            "something for dinner",
            {"worn": {"not": ["Formal"]}},
        ),
        ("I don't want jeans", "", {"kind": {"not": ["Jeans"]}}),
        ("shirt not for men", "shirt", {"sex": {"not": ["Men"]}}),
        (
            "dress under 3000 not red",
            "dress",
            {"price": {"lte": 3000.0}, "shade": {"not": ["Red"]}},
        ),
        ("not too flashy watch for dad", "not too flashy watch for dad", {}),
        ("no work today", "no work today", {}),
        ("not sure what to wear", "not sure what to wear", {}),
        ("nothing but black", "nothing but black", {}),
        ("not only black shirts", "not only black shirts", {}),
    ],
)
def test_what_is_not_wanted_is_left_out(text: str, left: str, unwanted: dict[str, object]) -> None:
    found = understand(text, VOCABULARY, THESAURUS, given=Filters())
    assert (found.text, plain_filters(found.hard)) == (left, unwanted)


def test_what_no_value_says_is_something_to_stay_away_from() -> None:
    found = understand("no leather bag", VOCABULARY, THESAURUS, given=Filters())
    assert (found.text, found.away, found.hard) == ("bag", "leather", Filters())
    unsure = understand("shoes but no boots", VOCABULARY, THESAURUS, given=Filters())
    assert (unsure.text, unsure.away, unsure.hard) == ("shoes", "boots", Filters())
    alone = understand("no leather", VOCABULARY, THESAURUS, given=Filters())
    assert (alone.text, alone.away) == ("no leather", "")
    wished = understand("why not a red dress", VOCABULARY, THESAURUS, given=Filters())
    assert wished.hard == Filters()
    assert {one.field for one in wished.soft.conditions} == {"shade", "kind"}


@pytest.mark.parametrize(
    ("not_text", "excluded"),
    [("blue", {"shade": {"not": ["Blue"]}}), ("blue dress", {}), ("flashy", {}), ("", {})],
)
def test_words_apart_that_name_one_value_leave_it_out(
    not_text: str, excluded: dict[str, object]
) -> None:
    found = understand("jeans", VOCABULARY, THESAURUS, given=Filters(), not_text=not_text)
    assert plain_filters(found.hard) == excluded
    given = Filters((Condition("shade", any_of=("Blue",)),))
    kept = understand("jeans", VOCABULARY, THESAURUS, given=given, not_text=not_text)
    assert kept.hard == Filters()
