"""Writing: products with decoded pictures -> points of the index and pictures of the gallery."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from time import perf_counter
from typing import Final

import numpy as np
from PIL.Image import Image

from ingest.columns.drafts import Draft
from ingest.columns.fields import Fields
from ingest.indexing.ahead import Loaded
from ingest.indexing.rejects import Rejects
from ingest.looks import LookBook
from ingest.pictures.loading import LoadedPicture
from ingest.problem import Problem
from service.engine.encoder import Encoder
from service.engine.gallery import Gallery
from service.engine.index.home import Writer as IndexWriter
from service.engine.index.protocol import DenseVector, Record
from service.engine.lexicon import Lexicon
from service.engine.product import Product
from service.engine.schema import to_payload
from service.engine.suggesting import PhraseCounts
from service.engine.understanding import WordCounts

_NO_EMBEDDING: Final = "replace the picture; the model cannot make anything of it"
NOTHING: Final = Problem(
    "neither picture nor words",
    "the product has no picture and no words to search by",
    "give it a title or a picture",
)


@dataclass(slots=True)
class Written:
    """Counts of what was indexed, and the words and phrases of it."""

    products: int = 0
    with_picture: int = 0
    without_picture: int = 0
    embed_s: float = 0.0
    words: WordCounts = field(default_factory=WordCounts)
    phrases: PhraseCounts = field(default_factory=PhraseCounts)


class Writer:
    """Embeds and writes batches. Used by one thread: encoders take one at a time."""

    def __init__(
        self,
        *,
        encoder: Encoder,
        builder: IndexWriter,
        gallery: Gallery,
        looks: LookBook,
        fields: Fields,
        rejects: Rejects,
    ) -> None:
        self.written = Written()
        self._encoder = encoder
        self._builder = builder
        self._gallery = gallery
        self._looks = looks
        self._fields = fields
        self._rejects = rejects
        self._lexicon = Lexicon()
        # Eight bytes an id: a million products take 70 MB, a false match has odds of 1 to 10^7.
        self._seen: set[int] = set()

    def write(self, batch: Sequence[Loaded]) -> None:
        """Index what is usable of a batch; each product that is not goes to the rejects."""
        vectors = self._embed([loaded.picture for loaded in batch])
        records: list[Record] = []
        shown: dict[str, tuple[str, str, bytes]] = {}
        for loaded, found in zip(batch, vectors, strict=True):
            product = self._accept(loaded.draft, loaded.picture, found)
            if product is None:
                continue
            vector = found if isinstance(found, np.ndarray) else None
            seen = loaded.picture if isinstance(loaded.picture, LoadedPicture) else None
            likeness = seen.likeness if seen and vector is not None else None
            look = self._looks.assign(product, picture=likeness, vector=vector)
            payload = to_payload(replace(product, look=look))
            terms = self._lexicon.weigh_document(product.search_text)
            records.append(Record(product.point_id, payload, vector, terms))
            if seen and product.picture:
                shown[seen.key] = (seen.key, seen.media_type, seen.shown)
        # Pictures first: a point must never name a picture that is not there.
        self._gallery.add(shown.values())
        self._builder.write(records)

    def _accept(
        self,
        draft: Draft,
        picture: LoadedPicture | Problem | None,
        found: DenseVector | Problem | None,
    ) -> Product | None:
        problem = found if isinstance(found, Problem) else None
        usable = isinstance(picture, LoadedPicture) and problem is None
        if not usable and not draft.has_words:
            self._rejects.add(draft.row, draft.ids[0], problem or NOTHING, "rejected")
            return None
        product_id = self._claim(draft.ids)
        if product_id is None:
            duplicate = Problem(
                "duplicate id",
                f"the id {draft.ids[0]!r} was used by an earlier row, which was kept",
                "give every product an id of its own",
            )
            self._rejects.add(draft.row, draft.ids[0], duplicate, "rejected")
            return None
        if problem is not None:
            self._rejects.add(draft.row, product_id, problem, "indexed without its picture")
        if isinstance(picture, LoadedPicture) and picture.shortfall and usable:
            self._rejects.add(draft.row, product_id, picture.shortfall, "indexed by what is there")
        product = Product(
            id=product_id,
            title=draft.title,
            description=draft.description,
            brand=draft.brand,
            price=draft.price,
            picture=picture.key if usable and isinstance(picture, LoadedPicture) else None,
            attributes=draft.attributes,
        )
        self._fields.observe(product)
        self.written.words.add(product)
        self.written.phrases.add(product)
        self.written.products += 1
        self.written.with_picture += usable
        self.written.without_picture += not usable
        return product

    def _claim(self, ids: tuple[str, ...]) -> str | None:
        for product_id in ids:
            mark = int.from_bytes(blake2b(product_id.encode(), digest_size=8).digest(), "big")
            if mark not in self._seen:
                self._seen.add(mark)
                return product_id
        return None

    def _embed(
        self, pictures: Sequence[LoadedPicture | Problem | None]
    ) -> list[DenseVector | Problem | None]:
        """Return a unit vector for each picture; what is none passes through."""
        images = [p.image for p in pictures if isinstance(p, LoadedPicture)]
        started = perf_counter()
        vectors = iter(self._embed_images(images))
        self.written.embed_s += perf_counter() - started
        return [next(vectors) if isinstance(p, LoadedPicture) else p for p in pictures]

    def _embed_images(self, images: list[Image]) -> list[DenseVector | Problem]:
        if not images:
            return []
        try:
            return [_checked(row) for row in self._encoder.embed_images(images)]
        except Exception:
            # Some models fail on odd shapes: find the picture at fault, unless all are.
            found = [self._embed_alone(image) for image in images]
            if all(isinstance(one, Problem) for one in found):
                raise
            return found

    def _embed_alone(self, image: Image) -> DenseVector | Problem:
        try:
            return _checked(self._encoder.embed_images([image])[0])
        except Exception as error:  # noqa: BLE001 -- models raise whatever their parts raise
            detail = f"the model fails on it: {str(error)[:200] or type(error).__name__}"
            return Problem("unusable picture", detail, _NO_EMBEDDING)


def _checked(row: DenseVector) -> DenseVector | Problem:
    if np.isfinite(row).all() and 0.99 < np.linalg.norm(row) < 1.01:
        return row
    return Problem("unusable picture", "the model gives no usable vector for it", _NO_EMBEDDING)
