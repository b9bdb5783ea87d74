"""Labels: the values of one facet as directions in the model's space."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from service.engine.encoder import Vectors, unit_rows
from service.engine.tagging.prompts import prompts_of
from service.engine.thesaurus import Kind, Thesaurus
from service.engine.understanding import Vocabulary

# Small, so that searches get their turn at the model in between.
_BATCH: Final = 32


@dataclass(frozen=True, slots=True)
class Labels:
    """The values of one facet.

    Attributes:
        field: the catalogue's field.
        kind: what it is about.
        values: as the catalogue spells them.
        vectors: (values, dim) float32, rows of unit length.
        counts: products that have each value.
    """

    field: str
    kind: Kind
    values: tuple[str, ...]
    vectors: Vectors
    counts: tuple[int, ...]


async def embed_labels(
    vocabulary: Vocabulary,
    thesaurus: Thesaurus,
    embed: Callable[[Sequence[str]], Awaitable[Vectors]],
) -> tuple[Labels, ...]:
    """Embed the values of every facet that the thesaurus recognises.

    A value's direction is the mean over its prompts: Radford et al. (2021), section 3.1.4.
    """
    plan: list[tuple[str, Kind, tuple[str, ...], list[tuple[str, ...]]]] = []
    for kind, fields in vocabulary.fields.items():
        for field in fields:
            values = tuple(vocabulary.counts[field])
            plan.append((field, kind, values, [prompts_of(kind, v, thesaurus) for v in values]))
    texts = list(dict.fromkeys(text for *_, said in plan for one in said for text in one))
    rows: dict[str, Vectors] = {}
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        rows.update(zip(batch, await embed(batch), strict=True))
    return tuple(
        Labels(
            field=field,
            kind=kind,
            values=values,
            vectors=unit_rows(
                np.stack([np.mean([rows[text] for text in one], axis=0) for one in said])
            ),
            counts=tuple(vocabulary.counts[field].values()),
        )
        for field, kind, values, said in plan
    )
