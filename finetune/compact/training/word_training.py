"""Stage two: the word tower, against the embeddings of all training pictures, which are constant.

With the pictures' embeddings at hand, every caption is contrasted with thousands of pictures
instead of those of its batch, so each step sees hard negatives without any being looked for.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from finetune.compact.data.naming import Names
from finetune.compact.data.strange import strange_texts
from finetune.compact.data.wishing import Wishing
from finetune.compact.training.objective import any_positive, judged_contrast
from finetune.compact.training.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from finetune.calibration.hits import Vectors
    from finetune.compact.data.judging import Caption, Judge
    from service.engine.compact.word_tower import WordTower


@dataclass(frozen=True)
class WordSettings:
    """Stage two. The lower layers and the embeddings of words stay as the base has them."""

    batch_size: int = 192
    epochs: int = 10
    epoch_captions: int = 19_200
    balance: float = 0.3
    """How much more often rare types come up; see `balanced_order`."""
    candidates: int = 12_000
    """Pictures that a caption is contrasted with: those of its batch, and others at random."""
    strange: int = 32
    """Texts a step that ask for what no catalogue has."""
    strange_cosine: float = 0.2
    """How close such a text may come to any picture."""
    strange_weight: float = 4.0
    names: int = 144
    """Bare names of types and colours a step, which pictures are told apart by."""
    name_weight: float = 0.5
    named_pictures: int = 6_000
    wishes: int = 128
    """Wishes a step, each as likely as another."""
    wish_weight: float = 1.0
    wish_dropout: float = 0.25
    """Of what the trunk makes of a wish, so that no few phrases are learned by heart."""
    fitting_pictures: int = 8
    """Of each of these wishes, among the candidates."""
    trained_layers: int = 4
    trunk_rate: float = 6e-5
    head_rate: float = 4e-4
    weight_decay: float = 0.02
    warm_up: float = 0.05
    fall: float = 0.5
    averaging: float = 0.98
    nested: int = 128
    seed: int = 11


@dataclass
class WordLearner:
    """The word tower, its optimiser, and one step of training.

    Attributes:
        pictures: (rows of the pool, dimension), unit rows, constant.
        log_scale: of the inverse temperature, trained on.
    """

    settings: WordSettings
    judge: Judge
    tower: WordTower
    pictures: Tensor
    log_scale: nn.Parameter
    averaged: WordTower = field(init=False)
    optimizer: torch.optim.AdamW = field(init=False)
    schedule: torch.optim.lr_scheduler.LambdaLR = field(init=False)
    _random: np.random.Generator = field(init=False)
    _words: Random = field(init=False)
    _names: Names = field(init=False)
    _wishing: Wishing = field(init=False)

    def __post_init__(self) -> None:
        settings = self.settings
        self._random = np.random.default_rng(settings.seed)
        self._words = Random(settings.seed)
        self._names = Names(self.judge.pool)
        self._wishing = Wishing(self.judge)
        layers = list(self.tower.trunk.layers)
        self.tower.requires_grad_(False)
        trained = nn.ModuleList(layers[len(layers) - settings.trained_layers :])
        trained.requires_grad_(True)
        self.tower.projection.requires_grad_(True)
        self.averaged = copy.deepcopy(self.tower).eval()
        decay = settings.weight_decay
        groups: list[dict[str, Any]] = [
            {"params": list(trained.parameters()), "lr": settings.trunk_rate},
            {"params": list(self.tower.projection.parameters()), "lr": settings.head_rate},
            {"params": [self.log_scale], "lr": settings.head_rate, "weight_decay": 0.0},
        ]
        self.optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=decay)
        steps = settings.epochs * (settings.epoch_captions // settings.batch_size)
        shape = Schedule(steps, settings.warm_up, settings.fall)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, shape.factor)

    def step(self, captions: Sequence[Caption], owners: NDArray[np.int64]) -> dict[str, float]:
        """Learn from captions and the rows that they were drawn for; returns the losses."""
        self.tower.train()
        strange = strange_texts(self.settings.strange, self._words)
        words = self._embedded([*(caption.text for caption in captions), *strange])
        losses = self._losses(words[: len(captions)], captions, owners)
        if strange:
            losses["strange"] = self._strangeness(words[len(captions) :])
        if self.settings.names:
            losses["names"] = self.settings.name_weight * self._naming()
        if self.settings.wishes:
            losses["wishes"] = self.settings.wish_weight * self._wished()
        total = torch.stack(list(losses.values())).sum()
        self.optimizer.zero_grad(set_to_none=True)
        total.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.tower.parameters(), 2.0)
        self.optimizer.step()
        self.schedule.step()
        self._average()
        return {name: float(value.detach()) for name, value in losses.items()}

    def _embedded(self, texts: Sequence[str], *, dropout: float = 0.0) -> Tensor:
        """(n, dimension), not yet of unit length."""
        inputs = self.tower.preprocess(texts)
        with torch.autocast("cpu", torch.bfloat16):
            states = self.tower.trunk(inputs["input_ids"], inputs["attention_mask"])
        sentences = functional.normalize(states.float(), dim=1) * self.tower.width**0.5
        words: Tensor = self.tower.projection(functional.dropout(sentences, dropout))
        return words

    def _naming(self) -> Tensor:
        """Each picture against all names of a family, and each name against the pictures."""
        settings = self.settings
        names = self._names.draw(self.schedule.last_epoch, settings.names, self._words)
        words = self._embedded([name.text for name in names])
        rows = self._random.integers(len(self.pictures), size=settings.named_pictures)
        verdicts = torch.from_numpy(self._verdicts(names, rows))
        loss = words.new_zeros(())
        for _, weight, logits in self._logits(words, rows):
            loss = loss + weight * judged_contrast(logits.T, verdicts.T) / 2
            loss = loss + weight * judged_contrast(logits, verdicts) / 2
        return loss

    def _wished(self) -> Tensor:
        """Each wish against pictures, of which some fit it."""
        settings = self.settings
        wishes = self._wishing.draw(settings.wishes, self._words)
        if not wishes:
            return self.log_scale * 0.0
        fitting = self._wishing.fitting(wishes, settings.fitting_pictures, self._random)
        others = self._random.integers(len(self.pictures), size=settings.named_pictures)
        rows = np.concatenate([fitting, others])
        verdicts = torch.from_numpy(self._verdicts(wishes, rows))
        words = self._embedded([wish.text for wish in wishes], dropout=settings.wish_dropout)
        loss = words.new_zeros(())
        for _, weight, logits in self._logits(words, rows):
            loss = loss + weight * any_positive(logits, verdicts)
        return loss

    def _logits(
        self, words: Tensor, rows: NDArray[np.int64]
    ) -> Iterator[tuple[int, float, Tensor]]:
        """Yield size, weight and scaled cosines (words, rows): of all dimensions, of the first."""
        pictures = self.pictures[torch.from_numpy(rows)]
        scale = self.log_scale.clamp(max=4.6052).exp()
        for size, weight in ((words.shape[1], 1.0), (self.settings.nested, 0.5)):
            said = functional.normalize(words[:, :size], dim=1)
            seen = functional.normalize(pictures[:, :size], dim=1)
            yield size, weight, scale * said @ seen.T

    def _verdicts(self, captions: Sequence[Caption], rows: NDArray[np.int64]) -> NDArray[np.int8]:
        return np.stack([self.judge.of_rule(c.rule, rows) for c in captions if c.rule is not None])

    def _strangeness(self, words: Tensor) -> Tensor:
        """How far words that no picture answers are closer to one than they may be."""
        settings = self.settings
        rows = self._random.integers(len(self.pictures), size=settings.candidates // 4)
        pictures = self.pictures[torch.from_numpy(rows)]
        excess = words.new_zeros(())
        for size in (words.shape[1], settings.nested):
            said = functional.normalize(words[:, :size], dim=1)
            seen = functional.normalize(pictures[:, :size], dim=1)
            # The nearest few, so that not one picture after the other is pushed away.
            near = (said @ seen.T).topk(min(16, len(rows)), dim=1).values
            excess = excess + functional.relu(near - settings.strange_cosine).mean()
        return settings.strange_weight * excess

    def _losses(
        self, words: Tensor, captions: Sequence[Caption], owners: NDArray[np.int64]
    ) -> dict[str, Tensor]:
        others = self._random.integers(len(self.pictures), size=self.settings.candidates)
        candidates = np.concatenate([owners, others])
        verdicts = torch.from_numpy(self.judge.judge(captions, owners, candidates))
        wished = torch.tensor([c.rule is not None and c.rule.wish is not None for c in captions])
        own = len(owners)
        losses: dict[str, Tensor] = {}
        for size, weight, logits in self._logits(words, candidates):
            to_pictures = _contrast(logits, verdicts, wished)
            to_words = judged_contrast(logits[:, :own].T, verdicts[:, :own].T)
            losses[f"words{size}"] = weight * (0.75 * to_pictures + 0.25 * to_words)
        return losses

    @torch.no_grad()
    def _average(self) -> None:
        taken = self.schedule.last_epoch
        keep = min(self.settings.averaging, (1 + taken) / (10 + taken))
        current: list[Tensor] = [p for p in self.tower.parameters() if p.requires_grad]
        held: list[Tensor] = [p for p in self.averaged.parameters() if p.requires_grad]
        torch._foreach_lerp_(held, current, 1 - keep)

    def state(self) -> dict[str, Any]:
        """Everything that a resumed run needs, except the captions' order."""
        return {
            "tower": self.tower.state_dict(),
            "averaged": self.averaged.state_dict(),
            "log_scale": self.log_scale.detach(),
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on where `state` was taken."""
        self.tower.load_state_dict(state["tower"])
        self.averaged.load_state_dict(state["averaged"])
        self.log_scale.data.copy_(state["log_scale"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])


def _contrast(logits: Tensor, verdicts: Tensor, wished: Tensor) -> Tensor:
    """What names a product is to be near to all that bear it, a wish to any that fit."""
    share = wished.float().mean()
    named = judged_contrast(logits[~wished], verdicts[~wished])
    return (1 - share) * named + share * any_positive(logits[wished], verdicts[wished])


@torch.inference_mode()
def embed_words(tower: WordTower, texts: Sequence[str], *, batch_size: int = 128) -> Vectors:
    """Unit embeddings of texts, (n, dimension)."""
    tower.eval()
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    result = np.empty((len(texts), tower.dimension), dtype=np.float32)
    for start in range(0, len(order), batch_size):
        places = order[start : start + batch_size]
        inputs = tower.preprocess([texts[place] for place in places])
        rows = tower.embed(inputs["input_ids"], inputs["attention_mask"])
        result[places] = functional.normalize(rows, dim=1).numpy()
    return result
