"""The lock of a data folder: one ingest at a time."""

import fcntl
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Self

from ingest.closing import Closing
from service.engine.errors import ModisteError

FILE_NAME: Final = "ingest.lock"


class LockedError(ModisteError):
    """Another ingest is writing to the same data folder."""


class IngestLock(Closing):
    """Held while an ingest writes; the kernel releases it when the process ends, however it ends.

    Raises:
        LockedError: on entering, naming the process that holds it and since when.
    """

    def __init__(self, data: Path) -> None:
        self._path = data / FILE_NAME

    def __enter__(self) -> Self:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            holder = self._file.read(200).strip() or "an unnamed process"
            self._file.close()
            raise LockedError(
                f"another ingest ({holder}) is writing to {self._path.parent}; wait for it, "
                "stop it, or give this one another folder (--data)"
            ) from None
        self._file.truncate(0)
        started = datetime.now(UTC).isoformat(timespec="seconds")
        self._file.write(f"process {os.getpid()}, started {started}\n")
        self._file.flush()
        return self

    def close(self) -> None:
        """Let the next one in."""
        self._file.truncate(0)
        self._file.close()
