"""Callers share an encoder: batches, turns, bounds, and nothing done for those who went away."""

import asyncio
from collections.abc import Sequence
from threading import Event

import numpy as np
import pytest
from PIL import Image

from service.engine.encoder import Vectors
from service.engine.encoder.batching import BatchingEncoder
from service.engine.encoder.hashed import HashEncoder
from service.engine.errors import OverloadedError

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class SlowEncoder(HashEncoder):
    """Waits until it is let on, and remembers its batches."""

    def __init__(self) -> None:
        super().__init__(16)
        self.go = Event()
        self.batches: list[list[object]] = []

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        self.batches.append(list(texts))
        assert self.go.wait(10)
        if "broken" in texts:
            raise RuntimeError("the model fails on it")
        return super().embed_texts(texts)

    def embed_images(self, images: Sequence[Image.Image]) -> Vectors:
        self.batches.append([image.size for image in images])
        assert self.go.wait(10)
        return super().embed_images(images)


class Seen:
    """Keeps what the encoder tells."""

    def __init__(self) -> None:
        self.batches: list[tuple[str, int]] = []
        self.hits: list[bool] = []

    def batched(self, kind: str, *, size: int, waited_s: float, took_s: float) -> None:
        assert waited_s >= 0
        assert took_s > 0
        self.batches.append((kind, size))

    def looked_up(self, *, hit: bool) -> None:
        self.hits.append(hit)


async def begun(encoder: SlowEncoder, batches: int) -> None:
    while len(encoder.batches) < batches:  # noqa: ASYNC110 - another thread tells by it
        await asyncio.sleep(0.001)


async def test_in_a_batch_everyone_gets_their_own_vector() -> None:
    slow = SlowEncoder()
    batching, seen = BatchingEncoder(slow, max_batch=8), Seen()
    batching.watcher = seen
    first = asyncio.create_task(batching.text("first"))
    await begun(slow, 1)
    tasks = [asyncio.create_task(batching.text(f"number {n}")) for n in range(20)]
    await asyncio.sleep(0.01)
    assert batching.waiting("text") == 20
    slow.go.set()
    rows = await asyncio.gather(*tasks)
    assert np.allclose(rows, HashEncoder(16).embed_texts([f"number {n}" for n in range(20)]))
    assert [len(batch) for batch in slow.batches] == [1, 8, 8, 4]
    assert seen.batches == [("text", 1), ("text", 8), ("text", 8), ("text", 4)]
    await first
    batching.close()


async def test_words_and_pictures_take_turns() -> None:
    slow = SlowEncoder()
    batching = BatchingEncoder(slow, max_batch=2)
    tasks = [asyncio.create_task(batching.text("first"))]
    await begun(slow, 1)
    tasks += [asyncio.create_task(batching.text(f"t{n}")) for n in range(4)]
    tasks += [asyncio.create_task(batching.image(Image.new("RGB", (9, 9)))) for n in range(4)]
    await asyncio.sleep(0.01)
    slow.go.set()
    await asyncio.gather(*tasks)
    kinds = ["text" if isinstance(batch[0], str) else "image" for batch in slow.batches]
    assert kinds == ["text", "image", "text", "image", "text"]
    batching.close()


async def test_what_nobody_waits_for_is_not_embedded() -> None:
    slow = SlowEncoder()
    batching = BatchingEncoder(slow)
    first = asyncio.create_task(batching.text("first"))
    await begun(slow, 1)
    gone = [asyncio.create_task(batching.text(f"gone {n}")) for n in range(3)]
    stays = asyncio.create_task(batching.text("stays"))
    await asyncio.sleep(0.01)
    for task in gone:
        task.cancel()
    slow.go.set()
    await asyncio.gather(first, stays)
    assert slow.batches == [["first"], ["stays"]]
    batching.close()


async def test_a_full_queue_says_so_at_once_and_takes_again_what_comes_later() -> None:
    slow = SlowEncoder()
    batching = BatchingEncoder(slow, max_waiting={"text": 2, "image": 1})
    tasks = [asyncio.create_task(batching.text("first"))]
    await begun(slow, 1)
    tasks += [asyncio.create_task(batching.text(f"t{n}")) for n in range(2)]
    tasks += [asyncio.create_task(batching.image(Image.new("RGB", (9, 9))))]
    await asyncio.sleep(0.01)
    with pytest.raises(OverloadedError, match="try again"):
        await batching.text("one too many")
    with pytest.raises(OverloadedError):
        await batching.image(Image.new("RGB", (9, 9)))
    slow.go.set()
    await asyncio.gather(*tasks)
    assert (await batching.text("later")).shape == (16,)
    batching.close()


async def test_one_that_fails_does_not_take_the_others_along() -> None:
    slow = SlowEncoder()
    batching = BatchingEncoder(slow)
    first = asyncio.create_task(batching.text("first"))
    await begun(slow, 1)
    texts = ("good", "broken", "better")
    tasks = [asyncio.create_task(batching.text(text)) for text in texts]
    await asyncio.sleep(0.01)
    slow.go.set()
    good, broken, better = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(broken, RuntimeError)
    assert np.allclose([good, better], HashEncoder(16).embed_texts(["good", "better"]))
    await first
    batching.close()


async def test_a_text_is_embedded_once_and_forgotten_when_others_come() -> None:
    slow = SlowEncoder()
    slow.go.set()
    batching, seen = BatchingEncoder(slow, cached_texts=2), Seen()
    batching.watcher = seen
    for text in ("a", "b", "a", "c", "a", "b"):
        await batching.text(text)
    assert seen.hits == [False, False, True, False, True, False]
    assert slow.batches == [["a"], ["b"], ["c"], ["b"]]
    batching.close()


async def test_many_texts_leave_room_for_others_in_between() -> None:
    slow = SlowEncoder()
    batching = BatchingEncoder(slow, max_batch=4)
    many = asyncio.create_task(batching.texts([f"bulk {n}" for n in range(12)]))
    await begun(slow, 1)
    one = asyncio.create_task(batching.text("a search"))
    await asyncio.sleep(0.01)
    slow.go.set()
    assert (await many).shape == (12, 16)
    await one
    assert [batch[0] for batch in slow.batches].index("a search") == 1
    batching.close()


async def test_no_texts_are_no_rows() -> None:
    batching = BatchingEncoder(HashEncoder(16))
    assert (await batching.texts([])).shape == (0, 16)
    batching.close()
