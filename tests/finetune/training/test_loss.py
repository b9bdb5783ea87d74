"""The loss: symmetric InfoNCE over a batch, without the pairs that are true anyway."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from PIL import Image
from sentence_transformers import SentenceTransformer

from finetune.training.loss import MaskedRankingLoss
from finetune.training.model import load_trainable

WORDS = ("red tee", "blue tee", "black jeans", "a tie", "pink skirt", "green socks")
COUNT = len(WORDS)
SCALE = 10.0


@pytest.fixture(scope="module")
def model(tiny_clip: Path) -> SentenceTransformer:
    return load_trainable(str(tiny_clip), device="cpu").model


@pytest.fixture(scope="module")
def features(model: SentenceTransformer) -> list[dict[str, Any]]:
    """Captions, pictures and hard negatives."""
    pictures, negatives = (
        [Image.new("RGB", (32, 32), (n * 40, 90, shade)) for n in range(COUNT)]
        for shade in (20, 200)
    )
    return [
        model.preprocess(inputs) for inputs in ([{"text": w} for w in WORDS], pictures, negatives)
    ]


def nothing_true(draws: Sequence[int], products: NDArray[np.int64]) -> NDArray[np.bool_]:
    return np.asarray(draws)[:, None] == products[None, :]


def two_and_four_are_alike(draws: Sequence[int], products: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Products 2 and 4 answer each other's captions; hard negative 10 answers caption 0."""
    kind = {2: 4, 10: 0}
    captions = np.array([kind.get(int(draw), int(draw)) for draw in draws])
    answers = np.array([kind.get(int(product), int(product)) for product in products])
    return captions[:, None] == answers[None, :]


def positions(draw: int) -> list[int]:
    return [draw, 10 + draw]


def loss_of(model: SentenceTransformer, truth: Any, mini_batch_size: int) -> MaskedRankingLoss:
    return MaskedRankingLoss(
        model,
        truth=truth,
        positions=positions,
        scale=SCALE,
        mini_batch_size=mini_batch_size,
        gather=False,
    )


def embeddings(model: SentenceTransformer, features: list[dict[str, Any]]) -> list[torch.Tensor]:
    rows = [model(dict(column))["sentence_embedding"] for column in features]
    return [torch.nn.functional.normalize(row, dim=1) for row in rows]


def by_the_formula(columns: list[torch.Tensor], truth: Any) -> torch.Tensor:
    captions, pictures, negatives = columns
    everything = torch.cat([pictures, negatives])
    draws = list(range(COUNT))
    places = np.array([*draws, *(10 + draw for draw in draws)])
    total = torch.tensor(0.0)
    for i in range(COUNT):
        to_pictures = [
            captions[i] @ everything[j] * SCALE
            for j in range(2 * COUNT)
            if j == i or not truth([i], places[[j]])[0, 0]
        ]
        to_captions = [
            captions[j] @ pictures[i] * SCALE
            for j in range(COUNT)
            if j == i or not truth([j], places[[i]])[0, 0]
        ]
        own = captions[i] @ pictures[i] * SCALE
        sums = torch.logsumexp(torch.stack(to_pictures), 0) + torch.logsumexp(
            torch.stack(to_captions), 0
        )
        total = total + sums / 2 - own
    return total / COUNT


@pytest.mark.parametrize("truth", [nothing_true, two_and_four_are_alike])
def test_it_is_the_formula_and_so_are_its_gradients(
    model: SentenceTransformer, features: list[dict[str, Any]], truth: Any
) -> None:
    model.zero_grad()
    wanted = by_the_formula(embeddings(model, features), truth)
    wanted.backward()
    gradients = {n: p.grad.clone() for n, p in model.named_parameters() if p.grad is not None}
    model.zero_grad()
    loss = loss_of(model, truth, 4)([dict(column) for column in features], torch.arange(COUNT))
    loss.backward()
    assert loss.item() == pytest.approx(wanted.item(), rel=1e-5)
    for name, parameter in model.named_parameters():
        if name in gradients:
            torch.testing.assert_close(parameter.grad, gradients[name], rtol=1e-3, atol=1e-5)


def test_the_mini_batch_changes_memory_and_nothing_else(
    model: SentenceTransformer, features: list[dict[str, Any]]
) -> None:
    losses = [
        loss_of(model, nothing_true, size)([dict(c) for c in features], torch.arange(COUNT)).item()
        for size in (1, 4, 64)
    ]
    assert losses == pytest.approx([losses[0]] * 3, rel=1e-5)


def test_a_true_pair_is_no_negative(
    model: SentenceTransformer, features: list[dict[str, Any]]
) -> None:
    labels = torch.arange(COUNT)
    masked, plain = (
        loss_of(model, truth, 4)([dict(c) for c in features], labels).item()
        for truth in (two_and_four_are_alike, nothing_true)
    )
    assert masked < plain


def test_without_draws_nothing_could_be_masked(
    model: SentenceTransformer, features: list[dict[str, Any]]
) -> None:
    with pytest.raises(ValueError, match="labels"):
        loss_of(model, nothing_true, 4)([dict(c) for c in features], None)
