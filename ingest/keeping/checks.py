"""Checks of a new generation, before any shopper sees it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

import numpy as np

from service.engine.encoder import Encoder
from service.engine.errors import GenerationError
from service.engine.gallery import Gallery, picture_key
from service.engine.index.home import Home, Writer
from service.engine.index.protocol import DenseVector, Index, IndexQuery, Leg
from service.engine.picture import decode_picture

CANARIES: Final = 200
LEAST_SELF_MATCH: Final = 0.98
LEAST_RECALL: Final = 0.95
_PROBES: Final = 100
_TOP: Final = 10
# Equal pictures tie; a picture that is decoded and embedded again moves a little.
_TIE: Final = 1e-3
_BATCH: Final = 64


@dataclass(frozen=True, slots=True)
class Canary:
    """A product of the new generation that must find itself."""

    point_id: str
    picture: str
    vector: DenseVector


def draw_canaries(index: Writer, *, seed: int) -> tuple[Canary, ...]:
    """Draw products with pictures at random, the same ones for the same index and seed."""
    draw = Random(seed)
    chosen: list[str] = []
    seen = 0
    for record in index.stored(["picture"]):
        if "picture" not in record.payload:
            continue
        seen += 1  # reservoir sampling (Vitter 1985, algorithm R): memory stays as it is
        if len(chosen) < CANARIES:
            chosen.append(record.point_id)
        elif (place := draw.randrange(seen)) < CANARIES:
            chosen[place] = record.point_id
    found = index.get(chosen, ["picture"], vectors=True)
    return tuple(
        Canary(record.point_id, record.payload["picture"], record.dense)
        for record in sorted(found, key=lambda record: record.point_id)
        if record.dense is not None
    )


def check_generation(
    home: Home,
    name: str,
    *,
    products: int,
    canaries: Sequence[Canary],
    gallery: Gallery,
    encoder: Encoder | None,
) -> Mapping[str, float]:
    """Check a finished generation as the service will see it.

    Args:
        home: where it lives.
        name: which one.
        products: how many it must hold.
        canaries: products that must find themselves.
        gallery: holds their pictures.
        encoder: embeds the canaries' pictures anew; without it their stored vectors are asked.

    Returns:
        products, self_match (0..1) and ann_recall (0..1; recall@10 against exact search).

    Raises:
        GenerationError: naming the check that failed and both figures.
    """
    asked = _queries(canaries, gallery, encoder)

    async def run() -> Mapping[str, float]:
        index = home.open(name)
        try:
            count = await index.count(None)
            return {
                "products": count,
                "self_match": await _self_match(index, asked),
                "ann_recall": await _ann_recall(index, [c.vector for c in canaries[:_PROBES]]),
            }
        finally:
            await index.close()

    found = asyncio.run(run())
    for what, least in (
        ("products", products),
        ("self_match", LEAST_SELF_MATCH),
        ("ann_recall", LEAST_RECALL),
    ):
        if found[what] < least or (what == "products" and found[what] != products):
            raise GenerationError(
                f"the new generation did not pass its checks: {what} is {found[what]:g}, expected "
                f"{'' if what == 'products' else 'at least '}{least:g}; it was removed, and the "
                "live index is as it was. Run the job again with --rebuild"
            )
    return found


def _queries(
    canaries: Sequence[Canary], gallery: Gallery, encoder: Encoder | None
) -> list[tuple[str, DenseVector]]:
    if encoder is None:
        return [(canary.point_id, canary.vector) for canary in canaries]
    asked = []
    for start in range(0, len(canaries), _BATCH):
        # A picture that the gallery keeps reduced is not the one that was embedded.
        originals = [
            (canary.point_id, stored[1])
            for canary in canaries[start : start + _BATCH]
            if (stored := gallery.get(canary.picture)) and picture_key(stored[1]) == canary.picture
        ]
        if originals:
            vectors = encoder.embed_images([decode_picture(data) for _, data in originals])
            asked += [(one, vector) for (one, _), vector in zip(originals, vectors, strict=True)]
    return asked


async def _self_match(index: Index, asked: Sequence[tuple[str, DenseVector]]) -> float:
    found = 0
    for point_id, vector in asked:
        hits = await index.search(IndexQuery((Leg(vector),), None, limit=_TOP))
        scores = {hit.point_id: hit.score for hit in hits}
        if point_id in scores:
            found += scores[point_id] >= hits[0].score - _TIE
            continue
        # Of many products with one picture, others may fill the page.
        own = next(iter(await index.get([point_id])), None)
        if hits and own is not None and own.dense is not None:
            found += hits[-1].score >= float(own.dense @ vector) - _TIE
    return found / len(asked) if asked else 1.0


async def _ann_recall(index: Index, vectors: Sequence[DenseVector]) -> float:
    """Return recall@10: of what exact search finds, how much does the graph find; ties count."""
    shares = []
    for vector in vectors:
        near = await index.search(IndexQuery((Leg(vector),), None, limit=_TOP))
        exact = await index.search(IndexQuery((Leg(vector),), None, limit=_TOP, exact=True))
        if exact:
            least = exact[-1].score - _TIE
            shares.append(sum(hit.score >= least for hit in near) / len(exact))
    return float(np.mean(shares)) if shares else 1.0
