"""Compositions: a product and a change to it, "but in red"."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from finetune.evaluation.measuring.measurement import (
    Asked,
    Measurement,
    measure_precision,
    relevance,
)
from finetune.evaluation.measuring.ranking import Corpus, nearest
from finetune.evaluation.measuring.slicing import product_slices
from finetune.evaluation.measuring.trial import Ground, Trial
from finetune.queries.compositions import Composition, load_compositions, pick_sources
from finetune.queries.judge import Judge
from service.engine.encoder import unit_rows

SOURCES = 3  # products that each composition is asked with


@dataclass(frozen=True, slots=True)
class Composed:
    """A composition and the row of the product that it is asked with."""

    composition: Composition
    source: int

    @property
    def id(self) -> str:
        """Unique within a run."""
        return f"{self.composition.id}:{self.source}"


def compose(ground: Ground) -> tuple[Composed, ...]:
    """Return the public compositions, each with judged products to ask with."""
    judge = Judge(ground.described[row].attributes for row in ground.judged.tolist())
    return tuple(
        Composed(composition, int(ground.judged[place]))
        for composition in load_compositions()
        for place in pick_sources(composition, judge, limit=SOURCES, seed=ground.seed)
    )


def asked_of(ground: Ground, composed: Composed) -> Asked:
    """Return a composition as reports show it."""
    product = ground.stock.products[composed.source]
    slices = product_slices(product) | {"change": composed.composition.kind}
    return Asked(composed.id, composed.composition.text, composed.source, slices)


def measure_compositions(trial: Trial) -> Iterator[Measurement]:
    """Ask as the engine does: the sum of the directions of the words and of the picture."""
    every = compose(trial)
    for corpus in trial.corpora:
        kept = [one for one in every if _answers(trial, one, corpus)]
        if not kept:
            continue
        sources = np.array([one.source for one in kept], np.int64)
        words = trial.embed([one.composition.text for one in kept])
        ranked = nearest(
            unit_rows(words + trial.vectors[sources]),
            trial.vectors,
            corpus,
            groups=trial.stock.pictures,
            left_out=trial.stock.pictures[sources],
        )
        masks = [trial.judge.relevant(one.composition.relevant) for one in kept]
        counts = np.array([int(mask[corpus.rows].sum()) for mask in masks], np.int64)
        yield measure_precision(
            ("composition", "dense", corpus.name),
            [asked_of(trial, one) for one in kept],
            ranked,
            relevance(ranked, masks),
            counts,
        )


def _answers(trial: Trial, one: Composed, corpus: Corpus) -> bool:
    """Say whether the corpus has an answer that the exclusion of the source leaves."""
    mask = trial.judge.relevant(one.composition.relevant)[corpus.rows]
    same = trial.stock.pictures[corpus.rows] == trial.stock.pictures[one.source]
    return bool((mask & ~same).any())
