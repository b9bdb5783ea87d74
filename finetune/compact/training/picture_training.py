"""Stage one: the picture tower and both heads, against frozen sentence embeddings of captions."""

from __future__ import annotations

import copy
import math
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from finetune.compact.training.depthwise import depthwise_conv2d
from finetune.compact.training.objective import (
    AttributeProxies,
    graded_contrast,
    judged_contrast,
    judged_sigmoid,
)
from finetune.compact.training.replicas import Replicas
from finetune.compact.training.schedule import Schedule
from service.engine.compact.efficientnet_lite import ConvNorm, EfficientNetLite
from service.engine.compact.head import ProjectionHead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from finetune.compact.data.feeding import Batch
    from finetune.compact.data.judging import Caption, Judge
    from finetune.compact.data.pool import Pool
    from service.engine.compact.picture_tower import PictureTower

PROXIED = ("articleType", "baseColour", "gender", "usage", "subCategory", "label")


@dataclass(frozen=True)
class PictureSettings:
    """Stage one. Learning rates are peaks: a warm-up, a plateau, a fall."""

    variant: str = "lite2"
    width: int = 84
    height: int = 112
    hidden: int = 512
    dimension: int = 256
    nested: int = 128
    sentence_dimension: int = 384
    frozen_share: float = 0.3
    paused_share: float = 0.3
    """Layers that no longer learn; raised for later epochs, when early layers have settled."""
    batch_size: int = 256
    epochs: int = 20
    epoch_steps: int = 170
    caption_variants: int = 6
    warm_up: float = 0.04
    fall: float = 0.35
    tower_rate: float = 5e-4
    head_rate: float = 1e-3
    weight_decay: float = 0.03
    memory: int = 2048
    loss: Literal["softmax", "sigmoid"] = "softmax"
    proxy_weight: float = 0.3
    picture_weight: float = 0.4
    distil_weight: float = 2.0
    """Of the distance to a teacher's embeddings, where there is a teacher."""
    averaging: float = 0.995
    replicas: int = 4
    threads: int = 2
    ahead: int = 3
    repeats: tuple[int, ...] = (1, 2, 1)
    seed: int = 7
    start: str = ""
    """Digest of the model folder that the run went on from; empty for the base weights."""


