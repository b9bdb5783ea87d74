from pathlib import Path
from typing import Any

import pytest

from service.engine.product import Product
from service.engine.suggesting import Phrase, PhraseCounts, counting, read_phrases


def product(number: int, **changes: Any) -> Product:
    attributes = {"gender": "Men", "articleType": "Tshirts", "baseColour": "Navy Blue"}
    attributes |= changes.pop("attributes", {})
    title = changes.pop("title", f"Fab India Men Blue Tee {number}")
    return Product(id=str(number), title=title, attributes=attributes, **changes)


def counted(*products: Product) -> dict[str, Phrase]:
    counts = PhraseCounts()
    for one in products:
        counts.add(one)
    return {phrase.text: phrase for phrase in counts.phrases()}


def test_values_are_told_apart_by_what_they_are() -> None:
    found = counted(*(product(n) for n in range(6)))
    kinds = {text: phrase.kind for text, phrase in found.items() if phrase.kind != "title"}
    assert kinds == {
        "tshirts": "type",
        "navy blue": "colour",
        "Fab India": "brand",
        "navy blue tshirts": "query",
        "men's tshirts": "query",
        "Fab India tshirts": "query",
    }
    assert {found[text].count for text in kinds} == {6}


def test_columns_of_any_name_are_recognised_by_their_values() -> None:
    made = [
        Product(str(n), title="x", attributes={"Farbe": "Red", "Art": "Dresses"}) for n in range(3)
    ]
    assert {"red": "colour", "dresses": "type", "red dresses": "query"}.items() <= {
        text: phrase.kind for text, phrase in counted(*made).items()
    }.items()


def test_only_combinations_that_exist_are_offered_with_their_own_count() -> None:
    found = counted(
        product(1),
        product(2, attributes={"baseColour": "Red"}),
        product(3, attributes={"baseColour": "Red", "articleType": "Jeans"}),
    )
    assert found["red tshirts"].count == 1
    assert found["red jeans"].count == 1
    assert "navy blue jeans" not in found


def test_equal_titles_are_one_phrase() -> None:
    found = counted(product(1, title="Sunny  day"), product(2, title="Sunny day"))
    assert found["Sunny day"] == Phrase("Sunny day", "title", 2)


def test_a_brand_column_is_believed_before_titles() -> None:
    found = counted(*(product(n, brand="Acme") for n in range(6)))
    assert found["Acme"] == Phrase("Acme", "brand", 6)
    assert "Fab India" not in found
    assert found["Acme tshirts"].count == 6


@pytest.mark.parametrize(
    ("title", "brand"),
    [
        ("Red Tape Men Black Shoes", "Red Tape"),
        ("Colorbar Lipstick 025", "Colorbar"),
        ("Red Cotton Dress", None),
        ("Women Blue Top", None),
        ("one two three four five six", None),
    ],
)
def test_a_beginning_that_many_titles_share_is_taken_for_a_brand(
    title: str, brand: str | None
) -> None:
    found = counted(*(product(n, title=f"{title} {n}") for n in range(5)))
    assert [p.text for p in found.values() if p.kind == "brand"] == ([brand] if brand else [])


def test_a_beginning_that_few_titles_share_is_no_brand() -> None:
    found = counted(*(product(n, title=f"Colorbar Lipstick {n}") for n in range(4)))
    assert not [p for p in found.values() if p.kind == "brand"]


def test_words_that_mean_a_type_find_it() -> None:
    assert "tee" in counted(product(1))["navy blue tshirts"].also


def test_no_phrase_says_a_word_twice() -> None:
    shoes = {"articleType": "Casual Shoes", "usage": "Casual"}
    found = counted(*(product(n, attributes=shoes) for n in range(3)))
    assert "casual shoes" in found
    assert "casual casual shoes" not in found


def test_one_and_many_of_a_thing_are_suggested_once() -> None:
    dress = {"articleType": "Dresses", "subCategory": "Dress", "masterCategory": "Apparel"}
    found = counted(*(product(n, attributes=dress) for n in range(3)))
    assert ("dress" in found) != ("dresses" in found)
    assert ("navy blue dress" in found) != ("navy blue dresses" in found)


def test_phrases_survive_being_written(tmp_path: Path) -> None:
    counts = PhraseCounts()
    counts.add(product(1, title="Écharpe d’été"))
    counts.write(tmp_path)
    assert list(read_phrases(tmp_path)) == counts.phrases()


def test_a_generation_without_phrases_has_none(tmp_path: Path) -> None:
    assert read_phrases(tmp_path) == ()


def test_memory_and_file_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MAX_COUNTED", 40)
    monkeypatch.setattr(counting, "MAX_PHRASES", 10)
    counts = PhraseCounts()
    for number in range(300):
        counts.add(product(number, title="the same" if number % 2 else f"title {number}"))
    assert len(counts._titles) <= 41
    assert len(counts._pairs) <= 46
    found = counts.phrases()
    assert len(found) == 10
    assert Phrase("the same", "title", 150) in found


def test_fields_with_too_many_values_and_endless_titles_are_left_out() -> None:
    made = [
        product(n, title="x" * 500, attributes={"fabric note": f"note {n}", "sku": "S" * 100})
        for n in range(counting.MAX_VALUES + 50)
    ]
    counts = PhraseCounts()
    for one in made:
        counts.add(one)
    assert len(counts._values["fabric note"]) == counting.MAX_VALUES
    assert "sku" not in counts._values
    assert not counts._titles
