import pytest

from service.engine.relevance.matching import by_words, either


def test_sight_alone_is_left_as_it_is() -> None:
    assert either(0.4, by_words(0.0)) == pytest.approx(0.4)


def test_a_product_with_every_word_is_likely_meant_whatever_it_looks_like() -> None:
    assert either(0.0, by_words(1.0)) == pytest.approx(0.7)


def test_half_of_the_words_say_next_to_nothing() -> None:
    assert either(0.1, by_words(0.5)) == pytest.approx(0.1, abs=0.01)
