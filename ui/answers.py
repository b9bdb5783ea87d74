"""What the service answers, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from ui.request import Scalar


@dataclass(frozen=True, slots=True)
class Product:
    """A product as the catalogue describes it; `None` where the catalogue is silent."""

    title: str | None
    description: str | None
    brand: str | None
    price: float | None
    attributes: Mapping[str, Scalar | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ProductAnswer:
    """One product by its id."""

    id: str
    has_picture: bool
    product: Product


@dataclass(frozen=True, slots=True)
class LegScore:
    """Where one leg of the search saw a hit; `terms` are the query's words that it has."""

    score: float
    rank: int | None
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AttributeReason:
    """What the words asked of an attribute, beside what the product has.

    `match` is `same`, `near` or `no`.
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
        variants: the next best of its group; empty unless grouped.
        variant_count: how many others its group has.
    """

    id: str
    rank: int
    score: float
    match: float | None
    has_picture: bool
    product: Product
    explain: Mapping[str, LegScore]
    attributes: tuple[AttributeReason, ...] = ()
    variants: tuple[ProductAnswer, ...] = ()
    variant_count: int = 0


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many products have one value of a facet."""

    value: Scalar
    count: int


Facets: TypeAlias = Mapping[str, tuple[FacetCount, ...]]


@dataclass(frozen=True, slots=True)
class Understood:
    """What the words were taken to mean.

    Attributes:
        filters: field -> what was read of it, in the grammar of a request's `filters`.
        corrected: the text with typing errors put right; `None` when there were none.
    """

    filters: Mapping[str, Any]
    corrected: str | None


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
        understood: what was read out of the words.
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
    understood: Understood
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's file as the service stores it."""

    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may be meant by what was typed so far.

    `kind` is `type`, `brand`, `colour`, `title` or `query`; `count` is how many products it names.
    """

    text: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A value that a picture may show, with the probability (0..1) that it does."""

    value: str
    confidence: float


Tags: TypeAlias = Mapping[str, tuple[Tag, ...]]


@dataclass(frozen=True, slots=True)
class Embeddings:
    """Vectors of unit length, one for each text and each picture, all of one space.

    Attributes:
        model: the model's name.
        dimension: numbers of a vector.
        texts: in the order in which the texts were given.
        pictures: in the order in which the pictures were given.
    """

    model: str
    dimension: int
    texts: tuple[tuple[float, ...], ...]
    pictures: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field that products can be filtered by.

    `kind` is `keyword`, `integer`, `number`, `boolean` or what a later service adds; `facet` says
    whether its values are counted.
    """

    name: str
    kind: str
    facet: bool


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row of the catalogue (counted from 1) that is not in the index; `id` where it has one."""

    row: int
    id: str | None
    reason: str
    repair: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """How many rows the last ingest left out, and some of them."""

    count: int
    examples: tuple[RejectedRow, ...]


@dataclass(frozen=True, slots=True)
class Info:
    """What is running.

    Attributes:
        version: of the service.
        model: what is said of the model: `name`, `digest`, `dimension`, `preprocessing` and more.
        generation: name of the index that answers.
        created: when it was built, ISO 8601; empty where it is not said.
        source: the catalogue's name.
        products: how many there are.
        with_picture: how many had a picture when the index was built; `None` where it is not said.
        quality: what was measured of the model, name -> 0..1; empty where nothing was.
        rejected: rows that are not in the index; `None` where it is not known.
        fields: what can be filtered and counted.
        raw: everything that was answered.
    """

    version: str
    model: Mapping[str, Any]
    generation: str
    created: str
    source: str
    products: int
    with_picture: int | None
    quality: Mapping[str, float]
    rejected: Rejected | None
    fields: tuple[Field, ...]
    raw: Mapping[str, Any]
