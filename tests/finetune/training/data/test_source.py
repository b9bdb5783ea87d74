"""The source: a catalogue on disk, as ingest reads it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from finetune.training.data.source import CatalogueSource
from service.engine.errors import CatalogueError


def test_products_have_pictures_words_and_attributes(catalogue: Path) -> None:
    source = CatalogueSource(catalogue)
    first, *rest = source.products()
    assert (first.id, first.title) == ("1000", "Men Red Tshirts")
    assert first.attributes["articleType"] == "Tshirts"
    assert first.picture == (catalogue.parent / "images" / "0.png").read_bytes()
    assert len(rest) == 215


def test_a_missing_picture_is_said_and_nothing_outside_is_read(
    new_catalogue: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    for path, said in (("images/none.png", "there is no file"), ("../secret.png", "leads out")):
        shop = new_catalogue(3, image=path)
        found = [(product.picture, product.problem) for product in CatalogueSource(shop).products()]
        assert all(picture is None and said in (problem or "") for picture, problem in found)
        for file in sorted(shop.parent.rglob("*"), reverse=True):
            file.rmdir() if file.is_dir() else file.unlink()
        shop.parent.rmdir()


def test_nothing_at_the_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="there is nothing at"):
        CatalogueSource(tmp_path / "none.csv")
