from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.engine import feedback
from service.engine.feedback import Asked, FeedbackEvent, read_feedback, to_line

AT = datetime(2026, 3, 1, 12, 30, 15, 250_000, tzinfo=UTC)
EVENT = FeedbackEvent(
    at=AT,
    query_id="0" * 32,
    product_id="a/b",
    event="like",
    rank=3,
    asked=Asked("composed", "Übergröße\n", {"price": {"lte": 5.0}}, ("1", "2")),
)


def written(data: Path, name: str, content: bytes) -> None:
    folder = data / feedback.FOLDER
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)


def test_an_event_is_one_line_and_reads_back(tmp_path: Path) -> None:
    line = to_line(EVENT)
    assert line.count(b"\n") == 1
    written(tmp_path, feedback.FILE_NAME, line)
    assert list(read_feedback(tmp_path)) == [EVENT]


def test_an_event_of_a_forgotten_search_reads_back(tmp_path: Path) -> None:
    event = FeedbackEvent(AT, "0" * 32, "1", "click")
    written(tmp_path, feedback.FILE_NAME, to_line(event))
    assert list(read_feedback(tmp_path)) == [event]


def test_rotated_files_are_read_first_and_in_order(tmp_path: Path) -> None:
    names = [feedback.ROTATED.format(number=number) for number in (1, 2, 10)]
    for number, name in enumerate([*names, feedback.FILE_NAME]):
        event = FeedbackEvent(AT, "0" * 32, str(number), "click")
        written(tmp_path, name, to_line(event))
    assert [event.product_id for event in read_feedback(tmp_path)] == ["0", "1", "2", "3"]


def test_nothing_is_read_where_nothing_was_written(tmp_path: Path) -> None:
    assert list(read_feedback(tmp_path)) == []


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\n",
        b'{"at": "2026',
        b"[]\n",
        b"null\n",
        b"\xff\xfe\n",
        b'{"at": "yesterday"}\n',
        to_line(EVENT).replace(b'"like", "rank"', b'"stare", "rank"'),
        to_line(EVENT).replace(b'"kind"', b'"sort"'),
        b"x" * 200_000 + b"\n",
    ],
    ids=range(10),
)
def test_a_broken_line_is_passed_over(tmp_path: Path, broken: bytes) -> None:
    end = b"" if broken.endswith(b"\n") else b"\n"
    written(tmp_path, feedback.FILE_NAME, to_line(EVENT) + broken + end + to_line(EVENT))
    assert list(read_feedback(tmp_path)) == [EVENT, EVENT]


@given(junk=st.binary(max_size=300))
def test_any_bytes_can_be_read(tmp_path_factory: pytest.TempPathFactory, junk: bytes) -> None:
    data = tmp_path_factory.mktemp("junk")
    written(data, feedback.FILE_NAME, junk + b"\n" + to_line(EVENT))
    assert EVENT in list(read_feedback(data))
