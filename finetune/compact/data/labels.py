"""What the labels of people's own photos mean in the words of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Label:
    """A photo label.

    Attributes:
        types: article types of the catalogue that are surely this.
        near: article types that may be this; a photo of one is no wrong answer.
        words: what people call it.
    """

    types: frozenset[str]
    near: frozenset[str]
    words: tuple[str, ...]


def _label(types: str, near: str, words: str) -> Label:
    sure = frozenset(part.strip() for part in types.split(","))
    possible = frozenset(part.strip() for part in near.split(",") if part.strip())
    return Label(sure, sure | possible, tuple(part.strip() for part in words.split(",")))


LABELS: Mapping[str, Label] = {
    "T-Shirt": _label(
        "Tshirts",
        "Tops, Innerwear Vests, Lounge Tshirts",
        "t-shirt, tshirt, tee, tee shirt, short sleeve t-shirt, crew neck t-shirt",
    ),
    "Longsleeve": _label(
        "Sweatshirts, Sweaters",
        "Tshirts, Tops, Shirts, Jackets, Shrug",
        "long sleeve top, longsleeve, long sleeve t-shirt, pullover, jumper, sweater",
    ),
    "Pants": _label(
        "Trousers, Jeans, Track Pants",
        "Leggings, Lounge Pants, Jeggings, Capris, Churidar, Salwar, Patiala, Tights",
        "pants, trousers, jeans, long pants, bottoms",
    ),
    "Shoes": _label(
        "Casual Shoes, Sports Shoes, Formal Shoes",
        "Flats, Heels, Sandals, Booties, Sports Sandals, Flip Flops",
        "shoes, footwear, a pair of shoes, sneakers",
    ),
    "Shirt": _label(
        "Shirts", "Tops, Tunics", "shirt, button-up shirt, collared shirt, dress shirt"
    ),
    "Dress": _label(
        "Dresses", "Nightdress, Tunics, Jumpsuit", "dress, frock, gown, one-piece dress"
    ),
    "Outwear": _label(
        "Jackets, Rain Jacket",
        "Blazers, Sweatshirts, Waistcoat, Shrug, Sweaters, Nehru Jackets",
        "outerwear, outwear, jacket, coat, a warm coat",
    ),
    "Shorts": _label("Shorts", "Lounge Shorts, Capris, Boxers", "shorts, short pants, bermudas"),
    "Hat": _label("Caps, Hat", "Headband", "hat, cap, headwear, beanie"),
    "Skirt": _label("Skirts", "", "skirt, a mini skirt, a midi skirt"),
    "Polo": _label("Tshirts", "Shirts", "polo, polo shirt, polo t-shirt, t-shirt with a collar"),
    "Undershirt": _label(
        "Innerwear Vests, Camisoles", "Tops, Tshirts", "undershirt, vest, tank top, singlet"
    ),
    "Blazer": _label("Blazers", "Jackets, Suits, Waistcoat", "blazer, suit jacket, formal jacket"),
    "Hoodie": _label("Sweatshirts", "Jackets, Sweaters", "hoodie, hooded sweatshirt, sweatshirt"),
    "Body": _label(
        "Rompers, Swimwear", "Tops, Tshirts, Bra", "bodysuit, body, one-piece, baby body"
    ),
    "Top": _label("Tops", "Tshirts, Camisoles, Tunics", "top, sleeveless top, summer top"),
    "Blouse": _label("Tops", "Shirts, Tunics, Kurtis", "blouse, women's blouse, light shirt"),
}
"""The labels of the CC0 Clothing dataset."""

ZERO_SHOT = {
    "T-Shirt": "t-shirt",
    "Longsleeve": "long sleeve top",
    "Pants": "pants",
    "Shoes": "shoes",
    "Shirt": "shirt",
    "Dress": "dress",
    "Outwear": "jacket",
    "Shorts": "shorts",
    "Hat": "hat",
    "Skirt": "skirt",
}
"""The ten classes of the zero-shot report and the words that stand for each."""
