"""The request of a search."""

from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from service.engine.query import MAX_LIMIT, MAX_PRODUCTS, MAX_TEXT_CHARS, MAX_WINDOW, Mode

MAX_FACETS: Final = 64
MAX_WEIGHT: Final = 100.0

Fraction = Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)]


Weight = Annotated[float, Field(ge=0.0, le=MAX_WEIGHT, allow_inf_nan=False)]


class WeightsFields(BaseModel):
    """How much each kind of wish counts; only the ratios matter."""

    model_config = ConfigDict(extra="forbid", strict=True)

    text: Weight = 1.0
    image: Weight = 1.0
    like: Weight = 1.0


class SearchRequest(BaseModel):
    """A search: every field is optional, but something to search by or a filter is needed."""

    model_config = ConfigDict(extra="forbid", strict=True)

    text: str | None = Field(
        None, description=f"What is looked for, in words; at most {MAX_TEXT_CHARS} characters."
    )
    not_text: str | None = Field(None, description="What is not wanted, in words.")
    image: str | None = Field(
        None, description="A picture as base64, with or without `data:image/...;base64,`."
    )
    image_url: str | None = Field(
        None,
        description="A picture's URL, http or https, on the open internet; instead of `image`.",
    )
    region: Annotated[list[Fraction], Field(min_length=4, max_length=4)] | None = Field(
        None, description="Part of the picture to search by: x0, y0, x1, y1 as fractions (0..1)."
    )
    like: list[str] = Field(
        [],
        max_length=MAX_PRODUCTS,
        description="Ids of products that the hits should resemble; never among the hits.",
    )
    dislike: list[str] = Field(
        [],
        max_length=MAX_PRODUCTS,
        description="Ids of products that the hits should not resemble; never among them either.",
    )
    weights: WeightsFields | None = Field(
        None, description="How much words, picture and liked products count; null is 1 each."
    )
    filters: dict[str, Any] = Field(
        {},
        description=(
            'Field -> a value, a list (any of them), {"not": value or list}, '
            '{"gte", "gt", "lte", "lt": number} or {"exists": true or false}. /v1/info lists '
            "the fields."
        ),
    )
    mode: Mode = Field(
        "auto",
        description=(
            "`dense` (cosine), `lexical` (BM25), `hybrid` (both, fused by reciprocal ranks) or "
            "`auto` (what suits the query)."
        ),
    )
    limit: int = Field(24, ge=1, le=MAX_LIMIT, description="Hits on a page.")
    offset: int = Field(
        0, ge=0, lt=MAX_WINDOW, description="Hits to skip: `next_offset` of the page before."
    )
    sort: str = Field(
        "relevance",
        description=(
            "`relevance`, `newest`, a field with numbers such as `price`, or `-price` for largest "
            "first. Anything but relevance orders only what is relevant."
        ),
    )
    facets: list[str] = Field(
        [],
        max_length=MAX_FACETS,
        description=(
            "Fields whose values are counted over the relevant products, each without the "
            "filter on itself."
        ),
    )
    group_by: str | None = Field(
        None,
        description=(
            "`look` shows products that are one thing to the eye (sizes, colours, the same "
            "picture) once, with the others in `variants`; a facet field groups by its values."
        ),
    )
    diversity: Fraction = Field(
        0.0, description="From 0 (by relevance alone) to 1 (as different as can be)."
    )
    min_match: Fraction = Field(
        0.0, description="Hits with a smaller `match` are dropped; 0 drops nothing."
    )
    understand: bool = Field(
        default=True,
        description="Whether attributes and prices are read out of the words; see `understood`.",
    )
    predicted: bool = Field(
        default=False,
        description=(
            "Whether filters and facets also take what is predicted of products whose catalogue "
            "leaves an attribute out; see `attributes_predicted`."
        ),
    )
    explain: bool = Field(default=False, description="Whether each hit says why it was found.")

    @field_validator("region")
    @classmethod
    def _ordered(cls, region: list[float] | None) -> list[float] | None:
        if region is not None and not (region[0] < region[2] and region[1] < region[3]):
            raise PydanticCustomError(
                "region", "is x0, y0, x1, y1 with x0 < x1 and y0 < y1, as fractions of the sides"
            )
        return region
