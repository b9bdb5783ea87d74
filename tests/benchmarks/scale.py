"""The embedded index at scale: synthetic products drawn around real ones, with their payloads."""

import asyncio
import multiprocessing
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import numpy as np
import psutil
from qdrant_client import models

from ingest.report import peak_memory_mb
from service.engine.index import IndexQuery, Leg, Record
from service.engine.index.folder_home import FolderHome
from service.engine.index.home import Storage
from service.engine.index.protocol import LIVE_BATCH
from service.engine.product import point_id
from service.engine.schema import Schema

K: Final = 10
# How far a made product lies from the real one that it is drawn around: cosine about .9.
_NOISE: Final = 0.48
_SELECTIVITIES: Final = (0.4, 0.1, 0.01, 0.001)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What is built and searched.

    Attributes:
        data: a data folder whose live generation gives the real products.
        folder: where the index goes; removed in the end.
        points: how many are made.
        int8: whether vectors are bytes in memory, and all else on disk.
        queries: of each kind.
        seed: of everything drawn.
    """

    data: Path
    folder: Path
    points: int
    int8: bool
    queries: int
    seed: int

    @property
    def home(self) -> FolderHome:
        """Where the index is."""
        return FolderHome(self.folder, storage=Storage(int8=self.int8, on_disk=self.int8))


def measure_scale(trial: Trial) -> dict[str, Any]:
    """Build an index of made products and search it, each in a process of its own."""
    try:
        built = _alone(_build, trial)
        disk = sum(path.stat().st_blocks * 512 for path in trial.folder.rglob("*"))
        searched = _alone(_search, trial)
    finally:
        shutil.rmtree(trial.folder, ignore_errors=True)
    head = {"points": trial.points, "int8": trial.int8}
    return {**head, **built, "disk_mb": round(disk / 1e6), **searched}


def _alone(task: Any, trial: Trial) -> dict[str, Any]:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        result: dict[str, Any] = pool.submit(task, trial).result()
        return result


def _real(data: Path) -> tuple[list[Record], Schema]:
    home = FolderHome(data)
    name = home.live()
    writer = home.change(name)
    records = [one for one in writer.stored(vectors=True) if one.dense is not None]
    writer.abandon()
    return records, home.manifest(name).schema


def _made(real: Sequence[Record], count: int, seed: int) -> Iterator[Record]:
    rng = np.random.default_rng(seed)
    for number in range(count):
        record = real[int(rng.integers(len(real)))]
        payload = record.payload | {"id": f"made-{number}", "look": f"made-{number}"}
        yield Record(point_id(f"made-{number}"), payload, _near(record, rng), record.terms)


def _near(record: Record, rng: np.random.Generator) -> Any:
    vector = record.dense
    if vector is None:
        raise ValueError("only products with a vector are drawn around")
    noise = rng.standard_normal(len(vector))
    moved = vector + _NOISE * noise / np.linalg.norm(noise)
    return (moved / np.linalg.norm(moved)).astype(np.float32)


def _build(trial: Trial) -> dict[str, Any]:
    real, schema = _real(trial.data)
    dense = real[0].dense
    home = trial.home
    name = home.begin()
    writer = home.create(name, dimension=0 if dense is None else len(dense))
    started = perf_counter()
    records = _made(real, trial.points, trial.seed)
    while batch := list(islice(records, LIVE_BATCH)):
        writer.write(batch)
    written = perf_counter()
    writer.finish(schema)
    finished = perf_counter()
    return {
        "real": len(real),
        "dimension": 0 if dense is None else len(dense),
        "write_s": round(written - started, 1),
        "graph_s": round(finished - written, 1),
        "build_peak_mb": round(peak_memory_mb()),
    }


def _search(trial: Trial) -> dict[str, Any]:
    real, schema = _real(trial.data)
    own = _resident()
    started = perf_counter()
    home = trial.home
    index = home.open(home.names()[-1])
    opened_s = perf_counter() - started
    rng = np.random.default_rng(trial.seed + 1)
    asked = [_near(real[int(rng.integers(len(real)))], rng) for _ in range(trial.queries)]
    kinds: dict[str, models.Filter | None] = {"no filter": None}
    kinds |= dict(_filters(real, schema))
    opened = _resident() - own
    for one in kinds.values():
        for vector in asked:
            asyncio.run(index.search(IndexQuery((Leg(vector),), one, K)))
    # Before anything is scanned: that touches the vectors on disk, which no search needs.
    searched = _resident() - own
    found = {kind: asyncio.run(_measure(index, asked, one)) for kind, one in kinds.items()}
    asyncio.run(index.close())
    return {
        "open_s": round(opened_s, 2),
        "opened_resident_mb": opened,
        "searched_resident_mb": searched,
        "searches": found,
    }


def _resident() -> int:
    return round(psutil.Process().memory_info().rss / 1e6)


async def _measure(
    index: Any, asked: Sequence[Any], filter_: models.Filter | None
) -> dict[str, float]:
    seconds, recalled = [], []
    for vector in asked:
        started = perf_counter()
        found = await index.search(IndexQuery((Leg(vector),), filter_, K))
        seconds.append(perf_counter() - started)
        truth = await index.search(IndexQuery((Leg(vector),), filter_, K, exact=True))
        wanted = {one.point_id for one in truth}
        recalled.append(len(wanted & {one.point_id for one in found}) / max(len(wanted), 1))
    return {
        "p50_ms": round(1e3 * float(np.percentile(seconds, 50)), 2),
        "p99_ms": round(1e3 * float(np.percentile(seconds, 99)), 2),
        "recall@10": round(float(np.mean(recalled)), 4),
    }


def _filters(real: Sequence[Record], schema: Schema) -> Iterator[tuple[str, models.Filter]]:
    """The values of the catalogue's own fields whose share is nearest to each selectivity."""
    counts: Counter[tuple[str, str]] = Counter()
    for record in real:
        for field in schema.fields:
            value = record.payload.get("attributes", {}).get(field.name)
            if isinstance(value, str):
                counts[field.path, value] += 1
    for wanted in _SELECTIVITIES:
        (path, value), count = min(
            counts.items(), key=lambda item: abs(np.log(item[1] / len(real) / wanted))
        )
        match = models.MatchAny(any=[value])
        condition = models.FieldCondition(key=path, match=match)
        yield f"{count / len(real):.2%}", models.Filter(must=[condition])
