"""What closed shoes share: upper, opening, tongue, laces, sole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.sample.drawing.light import Relief
from ingest.sample.drawing.outline import Anchor, curve, ribbon
from ingest.sample.drawing.palette import Colour, darker

if TYPE_CHECKING:
    from ingest.sample.drawing.canvas import Mask
    from ingest.sample.drawing.fabric import Fabric
    from ingest.sample.drawing.look import Look

LEATHER = Relief(edge=11, lift=8, body=0.0, wrinkle=0.16, wrinkle_size=44, occlusion=0.2)


PANEL = Relief(edge=2.2, lift=1.5, body=0.0, wrinkle=0.06, wrinkle_size=30, occlusion=0.12)


def low_upper(collar: float = 0.0, toe: float = 0.0, point: float = 0.0) -> list[Anchor]:
    """Outline of a low shoe's upper; ``collar`` raises the ankle, ``toe`` the toe box."""
    return [
        (54, 252, 0),
        (46, 226),
        (50, 198),
        (50, 176 - collar, 0),
        (58, 171 - collar),
        (84, 188 - collar * 0.9),
        (112, 184 - collar * 0.9),
        (128, 166 - collar * 0.8, 0),
        (140, 168 - collar * 0.5),
        (168, 191),
        (198, 210 - toe * 0.6),
        (230, 218 - toe),
        (254 + point, 234 - toe * 0.4),
        (260 + point, 252, 0),
    ]


def draw_opening(look: Look, collar: float, lining: Colour) -> None:
    """The far side of the ankle and the dark inside of the shoe."""
    mouth = curve(
        [
            (51, 177 - collar),
            (66, 164 - collar),
            (98, 166 - collar),
            (131, 162 - collar * 0.8),
            (122, 182 - collar * 0.9),
            (84, 194 - collar * 0.9),
        ]
    )
    look.canvas.fill(
        mouth, look.hard(lining, 0.0), dim=0.85, relief=Relief(edge=3, lift=1.5, wrinkle=0.0)
    )
    inner = curve(
        [
            (60, 177 - collar),
            (88, 171 - collar),
            (122, 170 - collar * 0.85),
            (116, 182 - collar * 0.9),
            (84, 190 - collar * 0.9),
        ]
    )
    look.canvas.fill(inner, darker(lining, 0.6))


def draw_tongue(look: Look, collar: float, paint: Fabric, height: float = 16.0) -> None:
    """The tongue under the laces."""
    tongue = curve(
        [
            (112, 180 - collar * 0.9, 0),
            (120, 152 - collar * 0.85 - height * 0.3),
            (134, 148 - collar * 0.8 - height * 0.3),
            (150, 168 - collar * 0.4),
            (190, 206, 0),
            (168, 210),
            (130, 190 - collar * 0.5),
        ]
    )
    look.canvas.fill(tongue, paint, relief=PANEL.with_(edge=4, lift=3), shadow=0.3)


def draw_laces(
    look: Look,
    count: int,
    colour: Colour,
    collar: float,
    *,
    near: tuple[float, float] = (132, 176),
    far: tuple[float, float] = (186, 209),
) -> None:
    """Laces crossing from the ankle (``near``) to the toe (``far``)."""
    c = look.canvas
    for k in range(count):
        t = k / max(1, count - 1)
        x = near[0] + (far[0] - near[0]) * t
        y = near[1] - collar * (0.75 * (1 - t)) + (far[1] - near[1]) * t
        lace = curve([(x - 9, y + 10), (x - 1, y + 1), (x + 6, y - 5)], closed=False)
        c.fill(
            ribbon(lace, 4.0),
            look.hard(colour, 0.0),
            relief=Relief(edge=1.5, lift=1.2, wrinkle=0),
            shadow=0.4,
        )
        c.disc(x - 10, y + 11, 1.6, darker(colour, 0.55))


def draw_sole(
    look: Look, top: list[Anchor], bottom: list[Anchor], colour: Colour, *, gloss: float = 0.05
) -> Mask:
    """A sole between its upper and lower edge, from heel to toe."""
    outline = curve([*top, *reversed(bottom)])
    return look.canvas.fill(
        outline,
        look.hard(colour, gloss),
        relief=Relief(edge=3, lift=2.2, wrinkle=0.1, occlusion=0.18),
        shadow=0.25,
    )


def draw_heeled_sole(look: Look, colour: Colour, *, thick: float = 6.0, heel: float = 16.0) -> None:
    """A thin sole with a heel block."""
    draw_sole(
        look,
        [(47, 247, 0), (110, 249), (180, 249), (236, 245), (268, 238, 0)],
        [
            (48, 249 + thick, 0),
            (112, 250 + thick),
            (180, 251 + thick),
            (236, 249 + thick),
            (270, 241, 0),
        ],
        colour,
        gloss=0.15,
    )
    block = curve(
        [
            (47, 249 + thick * 0.5, 0),
            (108, 250 + thick * 0.5, 0),
            (102, 249 + heel, 0),
            (50, 249 + heel, 0),
        ]
    )
    look.canvas.fill(
        block, look.hard(darker(colour, 0.2), 0.1), relief=Relief(edge=2, lift=1.2, wrinkle=0)
    )
