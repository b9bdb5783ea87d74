"""What each feature of a search adds to plain dense search, over HTTP."""

import base64
import random
from time import perf_counter
from typing import Any, Final

import httpx
import numpy as np

from tests.benchmarks.latency import THINGS, WORDS

# Feature -> what a request says beside the words.
FEATURES: Final[dict[str, dict[str, Any]]] = {
    "dense": {"mode": "dense"},
    "auto": {},
    "hybrid": {"mode": "hybrid"},
    "lexical": {"mode": "lexical"},
    "filters": {"mode": "dense", "filters": {"gender": ["Women", "Men"]}},
    "facets": {"mode": "dense", "facets": ["gender", "articleType", "baseColour"]},
    "sort": {"mode": "dense", "sort": "newest"},
    "group_by": {"mode": "dense", "group_by": "look"},
    "diversity": {"mode": "dense", "diversity": 0.5},
    "min_match": {"mode": "dense", "min_match": 0.5},
    "not_text": {"mode": "dense", "not_text": "floral"},
    "explain": {"mode": "dense", "explain": True},
}


def measure_features(url: str, *, queries: int, seed: int) -> dict[str, dict[str, float]]:
    """Ask the same words with each feature in turn; milliseconds, and what is added to "dense".

    Features take turns query by query, so that a busy moment of the machine hits all of them. The
    words have been asked before, so that the model's time is in none of them.
    """
    rng = random.Random(seed)
    texts = [f"{rng.choice(WORDS)} {rng.choice(THINGS)} {n}" for n in range(queries + 5)]
    taken: dict[str, list[float]] = {}
    with httpx.Client(base_url=url, timeout=30.0, trust_env=False) as client:
        shown = client.get("/v1/search", params={"q": "dress", "limit": 1}).raise_for_status()
        hit = shown.json()["hits"][0]
        picture = client.get(hit["image_url"]).raise_for_status().content
        image = base64.b64encode(picture).decode()
        asked = FEATURES | {
            "like": {"like": [hit["id"]]},
            "dislike": {"mode": "dense", "dislike": [hit["id"]]},
            "image": {"image": image},
            "region": {"image": image, "region": [0.1, 0.1, 0.9, 0.9]},
        }
        for number, text in enumerate(texts):
            client.post("/v1/search", json={"text": text, "mode": "dense"}).raise_for_status()
            for name, more in asked.items():
                started = perf_counter()
                client.post("/v1/search", json={"text": text, **more}).raise_for_status()
                if number >= 5:  # the first ones only warm up
                    taken.setdefault(name, []).append((perf_counter() - started) * 1e3)
    dense = np.array(taken["dense"])
    return {
        name: {
            "p50_ms": _percentile(values, 50),
            "p99_ms": _percentile(values, 99),
            "added_p50_ms": _percentile(np.array(values) - dense, 50),
            "added_p99_ms": round(_percentile(values, 99) - _percentile(taken["dense"], 99), 2),
        }
        for name, values in taken.items()
    }


def _percentile(values: Any, which: int) -> float:
    return round(float(np.percentile(values, which)), 2)
