"""What looks alike: the hits of unseen products' pictures, by vectors alone and as it is served."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import numpy as np
from PIL import Image

from finetune.compact.splits import Split, split_of
from service.engine.encoder.direct import load_serving_encoder
from service.engine.engine import Engine
from service.engine.opening import open_engine
from service.engine.product import Product
from service.engine.query import Mode, Query
from service.engine.relevance.passing import values_at
from service.engine.schema import to_payload
from service.engine.searching.agreeing import agreed_paths
from tests.benchmarks.modes import read_products

DEPTH: Final = 10
MODES: Final[tuple[Mode, ...]] = ("dense", "auto")


def measure_alike(data: Path, *, pictures: int, seed: int) -> dict[str, Any]:
    """Ask with pictures of products that the bundled model was not trained on.

    Of each mode: the share of the first ten others that are equal in each field that is voted on,
    and in all of them; how often a copy of the picture brings its product, first and in ten; ms.
    """
    return asyncio.run(_measure(data, pictures=pictures, seed=seed))


async def _measure(data: Path, *, pictures: int, seed: int) -> dict[str, Any]:
    engine = open_engine(data, load_serving_encoder())
    await engine.warm()
    paths = agreed_paths(await engine._interpreter.vocabulary(), engine.manifest.schema)
    shown = await _unseen(engine, pictures, seed)
    report: dict[str, Any] = {"pictures": len(shown)}
    for mode in MODES:
        found: dict[str, list[float]] = defaultdict(list)
        for product, picture in shown:
            started = perf_counter()
            hits = await _hits(engine, picture, mode)
            found["ms"].append((perf_counter() - started) * 1e3)
            others = [hit for hit in hits if hit.id != product.id][:DEPTH]
            equal = [[_says(one, path) == _says(product, path) for path in paths] for one in others]
            for path, share in zip(paths, np.mean(equal, axis=0), strict=True):
                found[path].append(float(share))
            found["all"].append(float(np.mean([all(one) for one in equal])))
            for name, copy in COPIES.items():
                ids = [hit.id for hit in await _hits(engine, copy(picture), mode)]
                found[f"{name}, first"].append(float(ids[:1] == [product.id]))
                found[f"{name}, in ten"].append(float(product.id in ids[:DEPTH]))
        report[mode] = {
            name: round(float(np.median(values) if name == "ms" else np.mean(values)), 3)
            for name, values in found.items()
        }
    await engine.close()
    return report


async def _unseen(engine: Engine, count: int, seed: int) -> list[tuple[Product, Image.Image]]:
    products = await read_products(engine)
    found: list[tuple[Product, Image.Image]] = []
    for place in np.random.default_rng(seed).permutation(len(products)):
        stored = await engine.picture(products[place].id) if products[place].picture else None
        if stored and split_of(stored[1]) is Split.TEST:
            found.append((products[place], Image.open(BytesIO(stored[1])).convert("RGB")))
        if len(found) == count:
            break
    return found


async def _hits(engine: Engine, picture: Image.Image, mode: Mode) -> list[Product]:
    answer = await engine.search(Query(image=picture, mode=mode, limit=DEPTH + 1))
    return [hit.product for hit in answer.hits]


def _says(product: Product, path: str) -> list[Any]:
    return values_at(to_payload(product), path)


def _as_jpeg(picture: Image.Image) -> Image.Image:
    data = BytesIO()
    picture.save(data, "JPEG", quality=60)
    return Image.open(data).convert("RGB")


def _with_margin(picture: Image.Image) -> Image.Image:
    wider = Image.new("RGB", (picture.width + 20, picture.height + 16), "white")
    wider.paste(picture, (10, 8))
    return wider


COPIES: Final[dict[str, Callable[[Image.Image], Image.Image]]] = {
    "jpeg of 60%": _as_jpeg,
    "with a margin": _with_margin,
}
