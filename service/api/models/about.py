"""What the service says about itself."""

from typing import Literal

from pydantic import BaseModel, Field

from service.engine.query import Mode
from service.engine.schema import FieldKind


class ModelQuality(BaseModel):
    """What was measured of the model on products that it was not trained on, each from 0 to 1.

    P@10 is the share of the first ten hits that are right, R@10 the share of searches whose one
    right answer is among the first ten; null where it was not measured.
    """

    title_r10: float | None = Field(None, description="R@10: a product's title finds its picture.")
    type_p10: float | None = Field(None, description="P@10: a kind, such as 'shirts'.")
    colour_type_p10: float | None = Field(None, description="P@10: a colour and a kind.")
    vague_p10: float | None = Field(None, description="P@10: a wish, as 'for a wedding'.")
    picture_type_p10: float | None = Field(
        None, description="P@10: a catalogue picture finds its kind."
    )
    photo_type_p10: float | None = Field(
        None, description="P@10: a photo that somebody took finds its kind."
    )
    ece_text: float | None = Field(
        None, description="How far the `match` of words is off, on average (0 is best)."
    )


class ModelInfo(BaseModel):
    """The model whose vectors are compared."""

    name: str
    digest: str = Field(description="sha256 over the weights.")
    dimension: int = Field(description="Numbers of a vector.")
    preprocessing: str = Field(description="How a picture becomes numbers.")
    quality: ModelQuality | None = Field(
        description="From the model folder's manifest; null for a model that brings no numbers."
    )


class FieldInfo(BaseModel):
    """A field that products can be filtered by."""

    name: str
    kind: FieldKind
    facet: bool = Field(description="Whether its values are counted.")


class RejectedRow(BaseModel):
    """A row of the catalogue that is not in the index."""

    row: int = Field(description="Its place in the catalogue, counted from 1.")
    id: str | None = Field(description="The product's, where the row has one.")
    reason: str
    repair: str


class RejectedRows(BaseModel):
    """What the last ingest left out; `rejected.jsonl` in the data folder names every row."""

    count: int
    examples: list[RejectedRow] = Field(description="At most 20, and at most 5 of one reason.")


class Limits(BaseModel):
    """What a request may ask at most."""

    text_chars: int
    limit: int
    window: int = Field(description="Largest `offset` + `limit`.")
    like: int
    filters: int = Field(description="Fields that can be filtered at once.")
    body_bytes: int
    picture_bytes: int
    picture_pixels: int


class Info(BaseModel):
    """What is running."""

    version: str
    model: ModelInfo
    generation: str
    created: str = Field(description="When the generation was built: ISO 8601, UTC.")
    source: str = Field(description="The catalogue's name.")
    products: int
    with_picture: int = Field(description="Products that had a picture when it was built.")
    rejected: RejectedRows | None = Field(
        description="Null where the generation was built by a version that did not keep it."
    )
    fields: list[FieldInfo]
    modes: list[Mode]
    limits: Limits


class Health(BaseModel):
    """The process lives."""

    status: Literal["ok"]


class Readiness(BaseModel):
    """Searches are answered."""

    status: Literal["ready"]
    generation: str
