"""Precision: what it costs in quality, and brings in time, to compute words in bf16."""

from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from PIL import Image

from finetune.queries import load_vague
from ingest.columns.drafts import Columns, Draft
from ingest.columns.mapping import ColumnMapping
from ingest.pictures.loading import LoadedPicture, load_picture
from ingest.readers import open_catalogue
from service.engine.encoder import Encoder
from service.engine.encoder.direct import load_serving_encoder

TOP = 10


def measure_precision(catalogue: Path, *, pictures: int, threads: int) -> dict[str, Any]:
    """Rank a catalogue's pictures by the vague wishes in fp32 and in bf16, and compare."""
    import torch

    torch.set_num_threads(threads)
    shown = _pictures(catalogue, pictures)
    texts = [query.text for query in load_vague()]
    exact = load_serving_encoder(precision="fp32")
    short = load_serving_encoder(precision="bf16")
    seen = exact.embed_images(shown)
    return {
        "pictures": len(shown),
        "texts": len(texts),
        "threads": threads,
        "picture_ms": _times(exact, shown),
        "pictures_equal": bool(np.array_equal(seen[:64], short.embed_images(shown[:64]))),
        "fp32": {"text_ms": _times(exact, texts)},
        "bf16": {"text_ms": _times(short, texts)} | _parity(exact, short, texts, seen),
    }


def _parity(exact: Encoder, short: Encoder, texts: list[str], seen: Any) -> dict[str, float]:
    first = np.concatenate([exact.embed_texts([text]) for text in texts])
    second = np.concatenate([short.embed_texts([text]) for text in texts])
    cosines = (first * second).sum(1)
    best = [np.argsort(-(row @ seen.T), kind="stable")[:TOP] for row in first]
    other = [np.argsort(-(row @ seen.T), kind="stable")[:TOP] for row in second]
    kept = [len(set(a) & set(b)) / TOP for a, b in zip(best, other, strict=True)]
    same = [a[0] == b[0] for a, b in zip(best, other, strict=True)]
    return {
        "cosine_mean": round(float(cosines.mean()), 5),
        "cosine_least": round(float(cosines.min()), 5),
        "top10_kept": round(float(np.mean(kept)), 4),
        "first_kept": round(float(np.mean(same)), 4),
    }


def _times(encoder: Encoder, inputs: list[Any]) -> dict[str, float]:
    embed = encoder.embed_texts if isinstance(inputs[0], str) else encoder.embed_images
    took = []
    for one in inputs[:200]:
        started = perf_counter()
        embed([one])
        took.append((perf_counter() - started) * 1e3)
    return {f"p{p}": round(float(np.percentile(took[10:], p)), 2) for p in (50, 99)}


def _pictures(catalogue: Path, most: int) -> list[Image.Image]:
    source = open_catalogue(catalogue)
    sample = list(islice(source.rows(pictures=False), 1_000))
    columns = Columns(sample, ColumnMapping())
    found: list[Image.Image] = []
    for row in source.rows():
        draft = columns.draft(row, lambda *_: None)
        picture = draft.picture if isinstance(draft, Draft) else None
        loaded = load_picture(picture, root=source.root) if picture else None
        if isinstance(loaded, LoadedPicture):
            found.append(loaded.image)
        if len(found) == most:
            break
    return found
