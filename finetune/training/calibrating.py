"""The calibration of a trained model: fitted to its own dev side, as the bundled model's is.

Right is, to words, what has everything that a caption asks for, or of a title's product the type,
the colour and for whom; to a picture, what is of its type; to a picture with one thing changed,
what is so changed and else as it was.

What tells pictures of products from others is not fitted: it needs shoppers' photos beside the
catalogue's pictures. Fitted to pictures on white alone, it takes some photos for no product.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from finetune.calibration.composing import KEPT, judged_composed
from finetune.calibration.curve import Curve, fit
from finetune.calibration.hits import (
    DEPTH,
    Judged,
    judged_alike,
    judged_hits,
    judged_outside,
    nearest,
)
from finetune.calibration.outside import halves
from finetune.captions import Asked, Caption
from finetune.training.data.drawing import Captions
from finetune.training.data.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from finetune.training.data.prepared import Row
    from service.engine.encoder import Vectors

TYPE = "articleType"
LEAST_PRODUCTS = 30
"""Fitted to so few, curves of the bundled model were off by .05, .08 and .14 (words, pictures,
compositions) on other products; fitted to 40, by .03, .09 and .08."""
LEAST_HITS = 20
"""Of right ones, and of wrong ones: a curve through fewer is chance."""
_COUNTS = {"text": (20, 3_000), "composed": (10, 1_500)}
"""Queries a product, and at most."""
_COMMON = 0.5


@dataclass(frozen=True)
class Calibrated:
    """What was fitted, and what could not be.

    Attributes:
        curves: kind of query -> its curve.
        columns: what titles and compositions were judged by, of `KEPT`.
        products: of the dev side, that it was fitted to.
        missing: kind of query -> why it has no curve, as the end of a sentence.
    """

    curves: dict[str, Curve]
    columns: tuple[str, ...]
    products: int
    missing: dict[str, str] = field(default_factory=dict)


def calibrate(
    rows: Sequence[Row],
    pictures: Vectors,
    embed_texts: Callable[[Sequence[str]], Vectors],
    *,
    seed: int,
) -> Calibrated:
    """Fit the curves, one for each kind of query; a kind that cannot be fitted has none.

    Args:
        rows: of the dev side.
        pictures: theirs, (rows, dimension), unit rows.
        embed_texts: texts -> unit rows.
        seed: of the queries that are drawn.
    """
    columns = tuple(
        column
        for column in KEPT
        if sum(column in row.attributes for row in rows) >= max(_COMMON * len(rows), 1)
    )
    ways: dict[str, Callable[[], Judged]] = {
        "text": lambda: _words(rows, pictures, embed_texts, columns, seed),
        "image": lambda: _alike(rows, pictures),
        "composed": lambda: _composed(rows, pictures, embed_texts, columns, seed),
    }
    curves, missing = {}, {}
    for kind, way in ways.items():
        try:
            _require_products(len(rows), "there")
            curves[kind] = _fitted(way())
        except ValueError as error:
            missing[kind] = str(error)
    return Calibrated(curves, columns, len(rows), missing)


def _require_products(count: int, what: str) -> None:
    if count < LEAST_PRODUCTS:
        raise ValueError(
            f"of the products to measure by {count} are {what}, and it takes {LEAST_PRODUCTS}"
        )


def _fitted(judged: Judged) -> Curve:
    right = int(judged.relevant.sum())
    wrong = len(judged.relevant) - right
    if min(right, wrong) < LEAST_HITS:
        raise ValueError(
            f"of its hits {right} are right and {wrong} wrong, and it takes {LEAST_HITS} of both"
        )
    return fit(judged)


def _words(
    rows: Sequence[Row],
    pictures: Vectors,
    embed_texts: Callable[[Sequence[str]], Vectors],
    columns: Sequence[str],
    seed: int,
) -> Judged:
    """The first hits of captions of the products, and of words for what no catalogue has."""
    depth = _depth(len(rows))
    asking = _Asking(rows, columns, seed)
    truth = Truth(rows, np.arange(len(rows)), asking)
    draws = [
        draw for draw in range(_count("text", len(rows))) if asking.of(draw).kind != "description"
    ]
    vectors = embed_texts([asking.of(draw).text for draw in draws])
    found = nearest(vectors, pictures, depth=depth)
    cosines = np.take_along_axis(vectors @ pictures.T, found, 1)
    relevant = [truth.matrix([draw], hits)[0] for draw, hits in zip(draws, found, strict=True)]
    judged = judged_hits(cosines, np.stack(relevant))
    outside, _ = halves()
    total = float(judged.weights.sum())
    return judged.joined(judged_outside(embed_texts(outside), pictures, total, depth=depth))


class _Asking:
    """The caption of every draw, where a title asks for what its product is."""

    def __init__(self, rows: Sequence[Row], columns: Sequence[str], seed: int) -> None:
        self._rows = rows
        self._columns = columns
        self._captions = Captions(rows, seed)

    def of(self, draw: int) -> Caption:
        caption = self._captions.of(draw)
        if caption.kind != "name":
            return caption
        known = self._rows[draw % len(self._rows)].attributes
        asked = tuple(
            Asked((column,), frozenset({known[column]}))
            for column in self._columns
            if column in known
        )
        return replace(caption, kind="attributes", asked=asked) if asked else caption


def _alike(rows: Sequence[Row], pictures: Vectors) -> Judged:
    typed = [place for place, row in enumerate(rows) if TYPE in row.attributes]
    _require_products(len(typed), "of a known type")
    types = np.array([rows[place].attributes[TYPE] for place in typed])
    kinds = np.unique(types, return_inverse=True)[1]
    return judged_alike(pictures[typed], kinds, depth=_depth(len(typed)))


def _composed(
    rows: Sequence[Row],
    pictures: Vectors,
    embed_texts: Callable[[Sequence[str]], Vectors],
    columns: Sequence[str],
    seed: int,
) -> Judged:
    if len(columns) < 2:
        raise ValueError("most products have less than two of type, colour and gender")
    judged = judged_composed(
        [row.attributes for row in rows],
        pictures,
        embed_texts,
        count=_count("composed", len(rows)),
        seed=seed,
        columns=columns,
        depth=_depth(len(rows)),
    )
    if judged is None:
        raise ValueError("no two products differ in type, colour or gender alone")
    return judged


def _depth(products: int) -> int:
    """Half of few products, so that the hits are the nearer ones."""
    return min(DEPTH, products // 2)


def _count(kind: str, products: int) -> int:
    each, most = _COUNTS[kind]
    return min(each * products, most)
