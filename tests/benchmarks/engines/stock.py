"""What every engine is given: the products of a data folder, and the questions asked of them."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np

from service.engine.encoder import Vectors
from service.engine.index.folder_home import FolderHome

SELECTIVITIES: Final = {"10%": 0.1, "1%": 0.01, "0.1%": 0.001}
K: Final = 10
# Two scores this near are one: equal pictures are sold as several products.
_TIE: Final = 1e-5
_VECTORS, _ROWS = "vectors.npy", "rows.json"


@dataclass(frozen=True, slots=True)
class Only:
    """A filter: the products whose field has this value."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Stock:
    """Products by row number.

    Attributes:
        vectors: (n, dim), rows of unit length.
        titles: what word search sees.
        attributes: field -> a value for each product, "" where it has none.
    """

    vectors: Vectors
    titles: list[str]
    attributes: dict[str, list[str]]

    @classmethod
    def of_folder(cls, data: Path, *, most: int | None) -> "Stock":
        """Read the products with a vector of a data folder that no service holds open."""
        home = FolderHome(data)
        name = home.live()
        fields = [f.name for f in home.manifest(name).schema.fields if f.kind == "keyword"]
        writer = home.change(name)
        try:
            stored = (one for one in writer.stored(vectors=True) if one.dense is not None)
            records = list(islice(stored, most))
        finally:
            writer.abandon()
        described = [record.payload.get("attributes", {}) for record in records]
        return cls(
            np.stack([record.dense for record in records if record.dense is not None]),
            [record.payload.get("title") or "" for record in records],
            {field: [_word(one.get(field)) for one in described] for field in fields},
        )

    @classmethod
    def load(cls, folder: Path) -> "Stock":
        """Read what `save` wrote."""
        rows = json.loads((folder / _ROWS).read_text(encoding="utf-8"))
        return cls(np.load(folder / _VECTORS), rows["titles"], rows["attributes"])

    def save(self, folder: Path) -> None:
        """Write everything, for the processes that the engines run in."""
        folder.mkdir(parents=True)
        np.save(folder / _VECTORS, self.vectors)
        rows = {"titles": self.titles, "attributes": self.attributes}
        (folder / _ROWS).write_text(json.dumps(rows), encoding="utf-8")

    def batches(self, size: int) -> Iterator[range]:
        """Yield the row numbers, `size` at a time."""
        for start in range(0, len(self.titles), size):
            yield range(start, min(start + size, len(self.titles)))

    def described(self, row: int) -> dict[str, str]:
        """Return what a product is filtered by."""
        return {field: values[row] for field, values in self.attributes.items()}

    def filters(self) -> dict[str, Only]:
        """Return the values of the catalogue's own fields nearest to each selectivity."""
        counts = Counter(
            (field, value) for field, values in self.attributes.items() for value in values if value
        )
        found = {}
        for name, wanted in SELECTIVITIES.items():
            share = wanted * len(self.titles)
            field, value = min(counts, key=lambda one: abs(np.log(counts[one] / share)))
            found[name] = Only(field, value)
        return found

    def passing(self, only: Only | None) -> Any:
        """Return which rows pass a filter, as booleans."""
        if only is None:
            return np.ones(len(self.titles), bool)
        return np.array(self.attributes[only.field]) == only.value


@dataclass(frozen=True, slots=True)
class Questions:
    """Texts, and the vectors that the bundled model makes of them."""

    texts: list[str]
    vectors: Vectors

    @classmethod
    def about(cls, stock: Stock, count: int, *, seed: int) -> "Questions":
        """Ask for what random products are, in the words of their attributes, and in their titles.

        The values that name many products or few come as often as shoppers would meet them.
        """
        from service.engine.encoder.direct import load_serving_encoder  # with torch

        rng = random.Random(seed)
        texts = []
        for _ in range(count):
            row = rng.randrange(len(stock.titles))
            values = [value for value in stock.described(row).values() if value]
            words = rng.sample(values, min(2, len(values)))
            texts.append(" ".join(words) if rng.random() < 0.5 else stock.titles[row])
        texts = [text or "dress" for text in texts]
        return cls(texts, load_serving_encoder().embed_texts(texts))


def recall(stock: Stock, questions: Questions, only: Only | None, found: list[list[int]]) -> float:
    """Return the mean share of the K nearest that was found; ties count as found.

    Args:
        stock: all products.
        questions: the first `len(found)` of them were asked.
        only: the filter that was asked with.
        found: row numbers, for each question.
    """
    passing = stock.passing(only)
    shares = []
    for vector, rows in zip(questions.vectors, found, strict=False):
        scores = np.where(passing, stock.vectors @ vector, -np.inf)
        wanted = min(K, int(passing.sum()))
        least = np.partition(scores, -wanted)[-wanted] - _TIE
        distinct = set(rows[:K])
        shares.append(sum(scores[row] >= least for row in distinct) / wanted)
    return float(np.mean(shares))


def _word(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return "" if value is None else str(value)
