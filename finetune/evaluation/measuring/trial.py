"""Ground and trial: what is judged by, and one model before it; what every task is given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from finetune.evaluation.measuring.ranking import Corpus
from finetune.evaluation.stock.stock import Rows, Stock
from finetune.queries.judge import Judge
from finetune.queries.products import JudgedProduct, judged_products
from service.engine.encoder import Encoder, Vectors

_TEXTS_AT_ONCE: Final = 256


@dataclass(frozen=True)
class Ground:
    """A catalogue, and the products of it that a model is judged by.

    Attributes:
        stock: all products with pictures.
        judged: rows of those that the audit left, ascending.
        limit: most queries of one task.
        seed: of every draw.
    """

    stock: Stock
    judged: Rows
    limit: int
    seed: int

    @cached_property
    def described(self) -> tuple[JudgedProduct, ...]:
        """The stock as query sets see it; brands inferred over the whole of it."""
        return judged_products(self.stock.products)

    @cached_property
    def judge(self) -> Judge:
        """Judges the whole stock."""
        return Judge(one.attributes for one in self.described)

    @cached_property
    def rows(self) -> dict[str, int]:
        """Product id -> row."""
        return {product.id: row for row, product in enumerate(self.stock.products)}

    @property
    def corpora(self) -> tuple[Corpus, ...]:
        """The judged products alone, and the whole catalogue; one when they are the same."""
        whole = Corpus("whole", np.arange(len(self.stock), dtype=np.int64))
        if len(self.judged) == len(self.stock):
            return (whole,)
        return (Corpus("judged", self.judged), whole)

    @property
    def whole(self) -> Corpus:
        """The whole catalogue."""
        return self.corpora[-1]

    def of(self, corpus: Corpus) -> tuple[JudgedProduct, ...]:
        """Return the products of a corpus as query sets see them."""
        return tuple(self.described[row] for row in corpus.rows.tolist())

    def texts(self, corpus: Corpus) -> Iterator[str]:
        """Return the words that BM25 finds each product of a corpus by."""
        return (self.stock.products[row].search_text for row in corpus.rows.tolist())

    def titles(self, corpus: Corpus) -> Iterator[str]:
        """Return the display names of a corpus alone."""
        return (self.stock.products[row].title or "" for row in corpus.rows.tolist())

    def draw(self, rows: Rows) -> Rows:
        """Return at most `limit` of the rows, drawn without replacement, ascending."""
        if len(rows) <= self.limit:
            return rows
        drawn = np.random.default_rng(self.seed).choice(rows, self.limit, replace=False)
        return np.sort(drawn)


@dataclass(frozen=True)
class Trial(Ground):
    """A model before a ground.

    Attributes:
        encoder: the model.
        vectors: of the stock's pictures, (products, dimension).
    """

    encoder: Encoder
    vectors: Vectors
    _known: dict[str, NDArray[np.float32]] = field(default_factory=dict, repr=False)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a unit vector for each text; one that was asked before is not embedded again."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        for start in range(0, len(fresh), _TEXTS_AT_ONCE):
            batch = fresh[start : start + _TEXTS_AT_ONCE]
            self._known.update(zip(batch, self.encoder.embed_texts(batch), strict=True))
        rows = [self._known[text] for text in texts]
        return np.array(rows, np.float32).reshape(len(texts), self.vectors.shape[1])
