import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from finetune.queries.misspelling import MAX_EDITS, misspell

WORDS = st.text(alphabet="abcdefghij", min_size=1, max_size=9)
TEXTS = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)


@given(TEXTS, st.integers(0, 50))
def test_one_or_two_edits_separate_the_misspelt_text_from_the_text(text: str, seed: int) -> None:
    wrong = misspell(text, seed=str(seed))
    if wrong is None:
        assert all(len(word) < 4 for word in text.split())
    else:
        assert wrong != text
        # Two overlapping transpositions cost OSA up to two more than they took to make.
        assert 1 <= OSA.distance(text, wrong) <= MAX_EDITS + 1


def test_the_same_seed_makes_the_same_error() -> None:
    made = [misspell("women sandals", seed="7") for _ in range(3)]
    assert len(set(made)) == 1
    assert len({misspell("women sandals", seed=str(seed)) for seed in range(50)}) > 25


def test_one_edit_and_two_edits_both_occur() -> None:
    distances = {
        OSA.distance("running shoes", misspell("running shoes", seed=str(seed)) or "")
        for seed in range(50)
    }
    assert {1, 2} <= distances


@pytest.mark.parametrize("text", ["", "red", "15970", "a1b2 c3d4", "men's"])
def test_a_text_without_a_long_word_is_left_alone(text: str) -> None:
    assert misspell(text, seed="7") is None


@pytest.mark.parametrize("seed", range(30))
def test_short_words_and_numbers_keep_their_spelling(seed: int) -> None:
    wrong = misspell("red 15970 handbag", seed=str(seed))
    assert wrong is not None
    assert wrong.startswith("red 15970 ")
