from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from service.engine.encoder.sentence import SentenceEncoder, load_encoder
from service.engine.errors import ModelError


@pytest.fixture(scope="module")
def encoder(tiny_clip: Path) -> SentenceEncoder:
    return load_encoder(str(tiny_clip))


def test_words_and_pictures_are_unit_rows_of_one_space(encoder: SentenceEncoder) -> None:
    texts = encoder.embed_texts(["red dress", "blue shoes"])
    images = encoder.embed_images([Image.new("RGB", (60, 80), "red")])
    assert texts.shape == (2, encoder.fingerprint.dimension) == (2, 16)
    assert images.shape == (1, 16)
    assert texts.dtype == images.dtype == np.float32
    assert np.linalg.norm(np.vstack([texts, images]), axis=1) == pytest.approx(1.0, abs=1e-5)


def test_nothing_to_embed_is_no_rows(encoder: SentenceEncoder) -> None:
    assert encoder.embed_texts([]).shape == (0, 16)


def test_a_text_is_never_read_as_a_picture(encoder: SentenceEncoder, tmp_path: Path) -> None:
    picture = tmp_path / "secret.png"
    Image.new("RGB", (8, 8), "red").save(picture)
    seen = encoder.embed_images([Image.open(picture).convert("RGB")])[0]
    hostile = [
        str(picture),
        picture.as_uri(),
        "http://127.0.0.1:9/metadata.png",
        "https://127.0.0.1:9/x.jpg",
        "data:image/png;base64,iVBORw0KGgo=",
    ]
    for row in encoder.embed_texts(hostile):
        assert np.isfinite(row).all()
        assert float(row @ seen) < 0.99


def test_a_picture_gets_the_same_vector_alone_and_in_a_batch(encoder: SentenceEncoder) -> None:
    images = [Image.effect_noise((60 + n, 80), 90).convert("RGB") for n in range(5)]
    together = encoder.embed_images(images)
    alone = np.vstack([encoder.embed_images([image]) for image in images])
    assert np.sum(together * alone, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_a_very_long_text_is_embedded(encoder: SentenceEncoder) -> None:
    assert np.isfinite(encoder.embed_texts(["dress " * 500])).all()


def test_the_fingerprint_is_the_weights_and_the_preprocessing(
    encoder: SentenceEncoder, tiny_clip: Path
) -> None:
    again = load_encoder(str(tiny_clip)).fingerprint
    assert again.compatible(encoder.fingerprint)
    assert len(again.digest) == 64
    assert "resample" in again.preprocessing


def test_a_model_that_is_not_there_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="MODISTE_MODEL=bundled"):
        load_encoder(str(tmp_path))


@pytest.mark.parametrize("name", ["./none", "~/none", "/none", "tests/none", "runs/a/none"])
def test_a_folder_that_is_not_there_is_not_asked_of_a_hub(name: str) -> None:
    with pytest.raises(ModelError, match=f"folder '{name}' does not exist"):
        load_encoder(name)
