"""Fusion: several orders of the same products -> one."""

from collections.abc import Iterable, Sequence
from typing import Final

from service.engine.index.protocol import Candidate

# The constant of Cormack, Clarke & Buettcher (2009).
RRF_K: Final = 60


def fuse(
    legs: Sequence[Sequence[Candidate]], weights: Sequence[float], *, limit: int
) -> list[Candidate]:
    """Fuse legs by weighted reciprocal ranks: score = sum of weight / (60 + rank), rank from 1.

    Done here and not by the engine because its weights divide the rank instead of scaling the
    score: a heavier leg would tell its first product less from its hundredth, not count more.
    Products with equal scores in a leg share a rank, so that BM25's many ties are not ordered by
    chance.

    Args:
        legs: candidates of each leg, best first.
        weights: of the same length.
        limit: how many are returned, best first; equal scores are ordered by point id.
    """
    fused: dict[str, float] = {}
    for candidates, weight in zip(legs, weights, strict=True):
        rank, last = 0, float("nan")
        for place, candidate in enumerate(candidates, start=1):
            if candidate.score != last:
                rank, last = place, candidate.score
            share = weight / (RRF_K + rank)
            fused[candidate.point_id] = fused.get(candidate.point_id, 0.0) + share
    order = sorted(fused.items(), key=lambda item: (-item[1], item[0]))
    return [Candidate(point_id, score) for point_id, score in order[:limit]]


def by_score(scored: Iterable[tuple[str, float]]) -> list[Candidate]:
    """Order by score, equal ones by point id: engines have no order for them, pages need one.

    Args:
        scored: (point id, score) in any order.
    """
    # Plain tuples, since up to `MAX_WINDOW` of them are compared.
    order = sorted((-score, point_id) for point_id, score in scored)
    return [Candidate(point_id, -negated) for negated, point_id in order]
