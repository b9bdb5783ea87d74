import numpy as np

from service.engine.encoder.hashed import HashEncoder
from service.engine.engine import Engine
from tests.service.engine.conftest import drawn, products, run


def test_words_and_pictures_are_embedded_as_the_model_does(engine: Engine) -> None:
    texts = [f"red dress {n}" for n in range(40)]
    pictures = [drawn(one) for one in products()[:20]]
    words, shown = run(engine.embed(texts, pictures))
    assert np.array_equal(words, HashEncoder().embed_texts(texts))
    assert np.array_equal(shown, HashEncoder().embed_images(pictures))


def test_nothing_gives_nothing_of_the_right_width(engine: Engine) -> None:
    words, shown = run(engine.embed([], []))
    assert words.shape == shown.shape == (0, 64)
