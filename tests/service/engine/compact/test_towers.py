from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from service.engine.compact.assembly import assemble
from service.engine.compact.efficientnet_lite import scaled_stages
from service.engine.compact.picture_tower import PictureTower
from service.engine.compact.word_tower import WordTower


@pytest.fixture
def words() -> WordTower:
    torch.manual_seed(1)
    known = ["[PAD]", "[UNK]", "red", "dress", "shirt", "http", "png"]
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(known)}, unk_token="[UNK]"))  # noqa: S106
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return WordTower(
        tokenizer, vocabulary=7, max_tokens=8, width=12, layers=2, heads=2, inner=24,
        hidden=16, dimension=16,
    ).eval()  # fmt: skip


@pytest.fixture
def pictures() -> PictureTower:
    torch.manual_seed(1)
    tower = PictureTower(variant="lite0", width=24, height=32, hidden=16, dimension=16)
    for layer in tower.trunk.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            torch.nn.init.uniform_(layer.running_var, 0.5, 2.0)
            torch.nn.init.normal_(layer.running_mean)
    return tower.eval()


def _noise(seed: int) -> Image.Image:
    random = np.random.default_rng(seed)
    return Image.fromarray(random.integers(0, 255, (80, 60, 3), dtype=np.uint8))


def test_a_fused_tower_computes_the_same(pictures: PictureTower) -> None:
    pixels = torch.randn(3, 3, 32, 24)
    with torch.inference_mode():
        assert torch.allclose(pictures.embed(pixels), pictures.as_fused().embed(pixels), atol=1e-4)


def test_a_saved_model_gives_the_same_embeddings_when_loaded(
    words: WordTower, pictures: PictureTower, tmp_path: Path
) -> None:
    model = assemble(words, pictures.as_fused())
    model.save(str(tmp_path), create_model_card=False)
    loaded = SentenceTransformer(str(tmp_path), trust_remote_code=True, device="cpu")
    inputs = [_noise(1), _noise(2)]
    assert np.allclose(model.encode(inputs), loaded.encode(inputs), atol=5e-3)
    texts = [{"text": "red dress"}, {"text": "shirt"}]
    assert np.allclose(model.encode(texts), loaded.encode(texts), atol=5e-3)


def test_weights_are_half_precision_on_disk_and_single_in_memory(
    words: WordTower, tmp_path: Path
) -> None:
    words.save(str(tmp_path))
    parameters = sum(value.numel() for value in words.state_dict().values())
    assert (tmp_path / "model.safetensors").stat().st_size < parameters * 2 + 10_000
    assert next(WordTower.load(str(tmp_path)).parameters()).dtype == torch.float32


def test_padding_in_a_batch_changes_no_text(words: WordTower) -> None:
    texts = ["red", "red dress shirt red dress"]
    both = words.preprocess(texts)
    alone = words.preprocess(texts[:1])
    with torch.inference_mode():
        batched = words.embed(both["input_ids"], both["attention_mask"])[0]
        single = words.embed(alone["input_ids"], alone["attention_mask"])[0]
    assert torch.allclose(batched, single, atol=1e-5)


def test_long_texts_are_cut(words: WordTower) -> None:
    assert words.preprocess(["red " * 500])["input_ids"].shape == (1, 8)


def test_a_text_that_looks_like_an_address_stays_a_text(
    words: WordTower, pictures: PictureTower
) -> None:
    model = assemble(words, pictures)
    rows = model.encode([{"text": "http://example.org/a.png"}, {"text": "/etc/hosts.png"}])
    assert rows.shape == (2, 16)


def test_other_things_are_refused_with_their_type(words: WordTower, pictures: PictureTower) -> None:
    with pytest.raises(TypeError, match="text: expected a string, got int"):
        words.preprocess([3])
    with pytest.raises(TypeError, match="image: expected a PIL picture, got str"):
        pictures.preprocess(["a.png"])


def test_towers_of_two_lengths_are_not_put_together(words: WordTower) -> None:
    with pytest.raises(ValueError, match="the word tower gives 16 numbers"):
        assemble(words, PictureTower(variant="lite0", width=24, height=32, hidden=8, dimension=8))


def test_an_unknown_variant_is_named() -> None:
    with pytest.raises(ValueError, match="no EfficientNet-Lite is called 'lite9'"):
        scaled_stages("lite9")
