"""Composed queries for calibration: a picture and one thing to change about it."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import numpy as np

from finetune.compact.data.pool import UNKNOWN
from finetune.compact.report.calibrating import DEPTH, Judged, judged_hits
from finetune.compact.report.measures import nearest
from service.engine.searching.combining import Part, combine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from finetune.compact.data.pool import Pool
    from finetune.compact.report.measures import Vectors

CHANGES = {"baseColour": "but in {}", "gender": "but for {}", "articleType": "but {}"}
"""What changes -> how it is said."""
KEPT = ("articleType", "gender", "baseColour")


def judged_composed(
    pool: Pool,
    rows: NDArray[np.int64],
    pictures: Vectors,
    embed_texts: Callable[[Sequence[str]], Vectors],
    *,
    count: int = 1500,
    seed: int,
) -> Judged:
    """The first hits of these catalogue rows' pictures with one thing changed.

    Relevant is what is of the asked type, gender and colour, two of which are the picture's own;
    only changes that some row answers are asked. The picture itself is no hit. Asked as the
    service asks: the picture, less the words of what is replaced, plus the words.
    """
    random = Random(seed)
    codes = np.stack([pool.codes[column][rows] for column in KEPT], 1)
    known = np.flatnonzero((codes != UNKNOWN).all(1))
    triples = {tuple(codes[place].tolist()) for place in known}
    sources, wanted, texts, replaced = [], [], [], []
    for _ in range(count):
        source = int(random.choice(known))
        changed = random.choice(list(CHANGES))
        column = KEPT.index(changed)
        triple = codes[source].tolist()
        answers = [
            other
            for other in triples
            if other[column] != triple[column]
            and all(other[i] == triple[i] for i in range(len(KEPT)) if i != column)
        ]
        if answers:
            answer = random.choice(sorted(answers))
            sources.append(source)
            wanted.append(answer)
            value = pool.vocabulary[changed][answer[column]].lower()
            texts.append(CHANGES[changed].format(value))
            replaced.append(pool.vocabulary[changed][triple[column]].lower())
    words, old = embed_texts(texts), embed_texts(replaced)
    combined = [
        combine([Part(word, 1.0), Part(gone, -1.0), Part(pictures[source], 1.0)])
        for word, gone, source in zip(words, old, sources, strict=True)
    ]
    queries = np.stack([vector for vector in combined if vector is not None])
    # One more, since the picture itself may be among them.
    found = nearest(queries, pictures, depth=DEPTH + 1)
    itself = found == np.array(sources)[:, None]
    cosines = np.take_along_axis(queries @ pictures.T, found, 1)
    relevant = (codes[found] == np.array(wanted)[:, None, :]).all(2)
    return judged_hits(cosines[~itself], relevant[~itself])
