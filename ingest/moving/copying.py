"""Copying a generation from one home to another, and making sure that all of it arrived."""

import asyncio
import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

import numpy as np

from ingest.looks.book import FILE_NAME as LOOKS
from ingest.progress import Silent, Watcher
from service.engine.errors import GenerationError, IndexUnavailableError
from service.engine.index.home import Home, Writer
from service.engine.index.protocol import LIVE_BATCH, Candidate, Record
from service.engine.index.rejected import FILE_NAME as REJECTED
from service.engine.suggesting import FILE_NAME as PHRASES
from service.engine.understanding import FILE_NAME as WORDS

SAMPLE: Final = 1_000
# Vectors are normalised once more on arrival, in float32.
_TOLERANCE: Final = 1e-5


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied.

    Attributes:
        source: the generation that was read.
        target: the one that is live now in the other home.
        products: points, counted in both.
        compared: points whose payload and vector were compared one by one.
    """

    source: str
    target: str
    products: int
    compared: int


def copy_generation(
    source: Home,
    target: Home,
    *,
    sample: int = SAMPLE,
    seed: int = 0,
    watcher: Watcher | None = None,
) -> Copied:
    """Copy the live generation and make the copy live.

    Both homes' points are counted, and the payloads and vectors of a random sample compared,
    before the copy goes live; when anything goes wrong the copy is removed.

    Args:
        source: read only; an embedded one must not be open in a service.
        target: gets a new generation.
        sample: how many points are compared one by one.
        seed: of the draw.
        watcher: is told how far it has come.

    Raises:
        NoGenerationError: when nothing is live in `source`.
        GenerationError: when it cannot be read, or the copy is not the same.
        IndexUnavailableError: when a server stays away.
    """
    watching = watcher or Silent()
    before = source.live()
    manifest = source.manifest(before)
    reading = source.change(before)
    try:
        after = target.begin()
        try:
            writing = target.create(after, dimension=manifest.fingerprint.dimension)
            drawn = _fill(reading, writing, sample=sample, seed=seed, watcher=watching)
            products = reading.count()
            _require(products, writing.count(), "products")
            watching.finishing()
            writing.finish(manifest.schema)
            _keep(source, before, target, after)
            target.describe(after, replace(manifest, generation=after))
            _compare(target, after, drawn)
            target.make_live(after)
        except BaseException:
            with suppress(IndexUnavailableError):
                target.remove(after)
            raise
    finally:
        watching.stopped()
        reading.abandon()
    return Copied(before, after, products, len(drawn))


def _fill(
    reading: Writer, writing: Writer, *, sample: int, seed: int, watcher: Watcher
) -> list[Record]:
    """Write every point, and return a uniform draw of them (reservoir sampling, Vitter 1985)."""
    rng = random.Random(seed)
    watcher.started(reading.count())
    drawn: list[Record] = []
    seen = 0
    records = iter(reading.stored(vectors=True))
    try:
        while batch := list(islice(records, LIVE_BATCH)):
            writing.write(batch)
            for record in batch:
                seen += 1
                if len(drawn) < sample:
                    drawn.append(record)
                elif (place := rng.randrange(seen)) < sample:
                    drawn[place] = record
            watcher.advanced(seen)
        writing.flush()
    except BaseException:
        writing.abandon()
        raise
    return drawn


def _keep(source: Home, before: str, target: Home, after: str) -> None:
    texts = {name: source.document(before, name) for name in (WORDS, PHRASES, REJECTED)}
    target.keep(after, {name: text for name, text in texts.items() if text is not None})
    book = source.folder(before) / LOOKS
    if book.is_file():
        shutil.copyfile(book, target.folder(after) / LOOKS)


def _compare(target: Home, name: str, drawn: Sequence[Record]) -> None:
    wanted = {record.point_id: record for record in drawn}
    arrived = {one.point_id: one for one in asyncio.run(_get(target, name, list(wanted)))}
    _require(len(wanted), len(arrived), "of the sampled products")
    for point_id, record in wanted.items():
        if not _same(record, arrived[point_id]):
            raise GenerationError(
                f"the copy is not the same: product {record.payload.get('id')!r} differs; it was "
                "removed. Was the index being changed? Copy again"
            )


async def _get(target: Home, name: str, point_ids: Sequence[str]) -> list[Candidate]:
    index = target.open(name)
    try:
        found: list[Candidate] = []
        for part in _parts(point_ids):
            found += await index.get(part)
        return found
    finally:
        await index.close()


def _parts(point_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(point_ids), LIVE_BATCH):
        yield point_ids[start : start + LIVE_BATCH]


def _same(record: Record, arrived: Candidate) -> bool:
    if record.payload != arrived.payload or (record.dense is None) != (arrived.dense is None):
        return False
    if record.dense is None or arrived.dense is None:
        return True
    return bool(np.allclose(record.dense, arrived.dense, atol=_TOLERANCE))


def _require(there: int, arrived: int, what: str) -> None:
    if there != arrived:
        raise GenerationError(
            f"the copy is not the same: {there:,} {what} in the one, {arrived:,} in the other; it "
            "was removed. Was the index being changed? Copy again"
        )
