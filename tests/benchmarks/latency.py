"""Latency of text queries over HTTP, and what of it the service itself accounts for."""

import random
from time import perf_counter

import httpx
import numpy as np

WORDS = ("red", "navy blue", "black", "white", "silk", "checked", "printed", "formal", "casual")
THINGS = ("dress", "shirt", "saree", "shoes for men", "handbag", "watch", "kurta", "jeans", "cap")
WISHES = ("for a wedding", "for the office", "for the beach", "under monsoon rain", "as a gift", "")


def _percentiles(values: list[float]) -> dict[str, float]:
    return {f"p{p}": round(float(np.percentile(values, p)), 2) for p in (50, 95, 99)}


def measure_latency(url: str, *, queries: int, seed: int) -> dict[str, object]:
    """Time distinct queries, so that no cache answers; the first ten only warm up."""
    rng = random.Random(seed)
    texts: list[str] = []
    while len(texts) < queries + 10:
        text = f"{rng.choice(WORDS)} {rng.choice(THINGS)} {rng.choice(WISHES)} {len(texts)}"
        texts.append(text.replace("  ", " "))
    wall: list[float] = []
    stages: dict[str, list[float]] = {}
    with httpx.Client(base_url=url, timeout=30.0, trust_env=False) as client:
        products = client.get("/v1/info").raise_for_status().json()["products"]
        for number, text in enumerate(texts):
            started = perf_counter()
            response = client.get("/v1/search", params={"q": text}).raise_for_status()
            elapsed = (perf_counter() - started) * 1e3
            if number < 10:
                continue
            wall.append(elapsed)
            for stage, milliseconds in response.json()["took_ms"].items():
                stages.setdefault(stage, []).append(milliseconds)
    return {
        "products": products,
        "queries": queries,
        "http_ms": _percentiles(wall),
        "service_ms": {stage: _percentiles(values) for stage, values in stages.items()},
    }
