"""Captions from the display name: whole, in lower case, without the brand, with words missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

    from service.engine.thesaurus import Thesaurus

_WORD = re.compile(r"[a-z0-9']+")
_DROP = 0.18
_SHORTEST = 2


def title_words(title: str | None) -> frozenset[str]:
    """Return the words of a title in lower case, without a possessive ending."""
    if not title:
        return frozenset()
    return frozenset(word.removesuffix("'s") for word in _WORD.findall(title.lower()))


def name_caption(title: str, thesaurus: Thesaurus, rng: random.Random) -> str:
    """Return the title as it stands in a shop, or as somebody who remembers some of it types it."""
    tokens = title.split()
    draw = rng.random()
    if draw < 0.35 or len(tokens) <= _SHORTEST:
        return title
    if draw < 0.55:
        return title.lower()
    if draw < 0.8:
        rest = tokens[_brand_length(tokens, thesaurus) :]
        tokens = rest if len(rest) >= _SHORTEST else tokens
    if draw >= 0.7:
        kept = [token for token in tokens if rng.random() >= _DROP]
        tokens = kept if len(kept) >= _SHORTEST else tokens
    return " ".join(tokens).lower()


def _brand_length(tokens: list[str], thesaurus: Thesaurus) -> int:
    """Return how many words stand before the first that the thesaurus knows: mostly the brand."""
    for index, token in enumerate(tokens):
        if thesaurus.readings(token):
            return index
    return 0
