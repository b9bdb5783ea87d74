"""The final measures of a model folder, on pictures that it has never seen."""

from __future__ import annotations

import time
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import torch
from sentence_transformers import SentenceTransformer

from finetune.calibration.composing import judged_composed
from finetune.calibration.curve import Curve, calibration_error, fit, outside_matches
from finetune.calibration.hits import Crowd, Judged, Vectors, judged_alike, judged_outside, nearest
from finetune.calibration.outside import halves
from finetune.compact.data.phrases import judge_of
from finetune.compact.data.pool import LABEL, UNKNOWN, Pool, pool_of
from finetune.compact.report.calibrating import as_pictures, judged_photos, judged_words
from finetune.compact.report.familiar import cut_out, familiar, fit_familiarity
from finetune.compact.report.measures import (
    DEPTH,
    own_picture_ranks,
    precision,
    recall,
    reciprocal_rank,
)
from finetune.compact.report.strangers import strangers
from finetune.compact.report.validating import validate
from finetune.compact.splits import Split
from finetune.queries import Judge as QueryJudge
from finetune.queries import load_vague

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from PIL import Image

    from finetune.compact.data.corpus import Corpus
    from finetune.compact.data.judging import Judge
    from service.engine.encoder.familiarity import Familiarity

BATCH = 64
STRANGERS = 800
CROWD = 4_000
"""Pictures that likeness is calibrated among: as many as a small catalogue has."""
SEED = 3


@dataclass(frozen=True)
class Model:
    """A model folder, loaded as the service loads it."""

    transformer: SentenceTransformer

    @classmethod
    def load(cls, folder: Path) -> Model:
        """Open a folder that `export` wrote."""
        return cls(SentenceTransformer(str(folder), trust_remote_code=True, device="cpu"))

    def texts(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension), unit rows."""
        return self._rows([{"text": text} for text in texts])

    def pictures(self, pictures: Sequence[Image.Image]) -> Vectors:
        """(n, dimension), unit rows."""
        return self._rows(list(pictures))

    def _rows(self, inputs: Sequence[object]) -> Vectors:
        rows = self.transformer.encode(
            inputs, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.ascontiguousarray(rows, dtype=np.float32)


@dataclass(frozen=True)
class Held:
    """One side of the split: its rows, and their embeddings."""

    pool: Pool
    vectors: Vectors
    judge: Judge

    @property
    def catalogue(self) -> NDArray[np.int64]:
        """The catalogue's rows."""
        return np.flatnonzero(self.pool.domains == 0)


def hold(model: Model, corpora: Sequence[Corpus], *splits: Split) -> Held:
    """Embed the pictures on these sides of the split as the service would."""
    pool = pool_of(corpora, *splits)
    parts = [
        model.pictures(as_pictures(pool, np.arange(start, min(start + 512, len(pool)))))
        for start in range(0, len(pool), 512)
    ]
    return Held(pool, np.concatenate(parts), judge_of(pool))


