"""The response of the typeahead."""

from typing import Literal

from pydantic import BaseModel, Field


class Suggestion(BaseModel):
    """What may be meant."""

    text: str = Field(description="To be searched for as it is.")
    kind: Literal["type", "brand", "colour", "title", "query"] = Field(
        description="What it names; `query` for words of several values."
    )
    count: int = Field(description="Products that it names.")


class SuggestResponse(BaseModel):
    """Suggestions, most useful first."""

    suggestions: list[Suggestion]
    took_ms: dict[str, float]
