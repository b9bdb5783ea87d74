"""What the service is asked and what it answers, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Mode: TypeAlias = Literal["auto", "dense", "lexical", "hybrid"]
Scalar: TypeAlias = str | int | float | bool
FilterValue: TypeAlias = Scalar | list[Scalar] | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search. Something to search by (text, picture, like) or a filter must be given.

    Attributes:
        text: the words.
        picture: bytes of a JPEG, PNG or WebP file.
        like: ids of products that the answer should resemble.
        filters: field -> value, list of values, or object of operators, as the API takes them.
        mode: which legs answer.
        limit: hits on this page.
        offset: hits skipped.
        facets: fields whose values are counted.
        explain: whether each hit says why it was found.
    """

    text: str | None = None
    picture: bytes | None = None
    like: tuple[str, ...] = ()
    filters: Mapping[str, FilterValue] = field(default_factory=dict)
    mode: Mode = "auto"
    limit: int = 24
    offset: int = 0
    facets: tuple[str, ...] = ()
    explain: bool = False

    def body(self) -> dict[str, Any]:
        """Return the JSON of the request, without the picture and without what is not asked."""
        said: dict[str, Any] = {"mode": self.mode, "limit": self.limit, "offset": self.offset}
        if self.text:
            said["text"] = self.text
        if self.like:
            said["like"] = list(self.like)
        if self.filters:
            said["filters"] = dict(self.filters)
        if self.facets:
            said["facets"] = list(self.facets)
        if self.explain:
            said["explain"] = True
        return said


@dataclass(frozen=True, slots=True)
class Product:
    """A product as the catalogue describes it; `None` where the catalogue is silent."""

    title: str | None
    description: str | None
    brand: str | None
    price: float | None
    attributes: Mapping[str, Scalar | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class LegScore:
    """Where one leg of the search saw a hit; `terms` are the query's words that it has."""

    score: float
    rank: int | None
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AttributeReason:
    """What the words asked of an attribute, beside what the product has.

    `match` is `same`, `near` or `other`.
    """

    field: str
    asked: str
    has: str | None
    match: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A product that answers a search.

    Attributes:
        id: the product's id.
        rank: position in the whole answer, from 1.
        score: what the answer is ordered by.
        match: calibrated probability (0..1); `None` where the model brings no calibration.
        has_picture: whether the service can show a picture of it.
        product: the product.
        explain: leg name -> where that leg saw it; empty unless asked for.
        attributes: what was asked of its attributes; empty unless asked for.
    """

    id: str
    rank: int
    score: float
    match: float | None
    has_picture: bool
    product: Product
    explain: Mapping[str, LegScore]
    attributes: tuple[AttributeReason, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many products have one value of a facet."""

    value: Scalar
    count: int


Facets: TypeAlias = Mapping[str, tuple[FacetCount, ...]]


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """One page of an answer.

    Attributes:
        query_id: names this search in logs; empty when the service gives none.
        mode: the mode that was used.
        degraded: whether part of the search could not run.
        total: how many products can be paged through.
        next_offset: where the next page starts; `None` on the last one.
        took_ms: stage -> milliseconds.
        hits: best first.
        facets: the facets that were asked for.
        warnings: what the caller should know, in whole sentences.
    """

    query_id: str
    mode: str
    degraded: bool
    total: int
    next_offset: int | None
    took_ms: Mapping[str, float]
    hits: tuple[Hit, ...]
    facets: Facets
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProductAnswer:
    """One product by its id."""

    id: str
    has_picture: bool
    product: Product


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's file as the service stores it."""

    media_type: str
    data: bytes
