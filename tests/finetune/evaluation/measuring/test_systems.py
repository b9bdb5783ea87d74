import numpy as np
import pytest
from rank_bm25 import BM25Okapi

from finetune.evaluation.measuring.ranking import NOTHING, Corpus
from finetune.evaluation.measuring.systems import Dense, Hybrid, Lexical, words_of
from finetune.evaluation.measuring.trial import Trial

TEXTS = [
    "red cotton dress for women",
    "blue cotton shirt for men",
    "red silk saree for women",
    "green running shoes",
    "red red red lipstick",
]
WHOLE = Corpus("whole", np.arange(5))


@pytest.mark.parametrize("query", ["red", "cotton dress", "red red shirt", "women for women"])
def test_the_baseline_scores_as_the_package_does(query: str) -> None:
    package = BM25Okapi([words_of(text) for text in TEXTS])
    wanted = package.get_scores(words_of(query))
    np.testing.assert_allclose(Lexical("bm25", TEXTS, WHOLE).scores(query), wanted)


def test_a_product_without_any_of_the_words_is_no_answer() -> None:
    found = Lexical("bm25", TEXTS, WHOLE).rank(["silk", "sofa"], depth=3)
    assert found.rows.tolist() == [[2, NOTHING, NOTHING], [NOTHING] * 3]


def test_a_corpus_without_words_answers_nothing() -> None:
    corpus = Corpus("whole", np.arange(2))
    assert (Lexical("bm25", ["", "  "], corpus).rank(["red"], depth=2).rows == NOTHING).all()


def test_rows_are_those_of_the_stock_not_of_the_corpus() -> None:
    corpus = Corpus("judged", np.array([10, 20, 30, 40, 50]))
    assert Lexical("bm25", TEXTS, corpus).rank(["silk"], depth=1).rows.tolist() == [[30]]


def test_the_hybrid_adds_reciprocal_ranks() -> None:
    first = Lexical("a", ["x y", "x", "z", "", ""], WHOLE)
    second = Lexical("b", ["", "x", "x x", "", ""], WHOLE)
    fused = Hybrid(first, second).rank(["x"], depth=5)
    ranks = [first.rank(["x"], depth=5).rows[0], second.rank(["x"], depth=5).rows[0]]
    wanted: dict[int, float] = {}
    for order in ranks:
        for rank, row in enumerate(order.tolist(), start=1):
            if row != NOTHING:
                wanted[row] = wanted.get(row, 0.0) + 1 / (60 + rank)
    best = sorted(wanted, key=lambda row: (-wanted[row], row))
    assert fused.rows[0].tolist() == best + [NOTHING] * (5 - len(best))
    assert fused.scores[0, 0] == pytest.approx(wanted[best[0]])


def test_the_model_finds_what_its_words_draw(trial: Trial) -> None:
    system = Dense(trial, trial.whole)
    found = system.rank(["red sarees", "blue shirts"], depth=10)
    for rows, colour, kind in zip(found.rows, ("Red", "Blue"), ("Sarees", "Shirts"), strict=True):
        answers = [trial.stock.products[row].attributes for row in rows]
        assert {answer["baseColour"] for answer in answers} == {colour}
        assert {answer["articleType"] for answer in answers} == {kind}
