"""Runs stage two from the checkpoint of stage one: epochs, checkpoints, resuming, a log."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn

from finetune.compact.base import pretrained_words
from finetune.compact.data.feeding import CaptionSource, balanced_order, draw_captions
from finetune.compact.data.phrases import WORD_MIX, captions_of, judge_of
from finetune.compact.data.pool import Pool, pool_of
from finetune.compact.report.validating import embed_pool, validate
from finetune.compact.splits import Split
from finetune.compact.training.picture_training import PictureSettings
from finetune.compact.training.word_training import WordLearner, WordSettings, embed_words
from service.engine.compact.picture_tower import PictureTower
from service.engine.compact.word_tower import WordTower

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from finetune.calibration.hits import Vectors
    from finetune.compact.data.corpus import Corpus
    from finetune.compact.start import Start

STAGE_ONE = "stage-one.pt"
CHECKPOINT = "stage-two.pt"
LOG = "stage-two.jsonl"
MAX_TOKENS = 128
CAPTIONS: CaptionSource = partial(captions_of, mix=WORD_MIX)
LOG_SCALE = 3.3
"""Where the scale of a run on shipped towers begins; a folder does not keep what it ended with."""


@dataclass(frozen=True)
class Ground:
    """What stage two stands on.

    Attributes:
        pictures: as they stay.
        words: to be trained.
        log_scale: of the inverse temperature that training begins with.
    """

    pictures: PictureTower
    words: WordTower
    log_scale: float


def trained_ground(work: Path, start: Start | None = None) -> Ground:
    """The towers that stage one left in this folder.

    Raises:
        FileNotFoundError: stage one has not run in this folder.
    """
    pictures, heads = picture_tower_of(work)
    words = word_tower_of(heads, pictures.dimension, start)
    return Ground(pictures, words, float(heads["log_scale"]))


def shipped_ground(start: Start) -> Ground:
    """The towers of a folder, whose pictures are left as they are."""
    return Ground(start.shipped, start.words, LOG_SCALE)


def picture_tower_of(work: Path) -> tuple[PictureTower, dict[str, Any]]:
    """The averaged picture tower of stage one, and the averaged state of its heads.

    Raises:
        FileNotFoundError: stage one has not run in this folder.
    """
    path = work / STAGE_ONE
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing; run: python -m finetune.compact train")
    saved = torch.load(path, map_location="cpu", weights_only=True)
    settings = PictureSettings(**saved["settings"])
    tower = PictureTower(
        variant=settings.variant,
        width=settings.width,
        height=settings.height,
        hidden=settings.hidden,
        dimension=settings.dimension,
    )
    tower.load_state_dict(saved["learner"]["averaged_tower"])
    return tower.eval(), saved["learner"]["averaged_heads"]


def word_tower_of(heads: dict[str, Any], dimension: int, start: Start | None = None) -> WordTower:
    """The word tower that stage two begins with: stage one's head on its captions' trunk."""
    state, tokenizer = pretrained_words(MAX_TOKENS)
    if start is not None:
        state = start.words.trunk.state_dict()
    head = {
        key.removeprefix("words."): value
        for key, value in heads.items()
        if key.startswith("words.")
    }
    hidden = len(head["hidden.bias"])
    tower = WordTower(tokenizer, max_tokens=MAX_TOKENS, hidden=hidden, dimension=dimension)
    tower.trunk.load_state_dict(state)
    tower.projection.load_state_dict(head)
    return tower


def run_stage_two(
    corpora: Sequence[Corpus],
    work: Path,
    settings: WordSettings,
    ground: Ground,
    *,
    source: CaptionSource = CAPTIONS,
    say: Callable[[str], None] = print,
) -> WordTower:
    """Train, or go on from the checkpoint in `work`; returns the averaged word tower."""
    pool = pool_of(corpora, Split.TRAIN)
    dev = pool_of(corpora, Split.DEV)
    learner = WordLearner(
        settings,
        judge_of(pool),
        ground.words,
        torch.from_numpy(embedded_pool(work, "train", ground.pictures, pool)),
        nn.Parameter(torch.tensor(ground.log_scale)),
    )
    of_dev = embedded_pool(work, "dev", ground.pictures, dev)
    pictures = _digest(ground.pictures)
    first = _resume(learner, work, pictures)
    for epoch in range(first, settings.epochs):
        started = time.monotonic()
        losses = train_epoch(learner, pool, source, epoch, say)
        trained = time.monotonic() - started
        entry = {"epoch": epoch, "seconds": round(trained), "losses": losses}
        entry |= {"dev": validate(dev, of_dev, lambda texts: embed_words(learner.averaged, texts))}
        _write(work, learner, epoch, pictures, entry)
        say(json.dumps(entry))
    return learner.averaged


def embedded_pool(
    work: Path, name: str, tower: PictureTower, pool: Pool, *, mirrored: bool = False
) -> Vectors:
    """Embed a pool's pictures, or read what was made of them by this very tower."""
    path = work / f"pictures-{name}-{_digest(tower)}.npy"
    if path.exists():
        kept: Vectors = np.load(path)
        if len(kept) == len(pool):
            return kept
    vectors = embed_pool(tower.as_fused(), pool, half=True, mirrored=mirrored)
    np.save(path, vectors)
    return vectors


