"""The engine on Ray Data: pictures are decoded and embedded by the processes of a Ray cluster.

The job itself stays where it is: it reads, compares and writes, and sends only those pictures to
the cluster that have to be embedded. What comes back goes through the same writer as ever.
"""

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from importlib.util import find_spec
from typing import Any, Final

import numpy as np

from ingest.engines.protocol import batches
from ingest.engines.ray_cluster import Cluster, RayOptions
from ingest.engines.ray_worker import PictureWorker
from ingest.indexing.comparing import Task
from ingest.indexing.embeddings import Embedding
from ingest.indexing.writing import Embedded
from ingest.pictures.loading import PictureFile, ShownPicture, decode
from ingest.problem import Problem
from service.engine.encoder import Encoder
from service.engine.errors import DistributedError
from service.own_python import install_extra

# Batches on their way for each worker, so that none of them waits.
_AHEAD: Final = 4


class RayEngine:
    """See `Engine`. Ray is started with the first picture; an unchanged catalogue needs none.

    Args:
        encoder: is sent to the workers as it is, so it should load its model there.
        batch_size: pictures that a worker embeds at once.
        options: where Ray runs.

    Raises:
        DistributedError: when Ray is not installed.
    """

    def __init__(
        self, encoder: Encoder, *, batch_size: int, options: RayOptions | None = None
    ) -> None:
        if find_spec("ray") is None:
            raise DistributedError(
                f"--engine ray needs Ray, which is not installed: {install_extra('distributed')}"
            )
        self.seconds = 0.0
        self.pictures = 0
        self._encoder = encoder
        self._batch_size = batch_size
        self._options = options or RayOptions()

    def embed(self, tasks: Iterable[Task], *, pool: Executor) -> Generator[list[Embedded]]:
        """See `Engine.embed`."""
        del pool
        ahead = _AHEAD * self._options.workers
        waiting: deque[tuple[list[Task], bool]] = deque()
        with ExitStack() as stack:
            cluster: Cluster | None = None

            def finished() -> list[Embedded]:
                batch, sent = waiting.popleft()
                rows = iter(self._counted(cluster.receive()) if cluster and sent else ())
                return [_embedded(task, rows) for task in batch]

            for batch in batches(
                tasks, pictures=self._batch_size, counts=lambda task: task.decodes
            ):
                pictures = [data for task in batch if (data := _to_embed(task)) is not None]
                if pictures:
                    cluster = cluster or stack.enter_context(self._start())
                    cluster.send(pictures)
                waiting.append((batch, bool(pictures)))
                if len(waiting) > ahead:
                    yield finished()
            if cluster:
                cluster.end()
            while waiting:
                yield finished()

    def _start(self) -> Cluster:
        worker = (self._encoder, self._encoder.fingerprint)
        return Cluster(PictureWorker, worker, options=self._options)

    def _counted(self, row: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        self.seconds += row["seconds"]
        self.pictures += row["pictures"]
        found: Sequence[Mapping[str, Any]] = row["found"]
        return found


def _to_embed(task: Task) -> bytes | None:
    """Return the picture, encoded, if the model has to see it."""
    picture = task.picture
    return picture.data if isinstance(picture, PictureFile) and task.known is None else None


def _shown(
    picture: PictureFile | Problem | None,
) -> ShownPicture | PictureFile | Problem | None:
    """Decode a picture here that is to be shown, and has no need of the model."""
    if isinstance(picture, PictureFile) and picture.data is not None:
        return decode(picture)
    return picture


def _embedded(task: Task, rows: Iterator[Mapping[str, Any]]) -> Embedded:
    data = _to_embed(task)
    if data is None or not isinstance(task.picture, PictureFile):
        return Embedded(task, _shown(task.picture), task.known)
    row = next(rows)
    if row["problem"]:
        return Embedded(task, Problem(**row["problem"]))
    picture = ShownPicture(
        task.picture.key,
        row["media_type"],
        row["shown"] or data,
        row["likeness"],
        Problem(**row["shortfall"]) if row["shortfall"] else None,
    )
    return Embedded(
        task, picture, Embedding(np.asarray(row["vector"], np.float32), picture.likeness)
    )
