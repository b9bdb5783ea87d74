from collections.abc import Sequence

from finetune.queries.brands import infer_brands
from finetune.queries.products import JudgedProduct

SHOP = [
    *["Peter England Men Blue Shirt", "Peter England Women Check Top"] * 4,
    *["Turtle Check Men Shirt", "Turtle Plain Men Shirt"] * 4,
    *["United Colors of Benetton Women Top"] * 6,
    *["Reid & Taylor Men Tie"] * 6,
    *["Red Rose Nightdress"] * 6,
    *[f"Maker{n} Check Shirt" for n in range(9)],
    "Handloom Saree",
    None,
]
ATTRIBUTES = [{"gender": "Men", "colour": "Blue"}, {"gender": "Women", "colour": "Rose"}] * 5


def brands_of(*titles: str | None) -> list[str | None]:
    return infer_brands([*titles, *SHOP], ATTRIBUTES)[: len(titles)]


def test_a_brand_grows_by_the_words_that_belong_to_it() -> None:
    assert brands_of("Peter England Men Shirt", "United Colors of Benetton Women Skirt") == [
        "Peter England",
        "United Colors of Benetton",
    ]
    assert brands_of("Reid & Taylor Men Socks") == ["Reid & Taylor"]


def test_a_word_of_many_brands_ends_the_brand() -> None:
    assert brands_of("Turtle Check Men Shirt") == ["Turtle"]


def test_attribute_words_end_a_brand_unless_they_are_its_own() -> None:
    assert brands_of("Turtle Men Blue Shirt", "Red Rose Robe") == ["Turtle", "Red Rose"]


def test_a_beginning_of_few_names_is_no_brand() -> None:
    assert brands_of("Handloom Saree", None, "") == [None, None, None]


def test_spellings_of_one_brand_are_one() -> None:
    assert brands_of("PETER ENGLAND Men Shirt", "peter england Women Top") == [
        "PETER ENGLAND",
        "PETER ENGLAND",
    ]


def test_brands_of_the_public_catalogue_are_found(catalogue: Sequence[JudgedProduct]) -> None:
    brands = {product.attributes.get("brand") for product in catalogue}
    assert {
        "Nike",
        "Puma",
        "Peter England",
        "United Colors of Benetton",
        "French Connection",
        "Gini and Jony",
        "Lino Perros",
        "Turtle",
    } <= brands
    named = sum("brand" in product.attributes for product in catalogue)
    assert named >= 0.95 * len(catalogue)
