"""Short runs of the word tower alone: what training its trunk gives beside a frozen one."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import torch
from torch import nn

from finetune.compact.base import pretrained_words
from finetune.compact.data.phrases import judge_of
from finetune.compact.data.pool import pool_of
from finetune.compact.experiments import entries_of, table
from finetune.compact.report.validating import validate
from finetune.compact.splits import Split
from finetune.compact.training.stage_two import CAPTIONS, MAX_TOKENS, embedded_pool, train_epoch
from finetune.compact.training.word_training import WordLearner, WordSettings, embed_words
from service.engine.compact.word_tower import WordTower

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from finetune.compact.data.corpus import Corpus
    from finetune.compact.start import Start

LOG = "word-experiments.jsonl"
# How many of the trunk's six layers are trained; its embeddings of words never are.
TRAINED = {
    "words: trunk frozen, head alone trained": 0,
    "words: two of six layers trained": 2,
    "words: four of six layers trained": 4,
    "words: all six layers trained": 6,
}
# A head that begins at random learns faster than one that goes on.
SETTINGS = WordSettings(epochs=1, head_rate=1.5e-3)
_LOG_SCALE = 3.0


def run_word_experiments(
    corpora: Sequence[Corpus],
    work: Path,
    start: Start,
    *,
    steps: int,
    say: Callable[[str], None] = print,
) -> str:
    """Run those that the log in `work` lacks, each for `steps` batches; returns the table.

    All begin with the public word model and a head at random, and are trained against the
    pictures of `start` as they are.
    """
    log = work / LOG
    done = {entry["name"] for entry in entries_of(log)}
    for name, layers in TRAINED.items():
        if name in done:
            continue
        captions = steps * SETTINGS.batch_size
        settings = replace(SETTINGS, trained_layers=layers, epoch_captions=captions)
        entry = {"name": name, "dev": _measured(corpora, work, start, settings, say)}
        with log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")
        say(json.dumps(entry))
    return table(entries_of(log))


def _measured(
    corpora: Sequence[Corpus],
    work: Path,
    start: Start,
    settings: WordSettings,
    say: Callable[[str], None],
) -> dict[str, float]:
    pool, dev = pool_of(corpora, Split.TRAIN), pool_of(corpora, Split.DEV)
    learner = WordLearner(
        settings,
        judge_of(pool),
        _untrained(start, settings.seed),
        torch.from_numpy(embedded_pool(work, "train", start.pictures.eval(), pool)),
        nn.Parameter(torch.tensor(_LOG_SCALE)),
    )
    train_epoch(learner, pool, CAPTIONS, 0, say)
    seen = embedded_pool(work, "dev", start.pictures, dev)
    return validate(dev, seen, lambda texts: embed_words(learner.averaged, texts))


def _untrained(start: Start, seed: int) -> WordTower:
    state, tokenizer = pretrained_words(MAX_TOKENS)
    torch.manual_seed(seed)
    tower = WordTower(
        tokenizer,
        max_tokens=MAX_TOKENS,
        hidden=start.words.hidden,
        dimension=start.pictures.dimension,
    )
    tower.trunk.load_state_dict(state)
    return tower
