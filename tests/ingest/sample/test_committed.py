"""The catalogue that is committed with the renderer."""

import csv
import io
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import ingest.sample
from ingest.sample.compose import compose
from ingest.sample.product import COLUMNS
from ingest.sample.wanted import WANTED, Wanted
from ingest.sample.writer import encoded

FOLDER = Path(ingest.sample.__file__).parent / "catalogue"
COUNT, SEED = 720, 7


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (FOLDER / "products.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_it_is_large_mixed_and_light(rows: list[dict[str, str]]) -> None:
    assert len(rows) >= 600
    assert len({row["articleType"] for row in rows}) >= 32
    assert sum(p.stat().st_size for p in FOLDER.rglob("*") if p.is_file()) <= 9_000_000


def test_the_table_and_the_pictures_agree(rows: list[dict[str, str]]) -> None:
    assert tuple(rows[0]) == COLUMNS
    assert {row["image"] for row in rows} == {
        f"images/{p.name}" for p in (FOLDER / "images").iterdir()
    }
    for row in rows:
        with Image.open(FOLDER / row["image"]) as picture:
            assert picture.format == "JPEG"
            assert picture.width >= 240
            assert picture.height >= 320


def test_the_table_is_what_the_composer_writes(rows: list[dict[str, str]]) -> None:
    composed = [dict(zip(COLUMNS, p.row(), strict=True)) for p in compose(COUNT, SEED)]
    assert rows == composed


def test_the_pictures_are_what_the_renderer_draws(rows: list[dict[str, str]]) -> None:
    """Within what other processors and JPEG libraries may round differently."""
    for product in compose(COUNT, SEED)[::90]:
        with Image.open(FOLDER / product.image) as committed:
            kept = np.asarray(committed.convert("RGB"), dtype=np.float32)
        fresh = np.asarray(Image.open(io.BytesIO(encoded(product))), dtype=np.float32)
        assert np.abs(kept - fresh).mean() < 2.0, product.id


def test_all_genders_and_usages_of_a_shop_are_there(rows: list[dict[str, str]]) -> None:
    genders = Counter(row["gender"] for row in rows)
    assert genders["Women"] > genders["Men"] > genders["Unisex"] > 0
    assert genders["Boys"] + genders["Girls"] >= 15
    usages = {row["usage"] for row in rows}
    assert {"Casual", "Formal", "Ethnic", "Sports", "Party", ""} <= usages


@pytest.mark.parametrize("want", WANTED, ids=lambda w: f"{w.query}: {w.article_type}")
def test_a_plain_query_is_answered_by_the_facets(want: Wanted, rows: list[dict[str, str]]) -> None:
    """All but one of the wanted products, since a facet may be missing."""
    asked = {
        "articleType": want.article_type,
        "baseColour": want.colour,
        "gender": want.gender,
        "pattern": want.pattern,
        "material": want.material,
    }
    found = [r for r in rows if all(not v or r[k] == v for k, v in asked.items())]
    assert len(found) >= max(2, want.count - 2)


def test_prices_are_plausible_rupees(rows: list[dict[str, str]]) -> None:
    prices = [int(row["price"]) for row in rows if row["price"]]
    assert min(prices) >= 49
    assert max(prices) <= 15_000
