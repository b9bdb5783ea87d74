"""JSONL: one object a line."""

from pathlib import Path

import pytest

from ingest.readers.flat import flatten
from ingest.readers.jsonl import MAX_LINE_CHARS, JsonlCatalogue
from service.engine.errors import CatalogueError


def _rows(folder: Path, content: str) -> list[object]:
    path = folder / "shop.jsonl"
    path.write_text(content, encoding="utf-8")
    return list(JsonlCatalogue(path).rows())


def test_nested_attributes_come_up_as_columns(tmp_path: Path) -> None:
    line = '{"id": 1, "attributes": {"colour": "red", "size": {"eu": 42}}, "maker": {"city": "X"}}'
    (row,) = _rows(tmp_path, line)
    assert row.values == {"id": 1, "colour": "red", "size_eu": 42, "maker_city": "X"}


def test_an_attribute_never_overwrites_a_column_of_its_name() -> None:
    flat = flatten({"id": "1", "colour": "red", "attributes": {"colour": "blue"}})
    assert flat == {"id": "1", "colour": "red", "attributes_colour": "blue"}


def test_lines_that_are_no_objects_are_problems_of_their_own(tmp_path: Path) -> None:
    long = '{"id": 3, "title": "' + "x" * MAX_LINE_CHARS * 2 + '"}'
    content = f'{{"id": 1}}\n[1, 2]\n{{broken\n\n{long}\n{{"id": 4}}'
    rows = _rows(tmp_path, content)
    assert [row.place for row in rows] == ["line 1", "line 2", "line 3", "line 5", "line 6"]
    assert [row.problem is None for row in rows] == [True, False, False, False, True]
    assert rows[-1].values == {"id": 4}


def test_deep_nesting_ends_somewhere(tmp_path: Path) -> None:
    line = '{"id": 1, "a": ' + '{"a": ' * 900 + "1" + "}" * 901
    (row,) = _rows(tmp_path, line)
    assert row.values == {"id": 1}


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as error:
        _rows(tmp_path, "")
    assert "empty (0 bytes)" in str(error.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_the_total_is_the_lines_with_or_without_a_last_line_end(
    tmp_path: Path, encoding: str, end: str
) -> None:
    path = tmp_path / "shop.jsonl"
    path.write_text('{"id": 1}\n{"id": 2}' + end, encoding=encoding, newline="\n")
    catalogue = JsonlCatalogue(path)
    assert catalogue.total() == len(list(catalogue.rows())) == 2
