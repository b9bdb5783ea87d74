"""The query sets in every mode; the weights of `auto` chosen on one half, judged on the other."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from finetune.queries.compositions import load_compositions, pick_sources
from finetune.queries.exact import exact_query_sets
from finetune.queries.judge import Judge
from finetune.queries.judged import load_vague
from finetune.queries.predicate import Predicate
from finetune.queries.products import judged_products
from service.engine.encoder.sentence import load_encoder
from service.engine.engine import Engine
from service.engine.opening import open_engine
from service.engine.product import Product
from service.engine.query import Mode, Query
from service.engine.schema import to_product
from service.engine.searching.mode import Say

MODES: Final[tuple[Mode, ...]] = ("dense", "lexical", "hybrid", "auto")
# Around what ships: each weight halved and doubled.
SAYS: Final = tuple(
    Say(named, worded, preferred)
    for named, worded, preferred in [
        *((256.0, 8.0, 3.0), (128.0, 8.0, 3.0), (512.0, 8.0, 3.0)),
        *((256.0, 4.0, 3.0), (256.0, 16.0, 3.0), (256.0, 8.0, 1.5), (256.0, 8.0, 6.0)),
    ]
)
DEPTH: Final = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, what answers it, and which half it is of."""

    text: str
    relevant: Predicate
    like: tuple[str, ...] = ()
    second: bool = False


async def read_products(engine: Engine) -> list[Product]:
    """Return all products of the live generation."""
    found, after = [], None
    while batch := await engine._index.scroll(after, limit=1_000):
        found += [to_product(one.payload, engine.manifest.schema) for one in batch]
        after = batch[-1].point_id
    return found


def draw_sets(products: Sequence[Product], *, limit: int, seed: int) -> dict[str, list[Asked]]:
    """Return the public sets, at most `limit` queries each, and a mixed one of all of them."""
    described = judged_products(products)
    judge = Judge(one.attributes for one in described)
    sets = {
        one.name: [Asked(query.text, query.predicate) for query in one.queries]
        for one in exact_query_sets(described, limit=limit, seed=seed)
        if one.name != "title-merged"
    }
    rng = np.random.default_rng(seed)
    vague = [one for one in load_vague() if judge.relevant(one.predicate).any()]
    sets["vague"] = [Asked(one.text, one.predicate) for one in vague]
    sets["composition"] = [
        Asked(one.text, one.relevant, (products[row].id,))
        for one in load_compositions()
        for row in pick_sources(one, judge, limit=1, seed=seed)
    ]
    for name, queries in sets.items():
        kept = [queries[place] for place in rng.permutation(len(queries))[:limit]]
        sets[name] = [
            Asked(one.text, one.relevant, one.like, second=bool(place % 2))
            for place, one in enumerate(kept)
        ]
    sets["mixed"] = [one for queries in sets.values() for one in queries[: limit // 4]]
    return sets


class Bench:
    """Asks an engine and judges what it brings."""

    def __init__(self, engine: Engine, products: Sequence[Product]) -> None:
        self._engine = engine
        self._rows = {product.id: row for row, product in enumerate(products)}
        self._judge = Judge(one.attributes for one in judged_products(products))

    async def measure(self, queries: Sequence[Asked], mode: Mode) -> tuple[float, float]:
        """Return P@10 and MRR@10; lexical compositions are asked by their words alone."""
        precision, reciprocal = [], []
        for one in queries:
            like = () if mode == "lexical" else one.like
            answer = await self._engine.search(
                Query(text=one.text, like=like, mode=mode, limit=DEPTH)
            )
            relevant = self._judge.relevant(one.relevant)
            right = [bool(relevant[self._rows[hit.product.id]]) for hit in answer.hits]
            precision.append(sum(right) / DEPTH)
            reciprocal.append(1.0 / (right.index(True) + 1) if any(right) else 0.0)
        return round(float(np.mean(precision)), 3), round(float(np.mean(reciprocal)), 3)


def measure_modes(
    data: Path, *, limit: int, seed: int, choose: bool
) -> Mapping[str, Mapping[str, object]]:
    """Measure every set in every mode on a data folder that no service holds open."""
    encoder = load_encoder("bundled")

    async def ask(
        say: Say, modes: Sequence[Mode], *, half: bool | None
    ) -> dict[str, dict[str, object]]:
        engine = open_engine(data, encoder, say=say)
        try:
            products = await read_products(engine)
            bench = Bench(engine, products)
            return {
                name: {
                    mode: await bench.measure(
                        [one for one in queries if half is None or one.second is half], mode
                    )
                    for mode in modes
                }
                for name, queries in draw_sets(products, limit=limit, seed=seed).items()
            }
        finally:
            await engine.close()

    report = asyncio.run(ask(Say(), MODES, half=None))
    if choose:
        tried = {say: asyncio.run(ask(say, ("auto",), half=False)) for say in SAYS}
        best = max(SAYS, key=lambda say: tried[say]["mixed"]["auto"])
        report["chosen on the first half"] = {"weights": str(best)}
        for name, row in asyncio.run(ask(best, MODES, half=True)).items():
            report[f"{name}, second half"] = row
    return report
