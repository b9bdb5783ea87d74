"""Titles: which values of which field a product's title names."""

from collections.abc import Mapping
from typing import TypeAlias

from service.engine.filters import Filters
from service.engine.thesaurus import bundled_thesaurus
from service.engine.understanding import Vocabulary, understand

Claims: TypeAlias = Mapping[str, tuple[str, ...]]  # field -> values that a title names


class Titles:
    """Reads titles as the search reads queries: by the thesaurus and the catalogue's values.

    Args:
        vocabulary: which field is about what.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._thesaurus = bundled_thesaurus()

    def claims(self, title: str | None) -> Claims:
        """Return what a title says of each field; fields that it is silent about are not in it."""
        found = understand(title or "", self._vocabulary, self._thesaurus, given=Filters())
        return {
            condition.field: tuple(str(value) for value in condition.any_of)
            for condition in found.soft.conditions
        }
