"""A sign in a text is asked for by its name, and a text of marks alone asks for nothing."""

import pytest

from service.engine.errors import BadQueryError
from service.engine.pictograms import has_words, spelt_out
from service.engine.query import Query


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("👗", "dress"),
        ("red 👗for work", "red dress for work"),
        ("\U0001f57a\U0001f3fd\u200d♂\ufe0f party", "man dancing ♂ party"),
        ("👚", "women's clothes"),
        ("👞", "men's shoe"),
        ("⌚", "watch"),
        ("levi's® 501™", "levi's® 501™"),
        ("20° outside, très chic", "20° outside, très chic"),
    ],
)
def test_signs_are_spelt_out(typed: str, read: str) -> None:
    assert spelt_out(typed) == read


@pytest.mark.parametrize("text", ["!!!", "?", "🏽", "…—", "®"])
@pytest.mark.parametrize("field", ["text", "not_text"])
def test_marks_alone_ask_for_nothing(text: str, field: str) -> None:
    assert not has_words(text)
    with pytest.raises(BadQueryError, match=f"{field} has no letter"):
        Query(**{"text": "red dress", field: text})


@pytest.mark.parametrize("text", ["a", "7", "लाल साड़ी", "红裙", "💍"])
def test_letters_digits_and_signs_of_all_scripts_can_be_searched(text: str) -> None:
    assert Query(text=text).text == text
