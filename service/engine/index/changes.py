"""Live changes: what the service changes in a generation while a job builds on it."""

import asyncio
import base64
import fcntl
import json
import os
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np

from service.engine.errors import IndexUnavailableError
from service.engine.index.protocol import Record
from service.engine.lexicon import TermWeights

_GATE: Final = "changes.lock"
_EDITED: Final = "edited"
_JOURNAL: Final = "changes.jsonl"
_POLL_S: Final = 0.02
_PATIENCE_S: Final = 10.0


class LiveChanges:
    """The gate and the journal of one generation's folder.

    The service passes the gate for every change of a single product, together with others; a job
    passes it alone: while it copies the shard, and while it puts the next generation live. From
    the copy on the service notes every change, and the job repeats them before it swaps: none is
    lost, and none falls between the two.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def edited(self) -> bool:
        """Whether single products were changed since the generation was built."""
        return (self._folder / _EDITED).exists()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every change out; waits for those that are being made."""
        with self._gate() as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield

    @contextmanager
    def together(self) -> Iterator[None]:
        """Pass the gate as one of many; waits for a job that holds it."""
        with self._gate() as gate:
            fcntl.flock(gate, fcntl.LOCK_SH)
            yield

    @asynccontextmanager
    async def change(self, still_live: Callable[[], bool]) -> AsyncIterator[None]:
        """Pass the gate to change products; other requests go on while this one waits.

        Raises:
            IndexUnavailableError: when a job holds the gate for long, or has put the next
                generation live, which the service is about to open.
        """
        with self._gate() as gate:
            deadline = time.monotonic() + _PATIENCE_S
            while not _taken(gate):
                if time.monotonic() > deadline:
                    raise IndexUnavailableError("the index is being copied; try again in a moment")
                await asyncio.sleep(_POLL_S)
            if not still_live():
                raise IndexUnavailableError(
                    "another generation of the index has just gone live; try again in a moment"
                )
            yield

    def note(self, *, put: Sequence[Record] = (), deleted: Sequence[str] = ()) -> None:
        """Note changes, before they are made: durable on return. Called within the gate."""
        (self._folder / _EDITED).touch()
        try:
            # Only a job that builds on this generation has made the journal.
            descriptor = os.open(self._folder / _JOURNAL, os.O_WRONLY | os.O_APPEND)
        except FileNotFoundError:
            return
        with os.fdopen(descriptor, "ab") as journal:
            lines: list[dict[str, Any]] = [{"put": _packed(record)} for record in put]
            lines += [{"delete": point_id} for point_id in deleted]
            journal.write(b"".join(json.dumps(line).encode() + b"\n" for line in lines))
            journal.flush()
            os.fsync(journal.fileno())

    def begin_journal(self) -> None:
        """Note all changes from now on. Called within `alone`."""
        (self._folder / _JOURNAL).write_bytes(b"")

    def end_journal(self) -> None:
        """Note changes no more."""
        (self._folder / _JOURNAL).unlink(missing_ok=True)

    def noted(self) -> Iterator[Record | str]:
        """Go through the journal in order: records that were put, ids of points deleted."""
        path = self._folder / _JOURNAL
        if not path.exists():
            return
        with path.open("rb") as journal:
            for line in journal:
                if not line.endswith(b"\n"):  # a service killed while it wrote; never acknowledged
                    return
                change = json.loads(line)
                yield change["delete"] if "delete" in change else _unpacked(change["put"])

    @contextmanager
    def _gate(self) -> Iterator[int]:
        descriptor = os.open(self._folder / _GATE, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            yield descriptor
        finally:
            os.close(descriptor)  # releases the lock


def _taken(gate: int) -> bool:
    try:
        fcntl.flock(gate, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _packed(record: Record) -> dict[str, Any]:
    dense = record.dense
    return {
        "id": record.point_id,
        "payload": record.payload,
        "dense": None
        if dense is None
        else base64.b64encode(dense.astype("<f4").tobytes()).decode(),
        "terms": [list(record.terms.indices), list(record.terms.values)],
    }


def _unpacked(raw: dict[str, Any]) -> Record:
    dense = raw["dense"]
    vector = None if dense is None else np.frombuffer(base64.b64decode(dense), "<f4")
    indices, values = raw["terms"]
    return Record(
        raw["id"],
        raw["payload"],
        None if vector is None else vector.astype(np.float32),
        TermWeights(tuple(indices), tuple(values)),
    )
