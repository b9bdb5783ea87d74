"""Matching: how likely a hit is what was meant, by sight, by words and by attributes."""

import re
from dataclasses import dataclass
from typing import Final

from service.engine.encoder import Calibration
from service.engine.lexicon import Lexicon
from service.engine.picture import on_white
from service.engine.query import Query
from service.engine.relevance.passing import passes
from service.engine.searching.ranking import Plan
from service.engine.searching.reading import Stored

# A product that has every word of a query is what was meant about seven times in ten, and one that
# lacks a word much less often. Chosen among nine pairs on queries made from unseen products, where
# it brought the expected calibration error from .19 (by sight alone) to .03; it was judged on no
# other queries.
ALL_WORDS: Final = 0.7
STEEPNESS: Final = 8
# What has every attribute that words beside a picture ask for, and keeps the others, is what was
# meant in most cases: on the public compositions nearly always, but they ask for nothing else.
ALL_ATTRIBUTES: Final = 0.8
_SIZE: Final = re.compile(
    r"\b(?:in\s+)?(?:(?:size|uk|us|eu)\s*\d{1,2}(?:\.\d)?|size\s+(?:x{0,3}[sl]|m))\b", re.IGNORECASE
)


def either(*signs: float) -> float:
    """Return the probability (0..1) that any of several independent signs is right."""
    wrong = 1.0
    for sign in signs:
        wrong *= 1.0 - sign
    return 1.0 - wrong


def without_sizes(text: str) -> str:
    """Return a text without the size that it asks for, which few catalogues say of a product."""
    return _SIZE.sub(" ", text)


def by_words(coverage: float) -> float:
    """Return the probability that a product is meant that has this share (0..1) of the words."""
    return ALL_WORDS * coverage**STEEPNESS


def curve_of(query: Query, calibration: Calibration) -> str:
    """Return the curve that judges a query: its kind, or "photo" for a picture not on white.

    A photo that somebody took at home lies farther from all products than a shop's picture does,
    so the same cosine says more.
    """
    image = query.image if query.kind == "image" else None
    if image is not None and "photo" in calibration.curves and not on_white(image):
        return "photo"
    return query.kind


@dataclass(frozen=True, slots=True)
class Matcher:
    """Says the match of the hits of one query.

    Attributes:
        calibration: the model's; without a curve for the kind nothing is claimed at all.
        kind: which curve judges.
        plan: how the query is ranked.
        words: the query's words where having them is a sign; empty where it is none.
        read: those of them that were read as attributes; what has these attributes has the words.
        lexicon: what splits them.
    """

    calibration: Calibration
    kind: str
    plan: Plan
    words: str
    read: frozenset[str]
    lexicon: Lexicon

    @property
    def uncalibrated(self) -> bool:
        """Whether the model has no curve for this kind of query."""
        return self.kind not in self.calibration.curves

    def match(self, stored: Stored, cosine: float | None) -> float | None:
        """Return the probability (0..1) that a product is what was meant.

        Args:
            stored: the product.
            cosine: to the query's vector; `None` for a product that nothing can be seen of, which
                is judged by the other signs alone.
        """
        if self.plan.dense is None:
            return None
        by_sight = self.calibration.match(self.kind, -1.0 if cosine is None else cosine)
        if by_sight is None:
            return None
        signs = [by_sight]
        if self.words:
            signs.append(by_words(self._coverage(stored)))
        wished = self.plan.wished
        if wished is not None and (self.kind == "composed" or cosine is None):
            # What cannot be seen is judged by what is said of it.
            share = ALL_ATTRIBUTES if self.kind == "composed" else ALL_WORDS
            signs.append(share if passes(wished, stored.payload) else 0.0)
        return either(*signs)

    def _coverage(self, stored: Stored) -> float:
        words = self.lexicon.words(self.words)
        has = set(self.lexicon.matched_terms(self.words, stored.text))
        # A maroon dress is a burgundy one, whatever its shop calls it.
        wished = self.plan.preferences[0].filter if self.plan.preferences else None
        if wished and not self.read <= has and passes(wished, stored.payload):
            has |= self.read.intersection(words)
        return len(has) / max(len(words), 1)
