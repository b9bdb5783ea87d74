"""A set of ids in a few bytes each, against a set."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.indexing.marks import Marks


@given(st.lists(st.text(max_size=6)))
def test_it_is_a_set(ids: list[str]) -> None:
    marks, known = Marks(), set[str]()
    for one in ids:
        assert (one in marks) == (one in known)
        assert marks.add(one) == (one not in known)
        known.add(one)
        assert len(marks) == len(known)
    marks.clear()
    assert len(marks) == 0
    assert not any(one in marks for one in ids)


def test_it_grows() -> None:
    marks = Marks()
    assert all(marks.add(f"sku-{n}") for n in range(20_000))
    assert not any(marks.add(f"sku-{n}") for n in range(20_000))
    assert all(f"sku-{n}" in marks for n in range(20_000))
    assert not any(f"other-{n}" in marks for n in range(20_000))
