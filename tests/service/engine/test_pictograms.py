"""A sign in a text is asked for by its name, and a text of marks alone asks for nothing."""

import pytest

from service.engine.errors import BadQueryError
from service.engine.pictograms import has_words, spelt_out
from service.engine.query import MAX_TEXT_CHARS, Query


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


def test_what_is_not_wanted_is_spelt_out_as_well() -> None:
    assert Query(text="party", not_text="👠").not_text == "high-heeled shoe"
    assert Query(text="party", not_text="no heels").not_text == "no heels"


def test_names_do_not_make_a_text_longer_than_it_may_be() -> None:
    assert len(spelt_out("👗👡" * 500)) > MAX_TEXT_CHARS
    query = Query(text="shoes", not_text="👗👡" * 500)
    assert query.not_text is not None
    assert len(query.not_text) == MAX_TEXT_CHARS


@pytest.mark.parametrize("text", ["a", "7", "लाल साड़ी", "红裙", "💍"])
def test_letters_digits_and_signs_of_all_scripts_can_be_searched(text: str) -> None:
    assert Query(text=text).text == text
