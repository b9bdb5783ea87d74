"""Short runs that differ in one thing each, and the table of what each gave on the dev split."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch.nn import functional

from finetune.captions import CaptionMix
from finetune.compact.data.caption_bank import CaptionBank, base_sentences
from finetune.compact.data.phrases import captions_of
from finetune.compact.data.pool import pool_of
from finetune.compact.data.prepare import PHOTOS, RENDERED, STUDIO
from finetune.compact.splits import Split
from finetune.compact.training.stage_one import new_learner, train_epoch, validate_learner
from finetune.compact.training.stage_two import embedded_pool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from torch import Tensor

    from finetune.compact.data.corpus import Corpus
    from finetune.compact.data.feeding import CaptionSource
    from finetune.compact.data.pool import Pool
    from finetune.compact.training.picture_training import PictureSettings
    from service.engine.compact.picture_tower import PictureTower

LOG = "experiments.jsonl"
MEASURES = {
    "title_r1": "title R@1",
    "title_r10": "R@10",
    "colour_type_p10": "colour + type P@10",
    "type_p10": "type P@10",
    "picture_type_p10": "picture, type P@10",
    "picture_triple_p10": "triple P@10",
    "photo_zero_shot": "photo zero-shot",
}


@dataclass(frozen=True)
class Experiment:
    """A run, and how it differs from the plain one.

    Attributes:
        changes: of the settings.
        captions: how captions are drawn.
        domains: corpora that are trained on.
        distilled: whether the teacher is learned from as well.
    """

    name: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    captions: CaptionSource = captions_of
    domains: tuple[str, ...] = (STUDIO, PHOTOS, RENDERED)
    distilled: bool = False


def _mixed(**shares: float) -> CaptionSource:
    kinds = {"name": 0.0, "attributes": 0.0, "wish": 0.0, "mixed": 0.0, "description": 0.0}
    return partial(captions_of, mix=CaptionMix(**(kinds | shares)))


EXPERIMENTS = (
    Experiment("plain: Lite2 at 112x84, softmax, all captions and domains"),
    Experiment("Lite0", {"variant": "lite0"}),
    Experiment("input 128x96", {"width": 96, "height": 128}),
    Experiment("input 96x72", {"width": 72, "height": 96}),
    Experiment("whole trunk trained", {"frozen_share": 0.0, "paused_share": 0.0}),
    Experiment("sigmoid loss", {"loss": "sigmoid"}),
    Experiment("no memory of negatives", {"memory": 256}),
    Experiment("no picture-to-picture loss", {"picture_weight": 0.0}),
    Experiment("no attribute classification", {"proxy_weight": 0.0}),
    Experiment("captions: display names only", captions=_mixed(name=1.0)),
    Experiment("captions: names and attributes", captions=_mixed(name=0.6, attributes=0.4)),
    Experiment("studio pictures only", domains=(STUDIO,)),
    Experiment("no rendered pictures", domains=(STUDIO, PHOTOS)),
    Experiment("Lite1", {"variant": "lite1"}),
    Experiment("distilled from the shipped model's two views", distilled=True),
    Experiment("Lite0, distilled so", {"variant": "lite0"}, distilled=True),
)


def run_experiments(
    corpora: Sequence[Corpus],
    work: Path,
    settings: PictureSettings,
    *,
    teacher: PictureTower | None = None,
    experiments: Sequence[Experiment] = EXPERIMENTS,
    say: Callable[[str], None] = print,
) -> str:
    """Run those that the log in `work` lacks, each for `settings.epochs`; returns the table.

    All start from the base weights, see as many pictures and have the same seed; a row with
    averaged weights and one with the last weights come out of the plain run. Those that distil are
    left out without a teacher.
    """
    log = work / LOG
    done = {entry["name"] for entry in entries_of(log)}
    for experiment in experiments:
        if experiment.name in done or (experiment.distilled and teacher is None):
            continue
        taught_by = teacher if experiment.distilled else None
        for entry in _run(experiment, corpora, work, settings, teacher=taught_by, say=say):
            with log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(entry) + "\n")
            say(json.dumps(entry))
    return table(entries_of(log))


def _run(
    experiment: Experiment,
    corpora: Sequence[Corpus],
    work: Path,
    plain: PictureSettings,
    *,
    teacher: PictureTower | None,
    say: Callable[[str], None],
) -> Iterator[dict[str, Any]]:
    settings = replace(plain, **experiment.changes)
    chosen = [corpus for corpus in corpora if corpus.name in experiment.domains]
    pool, dev = pool_of(chosen, Split.TRAIN), pool_of(corpora, Split.DEV)
    bank = CaptionBank(work / "experiments", base_sentences())
    learner = new_learner(settings, pool, bank)
    learner.teacher = None if teacher is None else _taught(work, teacher, pool)
    for epoch in range(settings.epochs):
        train_epoch(learner, bank, experiment.captions, epoch, say=say)
    yield {"name": experiment.name, "dev": validate_learner(learner, bank, dev)}
    if experiment is EXPERIMENTS[0]:
        learner.averaged_tower, learner.averaged_heads = learner.tower.eval(), learner.heads.eval()
        name = "last weights instead of averaged ones"
        yield {"name": name, "dev": validate_learner(learner, bank, dev)}
    bank.save()


def _taught(work: Path, teacher: PictureTower, pool: Pool) -> Tensor:
    """What each picture and its mirror image are to the teacher on average."""
    views = [
        embedded_pool(work, name, teacher, pool, mirrored=mirrored)
        for name, mirrored in (("train", False), ("train-mirrored", True))
    ]
    return functional.normalize(torch.from_numpy(np.sum(views, axis=0)), dim=1)


def entries_of(log: Path) -> list[dict[str, Any]]:
    """What a log holds; nothing where there is none."""
    if not log.exists():
        return []
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def table(entries: Sequence[Mapping[str, Any]]) -> str:
    """The entries as a table in Markdown."""
    lines = [
        f"| | {' | '.join(MEASURES.values())} |",
        f"| --- | {' | '.join('---' for _ in MEASURES)} |",
    ]
    for entry in entries:
        values = (f"{entry['dev'][name]:.3f}" for name in MEASURES)
        lines.append(f"| {entry['name']} | {' | '.join(values)} |")
    return "\n".join(lines)