def familiarise(model: Model, corpora: Sequence[Corpus], *, most: int = 3_000) -> Familiarity:
    """Fit familiarity to the pictures that were trained on, whole and cut out.

    Args:
        model: whose space it is.
        corpora: as many pictures are drawn of each as there are, at most `most`.
        most: of each corpus.
    """
    random = Random(SEED)
    products = []
    for corpus in corpora:
        pool = pool_of([corpus], Split.TRAIN)
        chosen = random.sample(range(len(pool)), min(most, len(pool)))
        drawn = as_pictures(pool, np.array(chosen))
        products += [*drawn, *(cut_out(picture, random) for picture in drawn[: len(drawn) // 2])]
    others = strangers(STRANGERS, seed=SEED)
    return fit_familiarity(model.pictures(products), model.pictures(others))


def draw_crowd(model: Model, corpora: Sequence[Corpus], held: Held) -> Crowd:
    """Training pictures of the catalogue: as many as the held ones are short of `CROWD`."""
    pool = pool_of(corpora, Split.TRAIN)
    rows = np.flatnonzero(pool.domains == 0)
    count = min(max(CROWD - len(held.catalogue), 0), len(rows))
    chosen = np.array(Random(SEED).sample(rows.tolist(), count), np.int64)
    vectors = model.pictures(as_pictures(pool, chosen))
    return Crowd(vectors.reshape(count, -1), pool.codes["articleType"][chosen])


def calibrate(
    model: Model, held: Held, familiarity: Familiarity, crowd: Crowd | None = None
) -> dict[str, Curve]:
    """Fit the curves on this side of the split, one for each kind of query."""
    texts, _ = halves()
    judged = _judged(model, held, familiarity, texts, seed=3, crowd=crowd)
    return {kind: fit(hits) for kind, hits in judged.items()}


def calibration_report(
    model: Model, held: Held, curves: dict[str, Curve], familiarity: Familiarity
) -> dict[str, float]:
    """How well the curves hold on this side of the split."""
    _, texts = halves()
    judged = _judged(model, held, familiarity, texts, seed=4)
    corpus = held.vectors[held.catalogue]
    drawn = model.pictures(strangers(STRANGERS // 4, seed=4))
    known = familiar(familiarity, drawn)
    return {
        **{
            f"ece_{kind}": calibration_error(curves[kind], hits)
            for kind, hits in judged.items()
            if kind in curves
        },
        "outside_text_best_match": outside_matches(curves["text"], model.texts(texts), corpus),
        "outside_image_best_match": outside_matches(curves["photo"], drawn, corpus, known),
    }


def _judged(
    model: Model,
    held: Held,
    familiarity: Familiarity,
    outside: Sequence[str],
    *,
    seed: int,
    crowd: Crowd | None = None,
) -> dict[str, Judged]:
    pool, rows, corpus = held.pool, held.catalogue, held.vectors[held.catalogue]
    photos = held.vectors[pool.codes[LABEL] != UNKNOWN]
    words = judged_words(pool, rows, corpus, held.judge, model.texts, seed=seed)
    strange = judged_outside(model.texts(outside), corpus, float(words.weights.sum()))
    alike = judged_alike(corpus, pool.codes["articleType"][rows], crowd=crowd)
    labels = [pool.rows[row].attributes for row in rows]
    composed = judged_composed(labels, corpus, model.texts, seed=seed)
    judged = {
        "text": words.joined(strange),
        "image": alike.asked_with(familiar(familiarity, corpus)),
        "photo": judged_photos(pool, rows, held.vectors).asked_with(familiar(familiarity, photos)),
    }
    return judged if composed is None else judged | {"composed": composed}


def quality(model: Model, held: Held) -> dict[str, float]:
    """The measures that need no other pictures than these."""
    report = validate(held.pool, held.vectors, model.texts)
    rows = held.catalogue
    answers = QueryJudge(held.pool.rows[row].attributes for row in rows)
    queries = load_vague()
    relevant = [answers.relevant(query.predicate) for query in queries]
    kept = [place for place, mask in enumerate(relevant) if mask.sum() >= 10]
    asked = model.texts([queries[place].text for place in kept])
    found = nearest(asked, held.vectors[rows], depth=DEPTH)
    report["vague_p10"] = precision(found, [relevant[place] for place in kept])
    report["vague_queries"] = float(len(kept))
    return report


def whole_corpus(model: Model, held: Held, everything: Held) -> dict[str, float]:
    """Titles of the held rows against the whole catalogue, trained pictures and all."""
    rows = everything.catalogue
    places = {everything.pool.rows[row].id: place for place, row in enumerate(rows)}
    asked = [held.pool.rows[row] for row in held.catalogue if held.pool.rows[row].title]
    own = np.array([places[row.id] for row in asked], dtype=np.int64)
    ranks = own_picture_ranks(
        model.texts([row.title for row in asked]),
        everything.vectors[rows],
        own,
        everything.pool.pictures[rows],
    )
    answers = QueryJudge(everything.pool.rows[row].attributes for row in rows)
    queries = load_vague()
    asked_for = model.texts([query.text for query in queries])
    found = nearest(asked_for, everything.vectors[rows], depth=DEPTH)
    return {
        "whole_title_r1": recall(ranks, 1),
        "whole_title_r10": recall(ranks, 10),
        "whole_title_mrr10": reciprocal_rank(ranks),
        "whole_vague_p10": precision(found, [answers.relevant(q.predicate) for q in queries]),
    }


def latency(model: Model, held: Held, *, rounds: int = 100) -> dict[str, float]:
    """Milliseconds of one text and of one picture, at batch 1, on one thread.

    The tenth percentile, which other work on the machine disturbs little.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    titles = [held.pool.rows[row].title or "red dress" for row in held.catalogue[:rounds]]
    pictures = as_pictures(held.pool, held.catalogue[:rounds])
    try:
        return {
            "text_ms": _undisturbed_ms([lambda text=text: model.texts([text]) for text in titles]),
            "image_ms": _undisturbed_ms(
                [lambda one=one: model.pictures([one]) for one in pictures]
            ),
        }
    finally:
        torch.set_num_threads(threads)


def _undisturbed_ms(calls: Sequence[object]) -> float:
    times = []
    for call in calls:
        started = time.perf_counter()
        call()  # type: ignore[operator]
        times.append(time.perf_counter() - started)
    return float(np.quantile(times, 0.1) * 1000)
