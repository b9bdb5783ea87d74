from time import thread_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.engine.suggesting import Phrase, Suggester

PHRASES = (
    Phrase("shirts", "type", 2909, ("shirt", "button")),
    Phrase("tshirts", "type", 6359, ("tee",)),
    Phrase("shorts", "type", 500),
    Phrase("navy blue", "colour", 1607),
    Phrase("navy blue shirts", "query", 182, ("shirt",)),
    Phrase("blue shirts", "query", 712, ("shirt",)),
    Phrase("red tshirts", "query", 540, ("tee",)),
    Phrase("men's shirts", "query", 2571, ("shirt",)),
    Phrase("U.S. Polo Assn.", "brand", 253),
    Phrase("Nike", "brand", 1955),
    Phrase("Nike shoes", "query", 696),
    Phrase("Nike Men Running Blue Shorts", "title", 3),
    Phrase("Écharpe d’été", "title", 1),
)
SUGGESTER = Suggester(PHRASES)


def texts(typed: str, limit: int = 8) -> list[str]:
    return [phrase.text for phrase in SUGGESTER.suggest(typed, limit=limit)]


def test_the_last_word_may_be_unfinished() -> None:
    assert texts("navy blue sh") == ["navy blue shirts"]
    assert texts("na") == ["navy blue", "navy blue shirts"]


def test_the_example_is_a_thing_in_its_colour_where_there_is_one() -> None:
    assert SUGGESTER.example == "navy blue shirts"
    assert Suggester(PHRASES[:1]).example == "shirts"
    assert Suggester(()).example is None


def test_a_space_ends_a_word() -> None:
    assert "Nike" in texts("nik")
    assert texts("nike ", limit=2) == ["Nike", "Nike shoes"]


def test_what_begins_so_comes_before_what_has_the_word() -> None:
    assert texts("sh") == [
        *("shirts", "shorts"),
        *("men's shirts", "blue shirts", "Nike shoes", "navy blue shirts"),
        "Nike Men Running Blue Shorts",
    ]


def test_what_most_products_are_comes_first() -> None:
    assert texts("n", limit=3) == ["Nike", "navy blue", "Nike shoes"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("shrits", "shirts"),
        ("hsirts", "shirts"),
        ("shiirts", "shirts"),
        ("tshrt", "tshirts"),
        ("nkie", "Nike"),
        ("bleu shi", "blue shirts"),
        ("nvay blu", "navy blue"),
        ("mens shrt", "men's shirts"),
    ],
)
def test_typing_errors_are_forgiven_also_in_an_earlier_word(typed: str, first: str) -> None:
    assert texts(typed)[0] == first


def test_what_is_spelt_so_comes_before_what_may_be_meant() -> None:
    assert texts("shorts")[:2] == ["shorts", "Nike Men Running Blue Shorts"]


@pytest.mark.parametrize("typed", ["t-shirt", "t shirt", "TSHIRT", "tee", " t-  SHIRT"])
def test_spellings_and_other_words_of_a_type_find_it(typed: str) -> None:
    assert texts(typed)[0] == "tshirts"


@pytest.mark.parametrize("typed", ["u.s. po", "us polo", "U S Polo"])
def test_letters_with_dots_are_a_word(typed: str) -> None:
    assert texts(typed) == ["U.S. Polo Assn."]


@pytest.mark.parametrize("typed", ["écharpe", "echarpe d'ete", "ECHARPE D’É"])
def test_accents_and_apostrophes_do_not_matter(typed: str) -> None:
    assert texts(typed) == ["Écharpe d’été"]


def test_nothing_is_suggested_that_is_not_there() -> None:
    assert texts("zzzzz") == []
    assert texts("red nike") == []
    assert texts("x " * 2_000) == []


@pytest.mark.parametrize("typed", ["", "  ", "!?", "\x00"])
def test_without_words_the_common_ones_are_suggested(typed: str) -> None:
    assert texts(typed, limit=3) == ["tshirts", "shirts", "Nike"]


def test_an_empty_catalogue_suggests_nothing() -> None:
    assert Suggester(()).suggest("red", limit=8) == []
    assert Suggester(()).suggest("", limit=8) == []


@given(typed=st.text(max_size=40), limit=st.integers(1, 50))
def test_any_text_gets_different_phrases_of_the_catalogue(typed: str, limit: int) -> None:
    found = SUGGESTER.suggest(typed, limit=limit)
    assert len(found) == len(set(found)) <= limit
    assert set(found) <= set(PHRASES)


@given(
    phrase=st.sampled_from([p for p in PHRASES if p.kind != "title"]),
    typed=st.integers(3, 20),
)
def test_every_phrase_is_reached_by_its_beginning(phrase: Phrase, typed: int) -> None:
    assert phrase.text in texts(phrase.text[:typed], limit=50)


def test_forty_thousand_phrases_answer_within_ten_milliseconds_of_work() -> None:
    rng = np.random.default_rng(5)
    syllables = [a + b for a in "bcdfgklmnprstvz" for b in "aeiou"]
    words = ["".join(rng.choice(syllables, rng.integers(1, 5))) for _ in range(9_000)]
    made = Suggester(
        [Phrase(" ".join(rng.choice(words, 5)), "title", n % 50) for n in range(40_000)]
    )
    took = []
    for _ in range(300):
        asked = " ".join(rng.choice(words, rng.integers(1, 4)))
        place = int(rng.integers(len(asked)))
        started = thread_time()
        made.suggest(asked[:place] + asked[place + 1 :], limit=8)
        took.append(thread_time() - started)
    assert np.percentile(took, 95) < 0.010
