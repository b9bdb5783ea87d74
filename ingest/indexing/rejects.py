"""The file of rejects: one JSON object for every row that was not indexed as it stands."""

import json
from collections import Counter
from pathlib import Path
from threading import Lock
from typing import Final, Literal, Self, TextIO, TypeAlias

from ingest.closing import Closing
from ingest.problem import Problem
from ingest.readers import Row
from service.engine.index.rejected import Rejected, RejectedRow

Action: TypeAlias = Literal["rejected", "indexed without its picture", "indexed by what is there"]
_WARNED: Final = "indexed all the same"

_MAX_EXAMPLES: Final = 200
# Rows that are named of one warning.
_MOST_WARNED: Final = 1_000
_CORRECT: Final = "correct the value in the catalogue, if it is needed"
# Rejected rows that the service shows: all told, and of one reason, so that rare ones are seen.
_MOST_SHOWN: Final = 20
_MOST_OF_A_REASON: Final = 5


class Rejects(Closing):
    """Counts problems and names each row that had one in a JSONL file.

    Args:
        path: of the file; `None` only counts.

    Attributes:
        read: rows of the catalogue so far, good and bad.
        rejected: reason -> rows that are not indexed.
        repaired: reason -> products indexed without their picture.
        salvaged: reason -> products indexed by the part of their picture that could be decoded.
        warnings: message -> (how often, the first value for example).
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.read = 0
        self.rejected: Counter[str] = Counter()
        self.repaired: Counter[str] = Counter()
        self.salvaged: Counter[str] = Counter()
        # Distinct warnings are few, but a catalogue with thousands of columns must not fill memory.
        self.warnings: dict[str, tuple[int, str]] = {}
        self._shown: list[RejectedRow] = []
        self._file: TextIO | None = None
        # Rows are read in one thread and written to the index in another.
        self._lock = Lock()

    def __enter__(self) -> Self:
        if self.path:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("w", encoding="utf-8", errors="backslashreplace")
        return self

    def close(self) -> None:
        """Close the file; the counts stay."""
        if self._file:
            self._file.close()

    def add(self, row: Row, product_id: str | None, problem: Problem, action: Action) -> None:
        """Record one row's problem and what was done."""
        counters: dict[Action, Counter[str]] = {
            "rejected": self.rejected,
            "indexed without its picture": self.repaired,
            "indexed by what is there": self.salvaged,
        }
        with self._lock:
            counters[action][problem.reason] += 1
            if action == "rejected" and self._is_shown(problem.reason):
                shown = RejectedRow.of(row.position, product_id, problem.reason, problem.repair)
                self._shown.append(shown)
            self._write(row, product_id, action, problem)

    def _write(self, row: Row, product_id: str | None, action: str, problem: Problem) -> None:
        if self._file:
            line = {
                "row": row.position,
                "place": row.place,
                "id": product_id,
                "action": action,
                "reason": problem.reason,
                "detail": problem.detail,
                "repair": problem.repair,
            }
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def summary(self) -> Rejected:
        """Return how many rows are not indexed, and some of them."""
        shown = sorted(self._shown, key=lambda one: one.row)
        return Rejected(self.rejected.total(), tuple(shown))

    def _is_shown(self, reason: str) -> bool:
        return len(self._shown) < _MOST_SHOWN and self.rejected[reason] <= _MOST_OF_A_REASON

    def nothing(self) -> str:
        """Say why no row could be indexed."""
        reasons = ", ".join(f"{count} x {reason}" for reason, count in self.rejected.most_common(5))
        return (
            f"of {self.read} rows none can be indexed ({reasons}); a product needs a title, a "
            f"description or a picture; {self.path} names every row"
        )

    def warn(self, row: Row, product_id: str | None, message: str, example: str) -> None:
        """Count a value that was left out or cut; the first one is kept as the example."""
        if message in self.warnings or len(self.warnings) < _MAX_EXAMPLES:
            count, first = self.warnings.get(message, (0, example))
            self.warnings[message] = (count + 1, first)
            # A column of which every value is odd must not fill the disk.
            if count < _MOST_WARNED:
                with self._lock:
                    self._write(row, product_id, _WARNED, Problem(message, example, _CORRECT))
