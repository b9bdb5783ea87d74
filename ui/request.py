"""What the service is asked, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, Literal, TypeAlias

Mode: TypeAlias = Literal["auto", "dense", "lexical", "hybrid"]
Event: TypeAlias = Literal["click", "like", "dislike", "purchase"]
Region: TypeAlias = tuple[float, float, float, float]
Scalar: TypeAlias = str | int | float | bool
FilterValue: TypeAlias = Scalar | list[Scalar] | Mapping[str, Any]

# Sent always, so that a request reads as what it is.
_ALWAYS: Final = ("mode", "limit", "offset")


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search. Something to search by (text, picture, like) or a filter must be given.

    Attributes:
        text: the words.
        not_text: words for what is not wanted.
        picture: bytes of a JPEG, PNG, WebP, GIF, BMP or TIFF file.
        image_url: a picture on the open internet, instead of `picture`.
        region: part of the picture: x0, y0, x1, y1 as fractions of its sides.
        like: ids of products that the answer should resemble.
        dislike: ids of products that it should not resemble.
        weights: how much `text`, `image` and `like` count; only the ratios matter.
        filters: field -> value, list of values, or object of operators, as the API takes them.
        mode: which legs answer.
        limit: hits on this page.
        offset: hits skipped.
        sort: `relevance`, `newest`, a field with numbers, or `-field` for largest first.
        facets: fields whose values are counted.
        group_by: `look` shows products that look the same once.
        diversity: from 0 (by relevance alone) to 1 (as different as can be).
        min_match: hits with a smaller match are dropped.
        understand: whether attributes, prices and typing errors are read out of the words.
        explain: whether each hit says why it was found.
    """

    text: str | None = None
    not_text: str | None = None
    picture: bytes | None = None
    image_url: str | None = None
    region: Region | None = None
    like: tuple[str, ...] = ()
    dislike: tuple[str, ...] = ()
    weights: Mapping[str, float] | None = None
    filters: Mapping[str, FilterValue] = field(default_factory=dict)
    mode: Mode = "auto"
    limit: int = 24
    offset: int = 0
    sort: str = "relevance"
    facets: tuple[str, ...] = ()
    group_by: str | None = None
    diversity: float = 0.0
    min_match: float = 0.0
    understand: bool = True
    explain: bool = False

    def body(self) -> dict[str, Any]:
        """Return the JSON of the request, without the picture and without what is not asked."""
        said: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            neutral = {} if one.name == "filters" else one.default
            if one.name == "picture" or (value == neutral and one.name not in _ALWAYS):
                continue
            said[one.name] = list(value) if isinstance(value, tuple) else value
        return {name: value for name, value in said.items() if value not in ("", None)}
