from pathlib import Path

import pytest

from finetune.queries import jsonl
from finetune.queries.jsonl import MAX_ROWS, read_rows
from finetune.queries.predicate import QuerySetError

KEYS = frozenset({"a", "b"})


def write(folder: Path, content: bytes) -> Path:
    file = folder / "rows.jsonl"
    file.write_bytes(content)
    return file


def test_rows_come_with_their_line_and_blank_lines_are_left_out(tmp_path: Path) -> None:
    file = write(tmp_path, b'\xef\xbb\xbf{"a": 1, "b": 2}\r\n\n  \n{"b": "\xc3\xa9", "a": null}')
    assert list(read_rows(file, KEYS)) == [
        ("rows.jsonl:1", {"a": 1, "b": 2}),
        ("rows.jsonl:4", {"a": None, "b": "é"}),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "rows.jsonl holds no queries"),
        (b"\n \n", "rows.jsonl holds no queries"),
        (b"\xff", r"not UTF-8 \(byte 0\)"),
        (b'{"a": 1, "b": 2}\n{"a": 1,', "rows.jsonl:2: not a JSON object"),
        (b"[1]", "rows.jsonl:1: not a JSON object"),
        (b"[" * 100_000, "rows.jsonl:1: not a JSON object"),
        (b'{"a": 1}', "rows.jsonl:1: the key 'b' is missing"),
        (b'{"a": 1, "b": 2, "c": 3}', "unknown key 'c'; the keys are a, b"),
        (b'{"a": 1, "a": 2, "b": 3}', "a key is given twice"),
        (b'{"a": 1, "b": 2}\n' * (MAX_ROWS + 1), "more than 20000 rows"),
    ],
)
def test_what_is_no_query_file_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(QuerySetError, match=message):
        list(read_rows(write(tmp_path, content), KEYS))


def test_a_missing_file_and_one_too_large_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(QuerySetError, match=r"none\.jsonl cannot be read: No such file"):
        list(read_rows(tmp_path / "none.jsonl", KEYS))
    monkeypatch.setattr(jsonl, "MAX_BYTES", 10)
    with pytest.raises(QuerySetError, match="larger than 10 bytes"):
        list(read_rows(write(tmp_path, b'{"a": 1, "b": 2}'), KEYS))
