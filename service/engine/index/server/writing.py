"""Writing to a server: batches under way at the same time, retried; then indexes and the graph."""

from collections import deque
from collections.abc import Iterator, Sequence
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Final

from qdrant_client import models

from service.engine.errors import GenerationError, IndexUnavailableError
from service.engine.index.protocol import LIVE_BATCH, Record
from service.engine.index.server.calls import Call, Calls
from service.engine.index.server.layout import ready
from service.engine.index.server.loop import LoopThread
from service.engine.index.server.options import ServerOptions
from service.engine.index.server.points import to_point, to_record, to_sparse
from service.engine.schema import BM25, DENSE, Schema

if TYPE_CHECKING:
    from concurrent.futures import Future

# The graph of a million products takes minutes, of a hundred million hours.
_LONGEST_BUILD_S: Final = 6 * 3600.0


class ServerWriter:
    """See `Writer`. Several batches are under way at once; the first failure stops the job.

    Args:
        calls: with a patience that outlasts a restart of the server.
        loop: where they run.
        collection: what is written to.
        options: how many batches at once, and what the collection becomes when it is finished.
        poll_s: seconds between two looks whether the graph is built.
    """

    def __init__(
        self,
        calls: Calls,
        loop: LoopThread,
        collection: str,
        *,
        options: ServerOptions,
        poll_s: float = 1.0,
    ) -> None:
        self._calls = calls
        self._loop = loop
        self._collection = collection
        self._options = options
        self._poll_s = poll_s
        self._under_way: deque[Future[Any]] = deque()

    def write(self, records: Sequence[Record]) -> None:
        """See `Writer.write`."""
        points = [to_point(record) for record in records]
        for start in range(0, len(points), LIVE_BATCH):
            self._start_upsert(points[start : start + LIVE_BATCH])

    def _start_upsert(self, batch: list[models.PointStruct]) -> None:
        while len(self._under_way) >= self._options.uploads:
            self._under_way.popleft().result()
        call = self._calls.run(lambda client: client.upsert(self._collection, batch, wait=True))
        self._under_way.append(self._loop.start(call))

    def rewrite(self, records: Sequence[Record]) -> None:
        """See `Writer.rewrite`."""
        self.flush()
        for start in range(0, len(records), LIVE_BATCH):
            operations = _rewriting(records[start : start + LIVE_BATCH])
            self._run(
                lambda client, operations=operations: client.batch_update_points(  # type: ignore[misc]
                    self._collection, operations, wait=True
                )
            )

    def get(
        self,
        point_ids: Sequence[str],
        fields: Sequence[str] | None = None,
        *,
        vectors: bool = False,
    ) -> list[Record]:
        """See `Writer.get`; what is still under way is not waited for."""
        found = self._run(
            lambda client: client.retrieve(
                self._collection,
                list(point_ids),
                with_payload=True if fields is None else list(fields),
                with_vectors=[DENSE, BM25] if vectors else False,
            )
        )
        return [to_record(stored) for stored in found]

    def delete(self, point_ids: Sequence[str]) -> None:
        """See `Writer.delete`."""
        self.flush()
        for start in range(0, len(point_ids), LIVE_BATCH):
            selector = models.PointIdsList(points=list(point_ids[start : start + LIVE_BATCH]))
            self._run(
                lambda client, selector=selector: client.delete(  # type: ignore[misc]
                    self._collection, selector, wait=True
                )
            )

    def stored(
        self, fields: Sequence[str] | None = None, *, vectors: bool = False
    ) -> Iterator[Record]:
        """See `Writer.stored`."""
        self.flush()
        wanted = True if fields is None else list(fields)
        offset: Any = None
        while True:
            page, offset = self._run(
                lambda client, offset=offset: client.scroll(  # type: ignore[misc]
                    self._collection,
                    limit=LIVE_BATCH,
                    offset=offset,
                    with_payload=wanted,
                    with_vectors=[DENSE, BM25] if vectors else False,
                )
            )
            yield from (to_record(stored) for stored in page)
            if offset is None:
                return

    def count(self) -> int:
        """See `Writer.count`."""
        self.flush()
        answer = self._run(lambda client: client.count(self._collection, exact=True))
        return int(answer.count)

    def flush(self) -> None:
        """See `Writer.flush`."""
        while self._under_way:
            self._under_way.popleft().result()

    def finish(self, schema: Schema) -> None:
        """See `Writer.finish`; waits until the server has built the graph."""
        self.flush()
        for path, kind in schema.indexes.items():
            self._run(
                lambda client, path=path, kind=kind: client.create_payload_index(  # type: ignore[misc]
                    self._collection, path, kind, wait=True
                )
            )
        self._run(lambda client: client.update_collection(self._collection, **ready(self._options)))
        self._wait_until_built()

    def abandon(self) -> None:
        """See `Writer.abandon`; what is under way is not waited for."""
        while self._under_way:
            self._under_way.popleft().cancel()

    def _wait_until_built(self) -> None:
        deadline = monotonic() + _LONGEST_BUILD_S
        greens = 0
        # Twice in a row: the optimiser starts a moment after it is allowed to.
        while greens < 2:
            if monotonic() > deadline:
                raise IndexUnavailableError("the Qdrant server does not finish building the graph")
            sleep(self._poll_s if greens or self._poll_s < 1 else 0.2)
            info = self._run(lambda client: client.get_collection(self._collection))
            if info.status == models.CollectionStatus.RED or not isinstance(
                info.optimizer_status, models.OptimizersStatusOneOf | str
            ):
                raise GenerationError(
                    "the Qdrant server fails to build the graph; its own log says why"
                )
            greens = greens + 1 if info.status == models.CollectionStatus.GREEN else 0

    def _run(self, call: Call[Any]) -> Any:
        return self._loop.run(self._calls.run(call))


def _rewriting(records: Sequence[Record]) -> list[models.UpdateOperation]:
    with_terms = [record for record in records if record.terms]
    without = [record.point_id for record in records if not record.terms]
    operations: list[Any] = [
        models.OverwritePayloadOperation(
            overwrite_payload=models.SetPayload(payload=record.payload, points=[record.point_id])
        )
        for record in records
    ]
    if with_terms:
        points = [
            models.PointVectors(id=record.point_id, vector={BM25: to_sparse(record.terms)})
            for record in with_terms
        ]
        operations.append(
            models.UpdateVectorsOperation(update_vectors=models.UpdateVectors(points=points))
        )
    if without:
        operations.append(
            models.DeleteVectorsOperation(
                delete_vectors=models.DeleteVectors(points=without, vector=[BM25])
            )
        )
    return operations
