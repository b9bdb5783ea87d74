"""Pictures: does a product's picture find products like it?"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from finetune.evaluation.measuring.measurement import (
    Asked,
    Measurement,
    measure_precision,
    same_group,
)
from finetune.evaluation.measuring.ranking import Corpus, nearest
from finetune.evaluation.measuring.slicing import product_slices
from finetune.evaluation.measuring.trial import Trial
from finetune.evaluation.stock.stock import Rows, Stock, numbered

# Task -> the fields that an answer must share with the product that is asked with.
ALIKE = {
    "picture-type": ("articleType",),
    "picture-type-gender-colour": ("articleType", "gender", "baseColour"),
}


def measure_pictures(trial: Trial) -> Iterator[Measurement]:
    """Ask with judged products' pictures, at most `trial.limit`.

    The product itself and every product with the very same picture are left out of the answers.
    """
    for task, fields in ALIKE.items():
        kinds = combined(trial.stock, fields)
        sources = trial.draw(trial.judged[kinds[trial.judged] >= 0])
        for corpus in trial.corpora if len(sources) else ():
            counts = _like(trial, kinds, sources, corpus)
            asked_rows = sources[counts > 0]
            if not len(asked_rows):
                continue
            ranked = nearest(
                trial.vectors[asked_rows],
                trial.vectors,
                corpus,
                groups=trial.stock.pictures,
                left_out=trial.stock.pictures[asked_rows],
            )
            yield measure_precision(
                (task, "dense", corpus.name),
                [_asked(trial, task, row) for row in asked_rows.tolist()],
                ranked,
                same_group(ranked, kinds[asked_rows], kinds),
                counts[counts > 0],
            )


def combined(stock: Stock, fields: tuple[str, ...]) -> Rows:
    """Return a number for each combination of values, one a product; -1 where one is missing."""
    values = [[product.attributes.get(field) for field in fields] for product in stock.products]
    numbers = numbered([repr(row) for row in values])
    numbers[[at for at, row in enumerate(values) if None in row]] = -1
    return numbers


def _like(trial: Trial, kinds: Rows, sources: Rows, corpus: Corpus) -> NDArray[np.int64]:
    """Return how many products of the corpus are like each source, the same pictures aside."""
    of_kind = np.bincount(kinds[corpus.rows] + 1, minlength=int(kinds.max()) + 2)
    pictures = trial.stock.pictures
    pairs = np.stack([pictures[corpus.rows], kinds[corpus.rows]], axis=1)
    unique, counts = np.unique(pairs, axis=0, return_counts=True)
    same = {(int(p), int(k)): int(n) for (p, k), n in zip(unique, counts, strict=True)}
    return np.array(
        [
            of_kind[kinds[row] + 1] - same.get((int(pictures[row]), int(kinds[row])), 0)
            for row in sources.tolist()
        ],
        np.int64,
    )


def _asked(trial: Trial, task: str, row: int) -> Asked:
    product = trial.stock.products[row]
    return Asked(f"{task}:{product.id}", "", row, product_slices(product))
