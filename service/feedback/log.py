"""The feedback log's writer: appended by one thread, rotated by size, never in a search's way."""

import os
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Lock, Thread
from typing import Final

import structlog

from service.engine.errors import ModisteError
from service.engine.feedback import (
    FILE_NAME,
    FOLDER,
    MAX_LINE_BYTES,
    ROTATED,
    FeedbackEvent,
    to_line,
)

MAX_WAITING: Final = 1_000
_BATCH: Final = 256

_log = structlog.get_logger("service")


class FeedbackUnavailableError(ModisteError):
    """The event could not be kept now: the disk is full or the writer cannot keep up."""


@dataclass(slots=True)
class FeedbackCounts:
    """How many events were written, and how many could not be."""

    written: int = 0
    failed: int = 0


class FeedbackLog:
    """Appends events to DATA/feedback/feedback.jsonl.

    The thread starts with the first event. When the file would grow over `max_bytes` it is renamed
    to the next number and a new one begun; of the renamed ones the newest `keep` stay.
    """

    def __init__(
        self, data: Path, *, max_bytes: int, keep: int, max_waiting: int = MAX_WAITING
    ) -> None:
        self.counts = FeedbackCounts()
        self._folder = data / FOLDER
        self._max_bytes = max_bytes
        self._keep = keep
        self._waiting: Queue[tuple[bytes, Future[None]] | None] = Queue(max_waiting)
        self._thread: Thread | None = None
        self._starting = Lock()
        self._failing = False

    def append(self, event: FeedbackEvent) -> "Future[None]":
        """Hand an event to the writer; the future is done once it is in the file.

        Its error is `FeedbackUnavailableError` when the file cannot be written.

        Raises:
            FeedbackUnavailableError: when too many events are waiting, or one is too long.
        """
        line = to_line(event)
        if len(line) > MAX_LINE_BYTES:
            self.counts.failed += 1
            raise FeedbackUnavailableError("what was searched for is too long to be kept")
        done: Future[None] = Future()
        done.set_running_or_notify_cancel()  # from here on nobody can take the event back
        self._start()
        try:
            self._waiting.put_nowait((line, done))
        except Full:
            self.counts.failed += 1
            raise FeedbackUnavailableError(
                "more feedback comes than can be written; send it again later"
            ) from None
        return done

    def close(self) -> None:
        """Write what is waiting and stop."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join()
            self._thread = None

    def _start(self) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = Thread(target=self._run, name="feedback", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            batch = [self._waiting.get()]
            with suppress(Empty):
                while batch[-1] is not None and len(batch) < _BATCH:
                    batch.append(self._waiting.get_nowait())
            events = [item for item in batch if item is not None]
            if events:
                self._settle(events)
            if len(events) < len(batch):
                return

    def _settle(self, batch: Sequence[tuple[bytes, Future[None]]]) -> None:
        problem: FeedbackUnavailableError | None = None
        try:
            self._write([line for line, _ in batch])
        except Exception as error:  # noqa: BLE001 - whatever it is, the thread must live on
            reason = getattr(error, "strerror", None) or str(error)
            problem = FeedbackUnavailableError(
                f"the feedback cannot be written ({reason}); try again later"
            )
            self.counts.failed += len(batch)
            if not self._failing:
                _log.error("feedback_not_written", reason=str(reason), folder=str(self._folder))
        else:
            self.counts.written += len(batch)
        self._failing = problem is not None
        for _, done in batch:
            if problem is None:
                done.set_result(None)
            else:
                done.set_exception(problem)

    def _write(self, lines: Sequence[bytes]) -> None:
        """Append all lines or none, so that a full disk leaves no half of one."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / FILE_NAME
        data = b"".join(lines)
        size = path.stat().st_size if path.exists() else 0
        if size and size + len(data) > self._max_bytes:
            self._rotate(path)
            size = 0
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o640)
        try:
            # What a crash left without an end would swallow the next line.
            if size and os.pread(descriptor, 1, size - 1) != b"\n":
                data = b"\n" + data
            try:
                _write_at(descriptor, data, size)
            except OSError:
                with suppress(OSError):  # what is wrong with the disk is said by the first error
                    os.ftruncate(descriptor, size)
                raise
        finally:
            os.close(descriptor)

    def _rotate(self, path: Path) -> None:
        rotated = sorted(self._folder.glob("feedback-*.jsonl"))
        last = rotated[-1].stem.removeprefix("feedback-") if rotated else "0"
        number = int(last) + 1 if last.isdigit() else len(rotated) + 1
        path.rename(self._folder / ROTATED.format(number=number))
        rotated = sorted(self._folder.glob("feedback-*.jsonl"))
        for old in rotated[: max(0, len(rotated) - self._keep)]:
            old.unlink()


def _write_at(descriptor: int, data: bytes, offset: int) -> None:
    view = memoryview(data)
    while view:
        written = os.pwrite(descriptor, view, offset)
        view, offset = view[written:], offset + written