def _digest(tower: PictureTower) -> str:
    """Of the weights, so that pictures are embedded anew when stage one has gone on."""
    found = sha256()
    for value in tower.state_dict().values():
        found.update(value.numpy().tobytes())
    return found.hexdigest()[:12]


def train_epoch(
    learner: WordLearner, pool: Pool, source: CaptionSource, epoch: int, say: Callable[[str], None]
) -> dict[str, float]:
    """Show the learner an epoch's captions; returns the mean of each loss."""
    settings = learner.settings
    seed = settings.seed * 1000 + epoch
    order = balanced_order(pool, settings.epoch_captions, settings.balance, seed)
    captions = draw_captions(pool, order, source, settings.seed, epoch)
    sums: dict[str, float] = {}
    started = time.monotonic()
    count = len(order) // settings.batch_size
    for step in range(count):
        part = slice(step * settings.batch_size, (step + 1) * settings.batch_size)
        for name, value in learner.step(captions[part], order[part]).items():
            sums[name] = sums.get(name, 0.0) + value
        if (step + 1) % 20 == 0:
            rate = (step + 1) * settings.batch_size / (time.monotonic() - started)
            now = {name: round(value / (step + 1), 3) for name, value in sums.items()}
            say(f"epoch {epoch} step {step + 1}/{count} {rate:.0f} captions/s {now}")
    return {name: value / count for name, value in sums.items()}


def _resume(learner: WordLearner, work: Path, pictures: str) -> int:
    if not (work / CHECKPOINT).exists():
        return 0
    saved = read_checkpoint(work, pictures)
    learner.restore(saved["learner"])
    return int(saved["epoch"]) + 1


def read_checkpoint(work: Path, pictures: str) -> dict[str, Any]:
    """What stage two left in this folder.

    Raises:
        ValueError: it was trained against other pictures than the tower of this digest makes.
    """
    path = work / CHECKPOINT
    saved: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    if saved.get("pictures") != pictures:
        raise ValueError(
            f"{path} was trained against the pictures of another model; give the --start that "
            "it was begun with, or another --work"
        )
    return saved


def _write(
    work: Path, learner: WordLearner, epoch: int, pictures: str, entry: dict[str, object]
) -> None:
    part = work / f"{CHECKPOINT}.part"
    torch.save({"epoch": epoch, "pictures": pictures, "learner": learner.state()}, part)
    part.replace(work / CHECKPOINT)
    with (work / LOG).open("a", encoding="utf-8") as log:
        log.write(json.dumps({**entry, "settings": asdict(learner.settings)}) + "\n")


def finished_words(work: Path, ground: Ground) -> WordTower:
    """The averaged word tower of stage two.

    Raises:
        FileNotFoundError: stage two has not run in this folder.
        ValueError: it was trained against other pictures.
    """
    path = work / CHECKPOINT
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing; run: python -m finetune.compact train")
    saved = read_checkpoint(work, _digest(ground.pictures))
    ground.words.load_state_dict(saved["learner"]["averaged"])
    return ground.words.eval()
