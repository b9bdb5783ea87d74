"""Loading ahead: threads decode the next pictures while the current ones are embedded."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ingest.columns.drafts import Draft
from ingest.pictures.loading import LoadedPicture, load_picture
from ingest.problem import Problem


@dataclass(frozen=True, slots=True)
class Loaded:
    """A draft and what became of its picture; `None` when it has none."""

    draft: Draft
    picture: LoadedPicture | Problem | None


def load_ahead(
    drafts: Iterable[Draft], *, root: Path, threads: int, ahead: int
) -> Iterator[Loaded]:
    """Load pictures in threads, at most `ahead` drafts before the consumer, in order."""
    waiting: deque[tuple[Draft, Future[LoadedPicture | Problem] | None]] = deque()
    pool = ThreadPoolExecutor(threads, thread_name_prefix="pictures")
    walls = root.resolve()
    try:
        for draft in drafts:
            waiting.append(
                (
                    draft,
                    pool.submit(load_picture, draft.picture, root=walls)
                    if draft.picture is not None
                    else None,
                )
            )
            if len(waiting) > ahead:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _next(waiting: deque[tuple[Draft, Future[LoadedPicture | Problem] | None]]) -> Loaded:
    draft, future = waiting.popleft()
    return Loaded(draft, future.result() if future else None)
