"""Which captions are true of which products: those pairs are never negatives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from finetune.captions import bundled_captioner
from finetune.captions.titles import title_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from finetune.captions import Asked, Caption
    from finetune.training.data.prepared import Row


class Drawn(Protocol):
    """The caption of every draw; `drawing.Captions` is one."""

    @property
    def of(self) -> Callable[[int], Caption]:
        """Draw -> its caption."""


class Truth:
    """Judges captions against products as `Captioner.fits` does, many at once.

    A caption is true of a product of its own group (the same style or picture), too.

    Args:
        rows: the training products.
        groups: (rows,) the group of every product.
        captions: the caption of every draw.
    """

    def __init__(self, rows: Sequence[Row], groups: NDArray[np.int64], captions: Drawn) -> None:
        self._rows = rows
        self._groups = groups
        self._captions = captions
        self._words = [title_words(row.title) for row in rows]
        self._wishes: dict[int, frozenset[str]] = {}
        self._codes: dict[str, NDArray[np.int32]] = {}
        self._vocabulary: dict[str, dict[str, int]] = {}
        for name in dict.fromkeys(name for row in rows for name in row.attributes):
            values = [row.attributes.get(name) for row in rows]
            known = {value: code for code, value in enumerate(dict.fromkeys(values))}
            self._codes[name] = np.array([known[value] for value in values], np.int32)
            self._vocabulary[name] = {v: code for v, code in known.items() if v is not None}

    def matrix(self, draws: Sequence[int], products: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Say which captions are true of which products.

        Args:
            draws: whose captions.
            products: (m,) positions of products.

        Returns:
            (draws, m)
        """
        own = self._groups[np.asarray(draws, np.int64) % len(self._rows)]
        true: NDArray[np.bool_] = own[:, None] == self._groups[products][None, :]
        for line, draw in enumerate(draws):
            true[line] |= self._true_of(self._captions.of(int(draw)), products)
        return true

    def holds(self, draw: int, product: int) -> bool:
        """Say whether the caption of a draw is true of a product."""
        return bool(self.matrix([draw], np.array([product]))[0, 0])

    def _true_of(self, caption: Caption, products: NDArray[np.int64]) -> NDArray[np.bool_]:
        if caption.kind == "name":
            words = title_words(caption.text)
            return np.array([words <= self._words[p] for p in products.tolist()], np.bool_)
        if caption.kind == "description":
            return np.array(
                [caption.text in (self._rows[p].description or "") for p in products.tolist()],
                np.bool_,
            )
        true = np.full(len(products), bool(caption.asked or caption.group_id))
        for asked in caption.asked:
            true &= self._met(asked, products)
        if caption.group_id is not None:
            for at in np.flatnonzero(true):
                true[at] = caption.group_id in self._wishes_of(int(products[at]))
        return true

    def _met(self, asked: Asked, products: NDArray[np.int64]) -> NDArray[np.bool_]:
        met = np.zeros(len(products), np.bool_)
        for name in asked.fields:
            known = self._vocabulary.get(name, {})
            wanted = [known[value] for value in asked.values if value in known]
            if wanted:
                met |= np.isin(self._codes[name][products], wanted)
        return met

    def _wishes_of(self, product: int) -> frozenset[str]:
        if product not in self._wishes:
            row = self._rows[product]
            matches = bundled_captioner().wishes_of(row.attributes, row.title)
            self._wishes[product] = frozenset(match.group_id for match in matches)
        return self._wishes[product]
