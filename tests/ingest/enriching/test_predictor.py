import numpy as np
import pytest

from ingest.enriching.pictures import neighbours, votes
from ingest.enriching.predictor import threshold_for
from ingest.enriching.words import WordSay


def test_the_threshold_is_where_enough_are_right_for_sure() -> None:
    rng = np.random.default_rng(2)
    confidences = rng.random(4_000).astype(np.float32)
    right = rng.random(4_000) < confidences
    threshold = threshold_for(confidences, right, precision=0.9)
    above = confidences >= threshold
    assert right[above].mean() >= 0.9
    # Above c, uniform confidences are right in (1 + c) / 2 of the cases.
    assert threshold == pytest.approx(0.8, abs=0.07)


def test_without_enough_that_are_right_nothing_is_above_the_threshold() -> None:
    confidences = np.linspace(0, 1, 500, dtype=np.float32)
    assert threshold_for(confidences, np.zeros(500, bool), precision=0.9) > 1.0
    # Ten that are right say too little.
    assert threshold_for(confidences[:10], np.ones(10, bool), precision=0.95) > 1.0


def test_near_neighbours_have_more_to_say() -> None:
    references = np.eye(4, dtype=np.float32)
    asked = np.array([[0.9, 0.43, 0.05, 0.0]], dtype=np.float32)
    places, weights = neighbours(asked, references)
    assert places[0].tolist()[:2] == [0, 1]
    shares = votes(places, weights, np.array([1, 0, -1, 0]), 2)
    assert shares[0, 1] > shares[0, 0] > 0
    assert shares.sum() == pytest.approx(1.0)
    nobody = votes(places, weights, np.full(4, -1), 2)
    assert nobody.sum() == 0.0


def test_a_word_speaks_for_what_it_stands_with() -> None:
    tokens = [("red", "dress"), ("red", "shirt"), ("blue", "shirt"), ("blue", "dress")] * 5
    labels = np.array([0, 0, 1, 1] * 5)
    say = WordSay(tokens, labels, np.array([0.5, 0.5]))
    together, loudest = say.of([("red", "hat"), ("dress",), ("unheard",)])
    assert together[0, 0] > 0 > together[0, 1]
    assert loudest[0, 0] > 0
    assert np.abs(together[1]).max() < 0.1
    assert not together[2].any()
