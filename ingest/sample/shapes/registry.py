"""Which function draws which article type, and how it is put before the camera."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ingest.sample.look import Look
from ingest.sample.shapes.apparel import bottoms, drapes, dresses, ethnic, knits, outerwear, shirts, tops
from ingest.sample.shapes.footwear import heels, sandals, shoes
from ingest.sample.shapes.goods import backpacks, bags, beauty, eyewear, jewellery, leather, watches, wearables


@dataclass(frozen=True)
class Shape:
    """How an article type is drawn and photographed.

    angle: degrees by which it is turned, give or take ``tilt``; ``pattern_scale`` sizes its prints;
    ground: strength of the contact shadow, ``None`` for what hangs; mirror: how often it faces left.
    """

    draw: Callable[[Look], None]
    angle: float = 0.0
    tilt: float = 0.8
    scale: float = 1.0
    pattern_scale: float = 1.0
    ground: float | None = None
    mirror: float = 0.0


_SHOE = {"angle": 8.0, "tilt": 1.5, "scale": 1.14, "pattern_scale": 0.6, "ground": 0.5, "mirror": 0.12}
_BAG = {"ground": 0.55, "scale": 1.08, "pattern_scale": 0.9}
_WORN = {"scale": 1.13}
_JEWEL = {"scale": 1.12, "tilt": 0.6}

SHAPES: dict[str, Shape] = {
    "Tshirts": Shape(tops.draw_tshirt, **_WORN),
    "Tops": Shape(tops.draw_top, **_WORN),
    "Shirts": Shape(shirts.draw_shirt, scale=1.1),
    "Sweaters": Shape(knits.draw_sweater, scale=1.1, pattern_scale=1.2),
    "Sweatshirts": Shape(knits.draw_sweatshirt, scale=1.1),
    "Jackets": Shape(outerwear.draw_jacket, scale=1.1),
    "Blazers": Shape(outerwear.draw_blazer, scale=1.1, pattern_scale=0.7),
    "Waistcoat": Shape(outerwear.draw_waistcoat, scale=1.2, pattern_scale=0.7),
    "Nehru Jackets": Shape(outerwear.draw_waistcoat, scale=1.2, pattern_scale=0.7),
    "Jeans": Shape(bottoms.draw_jeans),
    "Trousers": Shape(bottoms.draw_trousers, pattern_scale=0.7),
    "Track Pants": Shape(bottoms.draw_track_pants),
    "Shorts": Shape(bottoms.draw_shorts, scale=1.12),
    "Leggings": Shape(bottoms.draw_leggings),
    "Capris": Shape(bottoms.draw_leggings),
    "Churidar": Shape(bottoms.draw_leggings),
    "Patiala": Shape(bottoms.draw_salwar, scale=1.05),
    "Skirts": Shape(bottoms.draw_skirt, scale=1.06),
    "Dresses": Shape(dresses.draw_dress, scale=1.04),
    "Nightdress": Shape(dresses.draw_nightdress),
    "Kurtas": Shape(ethnic.draw_kurta),
    "Kurtis": Shape(ethnic.draw_kurta, scale=1.18),
    "Tunics": Shape(ethnic.draw_kurta, scale=1.18),
    "Lehenga Choli": Shape(ethnic.draw_lehenga),
    "Sarees": Shape(drapes.draw_saree, pattern_scale=0.8),
    "Dupatta": Shape(drapes.draw_dupatta, pattern_scale=0.8),
    "Stoles": Shape(drapes.draw_dupatta, pattern_scale=0.8),
    "Scarves": Shape(drapes.draw_scarf),
    "Casual Shoes": Shape(shoes.draw_casual_shoe, **_SHOE),
    "Sports Shoes": Shape(shoes.draw_sports_shoe, **_SHOE),
    "Formal Shoes": Shape(shoes.draw_formal_shoe, **_SHOE),
    "Heels": Shape(heels.draw_heel, angle=1.0, tilt=1.0, scale=1.12, pattern_scale=0.6, ground=0.5, mirror=0.12),
    "Flats": Shape(heels.draw_flat, **_SHOE),
    "Sandals": Shape(sandals.draw_sandal, tilt=1.5, scale=1.1, ground=0.45, pattern_scale=0.6),
    "Sports Sandals": Shape(sandals.draw_sandal, tilt=1.5, scale=1.1, ground=0.45, pattern_scale=0.6),
    "Flip Flops": Shape(sandals.draw_flip_flop, tilt=2.0, scale=1.08, ground=0.4, pattern_scale=0.8),
    "Handbags": Shape(bags.draw_handbag, **_BAG),
    "Clutches": Shape(bags.draw_clutch, **_BAG),
    "Duffel Bag": Shape(bags.draw_duffel, **_BAG),
    "Laptop Bag": Shape(bags.draw_laptop_bag, **_BAG),
    "Backpacks": Shape(backpacks.draw_backpack, **_BAG),
    "Wallets": Shape(leather.draw_wallet, ground=0.4, tilt=2.0, pattern_scale=0.7),
    "Belts": Shape(leather.draw_belt, ground=0.4, scale=1.08, pattern_scale=0.5),
    "Caps": Shape(wearables.draw_cap, tilt=2.5, scale=1.12, ground=0.35, mirror=0.2),
    "Ties": Shape(wearables.draw_tie, angle=-5.0, tilt=3.0, pattern_scale=0.7),
    "Socks": Shape(wearables.draw_socks, tilt=2.0, scale=1.08, pattern_scale=0.9),
    "Watches": Shape(watches.draw_watch, tilt=1.5),
    "Sunglasses": Shape(eyewear.draw_sunglasses, angle=-4.0, tilt=2.0, scale=1.02, ground=0.3, pattern_scale=0.5),
    "Earrings": Shape(jewellery.draw_earrings, **_JEWEL),
    "Necklace and Chains": Shape(jewellery.draw_necklace, scale=1.18),
    "Pendant": Shape(jewellery.draw_pendant, **_JEWEL),
    "Bangle": Shape(jewellery.draw_bangle, ground=0.3, **_JEWEL),
    "Bracelet": Shape(jewellery.draw_bracelet, ground=0.3, **_JEWEL),
    "Ring": Shape(jewellery.draw_ring, ground=0.3, **_JEWEL),
    "Perfume and Body Mist": Shape(beauty.draw_perfume, ground=0.5, tilt=0.2),
    "Lipstick": Shape(beauty.draw_lipstick, ground=0.45, tilt=0.2),
    "Nail Polish": Shape(beauty.draw_nail_polish, ground=0.45, tilt=0.2, scale=1.08),
}
