"""One catalogue, every format: the same products come out."""

import asyncio
import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.job import Options, run
from service.engine.encoder.hashed import HashEncoder
from service.engine.index.embedded import EmbeddedIndex
from service.engine.index.generations import Generations
from service.engine.index.manifest import Manifest
from service.engine.product import Product, point_id
from service.engine.schema import to_product

_STRUCT = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
Rows = list[dict[str, Any]]


def _drawn(picture: Callable[..., bytes]) -> Rows:
    colours, kinds = ("Navy Blue", "Red", None, "Off White"), ("Shirts", "Dresses", "Tshirts")
    return [
        {
            "id": 1_000 + n,
            "gender": ("Men", "Women")[n % 2],
            "articleType": kinds[n % 3],
            "baseColour": colours[n % 4],
            "year": None if n == 5 else 2010 + n % 4,
            "productDisplayName": None if n == 7 else f"Acme, {kinds[n % 3]} no. {n}",
            "image": None if n == 9 else picture(n),
        }
        for n in range(40)
    ]


def _parquet(rows: Rows, folder: Path) -> Path:
    images = [{"bytes": r["image"], "path": f"{r['id']}.jpg"} if r["image"] else None for r in rows]
    plain = [{key: value for key, value in row.items() if key != "image"} for row in rows]
    table = pa.Table.from_pylist(plain).append_column("image", pa.array(images, _STRUCT))
    pq.write_table(table, folder / "shop.parquet")
    return folder / "shop.parquet"


def _parquet_raw(rows: Rows, folder: Path) -> Path:
    for part in range(2):
        table = pa.Table.from_pylist(rows[part * 20 : None if part else 20])
        pq.write_table(table, folder / f"part-{part}.parquet")
    return folder


def _parquet_paths(rows: Rows, folder: Path) -> Path:
    pq.write_table(pa.Table.from_pylist(_with_files(rows, folder)), folder / "shop.parquet")
    return folder / "shop.parquet"


def _with_files(rows: Rows, folder: Path) -> Rows:
    (folder / "images").mkdir()
    written = []
    for row in rows:
        path = f"images/{row['id']}.jpg" if row["image"] else None
        if path:
            (folder / path).write_bytes(row["image"])
        written.append({**row, "image": path})
    return written


def _delimited(rows: Rows, path: Path, delimiter: str) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(_with_files(rows, path.parent))
    return path


def _csv(rows: Rows, folder: Path) -> Path:
    return _delimited(rows, folder / "shop.csv", ",")


def _tsv(rows: Rows, folder: Path) -> Path:
    return _delimited(rows, folder / "shop.tsv", "\t")


def _jsonl(rows: Rows, folder: Path) -> Path:
    path = folder / "shop.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for row in _with_files(rows, folder):
            own = {key: row[key] for key in ("id", "productDisplayName", "image")}
            others = {key: value for key, value in row.items() if key not in own}
            file.write(json.dumps({**own, "attributes": others}) + "\n")
    return path


def _kaggle(rows: Rows, folder: Path) -> Path:
    """Write `styles.csv` as it was published: commas in names stand without quotes."""
    columns = [key for key in rows[0] if key not in ("productDisplayName", "image")]
    columns.append("productDisplayName")
    with (folder / "styles.csv").open("w", encoding="utf-8") as file:
        file.write(",".join(columns) + "\n")
        for row in _with_files(rows, folder):
            cells = ("" if row[key] is None else str(row[key]) for key in columns)
            file.write(",".join(cells) + "\n")
    return folder


_FORMATS = {
    "parquet with pictures": _parquet,
    "parquet parts of raw bytes": _parquet_raw,
    "parquet with paths": _parquet_paths,
    "csv": _csv,
    "tsv": _tsv,
    "jsonl": _jsonl,
    "kaggle": _kaggle,
}


def _products(data: Path, ids: list[str]) -> dict[str, tuple[Product, list[float] | None]]:
    generations = Generations(data)
    folder = generations.folder(generations.live())
    schema = Manifest.read(folder).schema
    index = EmbeddedIndex.open(folder / "shard")

    async def _read() -> dict[str, tuple[Product, list[float] | None]]:
        found = await index.get([point_id(one) for one in ids])
        await index.close()
        products = [(to_product(one.payload, schema), one.dense) for one in found]
        return {p.id: (p, None if v is None else v.round(5).tolist()) for p, v in products}

    return asyncio.run(_read())


def _ingested(rows: Rows, name: str, folder: Path) -> dict[str, Any]:
    (folder / "shop").mkdir(parents=True)
    catalogue = _FORMATS[name](rows, folder / "shop")
    report = run(catalogue, data=folder / "data", encoder=HashEncoder(), options=Options())
    assert report.read == report.indexed == len(rows)
    assert report.without_picture == sum(row["image"] is None for row in rows)
    products = _products(folder / "data", [str(row["id"]) for row in rows])
    fields = (sorted(report.fields.items()), sorted(report.facets))
    return {"products": products, "fields": fields}


@pytest.mark.parametrize("name", [name for name in _FORMATS if name != "parquet with pictures"])
def test_every_format_gives_the_same_products(
    tmp_path: Path, picture: Callable[..., bytes], name: str
) -> None:
    rows = _drawn(picture)
    expected = _ingested(rows, "parquet with pictures", tmp_path / "expected")
    assert len(expected["products"]) == len(rows)
    assert _ingested(rows, name, tmp_path / "found") == expected


@pytest.mark.parametrize("name", ["csv", "jsonl", "kaggle"])
def test_real_products_are_the_same_in_every_format(
    tmp_path: Path, shared_data: Path, name: str
) -> None:
    part = shared_data / "fashion-products-small" / "part-00.parquet"
    rows: Rows = pq.read_table(part).slice(0, 300).to_pylist()
    for row in rows:
        row["image"] = row["image"] and row["image"]["bytes"]
    expected = _ingested(rows, "parquet with pictures", tmp_path / "expected")
    assert _ingested(rows, name, tmp_path / "found") == expected


def test_a_folder_of_the_same_pictures_gives_the_same_vectors(
    tmp_path: Path, picture: Callable[..., bytes]
) -> None:
    rows = [row for row in _drawn(picture) if row["image"]]
    expected = _ingested(rows, "parquet with pictures", tmp_path / "expected")["products"]
    _with_files(rows, tmp_path)
    run(tmp_path / "images", data=tmp_path / "data", encoder=HashEncoder())
    found = _products(tmp_path / "data", [str(row["id"]) for row in rows])
    assert {key: (p.picture, v) for key, (p, v) in found.items()} == {
        key: (p.picture, v) for key, (p, v) in expected.items()
    }