class SentenceTable(Protocol):
    """Sentence embeddings of captions, by place."""

    @property
    def table(self) -> NDArray[np.float16]:
        """(texts, sentence dimension), unit rows."""

    def places(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """The rows of these texts in `table`."""


class Heads(nn.Module):
    """What is trained beside the picture tower."""

    def __init__(self, settings: PictureSettings, sizes: dict[str, int]) -> None:
        super().__init__()
        self.words = ProjectionHead(
            settings.sentence_dimension, settings.hidden, settings.dimension
        )
        self.proxies = AttributeProxies(sizes, settings.dimension)
        self.log_scale = nn.Parameter(torch.tensor(3.0))
        self.log_scale_pictures = nn.Parameter(torch.tensor(2.7))
        # Of the sigmoid loss, which starts where nearly every pair is taken for a negative.
        self.bias = nn.Parameter(torch.tensor(-10.0)) if settings.loss == "sigmoid" else None

    def scale(self) -> Tensor:
        """The inverse temperature of words against pictures, at most 100."""
        return self.log_scale.clamp(max=4.6052).exp()

    def scale_of_pictures(self) -> Tensor:
        """The inverse temperature of pictures against pictures, at most 50."""
        return self.log_scale_pictures.clamp(max=3.912).exp()


def make_trainable(trunk: EfficientNetLite, frozen_share: float) -> None:
    """Freeze the first layers, and give the rest gradients that are fast on a CPU."""
    for layer in trunk.modules():
        if isinstance(layer, ConvNorm):
            # Replicas share the statistics, so they are constants.
            layer.frozen_statistics = True
            if layer.conv.groups > 1:
                layer.convolution = depthwise_conv2d
    _freeze(trunk, frozen_share)


def _freeze(trunk: EfficientNetLite, share: float) -> None:
    parts = [trunk.stem, *trunk.blocks, trunk.head]
    for part in parts[: int(len(parts) * share)]:
        part.requires_grad_(False)


@dataclass
class Memory:
    """Embeddings of the latest pictures: further negatives (Wang et al., XBM, 2020)."""

    capacity: int
    blocks: deque[tuple[Tensor, NDArray[np.int64]]] = field(default_factory=deque)

    def push(self, embeddings: Tensor, rows: NDArray[np.int64]) -> None:
        """Keep these, forget the oldest beyond the capacity."""
        self.blocks.append((embeddings.detach(), rows))
        while sum(len(rows) for _, rows in self.blocks) > self.capacity:
            self.blocks.popleft()

    def contents(self) -> tuple[Tensor, NDArray[np.int64]] | None:
        """(m, dimension) and their (m,) rows, if there are any."""
        if not self.blocks:
            return None
        vectors, rows = zip(*self.blocks, strict=True)
        return torch.cat(vectors), np.concatenate(rows)


@dataclass
class PictureLearner:
    """The model, its optimiser, and one step of training.

    Attributes:
        teacher: (rows of the pool, dimension), unit rows that pictures are to come near as well.
    """

    settings: PictureSettings
    pool: Pool
    judge: Judge
    bank: SentenceTable
    tower: PictureTower
    heads: Heads
    teacher: Tensor | None = None
    averaged_tower: PictureTower = field(init=False)
    averaged_heads: Heads = field(init=False)
    optimizer: torch.optim.AdamW = field(init=False)
    schedule: torch.optim.lr_scheduler.LambdaLR = field(init=False)
    memory: Memory = field(init=False)
    recent: deque[tuple[Caption, int]] = field(init=False)
    _replicas: Replicas = field(init=False)
    _current: list[Tensor] = field(init=False)
    _held: list[Tensor] = field(init=False)

    def __post_init__(self) -> None:
        settings = self.settings
        make_trainable(self.tower.trunk, settings.frozen_share)
        self.averaged_tower = copy.deepcopy(self.tower).eval()
        self.averaged_heads = copy.deepcopy(self.heads).eval()
        self._current = _floats(self.tower) + _floats(self.heads)
        self._held = _floats(self.averaged_tower) + _floats(self.averaged_heads)
        groups = [
            *_groups(self.tower.trunk, settings.tower_rate, settings.weight_decay),
            *_groups(self.tower.projection, settings.head_rate, settings.weight_decay),
            *_groups(self.heads, settings.head_rate, settings.weight_decay),
        ]
        self.optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98))
        _freeze(self.tower.trunk, settings.paused_share)
        self._replicas = Replicas(self.tower.trunk, settings.replicas, settings.threads)
        shape = Schedule(settings.epochs * settings.epoch_steps, settings.warm_up, settings.fall)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, shape.factor)
        self.memory = Memory(settings.memory)
        self.recent = deque(maxlen=max(1, settings.memory // 4))

    def step(self, batch: Batch) -> dict[str, float]:
        """Learn from a batch; returns the parts of the loss."""
        self.tower.train()
        owners = [*batch.rows, *(row for _, row in self.recent)]
        captions = [*batch.captions, *(caption for caption, _ in self.recent)]
        features = self._replicas.forward(self.tower.scaled(batch.pixels))
        pictures = self.tower.projection(features)
        words = self.heads.words(self.sentences(captions))
        losses = self._losses(batch, pictures, words, captions, np.array(owners, np.int64))
        total = torch.stack(list(losses.values())).sum()
        self.optimizer.zero_grad(set_to_none=True)
        total.backward()  # type: ignore[no-untyped-call]
        if features.grad is not None:
            self._replicas.backward(features.grad)
        nn.utils.clip_grad_norm_(self.tower.parameters(), 5.0)
        self.optimizer.step()
        self.schedule.step()
        self._average()
        self.memory.push(functional.normalize(pictures, dim=1), batch.rows)
        self.recent.extend(zip(batch.captions, (int(row) for row in batch.rows), strict=True))
        return {name: float(value.detach()) for name, value in losses.items()}

    def sentences(self, captions: list[Caption]) -> Tensor:
        """The frozen features of captions: (n, 384), unit variance."""
        places = self.bank.places([caption.text for caption in captions])
        vectors = torch.from_numpy(self.bank.table[places]).float()
        return vectors * math.sqrt(vectors.shape[1])

    def _losses(
        self,
        batch: Batch,
        pictures: Tensor,
        words: Tensor,
        captions: list[Caption],
        owners: NDArray[np.int64],
    ) -> dict[str, Tensor]:
        settings = self.settings
        remembered = self.memory.contents()
        candidates = batch.rows
        kept = pictures[:0].detach()
        if remembered is not None:
            kept, rows = remembered
            candidates = np.concatenate([batch.rows, rows])
        own = len(batch.rows)
        of_own = self.judge.judge(captions[:own], owners[:own], candidates)
        of_recent = self.judge.judge(captions[own:], owners[own:], batch.rows)
        on_pictures = torch.from_numpy(of_own)
        on_words = torch.from_numpy(np.concatenate([of_own[:, :own], of_recent]).T.copy())
        grades, excluded = self._grades(batch.rows, candidates)
        losses: dict[str, Tensor] = {}
        for size, weight in ((settings.dimension, 1.0), (settings.nested, 0.5)):
            near = functional.normalize(pictures[:, :size], dim=1)
            far = functional.normalize(kept[:, :size], dim=1)
            said = functional.normalize(words[:, :size], dim=1)
            scale = self.heads.scale()
            seen = torch.cat([near, far])
            to_pictures = self._contrast(scale * said[:own] @ seen.T, on_pictures)
            to_words = self._contrast(scale * near @ said.T, on_words)
            losses[f"words{size}"] = weight * (to_pictures + to_words) / 2
            among = graded_contrast(
                self.heads.scale_of_pictures() * near @ seen.T, grades, excluded
            )
            losses[f"pictures{size}"] = weight * settings.picture_weight * among
        codes = {
            column: torch.from_numpy(self.pool.codes[column][batch.rows].astype(np.int64))
            for column in self.heads.proxies.proxies
        }
        unit = functional.normalize(pictures, dim=1)
        losses["proxies"] = settings.proxy_weight * self.heads.proxies(unit, codes)
        if self.teacher is not None:
            taught = self.teacher[torch.from_numpy(batch.rows)]
            apart = 1.0 - (unit * taught).sum(1)
            losses["teacher"] = settings.distil_weight * apart.mean()
        return losses

    def _contrast(self, logits: Tensor, verdicts: Tensor) -> Tensor:
        bias = self.heads.bias
        if bias is None:
            return judged_contrast(logits, verdicts)
        return judged_sigmoid(logits, verdicts, bias)

    def _grades(
        self, rows: NDArray[np.int64], candidates: NDArray[np.int64]
    ) -> tuple[Tensor, Tensor]:
        """How alike the labels of two pictures are, and which pairs to leave out."""
        equal = {
            column: (self.pool.codes[column][rows][:, None] == self.pool.codes[column][candidates])
            & (self.pool.codes[column][rows][:, None] >= 0)
            for column in ("articleType", "gender", "baseColour", "label")
        }
        kind = equal["articleType"] | equal["label"]
        grades = kind * 0.15 * (1 + equal["gender"] + equal["baseColour"])
        grades = grades + (equal["articleType"] & equal["gender"] & equal["baseColour"]) * 1.0
        unlike = self.pool.codes["label"][rows] >= 0
        mixed = unlike[:, None] != (self.pool.codes["label"][candidates] >= 0)[None]
        excluded = (rows[:, None] == candidates[None]) | mixed
        return torch.from_numpy(grades.astype(np.float32)), torch.from_numpy(excluded)

    @torch.no_grad()
    def _average(self) -> None:
        taken = self.schedule.last_epoch
        keep = min(self.settings.averaging, (1 + taken) / (10 + taken))
        torch._foreach_lerp_(self._held, self._current, 1 - keep)

    def state(self) -> dict[str, Any]:
        """Everything that a resumed run needs, except the batches' order."""
        return {
            "tower": self.tower.state_dict(),
            "heads": self.heads.state_dict(),
            "averaged_tower": self.averaged_tower.state_dict(),
            "averaged_heads": self.averaged_heads.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on where `state` was taken."""
        for name in ("tower", "heads", "averaged_tower", "averaged_heads"):
            getattr(self, name).load_state_dict(state[name])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])


def _groups(module: nn.Module, rate: float, decay: float) -> list[dict[str, Any]]:
    trained = [parameter for parameter in module.parameters() if parameter.requires_grad]
    return [
        {"params": [p for p in trained if p.ndim > 1], "lr": rate, "weight_decay": decay},
        {"params": [p for p in trained if p.ndim <= 1], "lr": rate, "weight_decay": 0.0},
    ]


def _floats(module: nn.Module) -> list[Tensor]:
    """The tensors that are averaged: parameters and statistics, sharing their storage."""
    return [value for value in module.state_dict().values() if value.dtype.is_floating_point]
