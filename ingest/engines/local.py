"""The engine in this process: threads decode ahead, the model runs in the caller's thread."""

from collections.abc import Generator, Iterable
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass

from PIL.Image import Image

from ingest.engines.protocol import batches
from ingest.indexing.ahead import map_ahead
from ingest.indexing.comparing import Task
from ingest.indexing.embedding import PictureEmbedder
from ingest.indexing.embeddings import Embedding
from ingest.indexing.writing import Embedded
from ingest.pictures.loading import LoadedPicture, PictureFile, decode
from ingest.problem import Problem
from service.engine.encoder import Encoder


@dataclass(frozen=True, slots=True)
class _Decoded:
    task: Task
    picture: LoadedPicture | PictureFile | Problem | None

    @property
    def image(self) -> Image | None:
        """What the model has to see."""
        known = self.task.known is not None
        return self.picture.image if isinstance(self.picture, LoadedPicture) and not known else None


class LocalEngine:
    """See `Engine`.

    Args:
        encoder: what embeds.
        batch_size: pictures that are embedded at once.
    """

    def __init__(self, encoder: Encoder, *, batch_size: int) -> None:
        self._embedder = PictureEmbedder(encoder)
        self._batch_size = batch_size

    @property
    def seconds(self) -> float:
        """See `Engine`."""
        return self._embedder.seconds

    @property
    def pictures(self) -> int:
        """See `Engine`."""
        return self._embedder.pictures

    def embed(self, tasks: Iterable[Task], *, pool: Executor) -> Generator[list[Embedded]]:
        """See `Engine.embed`."""
        with closing(map_ahead(_decode, tasks, pool=pool, ahead=2 * self._batch_size)) as decoded:
            for batch in batches(
                decoded,
                pictures=self._batch_size,
                counts=lambda one: isinstance(one.picture, LoadedPicture),
            ):
                yield self._embed(batch)

    def _embed(self, batch: list[_Decoded]) -> list[Embedded]:
        images = [image for one in batch if (image := one.image) is not None]
        vectors = iter(self._embedder.embed(images))
        embedded = []
        for one in batch:
            if one.image is None or not isinstance(one.picture, LoadedPicture):
                embedded.append(Embedded(one.task, one.picture, one.task.known))
                continue
            found = next(vectors)
            if isinstance(found, Problem):
                embedded.append(Embedded(one.task, found))
            else:
                known = Embedding(found, one.picture.likeness)
                embedded.append(Embedded(one.task, one.picture, known))
        return embedded


def _decode(task: Task) -> _Decoded:
    picture = task.picture
    if isinstance(picture, PictureFile) and picture.data is not None:
        return _Decoded(task, decode(picture))
    return _Decoded(task, picture)
