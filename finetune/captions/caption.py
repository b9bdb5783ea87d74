"""What a training caption is, and how kinds of captions are mixed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

CaptionKind: TypeAlias = Literal["name", "attributes", "wish", "mixed", "description", "photo"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a caption asks for: any of these attributes has any of these values."""

    fields: tuple[str, ...]
    values: frozenset[str]

    def met_by(self, attributes: Mapping[str, str]) -> bool:
        """Say whether a product has what is asked."""
        return any(attributes.get(name) in self.values for name in self.fields)


@dataclass(frozen=True, slots=True)
class Caption:
    """A text to be paired with a picture, and what it asks for.

    `group_id` names the wish that it came from, if any; `asked` are the attributes that it names.
    """

    text: str
    kind: CaptionKind
    group_id: str | None = None
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class CaptionMix:
    """How often each kind is drawn, relative to the others, and each attribute is named (0..1).

    A kind that a product cannot give (no title, no fitting wish) leaves its share to the others.
    """

    name: float = 0.32
    attributes: float = 0.28
    wish: float = 0.18
    mixed: float = 0.22
    description: float = 0.05
    name_type: float = 0.92
    name_colour: float = 0.7
    name_gender: float = 0.55
    name_usage: float = 0.2
    name_season: float = 0.05
    name_detail: float = 0.5
    """Patterns and materials, where the catalogue has them."""
    use_synonym: float = 0.55
    """How often a word of the thesaurus stands in for the catalogue's own."""
    use_near: float = 0.1
    """How often that word is one that only may mean the value ("top" for a T-shirt)."""
    lead_in: float = 0.12
    """How often a query begins as people talk: "show me", "i need"."""

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if not 0 <= value <= 1:
                raise ValueError(f"CaptionMix.{each.name} is {value}; give a number from 0 to 1")
        if not self.name + self.attributes + self.wish + self.mixed > 0:
            raise ValueError("CaptionMix gives every kind of caption the weight 0; raise one")
