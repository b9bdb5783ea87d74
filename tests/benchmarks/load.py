"""Load: what HTTP adds to a text search, and how the service bears many clients at once."""

import asyncio
import http.client
import json
import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import socket
from time import monotonic, perf_counter, process_time, sleep
from typing import Any
from urllib.parse import quote

import numpy as np
import psutil

from service.engine.encoder.direct import load_serving_encoder
from service.engine.index import IndexQuery, Leg
from service.engine.lexicon import Lexicon
from service.engine.opening import open_engine

WORDS = ("red", "navy blue", "black", "white", "silk", "checked", "printed", "formal", "casual")
THINGS = ("dress", "shirt", "saree", "shoes for men", "handbag", "watch", "kurta", "jeans", "cap")
WISHES = ("for a wedding", "for the office", "for the beach", "under monsoon rain", "as a gift", "")
BATCHES = (1, 4, 8, 16, 32)
WARMING = 20
START_S = 300.0


def measure_load(
    data: Path, *, queries: int, clients: int, seconds: float, threads: int, seed: int
) -> dict[str, Any]:
    """Measure the parts alone, then the service as a process of its own, in one run.

    Args:
        data: a data folder that no service holds open.
        queries: of one client, one after the other.
        clients: at once, each with one request under way.
        seconds: how long they go on.
        threads: that the model computes with.
        seed: of the words.
    """
    texts = _texts(max(queries, 200) + WARMING, random.Random(seed))
    parts = _parts(data, texts, threads=threads)
    with _service(data, threads=threads) as (port, process):
        alone = _one_client(port, process, texts, mode="auto")
        dense = _one_client(port, process, texts, mode="dense")
        many = _many_clients(port, process, clients=clients, seconds=seconds, seed=seed)
        metrics = _metrics(port)
    bare = parts["text_forward_ms"]["p50"] + parts["index_query_ms"]["p50"]
    bare_cpu = parts["text_forward_cpu_ms"] + parts["index_query_cpu_ms"]
    return {
        "cores": os.cpu_count(),
        "threads": threads,
        "parts": parts,
        "one_client": {"auto": alone, "dense": dense},
        "overhead": {
            "auto": round(alone["http_ms"]["p50"] / bare, 2),
            "dense": round(dense["http_ms"]["p50"] / bare, 2),
            # On a machine that does other things meanwhile, only processor time tells.
            "auto_cpu": round(alone["cpu_ms_per_search"] / bare_cpu, 2),
            "dense_cpu": round(dense["cpu_ms_per_search"] / bare_cpu, 2),
        },
        "many_clients": many
        | {
            "of_best_batched_rate": round(many["per_second"] / parts["best_texts_per_second"], 2),
            "p99_over_p50": round(many["http_ms"]["p99"] / many["http_ms"]["p50"], 2),
        },
        "mean_batch": metrics,
    }


def _texts(count: int, rng: random.Random) -> list[str]:
    """Distinct, so that no cache answers."""
    return [
        f"{rng.choice(WORDS)} {rng.choice(THINGS)} {rng.choice(WISHES)} {number}".replace("  ", " ")
        for number in range(count)
    ]


def _parts(data: Path, texts: list[str], *, threads: int) -> dict[str, Any]:
    """Time one text's forward pass, one hybrid query of the bare index, and the best batch."""
    import torch

    torch.set_num_threads(threads)
    encoder = load_serving_encoder()
    forward, forward_cpu, rates = [], [], {}
    for text in texts:
        started, cpu = perf_counter(), process_time()
        encoder.embed_texts([text])
        forward.append((perf_counter() - started) * 1e3)
        forward_cpu.append((process_time() - cpu) * 1e3)
    for size in BATCHES:
        took = []
        for start in range(0, 10 * size, size):
            batch = [texts[(start + place) % len(texts)] for place in range(size)]
            started = perf_counter()
            encoder.embed_texts(batch)
            took.append(perf_counter() - started)
        rates[size] = round(size / float(np.median(took)), 1)
    engine = open_engine(data, encoder)
    queries, queries_cpu, lexicon = [], [], Lexicon()

    async def query() -> int:
        for text in texts:
            legs = (Leg(encoder.embed_texts([text])[0]), Leg(lexicon.weigh_query(text)))
            started, cpu = perf_counter(), process_time()
            await engine._index.search(IndexQuery(legs, None, 24))
            queries.append((perf_counter() - started) * 1e3)
            queries_cpu.append((process_time() - cpu) * 1e3)
        products = await engine.count()
        await engine.close()
        return products

    products = asyncio.run(query())
    return {
        "products": products,
        "text_forward_ms": _percentiles(forward[WARMING:]),
        "text_forward_cpu_ms": round(float(np.median(forward_cpu[WARMING:])), 2),
        "index_query_ms": _percentiles(queries[WARMING:]),
        "index_query_cpu_ms": round(float(np.median(queries_cpu[WARMING:])), 2),
        "texts_per_second_by_batch": rates,
        "best_texts_per_second": max(rates.values()),
    }


