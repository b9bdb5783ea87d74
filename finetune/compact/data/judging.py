"""Which pictures a caption describes: positives, negatives, and pairs that nobody knows.

Contrastive learning takes every other pair of a batch as a negative. In a catalogue that is wrong
for most captions ("red shirt" describes hundreds of products), so each pair is judged by the
labels: 2 is a positive, 0 a negative, 1 is left out of the loss. In this order the verdict on two
conditions is the smaller of both, and on either of two the larger.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from finetune.compact.data.labels import LABELS
from finetune.compact.data.pool import LABEL, UNKNOWN, Pool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NEGATIVE, UNJUDGED, POSITIVE = 0, 1, 2
TYPE = "articleType"


Condition: TypeAlias = tuple[tuple[str, ...], frozenset[str]]
"""One of these columns has one of these values."""


@dataclass(frozen=True)
class Rule:
    """What a picture must be for a caption to describe it.

    Attributes:
        conditions: all must hold.
        wish: a wish that the product must fit, by its group id.
    """

    conditions: tuple[Condition, ...]
    wish: str | None = None


@dataclass(frozen=True)
class Caption:
    """A text drawn for one row. Without a rule it is a title, which describes that row only.

    Attributes:
        words: of a shortened title; rows whose titles hold all of them are described as well.
    """

    text: str
    rule: Rule | None
    words: frozenset[str] = frozenset()


@dataclass
class Judge:
    """Judges captions against the rows of a pool; the verdicts on each rule are kept.

    Attributes:
        wishes: for each row, the group ids of the wishes that it fits; None where nobody knows.
        title_words: for each row, the words of its title.
    """

    pool: Pool
    wishes: Sequence[frozenset[str] | None] = ()
    title_words: Sequence[frozenset[str]] = ()
    _conditions: dict[Condition, NDArray[np.int8]] = field(default_factory=dict)
    _fitting: dict[str, NDArray[np.int8]] = field(default_factory=dict)
    _postings: dict[str, frozenset[int]] = field(default_factory=dict)
    _holders: dict[frozenset[str], NDArray[np.int64]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        postings: dict[str, set[int]] = {}
        for row, words in enumerate(self.title_words):
            for word in words:
                postings.setdefault(word, set()).add(row)
        self._postings = {word: frozenset(rows) for word, rows in postings.items()}

    def judge(
        self, captions: Sequence[Caption], owners: NDArray[np.int64], candidates: NDArray[np.int64]
    ) -> NDArray[np.int8]:
        """Verdicts (len(captions), len(candidates)) of 0, 1 or 2.

        Args:
            captions: (n,).
            owners: the rows that they were drawn for, (n,).
            candidates: rows of the pool.
        """
        pool = self.pool
        result = np.zeros((len(captions), len(candidates)), dtype=np.int8)
        titled = np.array([caption.rule is None for caption in captions], dtype=bool)
        equal = pool.titles[owners][:, None] == pool.titles[candidates][None]
        result[titled[:, None] & equal] = POSITIVE
        photos = np.flatnonzero(pool.codes[LABEL][candidates] != UNKNOWN)
        order = np.argsort(candidates, kind="stable")
        for place, (caption, owner) in enumerate(zip(captions, owners, strict=True)):
            if caption.rule is not None:
                result[place] = self.of_rule(caption.rule, candidates)
                continue
            self._judge_photos_of_title(result[place], int(owner), candidates, photos)
            if caption.words:
                held = _places_of(self._holding(caption.words), candidates, order)
                result[place, held] = POSITIVE
        own = pool.pictures[owners][:, None] == pool.pictures[candidates][None]
        result[own] = POSITIVE
        return result

    def of_rule(self, rule: Rule, candidates: NDArray[np.int64]) -> NDArray[np.int8]:
        """The verdicts of one rule on these rows."""
        verdicts = np.full(len(candidates), POSITIVE, dtype=np.int8)
        for condition in rule.conditions:
            known = self._conditions.get(condition)
            if known is None:
                known = self._conditions[condition] = self._of_condition(*condition)
            np.minimum(verdicts, known[candidates], out=verdicts)
        if rule.wish is not None:
            np.minimum(verdicts, self._of_wish(rule.wish)[candidates], out=verdicts)
        return verdicts

    def _of_wish(self, wish: str) -> NDArray[np.int8]:
        known = self._fitting.get(wish)
        if known is None:
            verdicts = [
                UNJUDGED if fits is None else POSITIVE if wish in fits else NEGATIVE
                for fits in self.wishes
            ]
            known = self._fitting[wish] = np.array(verdicts, dtype=np.int8)
        return known

    def _of_condition(self, columns: tuple[str, ...], values: frozenset[str]) -> NDArray[np.int8]:
        if columns == (LABEL,):
            return self._of_label(values)
        verdicts = np.zeros(len(self.pool), dtype=np.int8)
        # "trousers" names a type and, in catalogues that know no finer, all that legs wear. Where
        # a finer column knows the word, a coarser one leaves open what it means.
        told = False
        for column in columns:
            codes = self.pool.codes[column]
            accepted = self._accepted(column, values)
            found = (np.minimum(accepted, UNJUDGED) if told else accepted)[codes]
            found[codes == UNKNOWN] = UNJUDGED
            np.maximum(verdicts, found, out=verdicts)
            told = told or bool((accepted == POSITIVE).any())
        if TYPE in columns:
            self._judge_photos(verdicts, values, values)
        return verdicts

    def _of_label(self, labels: frozenset[str]) -> NDArray[np.int8]:
        sure = frozenset().union(*(LABELS[label].types for label in labels))
        near = frozenset().union(*(LABELS[label].near for label in labels))
        codes = self.pool.codes[TYPE]
        table = self._accepted(TYPE, sure)
        table[(table == NEGATIVE) & (self._accepted(TYPE, near) == POSITIVE)] = UNJUDGED
        verdicts = np.where(codes == UNKNOWN, UNJUDGED, table[codes]).astype(np.int8)
        self._judge_photos(verdicts, frozenset(), near)
        for place, label in enumerate(self.pool.vocabulary[LABEL]):
            if label in labels:
                verdicts[self.pool.codes[LABEL] == place] = POSITIVE
        return verdicts

    def _judge_photos(
        self, verdicts: NDArray[np.int8], sure: frozenset[str], near: frozenset[str]
    ) -> None:
        """A photo's article type is one of several: positive where all of its types are sure."""
        for place, name in enumerate(self.pool.vocabulary[LABEL]):
            label = LABELS[name]
            verdict = POSITIVE if label.types <= sure else UNJUDGED
            verdicts[self.pool.codes[LABEL] == place] = verdict if label.near & near else NEGATIVE

    def _accepted(self, column: str, values: frozenset[str]) -> NDArray[np.int8]:
        vocabulary = self.pool.vocabulary[column]
        table = [POSITIVE if value in values else NEGATIVE for value in vocabulary]
        return np.array(table or [NEGATIVE], dtype=np.int8)

    def _judge_photos_of_title(
        self,
        verdicts: NDArray[np.int8],
        owner: int,
        candidates: NDArray[np.int64],
        photos: NDArray[np.int64],
    ) -> None:
        """A title tells nothing of photos of its owner's kind."""
        kind = self.pool.codes[TYPE][owner]
        if kind != UNKNOWN and len(photos):
            types = frozenset({self.pool.vocabulary[TYPE][kind]})
            found = self.of_rule(Rule((((TYPE,), types),)), candidates[photos])
            verdicts[photos[found != NEGATIVE]] = UNJUDGED

    def _holding(self, words: frozenset[str]) -> NDArray[np.int64]:
        """The rows whose titles hold all of these words."""
        known = self._holders.get(words)
        if known is None:
            sets = sorted((self._postings.get(word, frozenset()) for word in words), key=len)
            held = sets[0].intersection(*sets[1:])
            known = self._holders[words] = np.array(sorted(held), dtype=np.int64)
        return known


def _places_of(
    rows: NDArray[np.int64], candidates: NDArray[np.int64], order: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Where these rows stand among the candidates; `order` sorts the candidates."""
    ordered = candidates[order]
    first = np.searchsorted(ordered, rows, "left")
    last = np.searchsorted(ordered, rows, "right")
    runs = [order[low:high] for low, high in zip(first, last, strict=True) if high > low]
    return np.concatenate(runs) if runs else np.empty(0, dtype=np.int64)
