"""What becomes of products, batch by batch."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ingest.columns.drafts import Columns, Draft
from ingest.columns.mapping import ColumnMapping
from ingest.engines import LocalEngine
from ingest.indexing.build import Pace, bring_up
from ingest.indexing.comparing import Comparer, Fetched
from ingest.indexing.embeddings import EmbeddingCache
from ingest.indexing.rejects import Rejects
from ingest.indexing.writing import Writer
from ingest.looks import LookBook
from ingest.pictures.loading import read_picture
from ingest.progress import Silent
from ingest.readers import Row, StoredPicture
from service.engine.encoder import Vectors
from service.engine.encoder.hashed import HashEncoder
from service.engine.gallery import Gallery
from service.engine.index.embedded import EmbeddedBuilder


class _Fastidious(HashEncoder):
    """Fails on a batch that has a picture of one pixel, and has no vector for a black one."""

    def embed_images(self, images: Sequence[Image.Image]) -> Vectors:
        if any(image.size == (1, 1) for image in images):
            raise ValueError("cannot tell the channels of a 1x1 picture")
        vectors = super().embed_images(images)
        for row, image in enumerate(images):
            if image.getextrema() == ((0, 0), (0, 0), (0, 0)):
                vectors[row] = np.nan
        return vectors


class _Indexing:
    """The stages of a job for rows at hand."""

    def __init__(self, folder: Path, gallery: Gallery, looks: LookBook, rejects: Rejects) -> None:
        self.rejects = rejects
        self._folder = folder
        self.index = EmbeddedBuilder(folder / "shard", dimension=64)
        encoder = _Fastidious()
        cache = EmbeddingCache(None, fingerprint=encoder.fingerprint, run=1, max_bytes=0)
        columns = Columns([Row(1, "", {"title": "x", "colour": "red"})], ColumnMapping())
        self._comparer = Comparer(None, cache=cache, gallery=gallery, rejects=rejects)
        self._engine = LocalEngine(encoder, batch_size=4)
        self._writer = Writer(
            self.index,
            generation=1,
            gallery=gallery,
            cache=cache,
            looks=looks,
            fields=columns.fields,
            rejects=rejects,
        )
        self.written = self._writer.written

    def write(self, *drafts: Draft) -> None:
        fetched = [
            Fetched(
                draft, read_picture(draft.picture, root=self._folder) if draft.picture else None
            )
            for draft in drafts
        ]
        bring_up(
            lambda _: self._comparer.compare(fetched),
            engine=self._engine,
            writer=self._writer,
            watcher=Silent(),
            pace=Pace(batch_size=4, threads=1),
        )


@pytest.fixture
def indexing(tmp_path: Path) -> Iterator[_Indexing]:
    gallery = Gallery(tmp_path / "pictures.sqlite")
    looks = LookBook(tmp_path)
    with Rejects(tmp_path / "rejected.jsonl") as rejects:
        found = _Indexing(tmp_path, gallery, looks, rejects)
        yield found
    found.index.abandon()
    looks.close()
    gallery.close()


def _plain(size: tuple[int, int], colour: str) -> StoredPicture:
    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    return StoredPicture(buffer.getvalue())


def _draft(number: int, title: str | None, picture: StoredPicture | None, *ids: str) -> Draft:
    row = Row(number, f"line {number}")
    return Draft(row, ids or (str(number),), title, None, None, None, {}, picture)


def test_one_picture_that_the_model_fails_on_costs_its_batch_nothing(
    indexing: _Indexing, picture: Callable[..., bytes]
) -> None:
    good = StoredPicture(picture(1))
    tiny, black = _plain((1, 1), "red"), _plain((9, 9), "black")
    indexing.write(_draft(1, "a", good), _draft(2, "b", tiny), _draft(3, None, black))
    written, rejects = indexing.written, indexing.rejects
    assert (written.products, written.with_picture, written.without_picture) == (2, 1, 1)
    assert rejects.repaired == {"unusable picture": 1}
    assert rejects.rejected == {"unusable picture": 1}


def test_a_model_that_fails_on_everything_stops_the_job(indexing: _Indexing) -> None:
    with pytest.raises(ValueError, match="channels"):
        indexing.write(_draft(1, "a", _plain((1, 1), "red")))


def test_the_first_usable_of_equal_ids_wins(
    indexing: _Indexing, picture: Callable[..., bytes]
) -> None:
    good = StoredPicture(picture(1))
    indexing.write(_draft(1, None, None, "x"), _draft(2, "b", good, "x"))
    indexing.write(_draft(3, "c", good, "x"))
    assert indexing.written.products == 1
    assert indexing.rejects.rejected == {"neither picture nor words": 1, "duplicate id": 1}


def test_ids_made_from_paths_give_way_instead(
    indexing: _Indexing, picture: Callable[..., bytes]
) -> None:
    good = StoredPicture(picture(1))
    for number, suffix in enumerate(("jpg", "png", "png"), 1):
        ids = ("dress", f"dress.{suffix}", f"dress.{suffix}:{number}")
        indexing.write(_draft(number, None, good, *ids))
    assert indexing.written.products == 3
    assert not indexing.rejects.rejected
