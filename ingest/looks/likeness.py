"""Likeness: whether two products are of one look, by picture, vector and title."""

import re
from dataclasses import dataclass
from typing import Final

import imagehash
import numpy as np
from numpy.typing import NDArray
from PIL.Image import Image

from service.engine.product import Product
from service.engine.thesaurus import bundled_thesaurus

Half = NDArray[np.float16]  # (dim,), unit length to three digits

HASH_BITS: Final = 64
# Nearly the same picture, and the same to the model as well: whatever the titles say. The hash sees
# no colour and no make, so the vector must: up to .9991 pairs were other products.
_SAME_PICTURE_BITS: Final = 2
_SAME_PICTURE_COSINE: Final = 0.9995
# The same form under one title. Of pairs with 6 to 10 bits between them about half were different
# products to the eye; of pairs within 4 about one in ten.
_SAME_FORM_BITS: Final = 4

_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019&-][^\W_]+)*")
# What a word may mean that tells no product from another.
_COMMON: Final = ("type", "category", "gender")
_SIZES: Final = frozenset(("xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl"))
_THESAURUS: Final = bundled_thesaurus()


@dataclass(frozen=True, slots=True)
class Features:
    """What looks are told by.

    Attributes:
        title: brand and title without colours and sizes; empty where that names nothing.
        picture: perceptual hash of 64 bits, or `None` without a picture.
        vector: of the picture, or `None`.
    """

    title: str
    picture: int | None
    vector: Half | None


def picture_hash(image: Image) -> int:
    """Return the perceptual hash of a picture: 64 bits, near for pictures that look alike.

    The signs of the low frequencies of its discrete cosine transform, in grey: a colour more or
    less changes few of them.
    """
    return int(str(imagehash.phash(image)), 16)


def title_key(product: Product) -> str:
    """Return what is left of brand and title when colours and sizes are taken out.

    Empty when nothing but kinds and people is left: "green shorts" and "beige shorts" of no brand
    are two products, not one in two colours.
    """
    if not product.title:
        return ""
    words = [word.casefold() for word in _WORD.findall(f"{product.brand or ''} {product.title}")]
    kept = [word for word in words if word not in _SIZES and not _means(word, "colour")]
    named = any(not _means(word, *_COMMON) for word in kept)
    return " ".join(kept) if named else ""


def bits_apart(one: int, other: int) -> int:
    """Return in how many bits two hashes differ."""
    return (one ^ other).bit_count()


def alike(one: Features, other: Features) -> float:
    """Return how surely two products are of one look, from 0 (they are not) up.

    Nearly the same picture is one look whatever the titles say. Under one title the form must be
    the same; a common title alone ("women silver earrings") says nothing. Without any picture,
    equal titles are all there is.
    """
    titled = bool(one.title) and one.title == other.title
    if one.picture is None or other.picture is None:
        both_blind = one.picture is None and other.picture is None
        return float(titled and both_blind)
    apart = bits_apart(one.picture, other.picture)
    if apart > _SAME_FORM_BITS:
        return 0.0
    cosine = _cosine(one.vector, other.vector)
    same_picture = apart <= _SAME_PICTURE_BITS and cosine >= _SAME_PICTURE_COSINE
    return 1.0 + cosine - apart / HASH_BITS if titled or same_picture else 0.0


def _cosine(one: Half | None, other: Half | None) -> float:
    if one is None or other is None:
        return 0.0
    return float(one.astype(np.float32) @ other.astype(np.float32))


def _means(word: str, *kinds: str) -> bool:
    return any(reading.kind in kinds for reading in _THESAURUS.readings(word))
