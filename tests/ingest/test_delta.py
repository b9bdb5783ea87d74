"""Ingesting again: only what has changed is done, and the index says what the catalogue says."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PIL import Image

from ingest.job import Options, run
from ingest.keeping.deletions import TooManyDeletedError
from ingest.report import Report
from service.engine.encoder import Vectors
from service.engine.encoder.hashed import HashEncoder
from service.engine.errors import CatalogueError, IndexUnavailableError
from service.engine.index.embedded import EmbeddedIndex
from service.engine.index.folder_home import FolderHome
from service.engine.index.protocol import Record
from service.engine.lexicon import Lexicon
from service.engine.product import Product, point_id
from service.engine.schema import to_payload

Ingest = Callable[..., Report]
Draw = Callable[..., bytes]


class _Shop:
    """A CSV with pictures beside it, edited as a shop does."""

    def __init__(self, folder: Path, draw: Draw) -> None:
        self.path = folder / "shop.csv"
        self._images = folder / "images"
        self._images.mkdir()
        self._draw = draw
        self.rows = {str(n): [f"dress {n}", "10"] for n in range(10)}
        for n in range(10):
            self.picture(str(n), n)
        self.write()

    def picture(self, product: str, seed: int) -> None:
        (self._images / f"{product}.jpg").write_bytes(self._draw(seed))

    def write(self, *only: str) -> None:
        kept = only or tuple(self.rows)
        lines = [f"{one},{','.join(self.rows[one])},images/{one}.jpg" for one in kept]
        self.path.write_text("id,title,price,image\n" + "\n".join(lines) + "\n")


class _Counting(HashEncoder):
    """Counts the pictures that it is given; calls back before each batch."""

    def __init__(self, before: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.pictures = 0
        self._before = before

    def embed_images(self, images: Sequence[Image.Image]) -> Vectors:
        self._before()
        self.pictures += len(images)
        return super().embed_images(images)


@pytest.fixture
def shop(tmp_path: Path, picture: Draw, ingest: Ingest) -> _Shop:
    shop = _Shop(tmp_path, picture)
    ingest(shop.path)
    return shop


def _stored(data: Path) -> dict[str, dict[str, object]]:
    """Return what the live generation has: id -> payload."""
    home = FolderHome(data)
    writer = home.change(home.live())
    try:
        return {record.payload["id"]: record.payload for record in writer.stored()}
    finally:
        writer.abandon()


def _open(data: Path) -> EmbeddedIndex:
    home = FolderHome(data)
    return home.open(home.live())


def _record(product: Product) -> Record:
    terms = Lexicon().weigh_document(product.search_text)
    return Record(product.point_id, to_payload(product), None, terms)


def test_a_changed_price_or_title_needs_no_picture_work(shop: _Shop, data: Path) -> None:
    shop.rows["3"] = ["silk dress", "10"]
    shop.rows["4"][1] = "12.5"
    shop.write()
    encoder = _Counting()
    before = _stored(data)["3"]
    report = run(shop.path, data=data, encoder=encoder)
    assert report.changes == {"unchanged": 8, "reworded": 2}
    assert encoder.pictures == 0
    stored = _stored(data)
    assert (stored["3"]["title"], stored["4"]["price"]) == ("silk dress", 12.5)
    assert stored["3"]["picture"] == before["picture"]
    index = _open(data)
    (found,) = asyncio.run(index.get([point_id("3")]))
    asyncio.run(index.close())
    assert found.dense is not None


def test_a_changed_picture_is_embedded_anew_and_no_other(
    shop: _Shop, data: Path, picture: Draw
) -> None:
    before = _stored(data)
    shop.picture("5", 99)
    encoder = _Counting()
    report = run(shop.path, data=data, encoder=encoder)
    assert (report.changes["repictured"], report.embedded) == (1, 1)
    # The check of the generation embeds every canary again.
    assert encoder.pictures == 1 + 10
    after = _stored(data)
    assert {one for one in after if after[one]["picture"] != before[one]["picture"]} == {"5"}


def test_a_rebuild_and_a_second_catalogue_take_known_pictures_from_the_cache(
    shop: _Shop, data: Path, tmp_path: Path, ingest: Ingest
) -> None:
    report = ingest(shop.path, rebuild=True)
    assert (report.recalled, report.embedded, report.with_picture) == (10, 0, 10)
    cache = data / "embeddings.sqlite"
    elsewhere = run(
        shop.path, data=tmp_path / "other", encoder=HashEncoder(), options=Options(embeddings=cache)
    )
    # This data folder has no pictures to show yet, so they are decoded, but not embedded.
    assert (elsewhere.recalled, elsewhere.embedded, elsewhere.with_picture) == (10, 0, 10)
    again = run(
        shop.path,
        data=tmp_path / "other",
        encoder=HashEncoder(),
        options=Options(embeddings=cache, rebuild=True),
    )
    assert (again.recalled, again.embedded) == (10, 0)


def test_a_broken_cache_stops_nothing_and_is_said(shop: _Shop, data: Path, ingest: Ingest) -> None:
    (data / "embeddings.sqlite").write_bytes(b"no database" * 1_000)
    for suffix in ("-wal", "-shm"):
        (data / f"embeddings.sqlite{suffix}").unlink(missing_ok=True)
    report = ingest(shop.path, rebuild=True)
    assert report.with_picture == 10
    assert any("cache of embeddings was not used" in note for note in report.notes)


def test_products_that_left_the_catalogue_leave_the_index(
    shop: _Shop, data: Path, ingest: Ingest
) -> None:
    del shop.rows["0"], shop.rows["1"]
    shop.write()
    assert ingest(shop.path).changes == {"unchanged": 8, "deleted": 2}
    assert set(_stored(data)) == set(shop.rows)


def test_more_than_a_fifth_leaves_only_when_that_is_allowed(
    shop: _Shop, data: Path, ingest: Ingest
) -> None:
    for product in "012":
        del shop.rows[product]
    shop.write()
    for options in ({}, {"rebuild": True}):
        with pytest.raises(TooManyDeletedError, match=r"3 of 10 products \(30\.0%\)") as error:
            ingest(shop.path, **options)
        assert "--allow-deletes" in str(error.value)
        assert len(_stored(data)) == 10
    assert ingest(shop.path, allow_deletes=True).changes["deleted"] == 3
    assert len(_stored(data)) == 7


def test_a_partial_feed_changes_what_it_names_and_nothing_else(
    shop: _Shop, data: Path, ingest: Ingest
) -> None:
    shop.rows["2"][0] = "velvet dress"
    shop.rows["new"] = ["hat", "5"]
    shop.picture("new", 40)
    shop.write("2", "new")
    report = ingest(shop.path, partial=True)
    assert report.changes == {"reworded": 1, "added": 1}
    assert report.indexed == 11
    assert set(_stored(data)) == set(shop.rows)
    home = FolderHome(data)
    assert '"velvet"' in (home.document(home.live(), "words.json") or "")
    # The whole catalogue says the same by now.
    shop.write()
    assert ingest(shop.path).outcome == "unchanged"
    assert ingest(shop.path).outcome == "unchanged"


def test_a_dry_run_says_what_would_change_and_changes_nothing(
    shop: _Shop, data: Path, ingest: Ingest
) -> None:
    before = _stored(data)
    shop.rows["1"][1] = "99"
    shop.rows["hat"] = ["red hat", "5"]
    shop.picture("2", 77)
    shop.picture("hat", 50)
    del shop.rows["0"]
    shop.write()
    report = ingest(shop.path, dry_run=True)
    assert report.fields == {"price": "number"}
    assert report.uncounted == {"price": "numbers with fractions"}
    assert report.changes == {
        "unchanged": 7,
        "reworded": 1,
        "repictured": 1,
        "added": 1,
        "deleted": 1,
    }
    said = {(one.change, one.product, one.detail) for one in report.examples}
    assert said == {
        ("reworded", "1", "price: 10.0 -> 99.0"),
        ("repictured", "2", "another picture"),
        ("added", "hat", "red hat"),
        ("deleted", "0", "dress 0"),
    }
    assert _stored(data) == before
    assert FolderHome(data).names() == ["gen-000001"]


def test_what_was_put_and_deleted_through_the_api_is_seen_by_the_next_run(
    shop: _Shop, data: Path, ingest: Ingest
) -> None:
    index = _open(data)
    agreed = Product(id="3", title="dress 3", price=11.0)
    asyncio.run(index.upsert([_record(agreed), _record(Product(id="stray", title="hat"))]))
    asyncio.run(index.delete([point_id("4")]))
    # The service still has the live generation open.
    report = ingest(shop.path)
    asyncio.run(index.close())
    assert report.outcome == "ingested"
    assert report.changes == {"unchanged": 8, "repictured": 1, "added": 1, "deleted": 1}
    assert set(_stored(data)) == set(shop.rows)
    assert _stored(data)["3"]["price"] == 10.0


def test_what_is_changed_through_the_api_during_a_run_is_not_lost(shop: _Shop, data: Path) -> None:
    index = _open(data)

    def meanwhile() -> None:
        asyncio.run(index.upsert([_record(Product(id="live", title="hat"))]))
        asyncio.run(index.delete([point_id("9")]))

    shop.picture("5", 99)
    report = run(shop.path, data=data, encoder=_Counting(meanwhile))
    assert report.generation == "gen-000002"
    assert set(_stored(data)) == {*shop.rows, "live"} - {"9"}
    # The one that was open is not the live one any more.
    with pytest.raises(IndexUnavailableError, match="gone live"):
        asyncio.run(index.delete([point_id("1")]))
    asyncio.run(index.close())
    # The catalogue has the last word.
    assert run(shop.path, data=data, encoder=HashEncoder()).changes["deleted"] == 1
    assert set(_stored(data)) == set(shop.rows)


def test_a_catalogue_that_changes_while_it_is_read_is_refused(shop: _Shop, data: Path) -> None:
    shop.picture("5", 99)

    def meanwhile() -> None:
        shop.rows["5"][0] = "other"
        shop.write()

    with pytest.raises(CatalogueError, match="was changed while it was read"):
        run(shop.path, data=data, encoder=_Counting(meanwhile))
    assert FolderHome(data).live() == "gen-000001"
    assert run(shop.path, data=data, encoder=HashEncoder()).outcome == "ingested"


def test_another_model_is_built_aside_from_nothing(shop: _Shop, data: Path) -> None:
    report = run(shop.path, data=data, encoder=HashEncoder(32))
    assert (report.changes, report.generation) == ({"added": 10}, "gen-000002")
    with pytest.raises(CatalogueError, match="without --partial"):
        run(shop.path, data=data, encoder=HashEncoder(48), options=Options(partial=True))


@pytest.fixture
def stopped(shop: _Shop, data: Path) -> Iterator[_Shop]:
    """Stop a run half way: two batches of four of its twenty new pictures are embedded."""
    for n in range(10, 30):
        shop.rows[str(n)] = [f"dress {n}", "10"]
        shop.picture(str(n), n)
    shop.write()
    batches = 0

    def stop() -> None:
        nonlocal batches
        batches += 1
        if batches > 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(shop.path, data=data, encoder=_Counting(stop), options=Options(batch_size=4))
    return shop


def test_an_interrupted_run_is_gone_on_with(stopped: _Shop, data: Path) -> None:
    encoder = _Counting()
    report = run(stopped.path, data=data, encoder=encoder, options=Options(batch_size=4))
    assert 4 <= report.resumed <= 8
    assert report.embedded + report.recalled + report.resumed == 20
    assert set(_stored(data)) == set(stopped.rows)


def test_an_interrupted_run_can_be_gone_on_with_by_a_changed_catalogue(
    stopped: _Shop, data: Path, ingest: Ingest
) -> None:
    stopped.rows["12"][0] = "silk dress"
    del stopped.rows["11"]
    stopped.write()
    ingest(stopped.path)
    assert set(_stored(data)) == set(stopped.rows)
    assert _stored(data)["12"]["title"] == "silk dress"
