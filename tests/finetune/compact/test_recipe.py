"""Both stages on a tiny catalogue, with tiny towers and without base weights."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from torch.nn import functional

from finetune.calibration.hits import Vectors
from finetune.compact.data.feeding import balanced_order, batches, draw_captions, epoch_order
from finetune.compact.data.judging import Judge
from finetune.compact.data.pool import Pool, pool_of
from finetune.compact.report.validating import embed_pool, validate
from finetune.compact.splits import Split
from finetune.compact.training.picture_training import (
    PROXIED,
    Heads,
    PictureLearner,
    PictureSettings,
)
from finetune.compact.training.word_training import WordLearner, WordSettings, embed_words
from service.engine.compact.picture_tower import PictureTower
from service.engine.compact.word_tower import WordTower
from tests.finetune.compact.drawn import HashedSentences, caption_of, catalogue, photos

SETTINGS = PictureSettings(
    variant="lite0", width=24, height=32, hidden=16, dimension=16, nested=8, sentence_dimension=12,
    frozen_share=0.0, paused_share=0.0, batch_size=12, epochs=1, epoch_steps=10, tower_rate=3e-3,
    head_rate=1e-2, memory=24, averaging=0.8, replicas=2, threads=2, warm_up=0.1,
)  # fmt: skip


@pytest.fixture(scope="module")
def pool() -> Pool:
    return pool_of([catalogue(36), photos(["T-Shirt", "Dress", "Shoes"])], Split.TRAIN)


@pytest.fixture
def judge(pool: Pool) -> Judge:
    return Judge(pool, [frozenset()] * len(pool), [frozenset()] * len(pool))


def _learner(pool: Pool, judge: Judge) -> PictureLearner:
    torch.manual_seed(0)
    tower = PictureTower(variant="lite0", width=24, height=32, hidden=16, dimension=16)
    sizes = {column: len(pool.vocabulary[column]) for column in PROXIED if pool.vocabulary[column]}
    return PictureLearner(SETTINGS, pool, judge, HashedSentences(12), tower, Heads(SETTINGS, sizes))


def _steps(learner: PictureLearner, pool: Pool, count: int) -> list[float]:
    order = epoch_order(pool, (1, 1), count * 12, seed=1)
    captions = draw_captions(pool, order, caption_of, seed=1, variant=0)
    drawn = batches(pool, order, captions, batch_size=12, size=(32, 24), seed=1)
    return [sum(learner.step(batch).values()) for batch in drawn]


def test_the_picture_tower_learns(pool: Pool, judge: Judge) -> None:
    losses = _steps(_learner(pool, judge), pool, 10)
    assert np.mean(losses[-3:]) < np.mean(losses[:3])


def test_a_teacher_is_come_nearer_to(pool: Pool, judge: Judge) -> None:
    learner = _learner(pool, judge)
    random = np.random.default_rng(1)
    same = random.normal(size=(1, SETTINGS.dimension)).astype(np.float32)
    taught = functional.normalize(torch.from_numpy(same), dim=1)
    learner.teacher = taught.expand(len(pool), -1)
    _steps(learner, pool, 10)
    with_teacher = torch.from_numpy(embed_pool(learner.tower, pool)) @ taught[0]
    alone = _learner(pool, judge)
    _steps(alone, pool, 10)
    without = torch.from_numpy(embed_pool(alone.tower, pool)) @ taught[0]
    assert with_teacher.mean() > without.mean() + 0.1


def test_a_resumed_run_goes_on_as_if_never_stopped(pool: Pool, judge: Judge) -> None:
    learner = _learner(pool, judge)
    _steps(learner, pool, 2)
    state = {name: _copied(value) for name, value in learner.state().items()}
    resumed = _learner(pool, judge)
    resumed.restore(state)
    learner.memory.blocks.clear()
    learner.recent.clear()
    assert _steps(learner, pool, 1) == pytest.approx(_steps(resumed, pool, 1), rel=1e-3)


def _copied(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return value.clone()
    if isinstance(value, dict):
        return {key: _copied(entry) for key, entry in value.items()}
    return [_copied(entry) for entry in value] if isinstance(value, list) else value


def test_frozen_layers_stay_as_they_were(pool: Pool, judge: Judge) -> None:
    learner = _learner(pool, judge)
    learner.settings = replace(SETTINGS, frozen_share=0.5)
    frozen = PictureLearner(
        learner.settings, pool, judge, HashedSentences(12), learner.tower, learner.heads
    )
    before = frozen.tower.trunk.stem.conv.weight.clone()
    last = frozen.tower.trunk.head.conv.weight.clone()
    _steps(frozen, pool, 2)
    assert torch.equal(frozen.tower.trunk.stem.conv.weight, before)
    assert not torch.equal(frozen.tower.trunk.head.conv.weight, last)


def test_rare_types_come_up_more_often_where_that_is_asked() -> None:
    corpus = catalogue(90)
    kept = [row for row in corpus.rows if row.attributes["articleType"] == "Tshirts"][:40]
    rare = [row for row in corpus.rows if row.attributes["articleType"] == "Dresses"][:10]
    skewed = pool_of([replace(corpus, rows=(*kept, *rare))], Split.TRAIN)
    shares = [
        float((balanced_order(skewed, 4000, power, seed=1) >= 40).mean()) for power in (0.0, 0.5, 1)
    ]
    assert shares == pytest.approx([0.2, 1 / 3, 0.5], abs=0.03)


def test_the_word_tower_learns_against_constant_pictures(pool: Pool, judge: Judge) -> None:
    torch.manual_seed(0)
    random = np.random.default_rng(0)
    pictures = torch.from_numpy(random.normal(size=(len(pool), 16)).astype(np.float32))
    settings = WordSettings(
        batch_size=12, epochs=1, epoch_captions=240, candidates=20, trained_layers=1, nested=8,
        trunk_rate=5e-3, head_rate=1e-2, averaging=0.5,
    )  # fmt: skip
    start = torch.nn.Parameter(torch.tensor(2.0))
    learner = WordLearner(settings, judge, tiny_word_tower(), pictures, start)
    owners = np.arange(36)
    captions = [caption_of(pool.rows[row], Random(int(row))) for row in owners]
    losses = [sum(learner.step(captions, owners).values()) for _ in range(20)]
    assert losses[-1] < losses[0]
    assert learner.step(captions, owners)["strange"] >= 0
    vectors = embed_words(learner.averaged, ["red dresses", "blue tshirts"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_the_dev_measures_of_a_perfect_model_are_perfect() -> None:
    held = pool_of([catalogue(72, split=Split.DEV)], Split.DEV)
    labels = [frozenset(_words(" ".join(row.attributes.values()))) for row in held.rows]
    pictures = np.stack([_direction(words) for words in labels])

    def embed_texts(texts: Sequence[str]) -> Vectors:
        return np.stack([_direction(_words(text)) for text in texts])

    report = validate(held, pictures, embed_texts)
    assert report["type_p10"] == 1.0
    assert report["colour_type_p10"] == 1.0
    assert report["picture_triple_p10"] == 1.0


KNOWN = ("red", "blue", "green", "tshirts", "dresses")


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in text.lower().split() if word in KNOWN)


def _direction(words: frozenset[str]) -> np.ndarray:
    row = np.array([word in words for word in KNOWN], dtype=np.float32)
    return row / np.linalg.norm(row)


def test_pictures_are_embedded_at_unit_length(pool: Pool) -> None:
    tower = PictureTower(variant="lite0", width=24, height=32, hidden=16, dimension=16)
    vectors = embed_pool(tower, pool, batch_size=8)
    assert vectors.shape == (len(pool), 16)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def tiny_word_tower() -> WordTower:
    words = ["[PAD]", "[UNK]", "red", "blue", "green", "tshirts", "dresses", "brand", "women"]
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(words)}, unk_token="[UNK]"))  # noqa: S106
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return WordTower(
        tokenizer, vocabulary=len(words), max_tokens=12, width=12, layers=2, heads=2, inner=24,
        hidden=16, dimension=16,
    )  # fmt: skip
