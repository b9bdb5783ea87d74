"""Bodies in the proportions of the wearer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.sample.shapes.parts.frame import Sleeve, Torso

if TYPE_CHECKING:
    from ingest.sample.drawing.look import Look


def torso_for(look: Look, *, ease: float = 0.0, length: float = 0.0) -> Torso:
    """A body in the proportions of the wearer, with a little of this model's own."""
    v = look.vary
    if look.kids:
        return Torso(
            top=116,
            neck=23,
            shoulder=52 + v(-2, 3),
            drop=13,
            armpit=174,
            chest=56 + ease,
            waist_y=222,
            waist=56 + ease + v(-2, 3),
            hem_y=276 + v(-4, 8) + length,
            hem=59 + ease + v(-1, 4),
        )
    if look.women:
        return Torso(
            top=98,
            neck=27 + v(-2, 4),
            shoulder=54 + v(-2, 3),
            drop=16,
            armpit=164 + v(-3, 3),
            chest=57 + ease + v(-1, 2),
            waist_y=222 + v(-6, 6),
            waist=49 + ease + v(-2, 4),
            hem_y=296 + v(-12, 12) + length,
            hem=60 + ease + v(-2, 4),
            tail=3,
        )
    return Torso(
        top=92,
        neck=24 + v(-2, 2),
        shoulder=65 + v(-3, 3),
        drop=18 + v(-2, 3),
        armpit=168 + v(-3, 4),
        chest=67 + ease + v(-2, 2),
        waist_y=234,
        waist=63 + ease + v(-3, 4),
        hem_y=302 + v(-9, 9) + length,
        hem=65 + ease + v(-2, 4),
    )


def outer_torso(look: Look, length: float) -> tuple[Torso, Sleeve]:
    """The body and sleeve of a jacket, wider than what is worn under it."""
    torso = torso_for(look, ease=5, length=length)
    torso = Torso(
        **{**torso.__dict__, "shoulder": torso.shoulder + 2, "tail": 1.0, "hem": torso.hem - 2}
    )
    reach = 124.0 if look.kids else look.vary(168, 180)
    return torso, Sleeve(reach, 14, look.vary(12, 16), puff=2, bend=2)
