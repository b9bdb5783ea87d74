"""Marks: a set of ids that stays small when a catalogue does not."""

from array import array
from hashlib import blake2b
from typing import Final

_FIRST: Final = 1 << 10


class Marks:
    """A set of ids, of which eight bytes each are kept; a million take 17 MB, as a set 100.

    Two ids are taken for one with odds of 1 to 10^7 among a million. Open addressing with linear
    probing (Knuth, The Art of Computer Programming 3, 6.4), at most two thirds full.
    """

    def __init__(self) -> None:
        self._table = array("Q", bytes(8 * _FIRST))
        self._used = 0

    def __len__(self) -> int:
        return self._used

    def __contains__(self, product_id: str) -> bool:
        mark = _mark_of(product_id)
        return self._table[self._place(mark)] == mark

    def add(self, product_id: str) -> bool:
        """Add an id; whether it is new."""
        mark = _mark_of(product_id)
        place = self._place(mark)
        if self._table[place] == mark:
            return False
        self._table[place] = mark
        self._used += 1
        if 3 * self._used > 2 * len(self._table):
            self._grow()
        return True

    def clear(self) -> None:
        """Forget all of them."""
        self._table = array("Q", bytes(8 * _FIRST))
        self._used = 0

    def _place(self, mark: int) -> int:
        """Return where a mark is, or where it would be put."""
        table, last = self._table, len(self._table) - 1
        place = mark & last
        while table[place] not in (0, mark):
            place = (place + 1) & last
        return place

    def _grow(self) -> None:
        before = self._table
        self._table = array("Q", bytes(2 * 8 * len(before)))
        for mark in before:
            if mark:
                self._table[self._place(mark)] = mark


def _mark_of(product_id: str) -> int:
    """Return 64 bits that stand for an id; none are all zero, which is an empty place."""
    return int.from_bytes(blake2b(product_id.encode(), digest_size=8).digest(), "big") or 1