@contextmanager
def _service(data: Path, *, threads: int) -> Iterator[tuple[int, psutil.Process]]:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    arguments = ["--data", str(data), "--port", str(port), "--threads", str(threads)]
    running = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "service", *arguments, "--log-level", "warning"],
        stdout=subprocess.DEVNULL,
    )
    try:
        deadline = monotonic() + START_S
        while _status(port) != 200:
            if monotonic() > deadline or running.poll() is not None:
                raise RuntimeError("the service did not start; does another one hold the folder?")
            sleep(0.1)
        yield port, psutil.Process(running.pid)
    finally:
        running.terminate()
        running.wait()


def _status(port: int) -> int:
    with suppress(OSError):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/readyz")
        return connection.getresponse().status
    return 0


def _one_client(
    port: int, process: psutil.Process, texts: list[str], *, mode: str
) -> dict[str, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    wall: list[float] = []
    stages: dict[str, list[float]] = {}
    before = _cpu_s(process)
    for text in texts:
        started = perf_counter()
        # Words of their own for each mode: what the other asked is remembered.
        status, body = _get(connection, f"/v1/search?q={quote(text + ' ' + mode)}&mode={mode}")
        wall.append((perf_counter() - started) * 1e3)
        if status != 200:
            raise RuntimeError(f"a search was answered {status}")
        for stage, took in json.loads(body)["took_ms"].items():
            stages.setdefault(stage, []).append(took)
    return {
        "http_ms": _percentiles(wall[WARMING:]),
        "cpu_ms_per_search": round((_cpu_s(process) - before) * 1e3 / len(texts), 2),
        "service_ms": {stage: _percentiles(took[WARMING:]) for stage, took in stages.items()},
    }


def _many_clients(
    port: int, process: psutil.Process, *, clients: int, seconds: float, seed: int
) -> dict[str, Any]:
    wall: list[float] = []
    statuses: dict[int, int] = {}
    until = monotonic() + seconds

    def client(number: int) -> None:
        rng = random.Random(f"{seed}/{number}")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        turn = 0
        while monotonic() < until:
            words = f"{rng.choice(WORDS)} {rng.choice(THINGS)} {rng.choice(WISHES)} {number} {turn}"
            turn += 1
            started = perf_counter()
            status, _ = _get(connection, f"/v1/search?q={quote(words)}")
            wall.append((perf_counter() - started) * 1e3)
            statuses[status] = statuses.get(status, 0) + 1

    memory: list[float] = []
    before = _cpu_s(process)
    running = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    started = perf_counter()
    for thread in running:
        thread.start()
    while any(thread.is_alive() for thread in running):
        memory.append(process.memory_info().rss / 1e6)
        sleep(min(1.0, seconds / 10))
    took = perf_counter() - started
    warm = memory[len(memory) // 5 :]
    return {
        "clients": clients,
        "seconds": round(took, 1),
        "requests": len(wall),
        "statuses": statuses,
        "per_second": round(len(wall) / took, 1),
        "http_ms": _percentiles(wall),
        "cpu_ms_per_search": round((_cpu_s(process) - before) * 1e3 / len(wall), 2),
        "memory_mb": {"first": round(warm[0]), "last": round(warm[-1]), "most": round(max(warm))},
    }


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _metrics(port: int) -> dict[str, float]:
    _, body = _get(http.client.HTTPConnection("127.0.0.1", port, timeout=60), "/metrics")
    found = {}
    for line in body.decode().splitlines():
        if line.startswith("modiste_encoder_batch_size_"):
            name, value = line.rsplit(" ", 1)
            found[name.removeprefix("modiste_encoder_batch_size_")] = float(value)
    counted = found.get('count{kind="text"}', 0.0)
    return {"text": round(found.get('sum{kind="text"}', 0.0) / max(counted, 1.0), 2)}


def _get(connection: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read()


def _percentiles(values: list[float]) -> dict[str, float]:
    return {f"p{p}": round(float(np.percentile(values, p)), 2) for p in (50, 95, 99)}
