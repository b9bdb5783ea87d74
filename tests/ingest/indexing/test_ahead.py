"""Work is done ahead, but never far ahead."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import enumerate as threads
from time import sleep

import pytest

from ingest.indexing.ahead import in_background, map_ahead


class _Counted:
    """Counts from 0 and knows how many were asked for."""

    def __init__(self, end: int) -> None:
        self.taken = 0
        self._end = end

    def __iter__(self) -> Iterator[int]:
        for number in range(self._end):
            self.taken += 1
            yield number


def test_results_come_in_order_however_long_each_takes() -> None:
    def slow(number: int) -> int:
        sleep(0.005 * (number % 3))
        return number * 2

    with ThreadPoolExecutor(3) as pool:
        assert list(map_ahead(slow, range(20), pool=pool, ahead=4)) == list(range(0, 40, 2))


@pytest.mark.parametrize("ahead", [1, 5])
def test_no_more_is_worked_on_than_asked_for(ahead: int) -> None:
    items = _Counted(100)
    with ThreadPoolExecutor(2) as pool:
        results = map_ahead(str, items, pool=pool, ahead=ahead)
        for taken, _ in enumerate(results, 1):
            assert items.taken <= taken + ahead


@pytest.mark.parametrize("ahead", [1, 5])
def test_a_thread_reads_no_further_than_asked_for(ahead: int) -> None:
    items = _Counted(100)
    seen = []
    for number in in_background(items, ahead=ahead):
        seen.append(number)
        sleep(0.001)
        # One waits at the door.
        assert items.taken <= len(seen) + ahead + 1
    assert seen == list(range(100))


def test_what_the_items_raise_is_raised_where_they_are_used() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise OSError("the disk is gone")

    found = in_background(items(), ahead=3)
    assert next(found) == 1
    with pytest.raises(OSError, match="the disk is gone"):
        next(found)


def test_a_consumer_that_stops_early_leaves_no_thread() -> None:
    items = in_background(_Counted(10**6), ahead=2)
    assert next(items) == 0
    items.close()
    assert not [thread for thread in threads() if thread.name == "ahead"]
