"""Writing: products with their vectors -> points of the index and pictures of the gallery."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.columns.fields import Fields
from ingest.indexing.comparing import (
    GENERATION,
    LIKENESS,
    NOTHING,
    Change,
    Stored,
    Task,
)
from ingest.indexing.embeddings import Embedding, EmbeddingCache
from ingest.indexing.marks import Marks
from ingest.indexing.rejects import Rejects
from ingest.looks import LookBook
from ingest.pictures.loading import PictureFile, ShownPicture
from ingest.problem import Problem
from service.engine.gallery import Gallery
from service.engine.index.home import Writer as IndexWriter
from service.engine.index.protocol import DenseVector, Record
from service.engine.lexicon import Lexicon
from service.engine.product import Product
from service.engine.schema import DIGEST, to_payload
from service.engine.suggesting import PhraseCounts
from service.engine.understanding import WordCounts


@dataclass(frozen=True, slots=True)
class Embedded:
    """A task whose picture work is done.

    Attributes:
        task: what is to be done.
        picture: decoded where it had to be, or why it cannot be used.
        embedding: of the picture, where it was embedded or is known; `None` also where the index
            has it.
    """

    task: Task
    picture: ShownPicture | PictureFile | Problem | None
    embedding: Embedding | None = None


@dataclass(slots=True)
class Written:
    """Counts of what the index holds now, what was done for it, and the words and phrases of it.

    Attributes:
        changes: what was done -> products.
        resumed: products that an interrupted run of the job had done already.
        recalled: pictures whose vectors were known, so that they were not embedded.
        kept: the ids that are in the index.
    """

    products: int = 0
    with_picture: int = 0
    changes: Counter[Change] = field(default_factory=Counter)
    resumed: int = 0
    recalled: int = 0
    words: WordCounts = field(default_factory=WordCounts)
    phrases: PhraseCounts = field(default_factory=PhraseCounts)
    kept: Marks = field(default_factory=Marks)

    @property
    def without_picture(self) -> int:
        """Products that are found by their words alone."""
        return self.products - self.with_picture


class Writer:
    """Writes what has changed and counts everything. Used by one thread.

    Args:
        index: the generation that is built.
        generation: its number.
        gallery: where pictures are shown from.
        cache: is told every new vector.
        looks: judges which products are one look.
        fields: is shown every product.
        rejects: is told what is wrong with which row.
    """

    def __init__(
        self,
        index: IndexWriter,
        *,
        generation: int,
        gallery: Gallery,
        cache: EmbeddingCache,
        looks: LookBook,
        fields: Fields,
        rejects: Rejects,
    ) -> None:
        self.written = Written()
        self._index = index
        self._generation = generation
        self._gallery = gallery
        self._cache = cache
        self._looks = looks
        self._fields = fields
        self._rejects = rejects
        self._lexicon = Lexicon()

    def write(self, batch: Sequence[Embedded]) -> None:
        """Index what is usable of a batch; each product that is not goes to the rejects."""
        new: list[Record] = []
        reworded: list[Record] = []
        shown: dict[str, tuple[str, str, bytes]] = {}
        learnt: dict[str, Embedding] = {}
        for one, product, change in self._changed(batch):
            record = self._record(product, change, one.embedding)
            (reworded if change == "reworded" else new).append(record)
            if isinstance(one.picture, ShownPicture) and one.embedding is not None:
                picture = one.picture
                shown[picture.key] = (picture.key, picture.media_type, picture.shown)
                learnt[picture.key] = one.embedding
        # Pictures first: a point must never name a picture that is not there.
        self._gallery.add(shown.values())
        self._cache.add(learnt.items())
        self._looks.commit()
        self._index.write(new)
        self._index.rewrite(reworded)

    def _changed(self, batch: Sequence[Embedded]) -> list[tuple[Embedded, Product, Change]]:
        """Return what has to be written; an embedding is what is to be known of the picture."""
        found: list[tuple[Embedded, Product, Change]] = []
        for one in batch:
            product = self._accept(one)
            if product is None:
                continue
            change = self._change(one, to_payload(product)[DIGEST])
            if change != "unchanged":
                found.append((one, product, change))
        reworded = [product.point_id for _, product, change in found if change == "reworded"]
        vectors = {r.point_id: r.dense for r in self._index.get(reworded, (), vectors=True)}
        return [
            (
                replace(one, embedding=_stored(one.task.stored, vectors.get(product.point_id)))
                if change == "reworded"
                else one,
                product,
                change,
            )
            for one, product, change in found
        ]

    def _record(self, product: Product, change: Change, known: Embedding | None) -> Record:
        known = known if product.picture else None
        look = self._looks.assign(
            product,
            picture=known.likeness if known else None,
            vector=known.vector if known else None,
        )
        payload = to_payload(replace(product, look=look))
        payload[GENERATION] = self._generation
        if known:
            payload[LIKENESS] = f"{known.likeness:x}"
        terms = self._lexicon.weigh_document(product.search_text)
        vector = known.vector if known and change != "reworded" else None
        return Record(product.point_id, payload, vector, terms)

    def observe(self, product: Product) -> None:
        """Count a product that is in the index, whoever wrote it."""
        self._fields.observe(product)
        self.written.words.add(product)
        self.written.phrases.add(product)
        self.written.products += 1
        self.written.with_picture += product.picture is not None

    def _accept(self, one: Embedded) -> Product | None:
        """Return the product as it is to be in the index, if it is to be there."""
        task, picture = one.task, one.picture
        problem = picture if isinstance(picture, Problem) else None
        key = picture.key if isinstance(picture, ShownPicture | PictureFile) else None
        if key is None and not task.draft.has_words:
            self._rejects.add(task.draft.row, task.product_id, problem or NOTHING, "rejected")
            return None
        if problem is not None:
            self._rejects.add(
                task.draft.row, task.product_id, problem, "indexed without its picture"
            )
        if isinstance(picture, ShownPicture) and picture.shortfall:
            self._rejects.add(
                task.draft.row, task.product_id, picture.shortfall, "indexed by what is there"
            )
        product = task.product(picture=key)
        self.observe(product)
        self.written.kept.add(task.product_id)
        self.written.recalled += task.known is not None and one.embedding is not None
        return product

    def _change(self, one: Embedded, digest: str) -> Change:
        """Decide what has changed, now that it is known whether the picture can be used."""
        stored, change = one.task.stored, one.task.change
        if stored is not None and digest == stored.digest:
            change = "unchanged"
        if change == "unchanged" and stored is not None and stored.generation == self._generation:
            self.written.resumed += 1
        else:
            self.written.changes[change] += 1
        return change


def _stored(stored: Stored | None, vector: DenseVector | None) -> Embedding | None:
    """Return what the index knows of a picture that has not changed."""
    if stored is None or stored.likeness is None or vector is None:
        return None
    return Embedding(vector, stored.likeness)
