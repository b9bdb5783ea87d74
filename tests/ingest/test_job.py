"""The job from end to end, on small catalogues, with the hash encoder."""

import asyncio
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image

from ingest.job import Options, run
from ingest.report import Report
from service.engine.encoder import Vectors
from service.engine.encoder.hashed import HashEncoder
from service.engine.errors import CatalogueError
from service.engine.filters import parse_filters
from service.engine.index.generations import Generations
from service.engine.opening import open_engine
from service.engine.picture import decode_picture
from service.engine.product import Product
from service.engine.query import Query

Ingest = Callable[..., Report]
Draw = Callable[..., bytes]


def _shop(folder: Path, picture: Draw, *, count: int = 10) -> Path:
    """Write a CSV of products with pictures."""
    (folder / "images").mkdir(parents=True, exist_ok=True)
    lines = ["sku,name,brand,price,colour,year,image"]
    for n in range(count):
        (folder / "images" / f"{n}.jpg").write_bytes(picture(n))
        colour = ("red", "blue")[n % 2]
        lines.append(
            f'{n},{colour} dress {n},Acme,"1,{n:03}.50",{colour},{2010 + n % 3},images/{n}.jpg'
        )
    path = folder / "shop.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def _rejects(data: Path) -> list[dict[str, object]]:
    lines = (data / "rejected.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_an_ingested_catalogue_answers_queries(
    tmp_path: Path, data: Path, picture: Draw, ingest: Ingest
) -> None:
    report = ingest(_shop(tmp_path, picture))
    assert (report.read, report.indexed, report.with_picture) == (10, 10, 10)
    assert report.roles == {
        "id": "sku",
        "title": "name",
        "brand": "brand",
        "price": "price",
        "image": "image",
    }
    assert report.fields == {
        "brand": "keyword",
        "price": "number",
        "colour": "keyword",
        "year": "integer",
    }
    assert report.facets == ("brand", "colour", "year")

    async def _ask() -> None:
        engine = open_engine(data, HashEncoder())
        try:
            image = decode_picture(picture(7))
            by_picture = await engine.search(Query(image=image, limit=1))
            assert by_picture.hits[0].product == Product(
                id="7",
                title="blue dress 7",
                brand="Acme",
                price=1007.5,
                picture=by_picture.hits[0].product.picture,
                attributes={"colour": "blue", "year": 2011},
                look="7",
            )
            filters = parse_filters({"colour": "red", "price": {"lte": 1004.5}})
            filtered = await engine.search(Query(text="dress", filters=filters))
            assert {hit.product.id for hit in filtered.hits} == {"0", "2", "4"}
        finally:
            await engine.close()

    asyncio.run(_ask())


def test_what_cannot_be_indexed_is_named_and_costs_the_rest_nothing(
    tmp_path: Path, data: Path, picture: Draw, ingest: Ingest
) -> None:
    shop = _shop(tmp_path, picture)
    (tmp_path / "images" / "broken.jpg").write_bytes(picture(1)[:200])
    (tmp_path / "images" / "empty.jpg").touch()
    with shop.open("a") as file:
        file.write("20,green dress,Acme,5,green,2012,images/broken.jpg\n")
        file.write("21,,,,,2012,images/empty.jpg\n")
        file.write("22,,,,,2012,\n")
        file.write("3,again,Acme,5,green,2012,images/3.jpg\n")
        file.write(",no id,Acme,5,green,2012,images/3.jpg\n")
        file.write("24,too,many,values,in,this,row,here\n")
        file.write("25,gold dress,Acme,free,green,2012,ftp://shop.example/1.jpg\n")
    report = ingest(shop)
    assert report.read == 17
    assert report.indexed == 12
    assert report.indexed + sum(report.rejected.values()) == report.read
    assert report.rejected == {
        "unusable picture": 1,
        "neither picture nor words": 1,
        "duplicate id": 1,
        "no id": 1,
        "more values than columns": 1,
    }
    assert report.repaired == {"unusable picture": 1, "picture behind a URL": 1}
    assert report.without_picture == 2
    named = {(row["id"], row["action"], row["place"]) for row in _rejects(data)}
    assert ("20", "indexed without its picture", "line 12") in named
    assert ("3", "rejected", "line 15") in named
    assert ("25", "indexed all the same", "line 18") in named
    assert all(row["repair"] and row["detail"] for row in _rejects(data))
    assert [warned.message for warned in report.warnings] == [
        "price: no price can be read; it was left out"
    ]


