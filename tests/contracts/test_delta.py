"""Bringing a copy up to date, in every home alike: get, fork, hand over, and the job on top."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL.Image import Image

from ingest.job import Options, run
from ingest.report import Report
from service.engine.encoder import Vectors
from service.engine.encoder.hashed import HashEncoder
from service.engine.index.home import Home, Writer
from service.engine.index.protocol import Record
from tests.contracts.catalogue import COUNT, DIMENSION, SCHEMA, manifest, record, records, unit
from tests.contracts.conftest import Wait, fill
from tests.ingest.conftest import draw


def _by_id(writer: Writer) -> dict[str, Record]:
    return {one.payload["id"]: one for one in writer.stored(vectors=True)}


def test_points_are_got_by_id_and_unknown_ones_are_left_out(home: Home) -> None:
    writer = home.create(home.begin(), dimension=DIMENSION)
    writer.write(records())
    writer.flush()
    asked = [record(n).point_id for n in (3, 7, 8, COUNT + 1)]
    found = {one.payload["id"]: one for one in writer.get(asked, vectors=True)}
    assert found.keys() == {"sku/3", "sku/7", "sku/8"}
    assert found["sku/3"].dense == pytest.approx(unit(3), abs=1e-6)
    assert found["sku/7"].dense is None
    assert not found["sku/8"].terms
    (bare,) = writer.get(asked[:1], ["id"])
    assert (bare.payload, bare.dense) == ({"id": "sku/3"}, None)
    assert writer.get([]) == []
    writer.abandon()


def test_a_copy_has_every_point_and_the_source_never_sees_its_changes(
    home: Home, wait: Wait
) -> None:
    source = fill(home)
    name = home.begin()
    writer = home.fork(source, name, dimension=DIMENSION)
    copied = _by_id(writer)
    assert len(copied) == COUNT
    for written in records():
        back = copied[written.payload["id"]]
        assert back.payload == written.payload
        assert (back.dense is None) == (written.dense is None)
        if written.dense is not None:
            assert back.dense == pytest.approx(written.dense, abs=1e-6)
        assert bool(back.terms) == bool(written.terms)
    cheaper = record(1, changed={"price": 1.0})
    writer.rewrite([cheaper])
    writer.write([record(COUNT)])
    writer.delete([record(2).point_id])
    writer.finish(SCHEMA)
    home.describe(name, manifest(name))
    assert home.live() == source
    before = home.open(source)
    assert wait(before.count(None)) == COUNT
    (kept,) = wait(before.get([cheaper.point_id]))
    assert kept.payload["price"] == record(1).payload["price"]
    wait(before.close())
    home.hand_over(source, name)
    assert home.live() == name
    after = home.open(name)
    (changed,) = wait(after.get([cheaper.point_id]))
    assert changed.payload["price"] == 1.0
    assert changed.dense == pytest.approx(unit(1), abs=1e-6)
    assert wait(after.get([record(2).point_id])) == []
    assert len(wait(after.get([record(COUNT).point_id]))) == 1
    wait(after.close())


def test_a_copy_that_is_given_up_leaves_the_live_one_alone(home: Home) -> None:
    source = fill(home)
    name = home.begin()
    writer = home.fork(source, name, dimension=DIMENSION)
    writer.delete([record(n).point_id for n in range(10)])
    writer.abandon()
    assert home.abandoned(name)
    home.remove(name)
    home.drop_fork(source)
    assert (home.live(), home.names()) == (source, [source])
    again = home.change(source)
    assert again.count() == COUNT
    again.abandon()


class _Counting(HashEncoder):
    """Counts the pictures that it is given, and gives out after some of them."""

    def __init__(self, until: int = 1_000) -> None:
        super().__init__()
        self.pictures = 0
        self._until = until

    def embed_images(self, images: Sequence[Image]) -> Vectors:
        if self.pictures + len(images) > self._until:
            raise KeyboardInterrupt
        self.pictures += len(images)
        return super().embed_images(images)


class _Shop:
    """A CSV that is ingested into a home again and again."""

    def __init__(self, folder: Path, home: Home) -> None:
        self.titles = {str(n): f"dress {n}" for n in range(12)}
        self.pictures = {str(n): n for n in range(12)}
        self._folder = folder
        self._home = home

    def ingest(self, encoder: HashEncoder, **options: object) -> Report:
        lines = ["id,title,image"]
        for product, title in self.titles.items():
            (self._folder / f"{product}.png").write_bytes(
                draw(self.pictures[product], format="PNG")
            )
            lines.append(f"{product},{title},{product}.png")
        catalogue = self._folder / "shop.csv"
        catalogue.write_text("\n".join(lines) + "\n")
        return run(
            catalogue,
            data=self._folder / "data",
            encoder=encoder,
            home=self._home,
            options=Options(batch_size=2, **options),  # type: ignore[arg-type]
        )

    def check(self) -> None:
        """The live generation says what the catalogue says."""
        writer = self._home.change(self._home.live())
        stored = _by_id(writer)
        writer.abandon()
        assert {one: found.payload["title"] for one, found in stored.items()} == self.titles
        assert all(found.dense is not None for found in stored.values())
        assert self._home.manifest(self._home.live()).products == len(self.titles)


@pytest.fixture
def shop(tmp_path: Path, home: Home) -> _Shop:
    folder = tmp_path / "shop"
    folder.mkdir()
    shop = _Shop(folder, home)
    shop.ingest(_Counting())
    shop.check()
    return shop


def test_a_second_run_does_only_what_has_changed(shop: _Shop) -> None:
    unchanged = _Counting()
    assert shop.ingest(unchanged).outcome == "unchanged"
    assert unchanged.pictures == 0
    shop.titles["1"] = "silk dress"
    shop.pictures["2"] = 77
    del shop.titles["3"]
    shop.titles["new"], shop.pictures["new"] = "hat", 78
    encoder = _Counting()
    report = shop.ingest(encoder)
    changes = {"unchanged": 9, "reworded": 1, "repictured": 1, "added": 1, "deleted": 1}
    assert report.changes == changes
    assert report.embedded == 2
    shop.check()


def test_an_interrupted_run_is_gone_on_with(shop: _Shop) -> None:
    for product in shop.titles:
        shop.pictures[product] += 100
    with pytest.raises(KeyboardInterrupt):
        shop.ingest(_Counting(until=6), embeddings_max_bytes=0)
    report = shop.ingest(_Counting(), embeddings_max_bytes=0)
    assert 0 < report.resumed <= 6
    assert report.embedded == 12 - report.resumed
    shop.check()


def test_a_rebuild_asks_the_cache_for_what_it_knows(shop: _Shop) -> None:
    report = shop.ingest(_Counting(), rebuild=True)
    assert report.changes == {"added": 12}
    assert (report.embedded, report.recalled) == (0, 12)
    shop.check()


def test_many_products_gone_at_once_are_refused_and_nothing_changes(
    shop: _Shop, home: Home
) -> None:
    live = home.live()
    gone = {one: shop.titles.pop(one) for one in list(shop.titles)[:6]}
    with pytest.raises(Exception, match="--allow-deletes"):
        shop.ingest(_Counting())
    assert home.live() == live
    shop.titles |= gone
    shop.check()
