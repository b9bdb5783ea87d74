"""Fusion: several orders of the same products -> one."""

from collections.abc import Iterable, Sequence
from operator import gt
from typing import Final

from service.engine.index.protocol import Candidate

# The constant of Cormack, Clarke & Buettcher (2009).
RRF_K: Final = 60


def merge(
    legs: Sequence[Iterable[tuple[str, float]]], weights: Sequence[float], *, limit: int
) -> list[Candidate]:
    """Return what the legs of one query bring: one leg's own scores, several fused.

    Args:
        legs: (point id, score) of each, in any order.
        weights: of the same length.
        limit: how many are returned of a fusion, best first.
    """
    if len(legs) > 1:
        return fuse([by_score(leg) for leg in legs], weights, limit=limit)
    return [Candidate(point_id, score) for point_id, score in by_score(legs[0])]


def fuse(
    legs: Sequence[Sequence[tuple[str, float]]], weights: Sequence[float], *, limit: int
) -> list[Candidate]:
    """Fuse legs by weighted reciprocal ranks: score = sum of weight / (60 + rank), rank from 1.

    Done here and not by the engine because its weights divide the rank instead of scaling the
    score: a heavier leg would tell its first product less from its hundredth, not count more.
    Products with equal scores in a leg share a rank, so that BM25's many ties are not ordered by
    chance.

    Args:
        legs: (point id, score) of each, best first.
        weights: of the same length.
        limit: how many are returned, best first; equal scores are ordered by point id.
    """
    fused: dict[str, float] = {}
    for scored, weight in zip(legs, weights, strict=True):
        rank, last = 0, float("nan")
        for place, (point_id, score) in enumerate(scored, start=1):
            if score != last:
                rank, last = place, score
            fused[point_id] = fused.get(point_id, 0.0) + weight / (RRF_K + rank)
    order = sorted((-score, point_id) for point_id, score in fused.items())
    return [Candidate(point_id, -negated) for negated, point_id in order[:limit]]


def by_score(scored: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """Order by score, equal ones by point id: engines have no order for them, pages need one."""
    found = list(scored)
    scores = [score for _, score in found]
    if all(map(gt, scores, scores[1:])):
        return found  # as engines mostly bring them
    # Plain tuples, since up to `MAX_WINDOW` of them are compared.
    order = sorted((-score, point_id) for point_id, score in found)
    return [(point_id, -negated) for negated, point_id in order]
