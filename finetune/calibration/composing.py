"""Composed queries for calibration: a picture and one thing to change about it."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import numpy as np

from finetune.calibration.hits import DEPTH, Judged, judged_hits, nearest
from service.engine.searching.combining import Part, combine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from finetune.calibration.hits import Vectors

CHANGES = {"baseColour": "but in {}", "gender": "but for {}", "articleType": "but {}"}
"""What changes -> how it is said."""
KEPT = ("articleType", "gender", "baseColour")


def judged_composed(
    labels: Sequence[Mapping[str, str]],
    pictures: Vectors,
    embed_texts: Callable[[Sequence[str]], Vectors],
    *,
    count: int = 1500,
    seed: int,
    columns: Sequence[str] = KEPT,
    depth: int = DEPTH,
) -> Judged | None:
    """The first hits of products' pictures with one thing changed; `None` where none can be.

    Relevant is what is of the asked type, gender and colour, all but one of which are the
    picture's own; only changes that some product answers are asked. The picture itself is no hit.
    Asked as the service asks: the picture, less the words of what is replaced, plus the words.

    Args:
        labels: of the products.
        pictures: theirs, (n, dimension), unit rows.
        embed_texts: texts -> unit rows.
        count: queries that are tried.
        seed: of the draw.
        columns: what tells products apart, of `KEPT`.
        depth: hits of a query, at least one fewer than there are products.
    """
    random = Random(seed)
    values = [tuple(label.get(column, "") for column in columns) for label in labels]
    known = [place for place, value in enumerate(values) if all(value)]
    looks = {values[place] for place in known}
    changes = [column for column in CHANGES if column in columns]
    sources, wanted, texts, replaced = [], [], [], []
    for _ in range(count if known else 0):
        source = random.choice(known)
        changed = random.choice(changes)
        column = columns.index(changed)
        own = values[source]
        answers = [
            other
            for other in looks
            if other[column] != own[column]
            and all(other[i] == own[i] for i in range(len(columns)) if i != column)
        ]
        if answers:
            answer = random.choice(sorted(answers))
            sources.append(source)
            wanted.append(answer)
            texts.append(CHANGES[changed].format(answer[column].lower()))
            replaced.append(own[column].lower())
    if not sources:
        return None
    words, old = embed_texts(texts), embed_texts(replaced)
    combined = [
        combine([Part(word, 1.0), Part(gone, -1.0), Part(pictures[source], 1.0)])
        for word, gone, source in zip(words, old, sources, strict=True)
    ]
    queries = np.stack([vector for vector in combined if vector is not None])
    # One more, since the picture itself may be among them.
    found = nearest(queries, pictures, depth=depth + 1)
    itself = found == np.array(sources)[:, None]
    cosines = np.take_along_axis(queries @ pictures.T, found, 1)
    relevant = np.array(
        [
            [values[hit] == answer for hit in hits]
            for hits, answer in zip(found, wanted, strict=True)
        ]
    )
    return judged_hits(cosines[~itself], relevant[~itself])
