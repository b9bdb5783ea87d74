"""From cosine to the probability that a hit is relevant, one logistic curve for each kind of query.

Relevant means: to words, that the labels satisfy everything the caption asks for (type, colour,
people, use, wish), or for a title that type, colour and gender are the titled product's; to a
picture, that the article type is the same. Words for what no catalogue has make part of the fit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from finetune.compact.data.judging import POSITIVE, Caption, Judge, Rule
from finetune.compact.data.labels import LABELS
from finetune.compact.data.phrases import captions_of
from finetune.compact.data.pool import LABEL, UNKNOWN
from finetune.compact.report.measures import Vectors, nearest
from finetune.metrics import expected_calibration_error

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from finetune.compact.data.pool import Pool

Floats = NDArray[np.float64]
DEPTH = 24
OUTSIDE_SHARE = 0.08
ASKED_OF_TITLES = ("articleType", "baseColour", "gender")


@dataclass(frozen=True)
class Curve:
    """p = 1 / (1 + exp(-(slope * cosine + intercept))). Source: Platt (1999)."""

    slope: float
    intercept: float

    def probability(self, cosines: Floats) -> Floats:
        """Probabilities of the same shape."""
        result: Floats = 1.0 / (1.0 + np.exp(-(self.slope * cosines + self.intercept)))
        return result


@dataclass(frozen=True)
class Judged:
    """Scores of hits, whether each was relevant, and how much each counts; all (n,).

    Attributes:
        familiar: how likely the query asks for a product at all, at every hit of it.
    """

    cosines: Floats
    relevant: Floats
    weights: Floats
    familiar: Floats

    def joined(self, other: Judged) -> Judged:
        """Both, one after the other."""
        return Judged(
            np.concatenate([self.cosines, other.cosines]),
            np.concatenate([self.relevant, other.relevant]),
            np.concatenate([self.weights, other.weights]),
            np.concatenate([self.familiar, other.familiar]),
        )

    def asked_with(self, familiar: Floats) -> Judged:
        """With the familiarity of each query, (queries,), all of which have as many hits."""
        return replace(self, familiar=np.repeat(familiar, len(self.cosines) // len(familiar)))


def judged_words(
    pool: Pool,
    rows: NDArray[np.int64],
    pictures: Vectors,
    judge: Judge,
    embed_texts: Callable[[Sequence[str]], Vectors],
    *,
    count: int = 3000,
    seed: int = 3,
) -> Judged:
    """The first hits of captions drawn for these catalogue rows, with these rows as corpus."""
    random = Random(seed)
    owners = [int(row) for row in random.choices(list(rows), k=count)]
    captions = [_asking(captions_of(pool.rows[row], random), pool, row) for row in owners]
    kept = [caption for caption in captions if caption.rule is not None]
    found = nearest(vectors := embed_texts([c.text for c in kept]), pictures, depth=DEPTH)
    cosines = np.take_along_axis(vectors @ pictures.T, found, 1)
    relevant = [
        judge.of_rule(caption.rule, rows[places]) == POSITIVE
        for caption, places in zip(kept, found, strict=True)
        if caption.rule is not None
    ]
    return judged_hits(cosines, np.stack(relevant))


def _asking(caption: Caption, pool: Pool, row: int) -> Caption:
    """A title asks for its product's type, colour and gender."""
    if caption.rule is not None:
        return caption
    known = pool.rows[row].attributes
    asked = tuple(
        ((column,), frozenset({known[column]})) for column in ASKED_OF_TITLES if column in known
    )
    return Caption(caption.text, Rule(asked) if asked else None)


def judged_pictures(pool: Pool, rows: NDArray[np.int64], pictures: Vectors) -> Judged:
    """The first hits of these catalogue rows' pictures among each other."""
    found = nearest(pictures, pictures, depth=DEPTH, itself=True)
    cosines = np.einsum("nd,nkd->nk", pictures, pictures[found])
    kinds = pool.codes["articleType"][rows]
    return judged_hits(cosines, kinds[found] == kinds[:, None])


def judged_photos(pool: Pool, rows: NDArray[np.int64], vectors: Vectors) -> Judged:
    """The first hits of people's photos among the catalogue rows.

    Relevant is what may be called what the photo is labelled.
    """
    photos = np.flatnonzero(pool.codes[LABEL] != UNKNOWN)
    found = nearest(vectors[photos], vectors[rows], depth=DEPTH)
    cosines = np.einsum("nd,nkd->nk", vectors[photos], vectors[rows][found])
    types = np.array([pool.rows[row].attributes.get("articleType", "") for row in rows])
    labels = [pool.rows[photo].attributes[LABEL] for photo in photos]
    relevant = [
        np.isin(types[places], list(LABELS[label].near))
        for label, places in zip(labels, found, strict=True)
    ]
    return judged_hits(cosines, np.stack(relevant))


def judged_outside(queries: Vectors, pictures: Vectors, total: float) -> Judged:
    """The first hits of queries that nothing answers; together they weigh a share of `total`."""
    found = nearest(queries, pictures, depth=DEPTH)
    cosines = np.take_along_axis(queries @ pictures.T, found, 1)
    judged = judged_hits(cosines, np.zeros(cosines.shape, dtype=bool))
    weight = OUTSIDE_SHARE * total / judged.cosines.size
    return replace(judged, weights=np.full(judged.cosines.shape, weight))


def judged_hits(cosines: NDArray[np.float32], relevant: NDArray[np.bool_]) -> Judged:
    """Hits that count alike."""
    flat = cosines.astype(np.float64).ravel()
    relevances = relevant.astype(np.float64).ravel()
    return Judged(flat, relevances, np.ones(flat.shape), np.ones(flat.shape))


def fit(judged: Judged, *, rounds: int = 50) -> Curve:
    """The curve of largest likelihood, by Newton's method.

    Raises:
        ValueError: all hits are relevant, or none is.
    """
    if not 0 < judged.relevant.mean() < 1:
        raise ValueError(
            "calibration: the hits are all relevant or all irrelevant; give more queries"
        )
    inputs = np.stack([judged.cosines, np.ones_like(judged.cosines)], 1)
    solution = np.zeros(2)
    for _ in range(rounds):
        guesses = 1.0 / (1.0 + np.exp(-np.clip(inputs @ solution, -40, 40)))
        gradient = inputs.T @ (judged.weights * (guesses - judged.relevant))
        curvature = judged.weights * guesses * (1 - guesses)
        hessian = (inputs * curvature[:, None]).T @ inputs + 1e-6 * np.eye(2)
        change = np.linalg.solve(hessian, gradient)
        solution = solution - change
        if np.abs(change).max() < 1e-9:
            break
    return Curve(float(solution[0]), float(solution[1]))


def calibration_error(curve: Curve, judged: Judged) -> float:
    """Expected calibration error of a curve on judged hits."""
    guesses = curve.probability(judged.cosines) * judged.familiar
    return float(expected_calibration_error(guesses, judged.relevant.astype(bool)))


def outside_matches(
    curve: Curve, queries: Vectors, pictures: Vectors, familiar: Floats | float = 1.0
) -> float:
    """The largest match that any of these queries gets, the mean over queries."""
    best = (queries @ pictures.T).max(1).astype(np.float64)
    return float((curve.probability(best) * familiar).mean())


def as_pictures(pool: Pool, rows: NDArray[np.int64]) -> list[Image.Image]:
    """The stored pictures of rows, at the size they are stored in."""
    return [
        Image.fromarray(np.asarray(pool.corpora[int(pool.domains[row])].pixels[pool.places[row]]))
        for row in rows
    ]
