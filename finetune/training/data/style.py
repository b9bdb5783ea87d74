"""Which products are one style: no negatives of each other."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from service.engine.thesaurus import bundled_thesaurus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from finetune.training.data.prepared import Row

_WORD = re.compile(r"[^\W_]+")
_LONGEST_COLOUR = 3
_NUMBER = re.compile(r"\d+[a-z]{0,2}")
_SIZES = frozenset(
    [
        "xxs",
        "xs",
        "s",
        "m",
        "l",
        "xl",
        "xxl",
        "xxxl",
        "small",
        "medium",
        "large",
        "size",
        "sizes",
        "uk",
        "us",
        "eu",
        "cm",
        "mm",
        "ml",
        "inch",
        "inches",
        "pack",
        "packs",
        "of",
        "set",
        "pc",
        "pcs",
        "pieces",
        "free",
    ]
)


def style_of(title: str | None, attributes: frozenset[tuple[str, str]]) -> str | None:
    """Return what names the style: type and title without words of size and colour.

    `None` when the rest says nothing of its own: "Men Black Shirt" is any shirt, while the shirts
    called "Turtle Men Black Shirt" and "Turtle Men White Shirt" are one style.
    """
    if not title:
        return None
    words = _without_colours(_WORD.findall(title.lower()))
    kept = [word for word in words if word not in _SIZES and not _NUMBER.fullmatch(word)]
    if all(bundled_thesaurus().readings(word) for word in kept):
        return None
    kind = next((value for name, value in attributes if name == "articleType"), "")
    return f"{kind}\n{' '.join(kept)}"


def groups_of(rows: Sequence[Row]) -> NDArray[np.int64]:
    """Number the groups of products that are the same style or have the same picture, (n,).

    Chains count: two styles that share a picture are one group.
    """
    parents = list(range(len(rows)))

    def root(item: int) -> int:
        while parents[item] != item:
            parents[item] = parents[parents[item]]
            item = parents[item]
        return item

    first: dict[str, int] = {}
    for position, row in enumerate(rows):
        style = style_of(row.title, frozenset(row.attributes.items()))
        for key in (f"picture {row.digest}", f"style {style}" if style else None):
            if key is None:
                continue
            parents[root(position)] = root(first.setdefault(key, position))
    roots = np.array([root(position) for position in range(len(rows))], np.int64)
    return np.unique(roots, return_inverse=True)[1].astype(np.int64)


def _without_colours(words: list[str]) -> list[str]:
    """Drop colour names, the longest first: "navy blue" is one, "baby" alone is none."""
    kept: list[str] = []
    position = 0
    while position < len(words):
        for length in range(min(_LONGEST_COLOUR, len(words) - position), 0, -1):
            if _is_colour(" ".join(words[position : position + length])):
                position += length
                break
        else:
            kept.append(words[position])
            position += 1
    return kept


@lru_cache(maxsize=65_536)
def _is_colour(phrase: str) -> bool:
    """Whether the phrase names a colour and nothing else ("denim" is a cloth, too)."""
    readings = bundled_thesaurus().readings(phrase)
    return any(r.degree == "same" for r in readings) and all(r.kind == "colour" for r in readings)
