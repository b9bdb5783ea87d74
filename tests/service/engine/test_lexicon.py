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
        ("tees", "t-shirt"),
        ("women", "woman"),
        ("Men's", "man"),
        ("saris", "saree"),
        ("scarves", "scarf"),
        ("flip-flops", "flipflop"),
        ("sweat shirt", "sweatshirts"),
        ("hand bags", "handbag"),
        ("sun glasses", "sunglasses"),
        ("uk8", "UK 8"),
        ("100ml", "100 ML"),
        ("1,000", "1000"),
        ("U.S. polo", "us polo"),
        ("d'damas", "ddamas"),
        ("gray", "grey"),
        ("Ｌａｎｃôｍｅ", "lancome"),
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


@pytest.mark.parametrize(
    ("one", "other"), [("10", "10.5"), ("32", "34"), ("xl", "xxl"), ("shirt", "tshirt")]
)
def test_sizes_and_things_that_only_look_alike_stay_apart(
    lexicon: Lexicon, one: str, other: str
) -> None:
    assert not set(lexicon.weigh_query(one).indices) & set(lexicon.weigh_query(other).indices)


@pytest.mark.parametrize("word", ["рубашка", "ساری", "साड़ी", "连衣裙", "Kleid"])
def test_words_of_other_languages_are_terms_as_well(lexicon: Lexicon, word: str) -> None:
    assert lexicon.weigh_query(word)
    assert lexicon.matched_terms(word, f"x {word} y") == (word.casefold(),)
