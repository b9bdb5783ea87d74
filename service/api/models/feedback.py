"""What somebody did with a hit."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class FeedbackRequest(BaseModel):
    """One event; nothing in it says who."""

    model_config = ConfigDict(extra="forbid", strict=True)

    query_id: str = Field(
        pattern=r"^[0-9a-f]{32}$", description="`query_id` of the search that showed the product."
    )
    product_id: str = Field(min_length=1, max_length=200, description="The product.")
    event: Literal["click", "like", "dislike", "purchase"] = Field(
        description="What was done with it."
    )


class FeedbackResponse(BaseModel):
    """The event is kept."""

    accepted: Literal[True]
