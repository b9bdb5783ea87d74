"""Working ahead: threads prepare what comes next while the present batch is embedded."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Executor, Future
from contextlib import suppress
from queue import Full, Queue
from threading import Event, Thread
from typing import Final, TypeVar

_T = TypeVar("_T")
_U = TypeVar("_U")

_LOOK_S: Final = 0.1


def map_ahead(
    work: Callable[[_T], _U], items: Iterable[_T], *, pool: Executor, ahead: int
) -> Generator[_U, None, None]:
    """Work on items in a pool, at most `ahead` of them before the consumer; results in order."""
    waiting: deque[Future[_U]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) > ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def in_background(items: Iterable[_T], *, ahead: int) -> Generator[_T, None, None]:
    """Go through items in a thread of their own, at most `ahead` of them before the consumer.

    What the items raise is raised here. A consumer that stops early stops the thread.
    """
    queue: Queue[tuple[_T] | BaseException | None] = Queue(maxsize=ahead)
    stopped = Event()

    def offer(entry: tuple[_T] | BaseException | None) -> None:
        while not stopped.is_set():
            with suppress(Full):
                queue.put(entry, timeout=_LOOK_S)
                return

    def go() -> None:
        try:
            for item in items:
                offer((item,))
                if stopped.is_set():
                    return
            offer(None)
        except BaseException as error:  # noqa: BLE001 -- raised again where the items are used
            offer(error)

    thread = Thread(target=go, name="ahead", daemon=True)
    thread.start()
    try:
        while (entry := queue.get()) is not None:
            if isinstance(entry, BaseException):
                raise entry
            yield entry[0]
    finally:
        stopped.set()
        thread.join()
