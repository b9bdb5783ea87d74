"""Photos: does a photo that somebody took find products of its type, and is its type told?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from finetune.compact.data.labels import LABELS, ZERO_SHOT
from finetune.evaluation.errors import EvaluationError
from finetune.evaluation.measuring.measurement import (
    Asked,
    Measurement,
    measure_precision,
    relevance,
)
from finetune.evaluation.measuring.ranking import NOTHING, Ranked, nearest
from finetune.evaluation.measuring.trial import Trial
from finetune.evaluation.progress import Narrator
from finetune.evaluation.settings import Judged
from finetune.evaluation.stock.audit import Audit, audit
from finetune.evaluation.stock.exposure import Exposure
from finetune.evaluation.stock.shelf import Shelf
from finetune.evaluation.stock.stock import Rows, Stock, survey
from finetune.evaluation.stock.vectors import picture_vectors
from service.engine.encoder import Encoder, Vectors

TYPE = "articleType"


@dataclass(frozen=True)
class Photos:
    """Photos with labels, and those of them that are judged.

    Attributes:
        stock: the photos, each a product without words.
        audit: of the photos among themselves.
        vectors: (photos, dimension).
    """

    stock: Stock
    audit: Audit
    vectors: Vectors


def survey_photos(
    path: Path, side: Judged, exposure: Exposure, narrator: Narrator
) -> tuple[Stock, Audit]:
    """Read labelled photos (a column `label`) and audit them.

    Raises:
        CatalogueError: when they cannot be read.
        EvaluationError: when none has a label that is known here.
    """
    stock = survey(Shelf(path), narrator)
    if not any(_label(stock, row) in LABELS for row in range(len(stock))):
        raise EvaluationError(
            f"--photos {path}: no photo has a label that is known ({', '.join(LABELS)}); "
            "give a table with a column 'label'"
        )
    return stock, audit(stock, side, exposure)


def embed_photos(
    surveyed: tuple[Stock, Audit], encoder: Encoder, cache: Path, narrator: Narrator
) -> Photos:
    """Embed the photos."""
    stock, found = surveyed
    return Photos(stock, found, picture_vectors(stock, encoder, cache, narrator))


def measure_photos(trial: Trial, photos: Photos) -> Iterator[Measurement]:
    """Ask with photos for products of their type, and with labels' words for the photo's label.

    `photo-type` counts products whose type is surely the label's; `photo-type-near` also those of
    a type that the label may mean (a polo is filed under Tshirts or Shirts).
    """
    labels = {row: _label(photos.stock, row) for row in photos.audit.judged.tolist()}
    known = np.array([row for row, label in labels.items() if label in LABELS], np.int64)
    rows = trial.draw(known)
    if not len(rows):
        return
    types = np.array([str(p.attributes.get(TYPE, "")) for p in trial.stock.products])
    for corpus in trial.corpora if types.any() else ():
        ranked = nearest(photos.vectors[rows], trial.vectors, corpus)
        for task, kind in (("photo-type", "types"), ("photo-type-near", "near")):
            masks = {n: np.isin(types, sorted(getattr(LABELS[n], kind))) for n in LABELS}
            wanted = [masks[labels[row]] for row in rows.tolist()]
            counts = np.array([int(mask[corpus.rows].sum()) for mask in wanted], np.int64)
            asked = [_asked(photos.stock, task, row) for row in rows.tolist()]
            yield measure_precision(
                (task, "dense", corpus.name), asked, ranked, relevance(ranked, wanted), counts
            )
    yield from _zero_shot(trial, photos, rows)


def _zero_shot(trial: Trial, photos: Photos, rows: Rows) -> Iterator[Measurement]:
    """Take the label whose word is nearest to the photo; only photos of the ten classes."""
    classes = list(ZERO_SHOT)
    asked = [row for row in rows.tolist() if _label(photos.stock, row) in ZERO_SHOT]
    if not asked:
        return
    words = trial.embed([ZERO_SHOT[name] for name in classes])
    scores = photos.vectors[asked] @ words.T
    guesses = scores.argmax(axis=1)
    right = np.array(
        [classes[g] == _label(photos.stock, row) for g, row in zip(guesses, asked, strict=True)]
    )
    nowhere = np.full((len(asked), 1), NOTHING, np.int64)
    yield Measurement(
        "photo-label",
        "dense",
        f"{len(classes)} labels",
        tuple(_asked(photos.stock, "photo-label", row) for row in asked),
        Ranked(nowhere, scores.max(axis=1, keepdims=True)),
        right[:, None],
        values={"accuracy": right.astype(np.float64)},
    )


def _label(stock: Stock, row: int) -> str:
    return str(stock.products[row].attributes.get("label", ""))


def _asked(stock: Stock, task: str, row: int) -> Asked:
    label = _label(stock, row)
    return Asked(
        f"{task}:{stock.products[row].id}",
        f"photo of: {label}",
        slices={"label": label},
        photo=int(stock.positions[row]),
    )
