"""CSV and TSV as shops really write them."""

from pathlib import Path

import pytest

from ingest.readers.delimited import DelimitedCatalogue
from service.engine.errors import CatalogueError


def _write(folder: Path, content: str | bytes, name: str = "shop.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_rows_carry_their_line_so_that_a_person_finds_them(tmp_path: Path) -> None:
    path = _write(tmp_path, 'id,title\n1,"two\nlines"\n\n2,plain\n')
    rows = list(DelimitedCatalogue(path).rows())
    assert [(row.position, row.place) for row in rows] == [(1, "line 2"), (2, "line 5")]
    assert rows[0].values == {"id": "1", "title": "two\nlines"}


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    path = _write(tmp_path, "\ufeffid,title\n1,Kleid\n".encode())
    catalogue = DelimitedCatalogue(path)
    assert catalogue.header == ("id", "title")
    assert catalogue.notes == ()


def test_a_file_that_is_not_utf_8_is_read_as_cp1252_and_says_so(tmp_path: Path) -> None:
    path = _write(tmp_path, "id,title\n1,Größe für €5\n".encode("cp1252"))
    catalogue = DelimitedCatalogue(path)
    assert next(catalogue.rows()).values["title"] == "Größe für €5"
    assert "cp1252" in catalogue.notes[0]


def test_a_broken_character_late_in_the_file_is_noticed_too(tmp_path: Path) -> None:
    lines = b"".join(b"%d,a plain title of some length\n" % n for n in range(60_000))
    path = _write(tmp_path, b"id,title\n" + lines + b"60000,caf\xe9\n")
    *_, last = DelimitedCatalogue(path).rows()
    assert last.values["title"] == "café"


def test_utf_16_with_its_mark_is_read(tmp_path: Path) -> None:
    path = _write(tmp_path, "id,title\n1,Kleid\n".encode("utf-16"))
    assert next(DelimitedCatalogue(path).rows()).values == {"id": "1", "title": "Kleid"}


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_the_separator_is_read_off_the_header(tmp_path: Path, mark: str) -> None:
    path = _write(tmp_path, f"id{mark}title{mark}price\n1{mark}a, b{mark}3\n")
    values = next(DelimitedCatalogue(path).rows()).values
    assert values == {"id": "1", "title": "a, b", "price": "3"}


def test_a_tsv_keeps_its_commas(tmp_path: Path) -> None:
    path = _write(tmp_path, "id\tname, full\n1\ta, b, c\n", "shop.tsv")
    assert next(DelimitedCatalogue(path).rows()).values == {"id": "1", "name, full": "a, b, c"}


def test_a_row_with_too_many_values_is_a_problem_of_that_row_alone(tmp_path: Path) -> None:
    path = _write(tmp_path, "id,title,colour\n1,a,b,c\n2,d,e\n3,f,g,\n4,h\n")
    rows = list(DelimitedCatalogue(path).rows())
    assert rows[0].problem is not None
    assert "4 values" in rows[0].problem.detail
    assert [row.problem for row in rows[1:]] == [None] * 3
    assert rows[2].values["colour"] == "g"
    assert "colour" not in rows[3].values


def test_surplus_values_are_joined_in_the_overflow_column(tmp_path: Path) -> None:
    path = _write(tmp_path, "id,title,colour\n1,a, b, c,red\n2,d,blue\n")
    rows = list(DelimitedCatalogue(path, overflow="title").rows())
    assert rows[0].values == {"id": "1", "title": "a, b, c", "colour": "red"}
    assert rows[1].values == {"id": "2", "title": "d", "colour": "blue"}


def test_a_quote_that_never_closes_spoils_its_own_field_but_not_the_job(tmp_path: Path) -> None:
    filler = "".join(f'{n},"title {n}"\n' for n in range(3, 20_000))
    path = _write(tmp_path, 'id,title\n1,good\n2,"never closed\n' + "x" * 140_000 + "\n" + filler)
    rows = list(DelimitedCatalogue(path).rows())
    assert rows[0].problem is None
    assert rows[1].problem is not None
    assert "quote" in rows[1].problem.detail
    assert any(row.values.get("id") == "19999" for row in rows)


def test_rows_that_an_unclosed_quote_would_swallow_are_read(tmp_path: Path) -> None:
    path = _write(tmp_path, 'id,title,colour\n1,"open,red\n2,b,blue\n3,"c, d",green\n4,e,grey\n')
    rows = list(DelimitedCatalogue(path).rows())
    assert [(row.position, row.place) for row in rows] == [
        (1, "line 2"),
        (2, "line 3"),
        (3, "line 4"),
        (4, "line 5"),
    ]
    assert rows[0].problem is not None
    assert rows[0].problem.reason == "unclosed quote"
    assert [row.values.get("title") for row in rows[1:]] == ["b", "c, d", "e"]


def test_a_text_of_several_lines_is_no_unclosed_quote(tmp_path: Path) -> None:
    path = _write(tmp_path, 'id,title,colour\n1,"one\ntwo, three"\n2,b,blue\n')
    first, second = DelimitedCatalogue(path).rows()
    assert first.values == {"id": "1", "title": "one\ntwo, three"}
    assert (first.problem, second.values["colour"]) == (None, "blue")


def test_a_row_with_too_few_values_is_read_and_said(tmp_path: Path) -> None:
    path = _write(tmp_path, "id,title,colour\n1,a\n2,b,blue\n")
    first, second = DelimitedCatalogue(path).rows()
    assert first.doubt is not None
    assert "fewer values than columns" in first.doubt
    assert second.doubt is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty (0 bytes)"),
        (b"\n\n", "empty line"),
        (b"PK\x03\x04\0\0\0\0", "no text file"),
        (b"a," * 2000, "columns"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(CatalogueError) as error:
        DelimitedCatalogue(_write(tmp_path, content))
    assert said in str(error.value)


def test_the_header_is_no_row_of_the_total(tmp_path: Path) -> None:
    assert DelimitedCatalogue(_write(tmp_path, "id,title\n1,a\n2,b\n")).total() == 2
