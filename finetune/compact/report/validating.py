"""The measures on the dev split that a run is followed by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import torch

from finetune.calibration.hits import Vectors, nearest
from finetune.compact.data.feeding import plain_pixels
from finetune.compact.data.labels import LABELS, ZERO_SHOT
from finetune.compact.report.measures import (
    DEPTH,
    matching_precision,
    own_picture_ranks,
    recall,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from finetune.compact.data.pool import Pool
    from service.engine.compact.picture_tower import PictureTower

EmbedTexts = Callable[[Sequence[str]], Vectors]
PHRASES = {"type": ("articleType",), "colour_type": ("baseColour", "articleType")}
TRIPLE = ("articleType", "gender", "baseColour")


@torch.inference_mode()
def embed_pool(
    tower: PictureTower,
    pool: Pool,
    *,
    batch_size: int = 64,
    half: bool = False,
    mirrored: bool = False,
) -> Vectors:
    """Unit embeddings of all rows of a pool, (n, dimension).

    Args:
        tower: put into evaluation mode.
        pool: of any domains.
        batch_size: pictures at a time.
        half: in bfloat16: twice as fast, and close enough to be trained against.
        mirrored: as a mirror shows them.
    """
    tower.eval()
    size = (tower.height, tower.width)
    parts = []
    for start in range(0, len(pool), batch_size):
        rows = np.arange(start, min(start + batch_size, len(pool)))
        pixels = tower.scaled(plain_pixels(pool, rows, size))
        pixels = pixels.flip(3) if mirrored else pixels
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            embeddings = tower.embed(pixels)
        parts.append(torch.nn.functional.normalize(embeddings.float(), dim=1).numpy())
    return np.concatenate(parts).astype(np.float32)


def combined(pool: Pool, columns: Sequence[str]) -> NDArray[np.int64]:
    """One id for each combination of labels, (n,)."""
    table = np.stack([pool.codes[column] for column in columns], 1)
    _, ids = np.unique(table, axis=0, return_inverse=True)
    result: NDArray[np.int64] = ids.reshape(-1).astype(np.int64)
    return result


def validate(pool: Pool, pictures: Vectors, embed_texts: EmbedTexts) -> dict[str, float]:
    """Measures over the catalogue rows of a pool (title, labels) and over its photos."""
    studio = np.flatnonzero(pool.domains == 0)
    photos = np.flatnonzero(pool.codes["label"] >= 0)
    report = _of_catalogue(pool, studio, pictures[studio], embed_texts)
    if len(photos):
        report |= _of_photos(pool, photos, studio, pictures, embed_texts)
    return report


def _of_catalogue(
    pool: Pool, rows: NDArray[np.int64], pictures: Vectors, embed_texts: EmbedTexts
) -> dict[str, float]:
    titled = np.array([i for i, row in enumerate(rows) if pool.rows[row].title], np.int64)
    titles = embed_texts([pool.rows[rows[i]].title for i in titled])
    ranks = own_picture_ranks(titles, pictures, titled, pool.pictures[rows])
    nested = own_picture_ranks(
        _unit(titles[:, :128]), _unit(pictures[:, :128]), titled, pool.pictures[rows]
    )
    report = {
        "title_r1": recall(ranks, 1),
        "title_r5": recall(ranks, 5),
        "title_r10": recall(ranks, 10),
        "title_r10_128d": recall(nested, 10),
    }
    for name, columns in PHRASES.items():
        plain, weighted = _phrase_precision(pool, rows, pictures, embed_texts, columns)
        report |= {f"{name}_p10": plain, f"{name}_p10_weighted": weighted}
    found = nearest(pictures, pictures, depth=DEPTH, itself=True)
    kinds = pool.codes["articleType"][rows].astype(np.int64)
    triples = combined(pool, TRIPLE)[rows]
    report["picture_type_p10"] = matching_precision(found, kinds, kinds)
    report["picture_triple_p10"] = matching_precision(found, triples, triples)
    return report


def _phrase_precision(
    pool: Pool,
    rows: NDArray[np.int64],
    pictures: Vectors,
    embed_texts: EmbedTexts,
    columns: tuple[str, ...],
) -> tuple[float, float]:
    """P@10 of "colour type" phrases that at least ten rows answer.

    The mean over phrases, and the mean over the rows that they are of.
    """
    ids = combined(pool, columns)[rows]
    values, counts = np.unique(ids, return_counts=True)
    held = dict(zip(values, counts, strict=True))
    asked = [value for value, count in held.items() if count >= 10]
    phrases, kept = [], []
    for value in asked:
        row = pool.rows[rows[int(np.flatnonzero(ids == value)[0])]]
        if all(column in row.attributes for column in columns):
            phrases.append(" ".join(row.attributes[column] for column in columns).lower())
            kept.append(value)
    if not phrases:
        return float("nan"), float("nan")
    found = nearest(embed_texts(phrases), pictures, depth=DEPTH)
    right = (ids[found] == np.array(kept, np.int64)[:, None]).mean(1)
    return float(right.mean()), float(np.average(right, weights=[held[value] for value in kept]))


def _of_photos(
    pool: Pool,
    photos: NDArray[np.int64],
    studio: NDArray[np.int64],
    pictures: Vectors,
    embed_texts: EmbedTexts,
) -> dict[str, float]:
    classes = list(ZERO_SHOT)
    labels = [pool.rows[row].attributes["label"] for row in photos]
    asked = [i for i, label in enumerate(labels) if label in ZERO_SHOT]
    words = embed_texts([ZERO_SHOT[name] for name in classes])
    guesses = (pictures[photos[asked]] @ words.T).argmax(1)
    right = [classes[guess] == labels[i] for guess, i in zip(guesses, asked, strict=True)]
    types = np.array([pool.rows[row].attributes.get("articleType", "") for row in studio])
    relevant = [np.isin(types, list(LABELS[labels[i]].near)) for i in asked]
    strict = [np.isin(types, list(LABELS[labels[i]].types)) for i in asked]
    found = nearest(pictures[photos[asked]], pictures[studio], depth=DEPTH)
    hits = [relevant[i][places].mean() for i, places in enumerate(found)]
    narrow = [strict[i][places].mean() for i, places in enumerate(found)]
    return {
        "photo_zero_shot": float(np.mean(right)),
        "photo_type_p10": float(np.mean(hits)),
        "photo_type_strict_p10": float(np.mean(narrow)),
    }


def _unit(vectors: Vectors) -> Vectors:
    result: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return result
