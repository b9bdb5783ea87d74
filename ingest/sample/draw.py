"""Draws specifications at random, in the proportions of a real shop."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ingest.sample.drawing.palette import partner_of
from ingest.sample.kinds import KINDS, Kind
from ingest.sample.spec import Spec

_SEEDS = 2**31
MAX_COUNT = 100_000


def draw_spec(
    kind: Kind, rng: np.random.Generator, *, cut: str | None = None, colour: str | None = None
) -> Spec:
    """One product of an article type; a cut or a colour may be asked for."""
    chosen = cut or kind.cut.draw(rng)
    main = colour or kind.of("colour", chosen).draw(rng)
    second = partner_of(main, rng)
    third = partner_of(second, rng)
    if third == main:
        third = partner_of(main, rng)
    return Spec(
        article_type=kind.article_type,
        gender=kind.of("gender", chosen).draw(rng),
        colour=main,
        second=second,
        third=third,
        pattern=kind.of("pattern", chosen).draw(rng),
        material=kind.of("material", chosen).draw(rng),
        cut=chosen,
        cut_seed=int(rng.integers(_SEEDS)),
        shot_seed=int(rng.integers(_SEEDS)),
    )


def draw_specs(count: int, seed: int) -> list[Spec]:
    """``count`` specifications; the same seed gives the same list.

    Every article type gets its share, so that even a short list is mixed.

    Raises:
        ValueError: the count is not within 0..100,000.
    """
    if not 0 <= count <= MAX_COUNT:
        raise ValueError(f"count {count}: must be 0 to {MAX_COUNT}")
    rng = np.random.default_rng([seed, 11])
    return [draw_spec(kind, rng) for kind in allotted(count, rng)]


def allotted(count: int, rng: np.random.Generator) -> list[Kind]:
    """``count`` kinds in the proportions of the shop, shuffled; each at least once if they fit."""
    total = sum(kind.count for kind in KINDS)
    exact = np.array([kind.count / total * count for kind in KINDS])
    whole = np.floor(exact).astype(int)
    if count >= len(KINDS):
        whole = np.maximum(whole, 1)
    rest = count - int(whole.sum())
    order = np.argsort(whole - exact, kind="stable")
    for k in range(abs(rest)):
        whole[order[k % len(KINDS)] if rest > 0 else int(whole.argmax())] += 1 if rest > 0 else -1
    out = [kind for kind, n in zip(KINDS, whole, strict=True) for _ in range(int(n))]
    rng.shuffle(out)
    return out


def recoloured(spec: Spec, colour: str, rng: np.random.Generator) -> Spec:
    """The same model in another colour."""
    second = partner_of(colour, rng)
    return replace(
        spec,
        colour=colour,
        second=second,
        third=partner_of(second, rng),
        shot_seed=int(rng.integers(_SEEDS)),
    )


def reshot(spec: Spec, rng: np.random.Generator) -> Spec:
    """Another photograph of the same product."""
    return replace(spec, shot_seed=int(rng.integers(_SEEDS)))
