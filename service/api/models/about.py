"""What the service says about itself."""

from typing import Literal

from pydantic import BaseModel, Field

from service.engine.query import Mode
from service.engine.schema import FieldKind


class ModelInfo(BaseModel):
    """The model whose vectors are compared."""

    name: str
    digest: str = Field(description="sha256 over the weights.")
    dimension: int = Field(description="Numbers of a vector.")
    preprocessing: str = Field(description="How a picture becomes numbers.")


class FieldInfo(BaseModel):
    """A field that products can be filtered by."""

    name: str
    kind: FieldKind
    facet: bool = Field(description="Whether its values are counted.")


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
