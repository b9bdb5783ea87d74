"""What becomes of products, batch by batch."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ingest.columns.drafts import Columns, Draft
from ingest.columns.mapping import ColumnMapping
from ingest.indexing.ahead import load_ahead
from ingest.indexing.rejects import Rejects
from ingest.indexing.writing import Writer
from ingest.looks import LookBook
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


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    gallery = Gallery(tmp_path / "pictures.sqlite")
    looks = LookBook(tmp_path)
    builder = EmbeddedBuilder(tmp_path / "shard", dimension=64)
    columns = Columns([Row(1, "", {"title": "x", "colour": "red"})], ColumnMapping())
    with Rejects(tmp_path / "rejected.jsonl") as rejects:
        yield Writer(
            encoder=_Fastidious(),
            builder=builder,
            gallery=gallery,
            looks=looks,
            fields=columns.fields,
            rejects=rejects,
        )
    builder.abandon()
    looks.close()
    gallery.close()


def _plain(size: tuple[int, int], colour: str) -> StoredPicture:
    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    return StoredPicture(buffer.getvalue())


def _write(writer: Writer, folder: Path, *drafts: Draft) -> None:
    writer.write(list(load_ahead(drafts, root=folder, threads=1, ahead=4)))


def _draft(number: int, title: str | None, picture: StoredPicture | None, *ids: str) -> Draft:
    row = Row(number, f"line {number}")
    return Draft(row, ids or (str(number),), title, None, None, None, {}, picture)


def test_one_picture_that_the_model_fails_on_costs_its_batch_nothing(
    writer: Writer, tmp_path: Path, picture: Callable[..., bytes]
) -> None:
    good = StoredPicture(picture(1))
    tiny, black = _plain((1, 1), "red"), _plain((9, 9), "black")
    _write(writer, tmp_path, _draft(1, "a", good), _draft(2, "b", tiny), _draft(3, None, black))
    written, rejects = writer.written, writer._rejects
    assert (written.products, written.with_picture, written.without_picture) == (2, 1, 1)
    assert rejects.repaired == {"unusable picture": 1}
    assert rejects.rejected == {"unusable picture": 1}


def test_a_model_that_fails_on_everything_stops_the_job(writer: Writer, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="channels"):
        _write(writer, tmp_path, _draft(1, "a", _plain((1, 1), "red")))


def test_the_first_usable_of_equal_ids_wins(
    writer: Writer, tmp_path: Path, picture: Callable[..., bytes]
) -> None:
    good = StoredPicture(picture(1))
    _write(writer, tmp_path, _draft(1, None, None, "x"), _draft(2, "b", good, "x"))
    _write(writer, tmp_path, _draft(3, "c", good, "x"))
    assert writer.written.products == 1
    assert writer._rejects.rejected == {"neither picture nor words": 1, "duplicate id": 1}


def test_ids_made_from_paths_give_way_instead(
    writer: Writer, tmp_path: Path, picture: Callable[..., bytes]
) -> None:
    good = StoredPicture(picture(1))
    for number, suffix in enumerate(("jpg", "png", "png"), 1):
        ids = ("dress", f"dress.{suffix}", f"dress.{suffix}:{number}")
        _write(writer, tmp_path, _draft(number, None, good, *ids))
    assert writer.written.products == 3
    assert not writer._rejects.rejected
