"""Batching: encodings of many callers in one forward pass, within bounds."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter
from typing import Any, Final, Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL.Image import Image

from service.engine.encoder.calibration import Calibration
from service.engine.encoder.protocol import Encoder, Fingerprint, Vectors
from service.engine.errors import OverloadedError

Kind: TypeAlias = Literal["text", "image"]

# Inputs of one forward pass. Beyond it a batch takes longer and gains nothing.
MAX_BATCH: Final = 16
# Inputs that wait: at 4 ms a text and 12 ms a picture the last one waits about a second.
MAX_WAITING: Final[dict[Kind, int]] = {"text": 256, "image": 64}
CACHED_TEXTS: Final = 10_000


class BatchWatcher(Protocol):
    """Told what happens, on the event loop."""

    def batched(self, kind: Kind, *, size: int, waited_s: float, took_s: float) -> None:
        """A batch is done: its inputs, how long the first of them waited, how long it took."""

    def looked_up(self, *, hit: bool) -> None:
        """A text was looked for among those embedded lately."""


class _Unwatched:
    def batched(self, kind: Kind, *, size: int, waited_s: float, took_s: float) -> None:
        pass

    def looked_up(self, *, hit: bool) -> None:
        pass


@dataclass(slots=True, eq=False)
class _Job:
    inputs: Sequence[Any]
    done: "asyncio.Future[Vectors]"
    since: float = field(default_factory=perf_counter)
    alone: bool = False


class BatchingEncoder:
    """Lets callers on an event loop share an encoder; it is an encoder itself, for one thread.

    There is no window to wait for: an idle encoder begins at once, and what comes while it is at
    work is the next batch. Texts and pictures wait apart and take turns. A job whose caller went
    away is dropped before it is begun. Texts embedded lately are remembered; they belong to this
    encoder, so to one model.

    Args:
        encoder: what embeds; used by one thread.
        max_batch: inputs of one forward pass.
        max_waiting: inputs that may wait, of each kind.
        cached_texts: how many texts are remembered; 0 for none.
    """

    def __init__(
        self,
        encoder: Encoder,
        *,
        max_batch: int = MAX_BATCH,
        max_waiting: dict[Kind, int] | None = None,
        cached_texts: int = CACHED_TEXTS,
    ) -> None:
        self.watcher: BatchWatcher = _Unwatched()
        self._encoder = encoder
        self._max_batch = max_batch
        self._max_waiting = max_waiting or MAX_WAITING
        self._cached_texts = cached_texts
        self._cache: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lanes: dict[Kind, deque[_Job]] = {"text": deque(), "image": deque()}
        self._embeds: dict[Kind, Callable[[Sequence[Any]], Vectors]] = {
            "text": encoder.embed_texts,
            "image": encoder.embed_images,
        }
        self._turn: Kind = "text"
        self._busy = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="encoder")

    @property
    def fingerprint(self) -> Fingerprint:
        """Of the encoder."""
        return self._encoder.fingerprint

    @property
    def calibration(self) -> Calibration:
        """Of the encoder."""
        return self._encoder.calibration

    def knows(self, word: str) -> bool:
        """See `Encoder.knows`."""
        return self._encoder.knows(word)

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """Embed in the caller's thread; see `Encoder.embed_texts`."""
        return self._encoder.embed_texts(texts)

    def embed_images(self, images: Sequence[Image]) -> Vectors:
        """Embed in the caller's thread; see `Encoder.embed_images`."""
        return self._encoder.embed_images(images)

    def waiting(self, kind: Kind) -> int:
        """Return how many inputs of a kind wait."""
        return sum(len(job.inputs) for job in self._lanes[kind] if not job.done.done())

    async def text(self, text: str) -> NDArray[np.float32]:
        """Embed words: (dim,), unit length.

        Raises:
            OverloadedError: when too many wait.
        """
        known = self._cache.get(text)
        self.watcher.looked_up(hit=known is not None)
        if known is not None:
            self._cache.move_to_end(text)
            return known
        vector: NDArray[np.float32] = (await self._embed("text", [text]))[0]
        vector.setflags(write=False)
        self._cache[text] = vector
        while len(self._cache) > self._cached_texts:
            self._cache.popitem(last=False)
        return vector

    async def image(self, image: Image) -> NDArray[np.float32]:
        """Embed a picture: (dim,), unit length.

        Raises:
            OverloadedError: when too many wait.
        """
        vector: NDArray[np.float32] = (await self._embed("image", [image]))[0]
        return vector

    async def texts(self, texts: Sequence[str]) -> Vectors:
        """Embed many texts: (n, dim); others get their turn between two batches.

        Raises:
            OverloadedError: when too many wait.
        """
        return await self._many("text", texts)

    async def images(self, images: Sequence[Image]) -> Vectors:
        """Embed many pictures: (n, dim); others get their turn between two batches.

        Raises:
            OverloadedError: when too many wait.
        """
        return await self._many("image", images)

    def close(self) -> None:
        """Let the running batch finish and take no other."""
        self._thread.shutdown(wait=True)

    async def _many(self, kind: Kind, inputs: Sequence[Any]) -> Vectors:
        starts = range(0, len(inputs), self._max_batch)
        rows = [await self._embed(kind, inputs[at : at + self._max_batch]) for at in starts]
        return np.concatenate([np.empty((0, self.fingerprint.dimension), dtype=np.float32), *rows])

    async def _embed(self, kind: Kind, inputs: Sequence[Any]) -> Vectors:
        if self.waiting(kind) + len(inputs) > self._max_waiting[kind]:
            raise OverloadedError("more searches come than can be answered; try again in a second")
        loop = asyncio.get_running_loop()
        job = _Job(inputs, loop.create_future())
        self._lanes[kind].append(job)
        # Soon, not now: what comes in the same turn of the loop goes into the same batch.
        loop.call_soon(self._begin)
        return await job.done

    def _begin(self) -> None:
        if self._busy:
            return
        kinds: tuple[Kind, Kind] = ("text", "image") if self._turn == "text" else ("image", "text")
        for kind in kinds:
            batch = self._take(self._lanes[kind])
            if batch:
                self._turn = "image" if kind == "text" else "text"
                self._run(kind, batch)
                return

    def _take(self, lane: "deque[_Job]") -> list[_Job]:
        batch: list[_Job] = []
        size = 0
        while lane:
            job = lane[0]
            if job.done.done():  # its caller went away
                lane.popleft()
                continue
            full = size + len(job.inputs) > self._max_batch
            if batch and (full or job.alone or batch[0].alone):
                break
            batch.append(lane.popleft())
            size += len(job.inputs)
        return batch

    def _run(self, kind: Kind, batch: list[_Job]) -> None:
        self._busy = True
        inputs = [one for job in batch for one in job.inputs]
        started = perf_counter()
        running = asyncio.get_running_loop().run_in_executor(
            self._thread, self._embeds[kind], inputs
        )
        running.add_done_callback(partial(self._settle, kind, batch, started))

    def _settle(
        self, kind: Kind, batch: list[_Job], started: float, running: "asyncio.Future[Vectors]"
    ) -> None:
        self._busy = False
        error = None if running.cancelled() else running.exception()
        if running.cancelled():
            for job in batch:
                job.done.cancel()
        elif error is not None:
            self._blame(kind, batch, error)
        else:
            rows = running.result()
            place = 0
            for job in batch:
                if not job.done.done():
                    job.done.set_result(rows[place : place + len(job.inputs)])
                place += len(job.inputs)
            self.watcher.batched(
                kind,
                size=place,
                waited_s=started - batch[0].since,
                took_s=perf_counter() - started,
            )
        self._begin()

    def _blame(self, kind: Kind, batch: list[_Job], error: BaseException) -> None:
        """Give the error to the job that it is about: each of several is tried again alone."""
        for job in reversed(batch):
            if job.done.done():
                continue
            if len(batch) == 1:
                job.done.set_exception(error)
            else:
                job.alone = True
                self._lanes[kind].appendleft(job)
