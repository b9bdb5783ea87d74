"""Tagger: a picture in, the attributes that it shows out, over one generation."""

import asyncio
from collections.abc import Mapping
from math import isqrt

from PIL.Image import Image

from service.engine.index import Index, IndexQuery, Leg
from service.engine.schema import Schema, to_product
from service.engine.searching.embedding import Embedder
from service.engine.tagging.labels import Labels, embed_labels
from service.engine.tagging.tags import NEIGHBOURS, Neighbour, Tag, tag
from service.engine.thesaurus import Thesaurus
from service.engine.understanding import Vocabulary


class Tagger:
    """Embeds the facets' values when the first picture comes, and keeps them."""

    def __init__(
        self, *, embedder: Embedder, index: Index, schema: Schema, thesaurus: Thesaurus
    ) -> None:
        self._embedder = embedder
        self._index = index
        self._schema = schema
        self._thesaurus = thesaurus
        self._labels: tuple[Labels, ...] | None = None
        self._sound = True
        self._embedding = asyncio.Lock()

    def forget(self) -> None:
        """Embed the values anew when the next picture comes, if others are there by then."""
        self._sound = False

    async def tag(self, image: Image, vocabulary: Vocabulary) -> Mapping[str, tuple[Tag, ...]]:
        """Return the likeliest values of each facet that the thesaurus recognises, best first."""
        async with self._embedding:
            if self._labels is None or (not self._sound and _others(self._labels, vocabulary)):
                self._labels = await embed_labels(vocabulary, self._thesaurus, self._embedder.texts)
            self._sound = True
        vector = await self._embedder.image(image)
        # The square root is the usual rule; of a small catalogue 60 products would be half of it.
        wanted = min(NEIGHBOURS, 1 + isqrt(await self._index.count(None)))
        found = await self._index.search(IndexQuery((Leg(vector),), None, wanted))
        stored = await self._index.get([candidate.point_id for candidate in found])
        cosines = {candidate.point_id: candidate.score for candidate in found}
        neighbours = [
            Neighbour(to_product(one.payload, self._schema), cosines[one.point_id])
            for one in stored
        ]
        return tag(self._labels, vector, neighbours)


def _others(labels: tuple[Labels, ...], vocabulary: Vocabulary) -> bool:
    known = {label.field: set(label.values) for label in labels}
    now = {field for fields in vocabulary.fields.values() for field in fields}
    return now != set(known) or any(set(vocabulary.counts[f]) != known[f] for f in now)
