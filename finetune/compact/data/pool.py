"""All training pictures as one table of integer codes, whatever domain they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from finetune.compact.data.corpus import ATTRIBUTES, Corpus, Row
from finetune.compact.data.labels import LABELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from finetune.compact.splits import Split

UNKNOWN = -1
LABEL = "label"
COLUMNS = (*ATTRIBUTES, LABEL)


@dataclass(frozen=True)
class Pool:
    """Rows of several domains, with their labels as codes.

    Attributes:
        vocabulary: column -> its values, in the order of their codes.
        codes: column -> (n,) int16; -1 where the value is not known.
        titles, pictures: (n,) int64 ids; equal ids mean equal titles and equal pictures.
            A row without a title has a title of its own.
        domains, places: (n,) which corpus a row comes from, and its position there.
    """

    corpora: tuple[Corpus, ...]
    rows: tuple[Row, ...]
    vocabulary: dict[str, tuple[str, ...]]
    codes: dict[str, NDArray[np.int16]]
    titles: NDArray[np.int64]
    pictures: NDArray[np.int64]
    domains: NDArray[np.int8]
    places: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.rows)


def pool_of(corpora: Sequence[Corpus], *splits: Split) -> Pool:
    """The rows of these corpora that are on these sides of the split.

    The codes are those of the first two corpora, all splits, whatever further corpora are added: a
    run may go on with more pictures than it began with.
    """
    domains: list[int] = []
    places: list[int] = []
    for domain, corpus in enumerate(corpora):
        positions = corpus.positions(*splits)
        domains.extend([domain] * len(positions))
        places.extend(int(position) for position in positions)
    rows = tuple(corpora[d].rows[p] for d, p in zip(domains, places, strict=True))
    known = [row for corpus in corpora[:2] for row in corpus.rows]
    vocabulary = {column: _values(known, column) for column in COLUMNS}
    codes = {column: _codes(rows, column, vocabulary[column]) for column in COLUMNS}
    return Pool(
        tuple(corpora),
        rows,
        vocabulary,
        codes,
        _ids([row.title.lower() or f"\0{index}" for index, row in enumerate(rows)]),
        _ids([row.digest for row in rows]),
        np.array(domains, np.int8),
        np.array(places, np.int64),
    )


def _values(rows: Sequence[Row], column: str) -> tuple[str, ...]:
    found = {row.attributes[column] for row in rows if column in row.attributes}
    if column == "articleType":
        found |= {name for label in LABELS.values() for name in label.near}
    return tuple(sorted(found))


def _codes(rows: Sequence[Row], column: str, values: Sequence[str]) -> NDArray[np.int16]:
    places = {value: code for code, value in enumerate(values)}
    return np.array(
        [places.get(row.attributes.get(column, ""), UNKNOWN) for row in rows], dtype=np.int16
    )


def _ids(keys: Sequence[str]) -> NDArray[np.int64]:
    _, inverse = np.unique(np.array(keys, dtype=object).astype(str), return_inverse=True)
    ids: NDArray[np.int64] = inverse.astype(np.int64)
    return ids
