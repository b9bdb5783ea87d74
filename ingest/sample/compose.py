"""Puts a catalogue together: products, colour variants of models, near-duplicates, gaps."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ingest.sample.draw import allotted, draw_spec, recoloured, reshot
from ingest.sample.kinds import KINDS, Kind
from ingest.sample.product import SampleProduct
from ingest.sample.wanted import wanted_specs
from ingest.sample.words.names import BRANDS, house_of
from ingest.sample.words.titles import Facets, write_words

if TYPE_CHECKING:
    from ingest.sample.spec import Spec

_BY_TYPE: dict[str, Kind] = {kind.article_type: kind for kind in KINDS}
_YEARS = ("2011", "2012", "2015", "2016", "2017", "2018")
_YEAR_SHARES = (0.20, 0.28, 0.10, 0.20, 0.14, 0.08)
_VARIANT_SHARE, _DUPLICATE_SHARE = 0.15, 0.03
_FULL = 300  # from this many products on, every plain query of a shopper must have answers
_GAPS = {
    "brand": 0.04,
    "price": 0.02,
    "season": 0.03,
    "usage": 0.03,
    "colour": 0.01,
    "year": 0.02,
    "pattern": 0.06,
    "material": 0.10,
}
_NO_CLOTH = ("Personal Care", "Jewellery", "Eyewear", "Watches")


def compose(count: int, seed: int) -> list[SampleProduct]:
    """``count`` products in the order of their ids; the same seed gives the same list.

    Raises:
        ValueError: the count is not within 0..100,000.
    """
    rng = np.random.default_rng([seed, 21])
    duplicates, variants = int(count * _DUPLICATE_SHARE), int(count * _VARIANT_SHARE)
    fresh = count - duplicates - variants
    specs = wanted_specs(rng) if count >= _FULL else []
    specs += [draw_spec(kind, rng) for kind in allotted(fresh - len(specs), rng)]
    products = [_product(spec, rng) for spec in specs]
    products += _variants(products, variants, rng)
    products += _duplicates(products, duplicates, rng)
    order = rng.permutation(len(products))
    ids = 10_000 + np.cumsum(rng.integers(1, 9, len(products)))
    return [replace(products[k], id=str(i)) for k, i in zip(order, ids, strict=True)]


def _product(spec: Spec, rng: np.random.Generator) -> SampleProduct:
    kind = _BY_TYPE[spec.article_type]
    usage, season = kind.of("usage", spec.cut).draw(rng), kind.of("season", spec.cut).draw(rng)
    brands = BRANDS[house_of(kind.master, kind.sub, usage)]
    brand = brands[int(rng.integers(len(brands)))]
    words = write_words(spec, brand, Facets(kind.master, usage, season), rng)
    bare = kind.master in _NO_CLOTH or kind.sub in _NO_CLOTH
    whole = SampleProduct(
        id="",
        title=words.title,
        description=words.description,
        brand=brand,
        price=_price(kind, spec, rng),
        gender=spec.gender,
        master=kind.master,
        sub=kind.sub,
        colour=spec.colour,
        season=season,
        usage=usage,
        year=str(rng.choice(_YEARS, p=_YEAR_SHARES)),
        pattern="" if bare else spec.pattern,
        material="" if bare else spec.material,
        spec=spec,
        jpeg_quality=78,
    )
    gaps = {name: "" for name, share in _GAPS.items() if rng.random() < share}
    return replace(whole, **gaps)  # type: ignore[arg-type]


def _price(kind: Kind, spec: Spec, rng: np.random.Generator) -> str:
    low, high = np.log(kind.price[0]), np.log(kind.price[1])
    share = float(rng.beta(1.6, 2.2))
    if spec.material in ("Silk", "Leather", "Wool", "Velvet"):
        share = min(1.0, share + 0.2)
    rupees = float(np.exp(low + (high - low) * share))
    if spec.gender in ("Boys", "Girls"):
        rupees *= 0.7
    step = 50 if rupees < 1000 else 100
    return str(max(49, round(rupees / step) * step - 1))


def _variants(
    products: list[SampleProduct], count: int, rng: np.random.Generator
) -> list[SampleProduct]:
    """The same models in two or three other colours each."""
    out: list[SampleProduct] = []
    for k in rng.permutation(len(products)):
        base = products[int(k)]
        kind = _BY_TYPE[base.spec.article_type]
        others = [c for c in kind.of("colour", base.spec.cut).values if c != base.spec.colour]
        for colour in rng.permutation(others)[: int(rng.integers(2, 4))]:
            if len(out) == count:
                return out
            name = str(colour)
            out.append(
                replace(
                    base,
                    spec=recoloured(base.spec, name, rng),
                    colour=name if base.colour else "",
                    title=_renamed(base.title, base.spec.colour, name),
                    description=_renamed(base.description, base.spec.colour, name, add=False),
                )
            )
    return out


def _renamed(text: str, old: str, new: str, *, add: bool = True) -> str:
    def like(found: re.Match[str]) -> str:
        word = found.group(0)
        return new.upper() if word.isupper() else new.lower() if word.islower() else new

    out, hits = re.subn(rf"\b{re.escape(old)}\b", like, text, flags=re.IGNORECASE)
    if add and not hits and text:
        return f"{text} - {new}"
    return re.sub(r"^An? (?=(\w))", lambda m: "An " if m.group(1) in "aeio" else "A ", out)


def _duplicates(
    products: list[SampleProduct], count: int, rng: np.random.Generator
) -> list[SampleProduct]:
    """Second listings: another photograph, or the same one encoded again."""
    out = []
    for k in rng.permutation(len(products))[:count]:
        base = products[int(k)]
        spec = reshot(base.spec, rng) if rng.random() < 0.5 else base.spec
        title = base.title if rng.random() < 0.6 else f"{base.title} new"
        out.append(replace(base, spec=spec, title=title, jpeg_quality=int(rng.integers(55, 75))))
    return out
