"""Tags: what the model reads off a picture, together with what its neighbours say of themselves."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Final

import numpy as np

from service.engine.index.protocol import DenseVector
from service.engine.product import Product
from service.engine.tagging.labels import Labels

# Products asked for what they are.
NEIGHBOURS: Final = 20
MAX_TAGS: Final = 5
# Temperatures of the two votes, and the neighbours' share in the mixture.
TEXT_TEMPERATURE: Final = 0.03
NEIGHBOUR_TEMPERATURE: Final = 0.05
NEIGHBOUR_SHARE: Final = 0.8


@dataclass(frozen=True, slots=True)
class Tag:
    """A value that a picture may show, and the probability (0..1) that it does."""

    value: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A product whose picture looks alike, with the cosine of the two."""

    product: Product
    cosine: float


def tag(
    labels: Sequence[Labels], vector: DenseVector, neighbours: Sequence[Neighbour]
) -> dict[str, tuple[Tag, ...]]:
    """Return the likeliest values of each field, best first.

    The probability of a value is a mixture of two: a softmax over the cosines of the picture and
    the values' prompts (zero-shot), and the share of the nearest products that have it, weighted by
    exp(cosine / temperature). Where no neighbour has a value of the field the first stands alone.
    """
    return {one.field: _best(_mixed(one, vector, neighbours)) for one in labels if one.values}


def _mixed(
    labels: Labels, vector: DenseVector, neighbours: Sequence[Neighbour]
) -> dict[str, float]:
    said = zero_shot(labels, vector)
    voted = votes(labels.field, neighbours)
    share = NEIGHBOUR_SHARE if voted else 0.0
    return {
        value: (1.0 - share) * said.get(value, 0.0) + share * voted.get(value, 0.0)
        for value in said.keys() | voted.keys()
    }


def zero_shot(labels: Labels, vector: DenseVector) -> dict[str, float]:
    """Return the probability of each value by the model alone."""
    logits = (labels.vectors @ vector).astype(np.float64) / TEXT_TEMPERATURE
    odds = np.exp(logits - logits.max())
    shares = odds / odds.sum()
    return dict(zip(labels.values, shares.tolist(), strict=True))


def votes(field: str, neighbours: Sequence[Neighbour]) -> dict[str, float]:
    """Return the share of each value among the neighbours that have one; empty if none has."""
    nearest = max((one.cosine for one in neighbours), default=0.0)
    found: dict[str, float] = defaultdict(float)
    for one in neighbours:
        weight = exp((one.cosine - nearest) / NEIGHBOUR_TEMPERATURE)
        own = one.product.attributes.get(field)
        # A product with several values votes for each with an equal part of its vote.
        values = own if isinstance(own, tuple) else (own,)
        for value in values:
            if isinstance(value, str):
                found[value] += weight / len(values)
    total = sum(found.values())
    return {value: weight / total for value, weight in found.items()} if total else {}


def _best(shares: Mapping[str, float]) -> tuple[Tag, ...]:
    ordered = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Tag(value, confidence) for value, confidence in ordered[:MAX_TAGS])
