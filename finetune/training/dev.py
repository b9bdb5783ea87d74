"""The dev metric: text -> picture recall on pictures that are not trained on."""

from __future__ import annotations

from collections import defaultdict
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
from sentence_transformers.base.evaluation import BaseEvaluator

from finetune.captions import bundled_captioner
from service.engine.encoder import unit_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from PIL.Image import Image
    from sentence_transformers import SentenceTransformer

    from finetune.training.data.prepared import Prepared, Row
    from service.engine.encoder import Vectors

CUTS = (1, 5, 10)
METRIC = "mean_recall"
# Recall over more is no surer, and takes longer.
MOST_DEV = 2_000
BATCH = 64


def query_of(row: Row) -> str:
    """Return the words that a product is searched by: its title, else its attributes."""
    rng = Random(row.digest)
    return row.title or bundled_captioner().caption(row.attributes, None, row.description, rng).text


def embed_texts(model: SentenceTransformer, texts: Iterable[str]) -> Vectors:
    """Embed texts: (n, dim), unit rows. A bare string might be loaded as a picture."""
    rows = model.encode(
        [{"text": text} for text in texts], batch_size=BATCH, show_progress_bar=False
    )
    return unit_rows(rows)


def embed_pictures(model: SentenceTransformer, prepared: Prepared, rows: Sequence[Row]) -> Vectors:
    """Embed the pictures of rows: (n, dim), unit rows; few are decoded at a time."""
    parts = []
    for begin in range(0, len(rows), BATCH):
        pictures: list[Image] = [prepared.picture(row) for row in rows[begin : begin + BATCH]]
        parts.append(model.encode(pictures, batch_size=BATCH, show_progress_bar=False))
    return unit_rows(np.concatenate(parts))


def right_pictures(rows: Sequence[Row]) -> NDArray[np.bool_]:
    """Return which pictures answer which row's query, (n, n): equal titles and equal pictures."""
    right = np.eye(len(rows), dtype=np.bool_)
    for key in ("title", "digest"):
        members: dict[str, list[int]] = defaultdict(list)
        for position, row in enumerate(rows):
            value = getattr(row, key)
            if value:
                members[value.casefold()].append(position)
        for same in members.values():
            right[np.ix_(same, same)] = True
    return right


def recalls(similar: NDArray[np.float32], right: NDArray[np.bool_]) -> dict[str, float]:
    """Return recall@1, @5, @10 (a right picture is among the first k), their mean, and MRR.

    The mean of the three is less noisy than any of them; it decides. Source: Faghri et al.,
    "VSE++" (2018), where their sum over both directions does.

    Args:
        similar: (queries, pictures)
        right: (queries, pictures), at least one in each row.
    """
    best = np.where(right, similar, -np.inf).max(1, keepdims=True)
    # A tie with a wrong picture counts as lost: equal embeddings find nothing.
    ranks = ((similar >= best) & ~right).sum(1) + 1
    found = {f"recall@{k}": float((ranks <= k).mean()) for k in CUTS}
    found[METRIC] = float(np.mean(list(found.values())))
    found["mrr"] = float((1 / ranks).mean())
    return found


def chance(right: NDArray[np.bool_]) -> float:
    """Return the mean recall that a random order would have: 1 - (1 - k/n)^r, about."""
    pictures = right.shape[1]
    share = [1 - (1 - min(k, pictures) / pictures) ** right.sum(1) for k in CUTS]
    return float(np.mean(share))


class DevEvaluator(BaseEvaluator):
    """Measures recall on the dev side.

    Args:
        prepared: the pictures.
        rows: of the dev side; the first `MOST_DEV` by digest are taken.
        dims: truncated lengths that are measured, too.
    """

    def __init__(self, prepared: Prepared, rows: Sequence[Row], dims: tuple[int, ...] = ()) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._prepared = prepared
        self.rows = sorted(rows, key=lambda row: (row.digest, row.id))[:MOST_DEV]
        self.right = right_pictures(self.rows)
        self._queries = [query_of(row) for row in self.rows]
        self._dims = dims
        self.primary_metric = METRIC

    def __call__(self, model: Any, *_where: Any, **_when: Any) -> dict[str, float]:
        """Embed and measure; nothing is written."""
        texts = embed_texts(model, self._queries)
        pictures = embed_pictures(model, self._prepared, self.rows)
        measured = recalls(texts @ pictures.T, self.right)
        for dim in self._dims:
            if dim < texts.shape[1]:
                similar = unit_rows(texts[:, :dim]) @ unit_rows(pictures[:, :dim]).T
                measured[f"{METRIC}_{dim}d"] = recalls(similar, self.right)[METRIC]
        return measured
