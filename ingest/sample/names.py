"""Invented brands and model names of the sample shop."""

from __future__ import annotations

# Made up for this catalogue; each is used for one part of the shop only.
BRANDS: dict[str, tuple[str, ...]] = {
    "apparel": ("Tarvik", "Oonabelle", "Kesloom", "Brindavore", "Quillo & Rye", "Maruvel", "Fennimoor", "Saltgrove Lane", "Jovandi", "Nivorra", "Hobbsworn", "Pallomi"),
    "ethnic": ("Vasharika", "Rangoliya Vastra", "Amrishaa Looms", "Kanthavari", "Zarivelle", "Suhanora", "Meherbaan Weaves"),
    "footwear": ("Strydlow", "Pavvio", "Cobblemere", "Hexatrot", "Velluno", "Trakkoro"),
    "bags": ("Cargovane", "Lunovelle", "Satchworth", "Orbello", "Packwillow"),
    "accessories": ("Tickmarrow", "Glimtree", "Umbrevo", "Knottwell", "Chronavik", "Rimsworth"),
    "jewellery": ("Sitaraya", "Auremelle", "Kundavi", "Pearlisse"),
    "beauty": ("Florivane", "Rougelune", "Miskaara", "Petalworn"),
}

VAIN_NAMES: tuple[str, ...] = (
    "The Aurelia", "The Montrose", "Eclipse", "The Solenne", "Nocturne", "The Belvoir", "Reverie", "The Calypso", "Odyssey", "The Isadora",
    "Euphoria", "The Windermere", "Mirage", "The Celestine", "Serenade", "The Ravello",
)
VAIN_TAILS: tuple[str, ...] = ("Signature Statement Piece", "Limited Edition", "Icon", "Collection No. 4", "Must-Have", "Couture Edit", "Heirloom", "Runway Favourite", "Capsule Essential")


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
