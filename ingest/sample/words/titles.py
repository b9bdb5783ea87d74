"""Titles and descriptions of uneven quality, as real catalogues have them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.sample.words.names import VAIN_NAMES, VAIN_TAILS
from ingest.sample.words.wording import (
    BEAUTY,
    CARE,
    CUT_WORDS,
    LOOKS,
    NOUNS,
    OCCASIONS,
    PATTERN_WORDS,
    SLANG,
)

if TYPE_CHECKING:
    import numpy as np

    from ingest.sample.spec import Spec


@dataclass(frozen=True)
class Words:
    """A title and a description (empty when the catalogue has none)."""

    title: str
    description: str


@dataclass(frozen=True)
class Facets:
    """What the words may draw on besides the picture."""

    master: str
    usage: str
    season: str


def model_name(spec: Spec) -> str:
    """What the product is, without colour or brand: "slim fit checked shirt"."""
    cut = CUT_WORDS.get((spec.article_type, spec.cut), CUT_WORDS.get(("", spec.cut), ""))
    pattern = PATTERN_WORDS.get(spec.pattern, "")
    noun = NOUNS[spec.article_type]
    if cut.startswith("="):
        return cut[1:]
    if "{" in cut:
        return " ".join(cut.format(pattern=pattern).split())
    return " ".join(f"{cut} {pattern} {noun}".split())


def write_words(spec: Spec, brand: str, facets: Facets, rng: np.random.Generator) -> Words:
    """A title and a description; some terse, some vain, some good, some missing."""
    style = str(
        rng.choice(["good", "plain", "terse", "vain", "shouting"], p=[0.42, 0.30, 0.13, 0.10, 0.05])
    )
    return Words(_title(spec, brand, style, rng), _description(spec, facets, rng))


def _title(spec: Spec, brand: str, style: str, rng: np.random.Generator) -> str:
    name, colour, who = model_name(spec), spec.colour, spec.gender
    if style == "terse":
        slang = SLANG.get(spec.article_type, NOUNS[spec.article_type].split()[-1])
        return f"{colour} {slang}".capitalize() if rng.random() < 0.75 else slang.capitalize()
    if style == "vain":
        return f"{rng.choice(VAIN_NAMES)} {rng.choice(VAIN_TAILS)}"
    if style == "shouting":
        return f"{brand} {who} {name} {colour}".upper()
    whom = "" if who == "Unisex" else who
    if style == "plain":
        noun = NOUNS[spec.article_type].title()
        return " ".join(f"{brand} {whom} {colour} {noun}".split())
    order = (
        f"{brand} {whom} {colour} {name.title()}",
        f"{brand} {whom} {name.title()} - {colour}",
        f"{brand} {name.title()} in {colour}",
    )
    return " ".join(order[int(rng.integers(len(order)))].split())


def _opening(spec: Spec, name: str, colour: str, material: str) -> str:
    if spec.article_type in BEAUTY:
        return f"{name} in a {colour} shade.".capitalize()
    made = "" if material in name or material in ("plastic", "metal") else f" in {material}"
    if name.endswith("s") and not name.endswith("ss"):
        return f"{colour} {name}{made}.".capitalize()
    article = "An" if colour[0] in "aeio" else "A"
    return f"{article} {colour} {name}{made}."


def _description(spec: Spec, facets: Facets, rng: np.random.Generator) -> str:
    draw = rng.random()
    if draw < 0.24:
        return ""
    name, colour, material = model_name(spec), spec.colour.lower(), spec.material.lower()
    if draw < 0.36:
        return str(
            rng.choice(
                [
                    "Best quality.",
                    "New arrival",
                    "As per image.",
                    "Imported. Handle with care.",
                    "Colour may vary slightly.",
                    f"{colour} colour",
                ]
            )
        )
    parts = [_opening(spec, name, colour, material)]
    if spec.pattern != "Solid" and spec.article_type != "Sarees" and rng.random() < 0.5:
        parts.append(f"{spec.pattern} pattern with touches of {spec.second.lower()}.")
    looks = LOOKS.get(spec.article_type, ())
    if looks and rng.random() < 0.75:
        parts.append(str(rng.choice(looks)))
    occasions = OCCASIONS.get(facets.usage, OCCASIONS["Casual"])
    if rng.random() < 0.6 and spec.article_type not in BEAUTY:
        parts.append(str(rng.choice(occasions)))
    if rng.random() < 0.2 and spec.article_type not in BEAUTY:
        parts.append(f"Made for {facets.season.lower()}.")
    if rng.random() < 0.18:
        parts.append(str(rng.choice(CARE[facets.master])))
    return " ".join(parts)
