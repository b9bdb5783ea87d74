"""A catalogue that has not changed is recognised, whatever its format; any change is noticed."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PIL import Image

from ingest.job import run
from ingest.report import Report
from service.engine.encoder import Vectors
from service.engine.encoder.hashed import HashEncoder

Ingest = Callable[..., Report]


class _Unused(HashEncoder):
    """Knows its fingerprint, but must never be asked for a vector."""

    def embed_images(self, images: Sequence[Image.Image]) -> Vectors:
        raise AssertionError("nothing has changed, and yet pictures are embedded")


@pytest.fixture
def shop(tmp_path: Path, picture: Callable[..., bytes]) -> Path:
    (tmp_path / "images").mkdir()
    for n in range(3):
        (tmp_path / "images" / f"{n}.jpg").write_bytes(picture(n))
    path = tmp_path / "shop.csv"
    path.write_text("id,title,image\n" + "".join(f"{n},t {n},images/{n}.jpg\n" for n in range(3)))
    return path


def test_nothing_is_embedded_when_nothing_has_changed(
    shop: Path, data: Path, ingest: Ingest
) -> None:
    ingest(shop)
    report = run(shop, data=data, encoder=_Unused())
    assert (report.outcome, report.generation, report.indexed) == ("unchanged", "gen-000001", 3)


def test_the_names_of_rejected_rows_outlive_an_unchanged_run(
    shop: Path, data: Path, ingest: Ingest
) -> None:
    with shop.open("a") as file:
        file.write("0,again,images/0.jpg\n")
    ingest(shop)
    ingest(shop)
    assert "duplicate id" in (data / "rejected.jsonl").read_text()


def test_a_rebuild_can_be_asked_for(shop: Path, ingest: Ingest) -> None:
    ingest(shop)
    assert ingest(shop, rebuild=True).generation == "gen-000002"


def test_a_changed_row_a_changed_picture_and_a_missing_one_are_noticed(
    shop: Path, picture: Callable[..., bytes], ingest: Ingest
) -> None:
    ingest(shop)
    shop.write_text(shop.read_text().replace("t 1", "new title"))
    assert ingest(shop).outcome == "ingested"
    changed = shop.parent / "images" / "1.jpg"
    before = changed.stat()
    changed.write_bytes(picture(9))
    os.utime(changed, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert ingest(shop).outcome == "ingested"
    changed.unlink()
    assert ingest(shop).without_picture == 1
    assert ingest(shop).outcome == "unchanged"


def test_another_mapping_limit_or_model_is_a_change(
    shop: Path, tmp_path: Path, data: Path, ingest: Ingest
) -> None:
    ingest(shop)
    mapping = tmp_path / "mapping.toml"
    mapping.write_text('[roles]\ntitle = ""\ndescription = "title"\n')
    assert ingest(shop, mapping=mapping).outcome == "ingested"
    assert ingest(shop, limit=2, allow_deletes=True).outcome == "ingested"
    assert run(shop, data=data, encoder=HashEncoder(32)).outcome == "ingested"


def test_a_picture_added_to_a_folder_is_noticed(
    tmp_path: Path, picture: Callable[..., bytes], ingest: Ingest
) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "a.jpg").write_bytes(picture(1))
    ingest(folder)
    assert ingest(folder).outcome == "unchanged"
    (folder / "b.jpg").write_bytes(picture(2))
    assert ingest(folder).indexed == 2
