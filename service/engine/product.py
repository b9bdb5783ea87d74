"""A product of the catalogue, and the text that it is found by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias
from uuid import UUID, uuid5

Evidence: TypeAlias = Literal["picture", "words"]
AttributeValue: TypeAlias = str | int | float | bool | tuple[str, ...]

# Any fixed UUID would do; changing it would change the point id of every product ever indexed.
_NAMESPACE = UUID("6f3f2d5c-6b0e-5d2a-9a53-8d1f5f1a7c11")


@dataclass(frozen=True, slots=True)
class Prediction:
    """A value that the catalogue does not give and that picture and words speak for.

    Attributes:
        value: as the catalogue spells it.
        confidence: probability (0..1) that it is right.
        evidence: what speaks for it.
    """

    value: str
    confidence: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """One product, as its catalogue describes it.

    Attributes:
        id: any non-empty string, unique in the catalogue.
        title: display name, when there is one.
        description: longer text, when there is one.
        brand: when the catalogue says it in a column of its own.
        price: in the catalogue's currency; `None` when unknown.
        picture: key of the picture in the picture store; `None` without a picture.
        attributes: the catalogue's remaining columns by name, some of which are facets.
            A missing value is an absent key.
        attributes_predicted: field -> what a missing attribute very likely is.
        look: which products are one thing to the eye; `None` where nobody has judged it.
    """

    id: str
    title: str | None = None
    description: str | None = None
    brand: str | None = None
    price: float | None = None
    picture: str | None = None
    attributes: Mapping[str, AttributeValue] = field(default_factory=lambda: MappingProxyType({}))
    look: str | None = None
    attributes_predicted: Mapping[str, Prediction] = field(
        default_factory=lambda: MappingProxyType({})
    )

    @property
    def point_id(self) -> str:
        """The id of this product's point in every index."""
        return point_id(self.id)

    @property
    def search_text(self) -> str:
        """The words that the lexical leg finds this product by."""
        values = (
            " ".join(value) if isinstance(value, tuple) else value
            for value in self.attributes.values()
            if isinstance(value, str | tuple)
        )
        parts = (self.title, self.brand, *values, self.description, self.id)
        return " ".join(part for part in parts if part)


def point_id(product_id: str) -> str:
    """Return the point id of a product id: a uuid5, since engines take only integers and UUIDs."""
    return str(uuid5(_NAMESPACE, product_id))