def test_a_catalogue_of_words_alone_is_indexed_by_its_words(
    tmp_path: Path, data: Path, ingest: Ingest
) -> None:
    path = tmp_path / "shop.jsonl"
    path.write_text('{"id": "a", "title": "red dress"}\n{"id": "b", "title": "blue shoe"}\n')
    report = ingest(path)
    assert (report.indexed, report.without_picture, report.rejected) == (2, 2, {})

    async def _ask() -> list[str]:
        engine = open_engine(data, HashEncoder())
        answer = await engine.search(Query(text="shoe", mode="lexical"))
        await engine.close()
        return [hit.product.id for hit in answer.hits]

    assert asyncio.run(_ask()) == ["b"]


def test_a_catalogue_in_which_nothing_can_be_used_is_an_error_with_the_reasons(
    tmp_path: Path, data: Path, ingest: Ingest
) -> None:
    path = tmp_path / "shop.csv"
    path.write_text("id,image\n1,none.jpg\n2,https://shop.example/2.jpg\n")
    with pytest.raises(CatalogueError) as error:
        ingest(path)
    assert "of 2 rows none can be indexed" in str(error.value)
    assert "1 x picture not found" in str(error.value)
    assert Generations(data).names() == []
    assert len(_rejects(data)) == 2


def test_a_header_without_rows_is_an_error(tmp_path: Path, ingest: Ingest) -> None:
    path = tmp_path / "shop.csv"
    path.write_text("id,title\n")
    with pytest.raises(CatalogueError, match="a header but no rows"):
        ingest(path)


def test_a_catalogue_of_broken_rows_alone_shows_the_first(tmp_path: Path, ingest: Ingest) -> None:
    path = tmp_path / "shop.jsonl"
    path.write_text("one\ntwo\n")
    with pytest.raises(CatalogueError, match="no row that can be read; line 1: no JSON"):
        ingest(path)


def test_the_first_rows_can_be_tried_alone(tmp_path: Path, picture: Draw, ingest: Ingest) -> None:
    shop = _shop(tmp_path, picture)
    assert ingest(shop, limit=3).read == 3
    assert ingest(shop).read == 10


class _FailingLater(HashEncoder):
    """Embeds two batches, then ends as it is told."""

    def __init__(self, end: BaseException) -> None:
        super().__init__()
        self._end = end
        self._batches = 0

    def embed_images(self, images: Sequence[Image.Image]) -> Vectors:
        self._batches += 1
        if self._batches > 2:
            raise self._end
        return super().embed_images(images)


@pytest.mark.parametrize(
    ("end", "left"),
    [
        (OSError(28, "No space left on device"), ["gen-000001"]),
        (KeyboardInterrupt(), ["gen-000001", "gen-000002"]),
    ],
)
def test_a_job_that_fails_leaves_the_live_generation_as_it_was(  # noqa: PLR0917 -- fixtures
    tmp_path: Path, data: Path, picture: Draw, ingest: Ingest, end: BaseException, left: list[str]
) -> None:
    shop = _shop(tmp_path, picture)
    ingest(shop)
    _shop(tmp_path, picture, count=30)
    with pytest.raises(type(end)):
        run(shop, data=data, encoder=_FailingLater(end), options=Options(batch_size=4))
    generations = Generations(data)
    assert generations.live() == "gen-000001"
    assert generations.names() == left
    assert ingest(shop).indexed == 30


def test_one_older_generation_is_kept_for_rollback(
    tmp_path: Path, data: Path, picture: Draw, ingest: Ingest
) -> None:
    for count in (3, 4, 5, 6):
        ingest(_shop(tmp_path, picture, count=count))
    generations = Generations(data)
    assert generations.live() == "gen-000004"
    assert generations.names() == ["gen-000003", "gen-000004"]


