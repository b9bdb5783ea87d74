"""Compositions: a product and a change to it, "but in red"."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from finetune.evaluation.measuring.combining import WAYS, Wish
from finetune.evaluation.measuring.measurement import (
    Asked,
    Measurement,
    measure_precision,
    relevance,
)
from finetune.evaluation.measuring.ranking import DEPTH, NOTHING, Corpus, Ranked, best
from finetune.evaluation.measuring.slicing import product_slices
from finetune.evaluation.measuring.trial import Ground, Trial
from finetune.queries.compositions import Composition, load_compositions, pick_sources
from finetune.queries.judge import Judge

# The column whose value each kind of composition replaces.
_COLUMNS = {"colour": "baseColour", "gender": "gender", "type": "articleType"}
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
    """Ask in each way of combining; "dense" is the service's own."""
    for corpus in trial.corpora:
        kept = answerable(trial, corpus)
        if not kept:
            continue
        sources = np.array([one.source for one in kept], np.int64)
        wish = Wish(
            shown=trial.vectors[sources],
            said=trial.embed([one.composition.text for one in kept]),
            replaced=trial.embed([_replaced(trial, one) for one in kept]),
        )
        own = trial.stock.pictures[sources][:, None] == trial.stock.pictures[corpus.rows]
        masks = [trial.judge.relevant(one.composition.relevant) for one in kept]
        counts = np.array([int(mask[corpus.rows].sum()) for mask in masks], np.int64)
        for name, way in WAYS.items():
            scores = np.where(own, -np.inf, way(wish, trial.vectors[corpus.rows]))
            top = best(scores.astype(np.float32), DEPTH)
            found = np.take_along_axis(scores, top, axis=1).astype(np.float32)
            ranked = Ranked(np.where(np.isfinite(found), corpus.rows[top], NOTHING), found)
            yield measure_precision(
                ("composition", name, corpus.name),
                [asked_of(trial, one) for one in kept],
                ranked,
                relevance(ranked, masks),
                counts,
            )


def answerable(ground: Ground, corpus: Corpus) -> list[Composed]:
    """Return the public compositions that some product of a corpus answers."""
    return [one for one in compose(ground) if _answers(ground, one, corpus)]


def _replaced(trial: Trial, one: Composed) -> str:
    """Return the source's own value of what changes, as words."""
    value = trial.described[one.source].attributes.get(_COLUMNS[one.composition.kind], "")
    return str(value).lower()


def _answers(ground: Ground, one: Composed, corpus: Corpus) -> bool:
    """Say whether the corpus has an answer that the exclusion of the source leaves."""
    mask = ground.judge.relevant(one.composition.relevant)[corpus.rows]
    same = ground.stock.pictures[corpus.rows] == ground.stock.pictures[one.source]
    return bool((mask & ~same).any())
