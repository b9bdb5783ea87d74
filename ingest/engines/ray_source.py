"""A source of Ray Data that is fed while it is read. Imports Ray: for `Cluster` alone."""

import asyncio
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
import ray
from ray.data import Datasource, ReadTask
from ray.data.block import BlockMetadata

from ingest.engines.ray_worker import SENT


class Outbox:
    """Keeps what was sent until its answer is there: an actor, so that every machine reaches it.

    What is asked for by its number can be asked for again, so a task of Ray that reads from here
    may be repeated when its machine is lost.
    """

    def __init__(self) -> None:
        self._rows: dict[int, pa.Table] = {}
        self._dropped = 0
        self._end: int | None = None
        self._changed = asyncio.Condition()

    async def send(self, number: int, row: pa.Table) -> None:
        """Take a row. Calls may overtake each other, so each says which it is."""
        async with self._changed:
            self._rows[number] = row
            self._changed.notify_all()

    async def end(self, rows: int) -> None:
        """Promise that there will be no more than so many rows."""
        async with self._changed:
            self._end = rows
            self._changed.notify_all()

    async def get(self, number: int) -> pa.Table | None:
        """Wait for a row; `None` behind the last. One that was dropped comes back empty."""
        async with self._changed:
            await self._changed.wait_for(
                lambda: number in self._rows or number < self._dropped or number == self._end
            )
        return None if number == self._end else self._rows.get(number, SENT.empty_table())

    async def drop(self, number: int) -> None:
        """Forget a row whose answer is there, and with it all before it."""
        self._dropped = number + 1
        self._rows.pop(number, None)


class Posted(Datasource):  # type: ignore[misc]  # Ray's classes are Any to mypy
    """Reads an outbox to its end. One task reads, so what is read keeps its order.

    Args:
        outbox: the actor.
    """

    def __init__(self, outbox: Any) -> None:
        super().__init__()
        self._outbox = outbox

    def estimate_inmemory_data_size(self) -> int | None:
        """Unknown: it is not there yet."""
        return None

    def get_read_tasks(
        self,
        parallelism: int,  # noqa: ARG002 -- Ray's parameters
        per_task_row_limit: int | None = None,  # noqa: ARG002
        data_context: Any = None,  # noqa: ARG002
    ) -> list[ReadTask]:
        """Return the one task."""
        outbox = self._outbox

        def read() -> Iterable[pa.Table]:
            return _read(outbox)

        unknown = BlockMetadata(num_rows=None, size_bytes=None, input_files=None, exec_stats=None)
        return [ReadTask(read, unknown)]


def _read(outbox: Any) -> Iterator[pa.Table]:
    number = 0
    while (row := ray.get(outbox.get.remote(number))) is not None:
        yield row
        number += 1
