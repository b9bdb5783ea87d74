"""Bringing an index up to a catalogue: write(embed(decode(compare(read(draft(rows))))))."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Final

from ingest.columns.drafts import Columns, Draft
from ingest.engines import Engine
from ingest.indexing.ahead import in_background, map_ahead
from ingest.indexing.comparing import Comparer, Fetched, Task
from ingest.indexing.rejects import Rejects
from ingest.indexing.writing import Writer
from ingest.pictures.downloading import Downloads, download_ahead
from ingest.pictures.loading import read_picture
from ingest.problem import Problem
from ingest.progress import Watcher
from ingest.readers import Catalogue

# As many as are fetched at once from several hosts; each holds its bytes until it is decoded.
DOWNLOADS_AHEAD: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How much is worked on at once.

    Attributes:
        batch_size: pictures that are embedded at once.
        threads: threads that read and decode pictures.
        limit: rows that are read at most.
    """

    batch_size: int
    threads: int
    limit: int | None = None


def tasks_of(
    catalogue: Catalogue,
    *,
    columns: Columns,
    comparer: Comparer,
    rejects: Rejects,
    downloads: Downloads,
    pool: Executor,
    pace: Pace,
) -> Iterator[Task]:
    """Read a catalogue and say of each product what is to be done for it."""
    walls = catalogue.root.resolve()

    def fetch(draft: Draft) -> Fetched:
        picture = draft.picture
        return Fetched(draft, read_picture(picture, root=walls) if picture else None)

    drafts = download_ahead(
        _drafts(catalogue, columns, rejects, pace.limit), downloads, ahead=DOWNLOADS_AHEAD
    )
    return comparer.compare(map_ahead(fetch, drafts, pool=pool, ahead=pace.batch_size))


def bring_up(
    tasks: Callable[[Executor], Iterator[Task]],
    *,
    engine: Engine,
    writer: Writer,
    watcher: Watcher,
    pace: Pace,
) -> None:
    """Do every task; what is held at once does not grow with the catalogue.

    Rows are read and compared in one thread, pictures decoded in several, written in another, so
    that the model, which stays in the caller's thread or on other machines, hardly ever waits.
    """
    with (
        ThreadPoolExecutor(pace.threads, thread_name_prefix="pictures") as pool,
        ThreadPoolExecutor(1, thread_name_prefix="writer") as writing,
    ):
        under_way: Future[None] | None = None
        try:
            with (
                closing(in_background(tasks(pool), ahead=2 * pace.batch_size)) as compared,
                closing(engine.embed(compared, pool=pool)) as embedded,
            ):
                for batch in embedded:
                    if under_way is not None:
                        under_way.result()
                    under_way = writing.submit(writer.write, batch)
                    watcher.advanced(batch[-1].task.draft.row.position)
            if under_way is not None:
                under_way.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
            writing.shutdown(wait=True)


def _drafts(
    catalogue: Catalogue, columns: Columns, rejects: Rejects, limit: int | None
) -> Iterator[Draft]:
    warned: list[tuple[str, str]] = []

    def note(message: str, example: str) -> None:
        warned.append((message, example))

    for row in islice(catalogue.rows(), limit):
        rejects.read += 1
        warned.clear()
        draft = columns.draft(row, note)
        ids = () if isinstance(draft, Problem) else draft.ids
        product_id = ids[0] if len(ids) == 1 else None
        for message, example in warned:
            rejects.warn(row, product_id, message, example)
        if isinstance(draft, Problem):
            rejects.add(row, None, draft, "rejected")
        else:
            yield draft
