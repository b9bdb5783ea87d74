"""Problems of single rows: why one was rejected or repaired, and what the shop can do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something in a row cannot be used.

    Attributes:
        reason: the kind of problem, a few words; rows are counted by it.
        detail: what was found in this row.
        repair: what to do about it.
    """

    reason: str
    detail: str
    repair: str
