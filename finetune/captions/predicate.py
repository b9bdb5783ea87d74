"""What a wish asks of a product: conditions on its attributes and on the words of its title."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

FIELDS: Mapping[str, str] = {
    "types": "articleType",
    "categories": "subCategory",
    "masters": "masterCategory",
    "genders": "gender",
    "colours": "baseColour",
    "usages": "usage",
    "seasons": "season",
    "patterns": "pattern",
    "materials": "material",
}
"""Name of the condition -> the attribute that it reads."""


_GROWN_UP = frozenset({"Men", "Women", "Unisex"})


@dataclass(frozen=True, slots=True)
class Predicate:
    """All conditions must hold. `weight` says how typical such a product is of the wish.

    A product that lacks an attribute fails a condition on it, except on gender: where a catalogue
    names none, grown-ups may wear its products.
    """

    weight: float = 1.0
    allowed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    refused: Mapping[str, frozenset[str]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    not_words: frozenset[str] = frozenset()

    def may_hold(self, article_type: str | None, gender: str | None = None) -> bool:
        """Say whether there is room for a product of this type, and gender where it is known."""
        types = self.allowed.get("articleType")
        if types is not None and article_type not in types:
            return False
        genders = self.allowed.get("gender")
        return gender is None or genders is None or gender in genders

    def holds(self, attributes: Mapping[str, str], words: AbstractSet[str]) -> bool:
        """Say whether a product fits; `words` are those of its title, in lower case."""
        return self.admits(attributes) and self.accepts(words)

    def admits(self, attributes: Mapping[str, str]) -> bool:
        """Say whether the conditions on attributes hold."""
        for name, values in self.allowed.items():
            has = attributes.get(name)
            if has not in values and (has or name != "gender" or not values & _GROWN_UP):
                return False
        return not any(attributes.get(name) in values for name, values in self.refused.items())

    def accepts(self, words: AbstractSet[str]) -> bool:
        """Say whether the conditions on the words of a title hold."""
        return (not self.words or bool(self.words & words)) and not self.not_words & words
