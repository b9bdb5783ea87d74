"""A product of the sample catalogue: its row and how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.sample.spec import Spec

COLUMNS: tuple[str, ...] = (
    "id",
    "title",
    "description",
    "brand",
    "price",
    "image",
    "gender",
    "masterCategory",
    "subCategory",
    "articleType",
    "baseColour",
    "season",
    "usage",
    "year",
    "pattern",
    "material",
)


@dataclass(frozen=True)
class SampleProduct:
    """One product; an empty string is a value that the catalogue does not have.

    ``jpeg_quality`` is that of its picture, 1 to 95.
    """

    id: str
    title: str
    description: str
    brand: str
    price: str
    gender: str
    master: str
    sub: str
    colour: str
    season: str
    usage: str
    year: str
    pattern: str
    material: str
    spec: Spec
    jpeg_quality: int

    @property
    def image(self) -> str:
        """The picture's path, relative to the catalogue's folder."""
        return f"images/{self.id}.jpg"

    def row(self) -> tuple[str, ...]:
        """The values in the order of :data:`COLUMNS`."""
        return (
            self.id,
            self.title,
            self.description,
            self.brand,
            self.price,
            self.image,
            self.gender,
            self.master,
            self.sub,
            self.spec.article_type,
            self.colour,
            self.season,
            self.usage,
            self.year,
            self.pattern,
            self.material,
        )
