"""Attributes under the names that captions know."""

from finetune.training.data.product import canonical_attributes


def test_names_of_other_catalogues_are_understood() -> None:
    given = {"Color": "Red", "product_type": "Dress", "Sex": "Women", "fabric": ("Cotton", "Silk")}
    assert canonical_attributes(given) == {
        "baseColour": "Red",
        "articleType": "Dress",
        "gender": "Women",
        "material": "Cotton",
    }


def test_the_first_spelling_of_an_attribute_wins() -> None:
    assert canonical_attributes({"baseColour": "Navy", "color": "Blue"}) == {"baseColour": "Navy"}


def test_a_category_stands_in_for_a_missing_type_only() -> None:
    assert canonical_attributes({"category": "Dresses"}) == {"articleType": "Dresses"}
    both = {"category": "Apparel", "articleType": "Kurtas"}
    assert canonical_attributes(both) == {"articleType": "Kurtas"}


def test_what_captions_cannot_say_is_left_out() -> None:
    assert canonical_attributes({"year": 2012, "rating": 4.5, "gender": " ", "usage": ()}) == {}
