"""What is to be drawn: a frozen value that decides on the whole picture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Spec:
    """A product to draw, in the catalogue's words.

    Specifications with equal ``cut_seed`` are the same model (in other colours, say); those that
    differ in ``shot_seed`` only are two photographs of one product.
    """

    article_type: str
    gender: str
    colour: str
    second: str
    third: str
    pattern: str
    material: str
    cut: str
    cut_seed: int
    shot_seed: int
