"""The bundled model without sentence-transformers gives what it gives with it."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from service.engine.encoder.direct import DirectEncoder, load_serving_encoder
from service.engine.encoder.model_folder import BUNDLED_FOLDER
from service.engine.encoder.sentence import SentenceEncoder, load_encoder
from service.engine.errors import ModelError

TEXTS = ["red", "a pair of comfortable blue jeans for the weekend", "what my uncle would wear", ""]


@pytest.fixture(scope="module")
def plain() -> SentenceEncoder:
    return load_encoder()


@pytest.fixture(scope="module")
def direct() -> dict[str, DirectEncoder]:
    found = {p: load_serving_encoder(precision=p) for p in ("fp32", "bf16")}
    return {name: one for name, one in found.items() if isinstance(one, DirectEncoder)}


# Drawn once: the noise is another one every time.
PICTURES = [
    *(Image.effect_noise((60 + 9 * n, 80), 90).convert("RGB") for n in range(4)),
    Image.new("RGB", (300, 400), "maroon"),
]


def test_words_are_what_sentence_transformers_makes_of_them(
    plain: SentenceEncoder, direct: dict[str, DirectEncoder]
) -> None:
    expected = plain.embed_texts(TEXTS)
    assert np.allclose(direct["fp32"].embed_texts(TEXTS), expected, atol=1e-5)
    assert (direct["bf16"].embed_texts(TEXTS) * expected).sum(1).min() > 0.999


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_pictures_are_the_same_whatever_the_words_are_computed_in(
    plain: SentenceEncoder, direct: dict[str, DirectEncoder], precision: str
) -> None:
    rows = direct[precision].embed_images(PICTURES)
    assert np.allclose(rows, plain.embed_images(PICTURES), atol=1e-6)
    assert direct[precision].fingerprint == plain.fingerprint


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_a_text_is_hardly_moved_by_those_it_is_embedded_with(
    direct: dict[str, DirectEncoder], precision: str
) -> None:
    together = direct[precision].embed_texts(TEXTS)
    alone = np.concatenate([direct[precision].embed_texts([text]) for text in TEXTS])
    assert (together * alone).sum(1).min() > 0.999


def test_few_words_leave_the_threads_as_they_were(direct: dict[str, DirectEncoder]) -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        direct["fp32"].embed_texts(["red dress"])
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)


def test_it_knows_the_words_and_the_calibration_of_the_model(
    plain: SentenceEncoder, direct: dict[str, DirectEncoder]
) -> None:
    assert direct["bf16"].knows("dress") == plain.knows("dress") == True  # noqa: E712
    assert not direct["bf16"].knows("qzxv")
    assert direct["bf16"].calibration == plain.calibration


def test_nothing_to_embed_is_no_rows(direct: dict[str, DirectEncoder]) -> None:
    assert direct["fp32"].embed_texts([]).shape == (0, direct["fp32"].fingerprint.dimension)


def test_another_model_is_loaded_by_the_library(tiny_clip: Path) -> None:
    assert isinstance(load_serving_encoder(str(tiny_clip)), SentenceEncoder)


def test_broken_weights_are_said(tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(BUNDLED_FOLDER, folder)
    (folder / "text_0_WordTower" / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_serving_encoder(str(folder))


def test_the_slow_library_is_not_imported() -> None:
    code = (
        "import sys\n"
        "from service.engine.encoder.direct import load_serving_encoder\n"
        "load_serving_encoder()\n"
        "assert not {'sentence_transformers', 'transformers'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=300)  # noqa: S603 - our own code
