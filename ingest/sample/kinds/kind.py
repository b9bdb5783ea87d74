"""What an article type may look like: facets, cuts, cloth, prices, with their shares."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Shares:
    """Values with weights, drawn in proportion."""

    values: tuple[str, ...]
    weights: tuple[float, ...]

    def draw(self, rng: np.random.Generator) -> str:
        """One value."""
        p = np.array(self.weights, dtype=np.float64)
        return self.values[int(rng.choice(len(self.values), p=p / p.sum()))]


def shares(text: str) -> Shares:
    """Parse ``"Red 3, Navy Blue 2, Pink"``; a value without a number weighs 1.

    Raises:
        ValueError: the text names no value.
    """
    values, weights = [], []
    for part in filter(None, (p.strip() for p in text.split(","))):
        name, _, last = part.rpartition(" ")
        if name and last.replace(".", "", 1).isdigit():
            values.append(name)
            weights.append(float(last))
        else:
            values.append(part)
            weights.append(1.0)
    if not values:
        raise ValueError(f"shares {text!r}: name at least one value")
    return Shares(tuple(values), tuple(weights))


@dataclass(frozen=True)
class Kind:
    """An article type of the shop.

    ``count`` is its share of the catalogue, ``price`` the usual range in rupees; ``by_cut``
    replaces fields for one cut (``material``, ``pattern``, ``colour``, ``usage``, ``gender``).
    """

    article_type: str
    master: str
    sub: str
    count: float
    gender: Shares
    cut: Shares
    colour: Shares
    pattern: Shares
    material: Shares
    season: Shares
    usage: Shares
    price: tuple[int, int]
    by_cut: dict[str, dict[str, Shares]] = field(default_factory=dict)

    def of(self, name: str, cut: str) -> Shares:
        """The shares of a field for a cut."""
        special = self.by_cut.get(cut, {}).get(name)
        return special if special is not None else getattr(self, name)


def kind(
    article_type: str,
    family: str,
    count: float,
    price: tuple[int, int],
    *,
    gender: str,
    cut: str,
    colour: str,
    material: str,
    pattern: str = "Solid",
    season: str = "Summer 6, Fall 3, Winter",
    usage: str = "Casual",
    by_cut: dict[str, dict[str, str]] | None = None,
) -> Kind:
    """A kind from the short notation of :func:`shares`; ``family`` is ``master/sub`` category."""
    master, _, sub = family.partition("/")
    special = {c: {k: shares(v) for k, v in f.items()} for c, f in (by_cut or {}).items()}
    return Kind(
        article_type,
        master,
        sub,
        count,
        shares(gender),
        shares(cut),
        shares(colour),
        shares(pattern),
        shares(material),
        shares(season),
        shares(usage),
        price,
        special,
    )
