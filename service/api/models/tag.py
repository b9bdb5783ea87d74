"""A picture to be tagged, and its tags."""

from pydantic import BaseModel, ConfigDict, Field


class TagRequest(BaseModel):
    """A picture."""

    model_config = ConfigDict(extra="forbid", strict=True)

    image: str = Field(description="A picture as base64, with or without `data:image/...;base64,`.")


class Tag(BaseModel):
    """A value that the picture may show."""

    value: str = Field(description="As the catalogue spells it.")
    confidence: float = Field(description="Probability (0..1) that the picture shows it.")


class TagResponse(BaseModel):
    """The likeliest values of each facet that says what a picture shows, best first."""

    tags: dict[str, list[Tag]]
    took_ms: dict[str, float]
