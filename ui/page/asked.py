"""What the browser asks: checked, bounded, and turned into a request of the service."""

import base64
import binascii
import re
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StrictStr

from ui.request import Mode, SearchRequest

PAGE_SIZE: Final = 24
# How far the service lets anyone page.
MAX_WINDOW: Final = 10_000
MAX_PICTURE_CHARS: Final = 3_000_000
MAX_ID_CHARS: Final = 512
MAX_TASTE: Final = 16

_PICTURE = re.compile(r"data:image/(?:jpeg|png|webp);base64,")

Text = Annotated[StrictStr, Field(max_length=200)]
Value = Text | StrictBool | StrictInt | StrictFloat
Bound = Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)]
Ids = Annotated[
    list[Annotated[StrictStr, Field(min_length=1, max_length=MAX_ID_CHARS)]],
    Field(max_length=MAX_TASTE),
]


class UnusablePictureError(ValueError):
    """The browser sent something as a picture that is none."""


class Asked(BaseModel):
    """One search as the page sends it.

    `picture` is a data URL of a JPEG, PNG or WebP file: the browser reduces large photos before it
    sends them; `region` is the part of it that is meant. `filters` maps a facet to the values of
    which a product must have one, `ranges` a number to its bounds, of which either may be open.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field("", max_length=1_000)
    picture: str | None = Field(None, max_length=MAX_PICTURE_CHARS)
    region: tuple[Share, Share, Share, Share] | None = None
    like: Ids = Field(default_factory=list)
    dislike: Ids = Field(default_factory=list)
    filters: dict[Text, Annotated[list[Value], Field(max_length=256)]] = Field(
        default_factory=dict, max_length=32
    )
    ranges: dict[Text, tuple[Bound | None, Bound | None]] = Field(
        default_factory=dict, max_length=8
    )
    mode: Mode = "auto"
    sort: Text = "relevance"
    look: bool = False
    diversity: Share = 0.0
    understand: bool = True
    offset: int = Field(0, ge=0, lt=MAX_WINDOW)

    @property
    def chosen(self) -> dict[str, list[Value]]:
        """The filters that have any value."""
        return {name: values for name, values in self.filters.items() if values}

    @property
    def bounds(self) -> dict[str, dict[str, float]]:
        """The ranges that are closed on a side, as the API takes them."""
        return {
            name: {
                operator: bound
                for operator, bound in (("gte", low), ("lte", high))
                if bound is not None
            }
            for name, (low, high) in self.ranges.items()
            if (low, high) != (None, None)
        }

    @property
    def filtered(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.chosen or self.bounds)

    @property
    def wished(self) -> bool:
        """Whether there is a wish that hits can be ranked by."""
        return bool(self.text.strip() or self.picture or self.like)

    @property
    def anything(self) -> bool:
        """Whether there is something to search by."""
        return self.wished or self.filtered

    def request(self, facets: tuple[str, ...]) -> SearchRequest:
        """Return the request that asks this of the service, counting `facets` on the way.

        Raises:
            UnusablePictureError: when `picture` is no data URL of a picture.
        """
        filters: dict[str, Any] = {**self.chosen, **self.bounds}
        return SearchRequest(
            text=self.text.strip() or None,
            picture=picture_of(self.picture) if self.picture else None,
            region=self.region if self.picture else None,
            like=tuple(self.like),
            dislike=tuple(self.dislike),
            filters=filters,
            # Words alone cannot be matched against a picture: what is there decides.
            mode="auto" if self.mode == "lexical" and not self.text.strip() else self.mode,
            sort=self.sort,
            group_by="look" if self.look else None,
            diversity=self.diversity,
            understand=self.understand,
            limit=min(PAGE_SIZE, MAX_WINDOW - self.offset),
            offset=self.offset,
            facets=facets,
            explain=True,
        )


def picture_of(data_url: str) -> bytes:
    """Return the bytes of a picture's data URL.

    Raises:
        UnusablePictureError: when it is no data URL of a JPEG, PNG or WebP file.
    """
    head = _PICTURE.match(data_url)
    if not head:
        raise UnusablePictureError("the picture is no data URL of a JPEG, PNG or WebP file")
    try:
        return base64.b64decode(data_url[head.end() :], validate=True)
    except binascii.Error as error:
        raise UnusablePictureError("the picture's data URL is damaged") from error
