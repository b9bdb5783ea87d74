"""Parquet: picture bytes as datasets store them, raw bytes, paths; one file or parts."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.readers import StoredPicture, open_catalogue
from service.engine.errors import CatalogueError

_STRUCT = pa.struct([("bytes", pa.binary()), ("path", pa.string())])


def test_picture_structs_give_bytes_or_else_the_path(
    tmp_path: Path, picture: Callable[..., bytes]
) -> None:
    held = [
        {"bytes": picture(1), "path": "1.jpg"},
        {"bytes": None, "path": "images/2.jpg"},
        None,
    ]
    table = pa.table({"id": [1, 2, 3], "image": pa.array(held, _STRUCT)})
    pq.write_table(table, tmp_path / "a.parquet")
    rows = list(open_catalogue(tmp_path / "a.parquet").rows())
    assert [row.values["image"] for row in rows] == [
        StoredPicture(picture(1), "1.jpg"),
        StoredPicture(None, "images/2.jpg"),
        StoredPicture(),
    ]


def test_without_pictures_only_their_paths_are_read(
    tmp_path: Path, picture: Callable[..., bytes]
) -> None:
    table = pa.table(
        {
            "image": pa.array([{"bytes": picture(1), "path": "1.jpg"}], _STRUCT),
            "raw": pa.array([picture(2)], pa.large_binary()),
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    (row,) = open_catalogue(tmp_path).rows(pictures=False)
    assert row.values == {"image": StoredPicture(None, "1.jpg"), "raw": StoredPicture()}


def test_a_catalogue_of_nothing_but_bytes_still_has_its_rows(
    tmp_path: Path, picture: Callable[..., bytes]
) -> None:
    pq.write_table(pa.table({"img": [picture(1), picture(2)]}), tmp_path / "a.parquet")
    catalogue = open_catalogue(tmp_path / "a.parquet")
    assert len(list(catalogue.rows(pictures=False))) == 2
    assert [row.values["img"] for row in catalogue.rows()] == [
        StoredPicture(picture(1)),
        StoredPicture(picture(2)),
    ]


def test_parts_are_read_in_the_order_of_their_names_and_counted_over_all(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": [3], "title": ["c"]}), tmp_path / "part-01.parquet")
    pq.write_table(pa.table({"id": [1, 2], "title": ["a", "b"]}), tmp_path / "part-00.parquet")
    catalogue = open_catalogue(tmp_path)
    assert catalogue.total() == 3
    assert [(row.position, row.place, row.values["id"]) for row in catalogue.rows()] == [
        (1, "part-00.parquet row 1", 1),
        (2, "part-00.parquet row 2", 2),
        (3, "part-01.parquet row 1", 3),
    ]


def test_categories_lists_and_nested_objects_become_plain_values(tmp_path: Path) -> None:
    table = pa.table(
        {
            "colour": pa.array(["red"]).dictionary_encode(),
            "tags": pa.array([["new", "sale"]]),
            "size": pa.array([{"eu": 42}]),
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    (row,) = open_catalogue(tmp_path).rows()
    assert row.values == {"colour": "red", "tags": ["new", "sale"], "size_eu": 42}


def test_a_part_with_other_columns_is_named(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": [1], "title": ["a"]}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"id": [1], "name": ["a"]}), tmp_path / "b.parquet")
    with pytest.raises(CatalogueError) as error:
        open_catalogue(tmp_path)
    assert "b.parquet has other columns than a.parquet (name, title)" in str(error.value)


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "empty (0 bytes)"), (b"PAR1 but no more", "no Parquet file")]
)
def test_a_file_that_is_no_parquet_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "a.parquet").write_bytes(content)
    with pytest.raises(CatalogueError) as error:
        open_catalogue(tmp_path / "a.parquet")
    assert said in str(error.value)


def test_a_part_that_breaks_in_the_middle_stops_the_job_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    titles = [f"title {n}" for n in range(2_000)]
    pq.write_table(pa.table({"title": titles}), path, row_group_size=100, compression="zstd")
    content = bytearray(path.read_bytes())
    middle = len(content) // 4
    content[middle : middle + 500] = b"\xff" * 500
    path.write_bytes(content)
    catalogue = open_catalogue(path)
    with pytest.raises(CatalogueError) as error:
        list(catalogue.rows())
    assert "a.parquet cannot be read beyond row" in str(error.value)
