from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from finetune.evaluation.measuring.trial import Trial
from service.engine.encoder import Vectors
from service.engine.encoder.hashed import HashEncoder


class Counting(HashEncoder):
    """Remembers the texts that it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        self.seen += texts
        return super().embed_texts(texts)


def test_a_text_is_embedded_once_however_often_it_is_asked(trial: Trial) -> None:
    encoder = Counting()
    fresh = replace(trial, encoder=encoder, _known={})
    texts = [f"red dress {number % 300}" for number in range(700)]
    vectors = fresh.embed(texts)
    np.testing.assert_allclose(vectors, HashEncoder().embed_texts(texts), atol=1e-6)
    fresh.embed(texts[:5])
    assert sorted(encoder.seen) == sorted(set(texts))


def test_no_texts_give_no_vectors(trial: Trial) -> None:
    assert trial.embed([]).shape == (0, 64)


def test_a_draw_is_within_the_limit_and_the_same_for_the_same_seed(trial: Trial) -> None:
    rows = np.arange(400)
    drawn = trial.draw(rows)
    assert len(drawn) == trial.limit
    assert (np.diff(drawn) > 0).all()
    np.testing.assert_array_equal(drawn, trial.draw(rows))
    assert drawn.tolist() != replace(trial, seed=2).draw(rows).tolist()
