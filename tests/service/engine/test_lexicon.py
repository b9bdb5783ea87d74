import pytest

from service.engine.lexicon import Lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("t-shirt", "tshirts"),
        ("T Shirt", "tshirt"),
        ("tee shirts", "Tshirts"),
        ("dresses", "dress"),
        ("slip-on", "slip on"),
        ("décolleté", "decollete"),
        ("NAVY", "navy"),
    ],
)
def test_spellings_of_one_word_are_one_term(lexicon: Lexicon, one: str, other: str) -> None:
    assert lexicon.weigh_query(one).indices == lexicon.weigh_query(other).indices


def test_stop_words_are_no_terms(lexicon: Lexicon) -> None:
    assert not lexicon.weigh_query("the of and")


def test_a_second_mention_weighs_more_but_less_than_twice(lexicon: Lexicon) -> None:
    once = max(lexicon.weigh_document("silk saree").values)
    twice = max(lexicon.weigh_document("silk silk saree").values)
    assert once < twice < 2 * once


def test_matched_terms_are_the_queries_own_words(lexicon: Lexicon) -> None:
    matched = lexicon.matched_terms("red Dresses for summer", "Red summer dress")
    assert matched == ("red", "dresses", "summer")
