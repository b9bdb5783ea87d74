"""Products that a full catalogue must hold, so that plain queries have answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.sample.draw import draw_spec
from ingest.sample.kinds import KINDS

if TYPE_CHECKING:
    import numpy as np

    from ingest.sample.spec import Spec


@dataclass(frozen=True)
class Wanted:
    """A shopper's plain query and how many products must answer it; empty means any."""

    query: str
    count: int
    article_type: str
    colour: str = ""
    gender: str = ""
    cut: str = ""
    pattern: str = ""
    material: str = ""

    def answers(self, spec: Spec) -> bool:
        """Whether a product is what the query asks for."""
        return spec.article_type == self.article_type and all(
            not asked or asked == has
            for asked, has in (
                (self.colour, spec.colour),
                (self.gender, spec.gender),
                (self.cut, spec.cut),
                (self.pattern, spec.pattern),
                (self.material, spec.material),
            )
        )


WANTED: tuple[Wanted, ...] = (
    Wanted("red dress", 8, "Dresses", colour="Red", gender="Women"),
    Wanted("little black dress", 4, "Dresses", colour="Black", gender="Women"),
    Wanted("floral maxi dress", 3, "Dresses", gender="Women", cut="maxi", pattern="Floral"),
    Wanted(
        "navy blue check shirt",
        5,
        "Shirts",
        colour="Navy Blue",
        gender="Men",
        cut="casual",
        pattern="Checked",
    ),
    Wanted("white formal shirt", 3, "Shirts", colour="White", gender="Men", cut="formal"),
    Wanted("office wear for women", 4, "Blazers", gender="Women"),
    Wanted("office wear for women", 3, "Shirts", gender="Women", cut="formal"),
    Wanted("office wear for women", 3, "Trousers", gender="Women", cut="cigarette"),
    Wanted("office wear for women", 3, "Skirts", gender="Women", cut="pencil"),
    Wanted("bollywood style outfit", 6, "Lehenga Choli", gender="Women", pattern="Embroidered"),
    Wanted("bollywood style outfit", 5, "Sarees", cut="embellished"),
    Wanted("bollywood style outfit", 5, "Kurtas", gender="Women", cut="anarkali"),
    Wanted("silk saree", 4, "Sarees", cut="silk"),
    Wanted("cozy winter look", 4, "Sweaters", material="Wool"),
    Wanted("cozy winter look", 3, "Jackets", cut="puffer"),
    Wanted("cozy winter look", 4, "Scarves", material="Wool"),
    Wanted("leather biker jacket", 3, "Jackets", cut="biker", colour="Black"),
    Wanted("black leather handbag", 5, "Handbags", colour="Black", material="Leather"),
    Wanted("running shoes", 6, "Sports Shoes"),
    Wanted("white sneakers", 3, "Casual Shoes", colour="White", cut="sneaker"),
    Wanted("gold earrings", 6, "Earrings", colour="Gold"),
    Wanted("blue jeans", 4, "Jeans", colour="Blue"),
    Wanted("brown leather belt", 3, "Belts", colour="Brown", material="Leather"),
    Wanted("aviator sunglasses", 3, "Sunglasses", cut="aviator"),
    Wanted("red lipstick", 3, "Lipstick", colour="Red"),
)


def wanted_specs(rng: np.random.Generator) -> list[Spec]:
    """Specifications that together answer every query of :data:`WANTED`."""
    kinds = {kind.article_type: kind for kind in KINDS}
    out = []
    for want in WANTED:
        for _ in range(want.count):
            spec = draw_spec(
                kinds[want.article_type], rng, cut=want.cut or None, colour=want.colour or None
            )
            fixed = {
                k: v
                for k, v in (
                    ("gender", want.gender),
                    ("pattern", want.pattern),
                    ("material", want.material),
                )
                if v
            }
            out.append(replace(spec, **fixed))  # type: ignore[arg-type]
    return out
