"""Runs stage one: epochs, checkpoints, resuming, a log of losses and dev measures."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from finetune.compact.base import pretrained_trunk
from finetune.compact.data.caption_bank import CaptionBank, base_sentences, trunk_sentences
from finetune.compact.data.feeding import CaptionSource, ahead, batches, draw_captions, epoch_order
from finetune.compact.data.judging import Caption
from finetune.compact.data.phrases import captions_of, judge_of
from finetune.compact.data.pool import Pool, pool_of
from finetune.compact.report.validating import embed_pool, validate
from finetune.compact.splits import Split
from finetune.compact.training.picture_training import (
    PROXIED,
    Heads,
    PictureLearner,
    PictureSettings,
)
from service.engine.compact.picture_tower import PictureTower

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from finetune.calibration.hits import Vectors
    from finetune.compact.data.corpus import Corpus
    from finetune.compact.start import Start

CHECKPOINT = "stage-one.pt"
LOG = "stage-one.jsonl"


def new_learner(
    settings: PictureSettings, pool: Pool, bank: CaptionBank, start: Start | None = None
) -> PictureLearner:
    """A learner at its first step: from a model folder, or from the base weights."""
    torch.manual_seed(settings.seed)
    sizes = {column: len(pool.vocabulary[column]) for column in PROXIED if pool.vocabulary[column]}
    heads = Heads(settings, sizes)
    if start is None:
        tower = PictureTower(
            variant=settings.variant,
            width=settings.width,
            height=settings.height,
            hidden=settings.hidden,
            dimension=settings.dimension,
        )
        tower.trunk = pretrained_trunk(settings.variant)
    else:
        tower = start.pictures
        heads.words.load_state_dict(start.words.projection.state_dict())
    return PictureLearner(settings, pool, judge_of(pool), bank, tower, heads)


def run_stage_one(
    corpora: Sequence[Corpus],
    work: Path,
    settings: PictureSettings,
    *,
    start: Start | None = None,
    source: CaptionSource = captions_of,
    say: Callable[[str], None] = print,
) -> PictureLearner:
    """Train, or go on from the checkpoint in `work`.

    Raises:
        ValueError: the checkpoint is of another variant or of another start.
    """
    pool = pool_of(corpora, Split.TRAIN)
    dev = pool_of(corpora, Split.DEV)
    sentences = base_sentences() if start is None else trunk_sentences(start.words)
    bank = CaptionBank(work, sentences)
    learner = new_learner(settings, pool, bank, start)
    first = _resume(learner, work)
    for epoch in range(first, settings.epochs):
        started = time.monotonic()
        losses = train_epoch(learner, bank, source, epoch, say=say)
        trained = time.monotonic() - started
        entry = {"epoch": epoch, "seconds": round(trained), "losses": losses}
        entry |= {"dev": validate_learner(learner, bank, dev)}
        bank.save()
        _write(work, learner, epoch, entry)
        say(json.dumps(_rounded(entry)))
    return learner


def train_epoch(
    learner: PictureLearner,
    bank: CaptionBank,
    source: CaptionSource,
    epoch: int,
    *,
    say: Callable[[str], None],
) -> dict[str, float]:
    """One pass of `epoch_steps` batches; returns the mean losses."""
    settings, pool = learner.settings, learner.pool
    seed = settings.seed * 1000 + epoch
    repeats = settings.repeats[: len(pool.corpora)]
    order = epoch_order(pool, repeats, settings.epoch_steps * settings.batch_size, seed)
    variant = epoch % settings.caption_variants
    captions = draw_captions(pool, order, source, settings.seed, variant)
    bank.add([caption.text for caption in captions])
    sums: dict[str, float] = {}
    size = (settings.height, settings.width)
    count = 0
    started = time.monotonic()
    drawn = batches(pool, order, captions, batch_size=settings.batch_size, size=size, seed=seed)
    for batch in ahead(drawn, settings.ahead):
        for name, value in learner.step(batch).items():
            sums[name] = sums.get(name, 0.0) + value
        count += 1
        if count % 20 == 0:
            rate = count * settings.batch_size / (time.monotonic() - started)
            now = {name: round(value / count, 3) for name, value in sums.items()}
            done = f"epoch {epoch} step {count}/{settings.epoch_steps}"
            say(f"{done} {rate:.0f} pictures/s {now}")
    return {name: value / count for name, value in sums.items()}


def validate_learner(learner: PictureLearner, bank: CaptionBank, dev: Pool) -> dict[str, float]:
    """The dev measures of the averaged weights."""

    @torch.inference_mode()
    def embed_texts(texts: Sequence[str]) -> Vectors:
        bank.add(texts)
        sentences = learner.sentences([Caption(text, None) for text in texts])
        words = learner.averaged_heads.words(sentences)
        vectors: Vectors = functional.normalize(words, dim=1).numpy()
        return vectors

    return validate(dev, embed_pool(learner.averaged_tower, dev), embed_texts)


def _resume(learner: PictureLearner, work: Path) -> int:
    path = work / CHECKPOINT
    if not path.exists():
        return 0
    saved = torch.load(path, map_location="cpu", weights_only=True)
    for name in ("variant", "start"):
        held, asked = saved["settings"][name], getattr(learner.settings, name)
        if held != asked:
            raise ValueError(
                f"{path} holds {name} {held or 'base'}, not {asked or 'base'}; "
                "remove it, or choose another --work folder"
            )
    learner.restore(saved["learner"])
    return int(saved["epoch"]) + 1


def _write(work: Path, learner: PictureLearner, epoch: int, entry: dict[str, object]) -> None:
    part = work / f"{CHECKPOINT}.part"
    torch.save(
        {"epoch": epoch, "settings": asdict(learner.settings), "learner": learner.state()}, part
    )
    part.replace(work / CHECKPOINT)
    with (work / LOG).open("a", encoding="utf-8") as log:
        log.write(json.dumps({**entry, "settings": asdict(learner.settings)}) + "\n")


def _rounded(entry: object) -> object:
    if isinstance(entry, float):
        return round(entry, 4)
    if isinstance(entry, dict):
        return {key: _rounded(value) for key, value in entry.items()}
    return entry
