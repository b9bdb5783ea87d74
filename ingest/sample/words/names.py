"""Invented brands and model names of the sample shop."""

from __future__ import annotations

# Made up for this catalogue; each is used for one part of the shop only.
BRANDS: dict[str, tuple[str, ...]] = {
    "apparel": (
        "Tarvickle",
        "Oonabelle",
        "Kesloom",
        "Brindavore",
        "Quillo & Rye",
        "Marrowfen",
        "Fennimoor",
        "Saltgrove Lane",
        "Jorridale",
        "Thimblewren",
        "Hobbsworn",
        "Pallowisp",
    ),
    "ethnic": (
        "Vastrabel",
        "Rangbunai",
        "Dhaagawren Looms",
        "Kanthagaon",
        "Zarikunj",
        "Suhanibel",
        "Meherbaan Weaves",
    ),
    "footwear": ("Strydlow", "Toeforth", "Cobblemere", "Hexatrot", "Stepquill", "Trotmarrow"),
    "bags": ("Cargovane", "Clutchbrook", "Satchworth", "Tuckhatch", "Packwillow"),
    "accessories": ("Tickmarrow", "Glimtree", "Umbrelark", "Knottwell", "Chronavik", "Rimsworth"),
    "jewellery": ("Taarakunj", "Glintfern", "Jhilmisa", "Tidebead"),
    "beauty": ("Petrichime", "Rougemoth", "Attarwisp", "Petalworn"),
}

VAIN_NAMES: tuple[str, ...] = (
    "The Aurelia",
    "The Montrose",
    "Eclipse",
    "The Solenne",
    "Nocturne",
    "The Belvoir",
    "Reverie",
    "The Calypso",
    "Odyssey",
    "The Isadora",
    "Euphoria",
    "The Windermere",
    "Mirage",
    "The Celestine",
    "Serenade",
    "The Ravello",
)
VAIN_TAILS: tuple[str, ...] = (
    "Signature Statement Piece",
    "Limited Edition",
    "Icon",
    "Collection No. 4",
    "Must-Have",
    "Couture Edit",
    "Heirloom",
    "Runway Favourite",
    "Capsule Essential",
)


def house_of(master: str, sub: str, usage: str) -> str:
    """Which part of the shop a product belongs to: a key of :data:`BRANDS`."""
    if master == "Personal Care":
        return "beauty"
    if master == "Footwear":
        return "footwear"
    if sub == "Bags" or sub in ("Wallets", "Belts"):
        return "bags"
    if sub == "Jewellery":
        return "jewellery"
    if usage == "Ethnic":
        return "ethnic"
    return "apparel" if master == "Apparel" else "accessories"