def test_what_a_killed_job_left_is_removed(
    tmp_path: Path, data: Path, picture: Draw, ingest: Ingest
) -> None:
    ingest(_shop(tmp_path, picture))
    left = data / "generations" / "gen-000002" / "shard"
    left.mkdir(parents=True)
    (left / "half-written").touch()
    assert ingest(_shop(tmp_path, picture, count=11)).generation == "gen-000002"
    assert not (left / "half-written").exists()
    assert Generations(data).names() == ["gen-000001", "gen-000002"]


def test_a_folder_of_pictures_is_a_catalogue(tmp_path: Path, picture: Draw, ingest: Ingest) -> None:
    for n, name in enumerate(("women/red dress.jpg", "women/IMG_1.jpg", "men/IMG_1.jpg")):
        (tmp_path / "shop" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "shop" / name).write_bytes(picture(n))
    report = ingest(tmp_path / "shop")
    assert (report.indexed, report.facets) == (3, ("folder",))
    assert report.ids == "the picture's path"
    assert "No column holds ids" in report.notes[0]


def test_the_mapping_shapes_the_products(
    tmp_path: Path, data: Path, picture: Draw, ingest: Ingest
) -> None:
    shop = _shop(tmp_path, picture)
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(
        'facets = ["season_year"]\n[roles]\ntitle = "colour"\n[attributes]\n'
        'exclude = ["name"]\nrename = { year = "season_year" }\nkinds = { season_year = "keyword" }'
    )
    report = ingest(shop, mapping=mapping)
    assert report.roles["title"] == "colour"
    assert report.fields == {"brand": "keyword", "price": "number", "season_year": "keyword"}
    assert report.facets == ("season_year",)


def test_columns_that_appear_late_in_jsonl_are_kept_as_words(
    tmp_path: Path, ingest: Ingest
) -> None:
    path = tmp_path / "shop.jsonl"
    lines = [json.dumps({"id": n, "title": f"dress {n}"}) for n in range(2_010)]
    lines.append(json.dumps({"id": "late", "title": "dress", "fabric": "silk", "limit": 5}))
    path.write_text("\n".join(lines))
    assert ingest(path).fields == {"fabric": "keyword", "limit_2": "keyword"}


def test_strange_values_never_stop_the_job(tmp_path: Path, ingest: Ingest) -> None:
    path = tmp_path / "shop.jsonl"
    odd = [
        {"id": "1", "title": "\ud800 dress", "a": 1e308, "tags": [1, None, {"x": 1}], "price": []},
        {"id": "2", "title": ["list"], "a": {"b": {"c": {"d": {"e": {"f": 1}}}}}, "price": 1e400},
        {"id": {"x": 1}, "title": "dress"},
        {"id": "4", "title": "dress", "image": {"bytes": "x"}},
        {"id": "5", "title": True, "image": 5, "price": True, "": "no name", "…": "dots"},
    ]
    path.write_text("\n".join(json.dumps(row) for row in odd))
    report = ingest(path)
    assert report.read == 5
    assert report.indexed + sum(report.rejected.values()) == 5
    assert report.rejected["no id"] == 1


def test_the_report_is_written_as_json(tmp_path: Path, picture: Draw, ingest: Ingest) -> None:
    report = ingest(_shop(tmp_path, picture))
    report.write(tmp_path / "out" / "report.json")
    read = json.loads((tmp_path / "out" / "report.json").read_text())
    assert read["indexed"] == 10
    assert read["seconds"] > 0
    assert read["pictures_per_second"] > 0
    assert read["peak_memory_mb"] > 10


def test_equal_pictures_are_stored_once(
    tmp_path: Path, data: Path, picture: Draw, ingest: Ingest
) -> None:
    held = [{"bytes": picture(1), "path": None}] * 3
    kind = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
    table = pa.table({"id": [1, 2, 3], "image": pa.array(held, kind)})
    pq.write_table(table, tmp_path / "shop.parquet")
    assert ingest(tmp_path / "shop.parquet").with_picture == 3
    assert (data / "pictures.sqlite").stat().st_size < 64_000
