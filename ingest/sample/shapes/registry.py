"""Which function draws which article type, and how it is put before the camera."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.sample.shapes.bags import backpacks, cases, handbags, leather
from ingest.sample.shapes.dresses import gowns
from ingest.sample.shapes.ethnic import drapes, kurtas, lehengas, sarees
from ingest.sample.shapes.footwear import casual, flats, formal, heels, sandals, sports
from ingest.sample.shapes.goods import beauty, eyewear, watches, wearables
from ingest.sample.shapes.jewellery import earrings, hands, necklaces
from ingest.sample.shapes.lower import jeans, leggings, skirts, trousers
from ingest.sample.shapes.upper import jackets, knits, shirts, tailoring, tops, tshirts

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.sample.drawing.look import Look


@dataclass(frozen=True)
class Shape:
    """How an article type is drawn and photographed.

    angle: degrees by which it is turned, give or take ``tilt``; ``pattern_scale`` sizes its prints;
    ground: strength of the contact shadow, ``None`` for what hangs; lying: it touches the ground
    all along; mirror: how often it faces left.
    """

    draw: Callable[[Look], None]
    angle: float = 0.0
    tilt: float = 0.8
    scale: float = 1.0
    pattern_scale: float = 1.0
    ground: float | None = None
    lying: bool = False
    mirror: float = 0.0


def _shoe(draw: Callable[[Look], None]) -> Shape:
    return Shape(draw, angle=5.5, tilt=1.5, scale=1.14, pattern_scale=0.6, ground=0.5, mirror=0.12)


def _bag(draw: Callable[[Look], None]) -> Shape:
    return Shape(draw, scale=1.08, pattern_scale=0.9, ground=0.55)


def _worn(draw: Callable[[Look], None], scale: float) -> Shape:
    return Shape(draw, scale=scale)


SHAPES: dict[str, Shape] = {
    "Tshirts": _worn(tshirts.draw_tshirt, 1.3),
    "Tops": _worn(tops.draw_top, 1.3),
    "Shirts": Shape(shirts.draw_shirt, scale=1.26),
    "Sweaters": Shape(knits.draw_sweater, scale=1.26, pattern_scale=1.2),
    "Sweatshirts": Shape(knits.draw_sweatshirt, scale=1.24),
    "Jackets": Shape(jackets.draw_jacket, scale=1.24),
    "Blazers": Shape(tailoring.draw_blazer, scale=1.22, pattern_scale=0.7),
    "Waistcoat": Shape(tailoring.draw_waistcoat, scale=1.42, pattern_scale=0.7),
    "Nehru Jackets": Shape(tailoring.draw_waistcoat, scale=1.42, pattern_scale=0.7),
    "Jeans": Shape(jeans.draw_jeans),
    "Trousers": Shape(trousers.draw_trousers, pattern_scale=0.7),
    "Track Pants": Shape(trousers.draw_track_pants),
    "Shorts": Shape(trousers.draw_shorts, scale=1.12),
    "Leggings": Shape(leggings.draw_leggings),
    "Capris": Shape(leggings.draw_leggings),
    "Churidar": Shape(leggings.draw_leggings),
    "Patiala": Shape(leggings.draw_salwar, scale=1.05),
    "Skirts": Shape(skirts.draw_skirt, scale=1.06),
    "Dresses": Shape(gowns.draw_dress, scale=0.97),
    "Nightdress": Shape(gowns.draw_nightdress),
    "Kurtas": Shape(kurtas.draw_kurta, scale=0.96),
    "Kurtis": Shape(kurtas.draw_kurta, scale=1.18),
    "Tunics": Shape(kurtas.draw_kurta, scale=1.18),
    "Lehenga Choli": Shape(lehengas.draw_lehenga, scale=0.95),
    "Sarees": Shape(sarees.draw_saree, scale=0.95, pattern_scale=0.8),
    "Dupatta": Shape(drapes.draw_dupatta, pattern_scale=0.8),
    "Stoles": Shape(drapes.draw_dupatta, pattern_scale=0.8),
    "Scarves": Shape(drapes.draw_scarf),
    "Casual Shoes": _shoe(casual.draw_casual_shoe),
    "Sports Shoes": _shoe(sports.draw_sports_shoe),
    "Formal Shoes": _shoe(formal.draw_formal_shoe),
    "Heels": Shape(
        heels.draw_heel, angle=1.0, tilt=1.0, scale=1.08, pattern_scale=0.6, ground=0.5, mirror=0.12
    ),
    "Flats": _shoe(flats.draw_flat),
    "Sandals": Shape(
        sandals.draw_sandal, tilt=1.5, scale=1.1, ground=0.6, lying=True, pattern_scale=0.6
    ),
    "Sports Sandals": Shape(
        sandals.draw_sandal, tilt=1.5, scale=1.1, ground=0.6, lying=True, pattern_scale=0.6
    ),
    "Flip Flops": Shape(
        sandals.draw_flip_flop, tilt=2.0, scale=1.16, ground=0.6, lying=True, pattern_scale=0.8
    ),
    "Handbags": _bag(handbags.draw_handbag),
    "Clutches": _bag(cases.draw_clutch),
    "Duffel Bag": _bag(cases.draw_duffel),
    "Laptop Bag": _bag(cases.draw_laptop_bag),
    "Backpacks": _bag(backpacks.draw_backpack),
    "Wallets": Shape(leather.draw_wallet, ground=0.45, lying=True, tilt=2.0, pattern_scale=0.7),
    "Belts": Shape(leather.draw_belt, ground=0.45, lying=True, scale=1.08, pattern_scale=0.5),
    "Caps": Shape(wearables.draw_cap, tilt=2.5, scale=1.12, ground=0.5, lying=True, mirror=0.2),
    "Ties": Shape(wearables.draw_tie, scale=0.95, angle=-5.0, tilt=3.0, pattern_scale=0.7),
    "Socks": Shape(wearables.draw_socks, tilt=2.0, scale=1.08, pattern_scale=0.9),
    "Watches": Shape(watches.draw_watch, tilt=1.5),
    "Sunglasses": Shape(
        eyewear.draw_sunglasses,
        angle=-4.0,
        tilt=2.0,
        scale=1.02,
        ground=0.35,
        lying=True,
        pattern_scale=0.5,
    ),
    "Earrings": Shape(earrings.draw_earrings, scale=1.45, tilt=0.6),
    "Necklace and Chains": Shape(necklaces.draw_necklace, scale=1.18),
    "Pendant": Shape(necklaces.draw_pendant, scale=1.3, tilt=0.6),
    "Bangle": Shape(hands.draw_bangle, ground=0.4, lying=True, scale=1.3, tilt=0.6),
    "Bracelet": Shape(hands.draw_bracelet, ground=0.4, lying=True, scale=1.3, tilt=0.6),
    "Ring": Shape(hands.draw_ring, ground=0.3, scale=1.3, tilt=0.6),
    "Perfume and Body Mist": Shape(beauty.draw_perfume, ground=0.5, tilt=0.2, scale=1.18),
    "Lipstick": Shape(beauty.draw_lipstick, ground=0.45, tilt=0.2, scale=1.25),
    "Nail Polish": Shape(beauty.draw_nail_polish, ground=0.45, tilt=0.2, scale=1.3),
}
