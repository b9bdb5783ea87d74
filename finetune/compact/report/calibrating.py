"""Judged hits for the recipe's calibration: of captions and of photos.

Relevant means: to words, that the labels satisfy everything the caption asks for (type, colour,
people, use, wish), or for a title that type, colour and gender are the titled product's; to a
photo, that the product may be called what the photo is labelled.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from finetune.calibration.hits import DEPTH, Judged, judged_hits, nearest
from finetune.calibration.record import NAMES
from finetune.compact.data.judging import POSITIVE, Caption, Judge, Rule
from finetune.compact.data.labels import LABELS
from finetune.compact.data.phrases import captions_of
from finetune.compact.data.pool import LABEL, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from finetune.calibration.hits import Vectors
    from finetune.compact.data.pool import Pool


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
    asked = tuple(((column,), frozenset({known[column]})) for column in NAMES if column in known)
    return Caption(caption.text, Rule(asked) if asked else None)


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


def as_pictures(pool: Pool, rows: NDArray[np.int64]) -> list[Image.Image]:
    """The stored pictures of rows, at the size they are stored in."""
    return [
        Image.fromarray(np.asarray(pool.corpora[int(pool.domains[row])].pixels[pool.places[row]]))
        for row in rows
    ]
