"""Problems: what an error looks like on the wire (RFC 9457)."""

from typing import Final

from pydantic import BaseModel, Field

MEDIA_TYPE: Final = "application/problem+json"


class FieldError(BaseModel):
    """One field of the request that cannot be taken."""

    field: str = Field(examples=["limit"])
    message: str = Field(examples=["limit is 0; it goes from 1 to 200"])


class Problem(BaseModel):
    """An error: `detail` names the field and the repair."""

    type: str = Field(
        default="about:blank", description="The status says what kind of problem it is."
    )
    title: str = Field(examples=["Unprocessable Entity"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["limit: limit is 0; it goes from 1 to 200"])
    instance: str | None = Field(default=None, description="The path that was asked for.")
    errors: list[FieldError] | None = Field(default=None, description="Every field at fault.")
