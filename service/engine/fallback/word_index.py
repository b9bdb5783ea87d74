"""The word index: BM25 of the package rank_bm25 over products in memory."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
from rank_bm25 import BM25Okapi

from service.engine.lexicon import Lexicon
from service.engine.schema import Schema, to_product

Payload: TypeAlias = dict[str, Any]


class WordIndex:
    """Payloads of products, and the words that each is found by.

    Words are the lexicon's terms, so that stems, accents and hyphens are what they are to the
    index that this one stands in for.
    """

    def __init__(self, payloads: Mapping[str, Payload], *, schema: Schema) -> None:
        """Take payloads by point id; takes a second for 40,000."""
        self._lexicon = Lexicon()
        self._payloads = dict(sorted(payloads.items()))
        self._ids = tuple(self._payloads)
        terms = [
            self._lexicon.weigh_query(to_product(one, schema).search_text).indices
            for one in self._payloads.values()
        ]
        # The package divides by the number of words, so it is never given none at all.
        self._bm25 = BM25Okapi(terms) if any(terms) else None

    def __len__(self) -> int:
        """How many products there are."""
        return len(self._ids)

    def payload(self, point_id: str) -> Payload | None:
        """Return one product's payload, or `None`."""
        return self._payloads.get(point_id)

    def payloads(self) -> Mapping[str, Payload]:
        """Return all of them, by point id in ascending order."""
        return self._payloads

    def scores(self, text: str) -> dict[str, float]:
        """Return the BM25 of every product that has a word of the text, best first."""
        terms = self._lexicon.weigh_query(text).indices
        if self._bm25 is None or not terms:
            return {}
        scores = self._bm25.get_scores(terms)
        # Not by the score: the package gives a word that half of the products have none.
        asked = set(terms)
        found = np.flatnonzero([not asked.isdisjoint(has) for has in self._bm25.doc_freqs])
        # Point ids ascend, and a stable order keeps them so where scores tie.
        order = found[np.argsort(-scores[found], kind="stable")]
        return {self._ids[place]: float(scores[place]) for place in order}
