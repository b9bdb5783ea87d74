"""Comparing: what the catalogue says of each product with what the index has of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final, Literal, TypeAlias

from ingest.columns.drafts import Draft
from ingest.indexing.embeddings import Embedding, EmbeddingCache
from ingest.indexing.marks import Marks
from ingest.indexing.rejects import Rejects
from ingest.pictures.loading import PictureFile
from ingest.problem import Problem
from service.engine.gallery import Gallery
from service.engine.index.home import Writer as IndexWriter
from service.engine.product import Product, point_id
from service.engine.schema import DIGEST, to_payload

# Where the payload says in which generation's build the point was written last.
GENERATION: Final = "generation"
# Where the payload says how its picture looks: the perceptual hash, hexadecimal.
LIKENESS: Final = "likeness"
_FIELDS: Final = (DIGEST, "picture", GENERATION, LIKENESS)
_BATCH: Final = 256

NOTHING: Final = Problem(
    "neither picture nor words",
    "the product has no picture and no words to search by",
    "give it a title or a picture",
)

Change: TypeAlias = Literal["unchanged", "reworded", "repictured", "added"]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A draft with its picture as it was read; `None` when it has none."""

    draft: Draft
    picture: PictureFile | Problem | None


@dataclass(frozen=True, slots=True)
class Stored:
    """What the index has of a product.

    Attributes:
        digest: of its content; empty for a point that an older version wrote.
        picture: key of its picture.
        generation: number of the generation in whose build it was written last.
        likeness: perceptual hash of its picture.
    """

    digest: str
    picture: str | None
    generation: int
    likeness: int | None

    @classmethod
    def of(cls, payload: dict[str, Any]) -> "Stored":
        """Read it off a payload."""
        likeness = payload.get(LIKENESS)
        return cls(
            digest=payload.get(DIGEST, ""),
            picture=payload.get("picture"),
            generation=int(payload.get(GENERATION, 0)),
            likeness=None if likeness is None else int(likeness, 16),
        )


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done for one product.

    Attributes:
        draft: what the catalogue says.
        product_id: its id.
        picture: with its bytes only where it has to be decoded.
        change: as far as can be told before the picture is decoded.
        stored: what the index has.
        known: of its picture, where the cache knows it; then it is decoded only to be shown.
    """

    draft: Draft
    product_id: str
    picture: PictureFile | Problem | None
    change: Change
    stored: Stored | None
    known: Embedding | None = None

    @property
    def decodes(self) -> bool:
        """Whether the picture must be decoded."""
        return isinstance(self.picture, PictureFile) and self.picture.data is not None

    def product(self, *, picture: str | None) -> Product:
        """Return the product, with this picture."""
        return product_of(self.draft, self.product_id, picture)


class Comparer:
    """Sorts fetched products by what has to be done for them. Used by one thread.

    Args:
        index: the generation that is built; `None` when there is nothing in it to compare with.
        cache: where vectors are known from.
        gallery: a picture that is not there must be decoded to be shown.
        rejects: is told of ids that come twice.
    """

    def __init__(
        self,
        index: IndexWriter | None,
        *,
        cache: EmbeddingCache,
        gallery: Gallery,
        rejects: Rejects,
    ) -> None:
        self._index = index
        self._cache = cache
        self._gallery = gallery
        self._rejects = rejects
        self._claimed = Marks()

    def compare(self, fetched: Iterable[Fetched]) -> Iterator[Task]:
        """Compare in batches; a row that is none or repeats an id is rejected."""
        rows = iter(fetched)
        while batch := list(islice(rows, _BATCH)):
            claimed = [(one, product_id) for one in batch if (product_id := self._claim(one))]
            stored = self._stored([product_id for _, product_id in claimed])
            tasks = [
                _task(one, product_id, stored.get(point_id(product_id)))
                for one, product_id in claimed
            ]
            yield from self._recalled(tasks)

    def _claim(self, fetched: Fetched) -> str | None:
        draft, picture = fetched.draft, fetched.picture
        if not draft.has_words and not isinstance(picture, PictureFile):
            # Such a row must not take its id from a later one that is whole.
            self._rejects.add(draft.row, draft.ids[0], picture or NOTHING, "rejected")
            return None
        for product_id in draft.ids:
            if self._claimed.add(product_id):
                return product_id
        duplicate = Problem(
            "duplicate id",
            f"the id {draft.ids[0]!r} was used by an earlier row, which was kept",
            "give every product an id of its own",
        )
        self._rejects.add(draft.row, draft.ids[0], duplicate, "rejected")
        return None

    def _stored(self, product_ids: Sequence[str]) -> dict[str, Stored]:
        if self._index is None:
            return {}
        points = self._index.get([point_id(one) for one in product_ids], _FIELDS)
        return {record.point_id: Stored.of(record.payload) for record in points}

    def _recalled(self, tasks: list[Task]) -> Iterator[Task]:
        """Spare pictures that were embedded before the model, and those shown already all work."""
        keys = [t.picture.key for t in tasks if t.decodes and isinstance(t.picture, PictureFile)]
        known = self._cache.find(keys)
        shown = self._gallery.having(list(known)) if known else set()
        for task in tasks:
            picture = task.picture
            if task.decodes and isinstance(picture, PictureFile) and picture.key in known:
                if picture.key in shown:
                    picture = PictureFile(picture.key, None)
                yield replace(task, picture=picture, known=known[picture.key])
            else:
                yield task


def product_of(draft: Draft, product_id: str, picture: str | None) -> Product:
    """Return the product that a draft becomes."""
    return Product(
        id=product_id,
        title=draft.title,
        description=draft.description,
        brand=draft.brand,
        price=draft.price,
        picture=picture,
        attributes=draft.attributes,
    )


def _task(fetched: Fetched, product_id: str, stored: Stored | None) -> Task:
    draft, picture = fetched.draft, fetched.picture
    key = picture.key if isinstance(picture, PictureFile) else None
    change: Change = "added"
    if stored is not None:
        digest = to_payload(product_of(draft, product_id, key))[DIGEST]
        if digest == stored.digest:
            change = "unchanged"
        else:
            change = "reworded" if stored.picture == key else "repictured"
    if isinstance(picture, PictureFile) and change in ("unchanged", "reworded"):
        picture = PictureFile(picture.key, None)
    return Task(draft, product_id, picture, change, stored)
