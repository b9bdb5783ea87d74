"""The responses of the API.

Typed dicts, so that writing one takes no longer than its JSON: a page has hundreds of objects.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, NotRequired
from urllib.parse import quote
from uuid import uuid4

from pydantic import Field
from typing_extensions import TypedDict

from service.engine import product as engine_product
from service.engine import query as engine_query
from service.engine.filters import plain_filters
from service.engine.query import MAX_WINDOW, Answer, Mode, Query
from service.engine.searching.grouping import MAX_VARIANTS

AttributeValue = str | int | float | bool | list[str]
Scalar = str | int | float | bool


class Prediction(TypedDict):
    """What picture and words say of an attribute that the catalogue leaves out."""

    value: str
    confidence: Annotated[float, Field(description="Probability that it is right.")]
    evidence: Annotated[list[engine_product.Evidence], Field(description="What speaks for it.")]


class ProductFields(TypedDict):
    """What the catalogue says about a product; null or absent where it is silent."""

    title: str | None
    description: str | None
    brand: str | None
    price: float | None
    attributes: dict[str, AttributeValue]
    attributes_predicted: NotRequired[
        Annotated[
            dict[str, Prediction],
            Field(
                description="Field -> what an attribute that the catalogue leaves out very likely "
                "is; absent where nothing is predicted."
            ),
        ]
    ]


class ProductResponse(TypedDict):
    """One product."""

    id: str
    image_url: Annotated[str | None, Field(description="Path of its picture; null without one.")]
    product: ProductFields


class LegScore(TypedDict):
    """Where one leg of the search saw a hit."""

    score: Annotated[float, Field(description="Cosine or BM25.")]
    rank: Annotated[
        int | None, Field(description="From 1; null when this leg did not bring the hit.")
    ]


class LexicalScore(LegScore):
    """Where the words saw a hit."""

    terms: Annotated[list[str], Field(description="Words of the query that the product has.")]


class AttributeReason(TypedDict):
    """What was asked of an attribute beside what the product has."""

    field: str
    asked: str
    has: str | None
    match: Literal["same", "near", "no"]


class Explanation(TypedDict):
    """Why a product is among the hits; a leg that did not answer is null."""

    dense: LegScore | None
    lexical: LexicalScore | None
    attributes: list[AttributeReason]


class Hit(TypedDict):
    """A product that answers the search."""

    id: str
    rank: Annotated[int, Field(description="Position in the whole answer, from 1.")]
    score: Annotated[float, Field(description="What the hits are ordered by.")]
    match: Annotated[
        float | None,
        Field(
            description="Calibrated probability that this is what was meant; null where unknown."
        ),
    ]
    image_url: Annotated[str | None, Field(description="Path of its picture; null without one.")]
    product: ProductFields
    explain: NotRequired[Annotated[Explanation | None, Field(description="Only when asked for.")]]
    variants: NotRequired[
        Annotated[
            list[ProductResponse],
            Field(
                description="With `group_by`: others of its group, best first, at most "
                f"{MAX_VARIANTS}."
            ),
        ]
    ]
    variant_count: NotRequired[
        Annotated[int, Field(description="With `group_by`: how many others there are.")]
    ]


class FacetCount(TypedDict):
    """How many products have one value."""

    value: Scalar
    count: int


class Understood(TypedDict):
    """What the words were taken to mean."""

    filters: Annotated[
        dict[str, Any], Field(description="In the grammar of the request's `filters`.")
    ]
    corrected: Annotated[
        str | None, Field(description="The text with typing errors put right, or null.")
    ]


class SearchResponse(TypedDict):
    """One page of hits, best first."""

    query_id: Annotated[str, Field(description="Names this search in logs and feedback.")]
    mode: Annotated[Mode, Field(description="What answered; `auto` when only filters were given.")]
    degraded: Annotated[
        bool,
        Field(
            description="Whether the index did not answer, and words found this among the last "
            "known."
        ),
    ]
    total: Annotated[
        int, Field(description="How many hits (products, or groups) can be paged through.")
    ]
    next_offset: Annotated[
        int | None, Field(description="`offset` of the next page; null on the last.")
    ]
    took_ms: dict[str, float]
    hits: list[Hit]
    facets: dict[str, list[FacetCount]]
    understood: Understood
    warnings: list[str]


class FacetsResponse(TypedDict):
    """The values of every facet, most frequent first."""

    facets: dict[str, list[FacetCount]]


def image_url(product: engine_product.Product) -> str | None:
    """Return the path of a product's picture."""
    if product.picture is None:
        return None
    return f"/v1/products/{quote(product.id, safe='')}/image"


def to_product_fields(product: engine_product.Product) -> ProductFields:
    """Write a product."""
    written: ProductFields = {
        "title": product.title,
        "description": product.description,
        "brand": product.brand,
        "price": product.price,
        "attributes": {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in product.attributes.items()
        },
    }
    if product.attributes_predicted:
        written["attributes_predicted"] = {
            name: {
                "value": one.value,
                "confidence": one.confidence,
                "evidence": list(one.evidence),
            }
            for name, one in product.attributes_predicted.items()
        }
    return written


def to_product_response(product: engine_product.Product) -> ProductResponse:
    """Write a product under its id."""
    return {
        "id": product.id,
        "image_url": image_url(product),
        "product": to_product_fields(product),
    }


def to_facets(
    counted: Mapping[str, tuple[engine_query.FacetCount, ...]],
) -> dict[str, list[FacetCount]]:
    """Write counted facets."""
    return {
        name: [{"value": count.value, "count": count.count} for count in counts]
        for name, counts in counted.items()
    }


def to_search_response(answer: Answer, query: Query) -> SearchResponse:
    """Write an answer."""
    end = query.offset + len(answer.hits)
    more = bool(answer.hits) and end < min(answer.total, MAX_WINDOW)
    return {
        "query_id": uuid4().hex,
        "mode": answer.mode,
        "degraded": answer.degraded,
        "total": answer.total,
        "next_offset": end if more else None,
        "took_ms": {stage: round(ms, 2) for stage, ms in answer.took_ms.items()},
        "hits": [_hit(hit, grouped=query.group_by is not None) for hit in answer.hits],
        "facets": to_facets(answer.facets),
        "understood": {
            "filters": plain_filters(answer.understood),
            "corrected": answer.corrected,
        },
        "warnings": list(answer.warnings),
    }


def _hit(hit: engine_query.Hit, *, grouped: bool) -> Hit:
    written: Hit = {
        "id": hit.product.id,
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "match": None if hit.match is None else round(hit.match, 4),
        "image_url": image_url(hit.product),
        "product": to_product_fields(hit.product),
    }
    if hit.explain is not None:
        written["explain"] = _explanation(hit.explain)
    if grouped:
        written["variants"] = [to_product_response(variant) for variant in hit.variants]
        written["variant_count"] = hit.variant_count
    return written


def _explanation(why: engine_query.Explanation) -> Explanation:
    dense, lexical = why.legs.get("dense"), why.legs.get("lexical")
    return {
        "dense": {"score": round(dense.score, 6), "rank": dense.rank} if dense else None,
        "lexical": {
            "score": round(lexical.score, 6),
            "rank": lexical.rank,
            "terms": list(lexical.terms),
        }
        if lexical
        else None,
        "attributes": [
            {
                "field": reason.field,
                "asked": reason.asked,
                "has": reason.has,
                "match": reason.match,
            }
            for reason in why.attributes
        ],
    }
