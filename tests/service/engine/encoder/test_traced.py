"""A traced network computes what the network does."""

import pytest
import torch

from service.engine.compact.picture_network import PictureNetwork
from service.engine.compact.word_network import WordNetwork
from service.engine.encoder.model_folder import BUNDLED_FOLDER
from service.engine.encoder.traced import traced


@pytest.fixture(scope="module")
def words() -> WordNetwork:
    return WordNetwork.read(BUNDLED_FOLDER / "text_0_WordTower")


@pytest.fixture(scope="module")
def pictures() -> PictureNetwork:
    return PictureNetwork.read(BUNDLED_FOLDER / "image_0_PictureTower")


def test_words_are_the_same_to_the_bit_for_any_number_of_texts_and_tokens(
    words: WordNetwork,
) -> None:
    ids, mask = torch.tensor([[101, 102, 0], [101, 2417, 102]]), torch.tensor([[1, 1, 0], [1] * 3])
    twin = traced(words, {"embed_even": (ids[1:],), "embed_padded": (ids, mask)})
    texts = ["red", "a gift for somebody who likes long walks in the rain", "blue jeans"]
    with torch.inference_mode():
        for some in ([texts[1]], texts, texts * 7):
            tokens = words.preprocess(some)
            ids, mask = tokens["input_ids"], tokens["attention_mask"]
            assert torch.equal(twin.embed_padded(ids, mask), words.embed_padded(ids, mask))
            assert torch.equal(twin.embed_even(ids), words.embed_even(ids))


def test_pictures_are_the_same_to_the_bit_for_any_number_of_them(pictures: PictureNetwork) -> None:
    shape = (3, pictures.height, pictures.width)
    twin = traced(pictures, {"embed": (torch.zeros(1, *shape),)})
    with torch.inference_mode():
        for count in (1, 2, 9):
            pixels = torch.randn(count, *shape)
            assert torch.equal(twin.embed(pixels), pictures.embed(pixels))
