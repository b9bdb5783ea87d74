"""Calibration: does a match of .8 mean that four hits of five are right, and is nonsense told?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from finetune.evaluation.measuring.asking import ask
from finetune.evaluation.measuring.compositions import answerable
from finetune.evaluation.measuring.measurement import Measurement
from finetune.evaluation.measuring.ranking import DEPTH, NOTHING, nearest
from finetune.evaluation.measuring.trial import Trial
from finetune.metrics import ReliabilityBin, expected_calibration_error, reliability_bins
from service.engine.encoder import Calibration
from service.engine.query import Query

PHOTO: Final = "photo"
# What is judged -> the curve that its match comes from, and the tasks whose hits it is judged by:
# the first ten answers of each query. The match of compositions is more than a curve's.
KINDS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "text": (
        "text",
        ("category", "sub-category", "type", "colour-type", "colour-type-gender", "vague"),
    ),
    "image": ("image", ("picture-type",)),
    "user photo": (PHOTO, ("photo-type-near",)),
}
COMPOSED: Final = "composed"
# What no fashion catalogue has: every match should be low.
NONSENSE: Final = (
    "a sofa",
    "motor oil",
    "fresh salmon fillet",
    "garden hose",
    "laptop charger",
    "a bag of cement",
    "chest of drawers",
    "dishwasher tablets",
    "car tyres",
    "chocolate cake",
    "printer ink cartridge",
    "a golden retriever puppy",
)
LANDSCAPE: Final = "picture of a landscape"


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far the match of one query kind can be believed.

    Attributes:
        kind: `text`, `image`, `user photo` or `composed`.
        hits: how many hits were judged.
        right: the share of them that is right, 0..1.
        error: expected calibration error, 0..1.
        bins: the points of the reliability diagram.
        tasks: what the hits are of.
    """

    kind: str
    hits: int
    right: float
    error: float
    bins: tuple[ReliabilityBin, ...]
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Probe:
    """A query that nothing in the catalogue answers, and the highest match that it got."""

    text: str
    match: float
    row: int


def reliabilities(
    calibration: Calibration, measurements: Sequence[Measurement]
) -> tuple[Reliability, ...]:
    """Judge the match of every kind that the model has a curve for, on unseen products."""
    corpora = {one.corpus for one in measurements}
    corpus = "judged" if "judged" in corpora else "whole"
    found = []
    for kind, (own, tasks) in KINDS.items():
        curve = _curve(own, calibration)
        chosen = [
            one
            for one in measurements
            if one.task in tasks and one.system == "dense" and one.corpus == corpus
        ]
        if curve in calibration.curves and chosen:
            found.append(_reliability(kind, curve, calibration, chosen))
    return tuple(found)


def composed_reliability(trial: Trial) -> Reliability | None:
    """Judge the match of a product and a change to it; `None` without a curve or such queries.

    Beside the cosine the service takes into account whether a hit has all attributes that the
    words ask for and the product keeps; so the service's own engine is asked, over the judged
    products, and the match of its first ten hits is what is judged.
    """
    if COMPOSED not in trial.encoder.calibration.curves:
        return None
    corpus = trial.corpora[0]
    asked = answerable(trial, corpus)
    if not asked:
        return None
    queries = [
        Query(text=one.composition.text, like=(trial.stock.products[one.source].id,), limit=DEPTH)
        for one in asked
    ]
    judged = [
        (hit.match, one.composition.relevant.matches(hit.product.attributes))
        for one, hits in zip(asked, ask(trial, corpus, queries), strict=True)
        for hit in hits
        if hit.match is not None
    ]
    matches, right = zip(*judged, strict=True)
    return _judged(COMPOSED, np.array(matches), np.array(right), ("composition",))


def probe(trial: Trial) -> tuple[Probe, ...]:
    """Ask for what no fashion catalogue has; nothing when the model is not calibrated."""
    curves = trial.encoder.calibration
    found = []
    if "text" in curves.curves:
        vectors = trial.embed(NONSENSE)
        found += list(_probes(trial, "text", NONSENSE, vectors))
    kind = _curve(PHOTO, curves)
    if kind in curves.curves:
        vectors = trial.encoder.embed_images([landscape()])
        found += list(_probes(trial, kind, (LANDSCAPE,), vectors))
    return tuple(found)


def _curve(kind: str, calibration: Calibration) -> str:
    """Return the curve of a kind; photos have that of pictures where the model has no other."""
    return "image" if kind == PHOTO and PHOTO not in calibration.curves else kind


def landscape() -> Image.Image:
    """Draw a picture of no product: sky, sun, hills and a lake."""
    picture = Image.new("RGB", (240, 180))
    draw = ImageDraw.Draw(picture)
    for y in range(110):
        draw.line((0, y, 240, y), fill=(90 + y, 150 + y // 2, 230))
    draw.ellipse((170, 18, 204, 52), fill=(255, 240, 170))
    draw.polygon(((0, 110), (60, 50), (110, 100), (160, 62), (240, 112)), fill=(96, 110, 128))
    draw.polygon(((0, 120), (90, 92), (170, 116), (240, 98), (240, 140), (0, 140)), (74, 124, 70))
    draw.rectangle((0, 138, 240, 180), fill=(64, 118, 160))
    for y in range(142, 180, 6):
        draw.line((20 + y % 40, y, 130 + y % 60, y), fill=(120, 170, 200))
    return picture


def _probes(
    trial: Trial, kind: str, texts: Sequence[str], vectors: NDArray[np.float32]
) -> Iterator[Probe]:
    ranked = nearest(vectors, trial.vectors, trial.whole, depth=1)
    rows, scores = ranked.rows[:, 0], ranked.scores[:, 0]
    for text, vector, row, score in zip(texts, vectors, rows, scores, strict=True):
        match = trial.encoder.calibration.seen(vector).match(kind, float(score))
        yield Probe(text, match or 0.0, int(row))


def _reliability(
    kind: str, curve: str, calibration: Calibration, chosen: Sequence[Measurement]
) -> Reliability:
    answered = [one.ranked.rows != NOTHING for one in chosen]
    cosines = np.concatenate(
        [one.ranked.scores[mask] for one, mask in zip(chosen, answered, strict=True)]
    )
    right = np.concatenate([one.relevant[mask] for one, mask in zip(chosen, answered, strict=True)])
    matches = np.array([calibration.match(curve, float(cosine)) for cosine in cosines], np.float64)
    return _judged(kind, matches, right, tuple(one.task for one in chosen))


def _judged(
    kind: str, matches: NDArray[np.float64], right: NDArray[np.bool_], tasks: tuple[str, ...]
) -> Reliability:
    return Reliability(
        kind=kind,
        hits=len(matches),
        right=float(right.mean()),
        error=expected_calibration_error(matches, right),
        bins=reliability_bins(matches, right),
        tasks=tasks,
    )
