"""A product as it is put."""

from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

MAX_TITLE_CHARS: Final = 1_000
MAX_DESCRIPTION_CHARS: Final = 20_000
MAX_ATTRIBUTES: Final = 128

Price = Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False)]


class ProductRequest(BaseModel):
    """A product as a whole: what is left out, it no longer has. Only its picture is kept."""

    model_config = ConfigDict(extra="forbid", strict=True)

    title: str | None = Field(None, max_length=MAX_TITLE_CHARS, description="Display name.")
    description: str | None = Field(
        None, max_length=MAX_DESCRIPTION_CHARS, description="Longer text."
    )
    brand: str | None = Field(None, max_length=MAX_TITLE_CHARS, description="Brand.")
    price: Price | None = Field(None, description="In the catalogue's currency.")
    attributes: dict[str, Any] = Field(
        {},
        max_length=MAX_ATTRIBUTES,
        description="Values of the catalogue's fields; /v1/info lists them.",
    )
    image: str | None = Field(
        None,
        description="Picture as base64. Left out, the product keeps the one it has; null takes it "
        "away.",
    )
