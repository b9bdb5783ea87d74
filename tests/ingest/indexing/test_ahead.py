"""Pictures are decoded ahead, but never far ahead."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.columns.drafts import Draft
from ingest.indexing.ahead import load_ahead
from ingest.pictures.loading import LoadedPicture
from ingest.readers import Row, StoredPicture


def _draft(number: int, picture: StoredPicture | None) -> Draft:
    return Draft(Row(number, ""), (str(number),), None, None, None, None, {}, picture)


def test_drafts_come_in_order_with_their_pictures(
    tmp_path: Path, picture: Callable[..., bytes]
) -> None:
    drafts = [_draft(n, StoredPicture(picture(n)) if n % 3 else None) for n in range(20)]
    loaded = list(load_ahead(drafts, root=tmp_path, threads=3, ahead=4))
    assert [one.draft for one in loaded] == drafts
    assert [isinstance(one.picture, LoadedPicture) for one in loaded] == [
        bool(n % 3) for n in range(20)
    ]


@pytest.mark.parametrize("ahead", [1, 5])
def test_no_more_is_read_than_asked_for(
    tmp_path: Path, picture: Callable[..., bytes], ahead: int
) -> None:
    read = 0

    def drafts() -> Iterator[Draft]:
        nonlocal read
        for n in range(100):
            read += 1
            yield _draft(n, StoredPicture(picture(n)))

    for taken, _ in enumerate(load_ahead(drafts(), root=tmp_path, threads=2, ahead=ahead), 1):
        assert read <= taken + ahead
