"""Copies between homes: all of it arrives, or nothing goes live."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.moving.copying import copy_generation
from ingest.moving.places import copy_pictures, place_of
from service.engine.errors import GenerationError, NoGenerationError
from service.engine.gallery import Gallery
from service.engine.index.folder_home import FolderHome
from service.engine.index.generations import gallery_path
from service.engine.index.home import Home
from service.engine.index.server import ServerHome
from service.settings import Settings
from tests.contracts.catalogue import COUNT, manifest, record
from tests.contracts.conftest import fill, make_home


def content(home: Home, name: str) -> dict[str, tuple[Any, ...]]:
    writer = home.change(name)
    found = {
        one.point_id: (
            one.payload,
            None if one.dense is None else one.dense.tolist(),
            dict(zip(one.terms.indices, one.terms.values, strict=True)),
        )
        for one in writer.stored(vectors=True)
    }
    writer.abandon()
    return found


@pytest.fixture(params=[("embedded", "wire"), ("wire", "embedded"), ("embedded", "embedded")])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Home, Home]]:
    kinds = request.param
    made = [make_home(kind, tmp_path / str(number)) for number, kind in enumerate(kinds)]
    yield made[0], made[1]
    for home in made:
        home.close()


def test_everything_arrives(pair: tuple[Home, Home]) -> None:
    source, target = pair
    name = fill(source)
    (source.folder(name) / "looks.sqlite").write_bytes(b"book")
    source.keep(name, {"rejected.json": '{"count": 0, "examples": []}'})
    copied = copy_generation(source, target, sample=50)
    assert (copied.products, copied.compared) == (COUNT, 50)
    assert target.live() == copied.target
    assert target.manifest(copied.target) == manifest(copied.target)
    assert target.document(copied.target, "words.json") == '{"dress": 100}'
    assert target.document(copied.target, "rejected.json") == '{"count": 0, "examples": []}'
    assert (target.folder(copied.target) / "looks.sqlite").read_bytes() == b"book"
    there, arrived = content(source, name), content(target, copied.target)
    assert there.keys() == arrived.keys()
    for point_id, (payload, dense, terms) in there.items():
        assert arrived[point_id][0] == payload
        assert arrived[point_id][1] == pytest.approx(dense, abs=1e-5)
        assert arrived[point_id][2] == pytest.approx(terms, abs=1e-6)


def test_a_copy_that_differs_is_removed_and_what_was_live_stays(tmp_path: Path) -> None:
    class Losing(FolderHome):
        """Loses a price on the way."""

        def create(self, name: str, *, dimension: int):  # noqa: ANN202
            writer = super().create(name, dimension=dimension)
            write = writer.write

            def losing(batch: list) -> None:
                write([record(3, changed={"price": 1.0}) if r == batch[3] else r for r in batch])

            writer.write = losing  # type: ignore[method-assign]
            return writer

    source, target = FolderHome(tmp_path / "a"), Losing(tmp_path / "b")
    fill(source)
    before = fill(FolderHome(tmp_path / "b"))
    with pytest.raises(GenerationError, match="the copy is not the same"):
        copy_generation(source, target)
    assert target.live() == before
    assert target.names() == [before]


def test_what_is_open_in_a_service_is_not_copied(tmp_path: Path) -> None:
    source = FolderHome(tmp_path / "a")
    writer = source.change(fill(source))
    with pytest.raises(GenerationError, match="held open by another process"):
        copy_generation(source, FolderHome(tmp_path / "b"))
    writer.abandon()


def test_nothing_live_is_nothing_to_copy(tmp_path: Path) -> None:
    with pytest.raises(NoGenerationError):
        copy_generation(FolderHome(tmp_path / "a"), FolderHome(tmp_path / "b"))


def test_pictures_are_added_to_those_that_are_there(tmp_path: Path) -> None:
    for folder, key in (("a", "one"), ("b", "two")):
        gallery = Gallery(gallery_path(tmp_path / folder))
        gallery.add([(key, "image/png", key.encode())])
        gallery.close()
    assert copy_pictures(tmp_path / "a", tmp_path / "b")
    assert copy_pictures(tmp_path / "a", tmp_path / "c")
    assert not copy_pictures(tmp_path / "a", tmp_path / "a")
    assert not copy_pictures(tmp_path / "empty", tmp_path / "c")
    for folder, keys in (("b", {"one", "two"}), ("c", {"one"})):
        gallery = Gallery(gallery_path(tmp_path / folder))
        assert {key for key in ("one", "two") if gallery.get(key)} == keys
        gallery.close()


def test_an_address_is_a_server_and_anything_else_a_folder(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, qdrant_shards=3)
    assert isinstance(place_of("https://qdrant.shop:6333", settings).home, ServerHome)
    assert place_of("https://qdrant.shop:6333", settings).home.options.shards == 3  # type: ignore[attr-defined]
    assert isinstance(place_of(str(tmp_path / "http"), settings).home, FolderHome)
