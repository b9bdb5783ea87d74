"""Wishes by themselves, each as often as another, and the rows that they are contrasted with.

Captions are drawn for rows, so a wish that few products fit is hardly ever said. Here each has its
turn, whatever the catalogue is full of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from finetune.captions import bundled_wishes, wish_text
from finetune.compact.data.judging import Caption, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from numpy.typing import NDArray

    from finetune.captions import Wish
    from finetune.compact.data.judging import Judge


class Wishing:
    """The bundled wishes that some row of a pool fits."""

    def __init__(self, judge: Judge) -> None:
        fitting: dict[str, list[int]] = {}
        for row, wishes in enumerate(judge.wishes):
            for wish in wishes or ():
                fitting.setdefault(wish, []).append(row)
        self._rows = {wish: np.array(rows, np.int64) for wish, rows in fitting.items()}
        self._wishes: list[Wish] = [w for w in bundled_wishes() if w.group_id in fitting]

    def draw(self, count: int, random: Random) -> list[Caption]:
        """Different wishes as somebody may say them; fewer than `count` where there are fewer."""
        chosen = random.sample(self._wishes, min(count, len(self._wishes)))
        return [Caption(wish_text(wish, random), Rule((), wish.group_id)) for wish in chosen]

    def fitting(
        self, captions: Sequence[Caption], each: int, random: np.random.Generator
    ) -> NDArray[np.int64]:
        """Rows that fit, `each` for each of the captions, which `draw` made."""
        parts = [
            random.choice(self._rows[caption.rule.wish], each)
            for caption in captions
            if caption.rule is not None and caption.rule.wish is not None
        ]
        return np.concatenate(parts) if parts else np.empty(0, np.int64)
