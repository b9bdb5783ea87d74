"""What the browser asks: checked, bounded, and turned into a request of the service."""

import base64
import binascii
import re
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StrictStr

from ui.answers import Mode, SearchRequest

PAGE_SIZE: Final = 24
# How far the service lets anyone page.
MAX_WINDOW: Final = 10_000
MAX_PICTURE_CHARS: Final = 3_000_000

_PICTURE = re.compile(r"data:image/(?:jpeg|png|webp);base64,")

Text = Annotated[StrictStr, Field(max_length=200)]
Value = Text | StrictBool | StrictInt | StrictFloat


class UnusablePictureError(ValueError):
    """The browser sent something as a picture that is none."""


class Asked(BaseModel):
    """One search as the page sends it.

    `picture` is a data URL of a JPEG, PNG or WebP file: the browser reduces large photos before it
    sends them. `filters` maps a facet to the values of which a product must have one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field("", max_length=1_000)
    picture: str | None = Field(None, max_length=MAX_PICTURE_CHARS)
    filters: dict[Text, Annotated[list[Value], Field(max_length=256)]] = Field(
        default_factory=dict, max_length=32
    )
    mode: Mode = "auto"
    explain: bool = False
    offset: int = Field(0, ge=0, lt=MAX_WINDOW)

    @property
    def chosen(self) -> dict[str, list[Value]]:
        """The filters that have any value."""
        return {name: values for name, values in self.filters.items() if values}

    @property
    def anything(self) -> bool:
        """Whether there is something to search by."""
        return bool(self.text.strip() or self.picture or self.chosen)

    def request(self, facets: tuple[str, ...]) -> SearchRequest:
        """Return the request that asks this of the service, counting `facets` on the way.

        Raises:
            UnusablePictureError: when `picture` is no data URL of a picture.
        """
        return SearchRequest(
            text=self.text.strip() or None,
            picture=_decode(self.picture) if self.picture else None,
            filters=self.chosen,
            # Words alone cannot be matched against a picture: what is there decides.
            mode="auto" if self.mode == "lexical" and not self.text.strip() else self.mode,
            limit=min(PAGE_SIZE, MAX_WINDOW - self.offset),
            offset=self.offset,
            facets=facets,
            explain=self.explain,
        )


def _decode(data_url: str) -> bytes:
    head = _PICTURE.match(data_url)
    if not head:
        raise UnusablePictureError("the picture is no data URL of a JPEG, PNG or WebP file")
    try:
        return base64.b64decode(data_url[head.end() :], validate=True)
    except binascii.Error as error:
        raise UnusablePictureError("the picture's data URL is damaged") from error
