"""Examples of the OpenAPI document; a test sends every one of them."""

from collections.abc import Mapping
from typing import Any, Final

# A white square with a red dress of sorts in it: 24 x 32 pixels, PNG.
PICTURE: Final = (
    "iVBORw0KGgoAAAANSUhEUgAAABgAAAAgAQMAAAAykCp7AAAABlBMVEX////IHigrioOjAAAAMklEQVR42mNg"
    "QAb1DEwMDAxMDAwMzAwHGGFsOGZkcMAQY2JQwBBjYRDAEONg4ICxkQEAtCgB+/ARcQQAAAAASUVORK5CYII="
)

PRODUCT_ID: Final = "10003"

SEARCHES: Final[Mapping[str, Mapping[str, Any]]] = {
    "words": {"summary": "Words", "value": {"text": "red dress", "limit": 5}},
    "filters": {
        "summary": "Words, filters, facets and reasons",
        "value": {
            "text": "something for a summer party",
            "filters": {
                "gender": "Women",
                "baseColour": ["Red", "Maroon"],
                "usage": {"not": "Sports"},
                "price": {"gte": 500, "lte": 5000},
            },
            "facets": ["gender", "baseColour"],
            "explain": True,
        },
    },
    "picture": {
        "summary": "A part of a picture",
        "value": {"image": PICTURE, "region": [0.0, 0.0, 1.0, 0.5], "limit": 5},
    },
    "looks": {
        "summary": "Each look once",
        "value": {"text": "red dress", "group_by": "look", "limit": 5},
    },
    "like": {
        "summary": "Like a product, but blue",
        "value": {"like": [PRODUCT_ID], "text": "blue", "limit": 5},
    },
}

PRODUCTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "words": {
        "summary": "All but its picture, which stays",
        "value": {"title": "Red Wrap Dress", "price": 1799.0, "attributes": {"gender": "Women"}},
    },
    "picture": {"summary": "With a picture", "value": {"title": "Red Dress", "image": PICTURE}},
}

TAGS: Final[Mapping[str, Mapping[str, Any]]] = {
    "picture": {"summary": "A picture", "value": {"image": PICTURE}},
}

EMBEDDINGS: Final[Mapping[str, Mapping[str, Any]]] = {
    "both": {
        "summary": "Words and a picture",
        "value": {"texts": ["red dress", "blue shirt"], "images": [PICTURE]},
    },
    "words": {"summary": "Words", "value": {"texts": ["something for a summer party"]}},
}

FEEDBACK: Final[Mapping[str, Mapping[str, Any]]] = {
    "click": {
        "summary": "A hit was clicked on",
        "value": {
            "query_id": "0f8fad5bd9cb469fa16570867728950e",
            "product_id": PRODUCT_ID,
            "event": "click",
        },
    },
}

UPLOADS: Final[Mapping[str, Mapping[str, Any]]] = {
    "picture": {"summary": "A picture", "value": {"image": "picture.png"}},
    "narrowed": {
        "summary": "A picture and filters",
        "value": {"image": "picture.png", "query": '{"filters": {"gender": "Women"}, "limit": 5}'},
    },
}

INFO: Final[Mapping[str, Any]] = {
    "version": "0.1.0",
    "model": {
        "name": "modiste-compact",
        "digest": "80c72370231ea76758267d05982fc767a5fc0c984a23f1432d07c7cce2faf1c6",
        "dimension": 256,
        "preprocessing": '{"height": 112, "width": 84}',
        "quality": {
            "title_r10": 0.624,
            "type_p10": 0.84,
            "colour_type_p10": 0.694,
            "vague_p10": 0.59,
            "picture_type_p10": 0.809,
            "photo_type_p10": 0.877,
            "ece_text": 0.035,
        },
    },
    "generation": "gen-000001",
    "created": "2026-11-26T09:00:00+00:00",
    "source": "products.csv",
    "products": 719,
    "with_picture": 718,
    "rejected": {
        "count": 1,
        "examples": [
            {
                "row": 12,
                "id": None,
                "reason": "no id",
                "repair": "give every product an id, or name another id column in the mapping",
            }
        ],
    },
    "fields": [{"name": "gender", "kind": "keyword", "facet": True}],
    "modes": ["auto", "dense", "lexical", "hybrid"],
    "limits": {
        "text_chars": 1000,
        "limit": 200,
        "window": 10000,
        "like": 32,
        "filters": 32,
        "body_bytes": 25165824,
        "picture_bytes": 16777216,
        "picture_pixels": 50000000,
    },
}

_FILTERS: Final = {
    "name": "filters",
    "in": "query",
    "style": "form",
    "explode": True,
    "description": "Any field of the catalogue, also with _gte, _gt, _lte, _lt, _not, _exists.",
    "schema": {
        "type": "object",
        "additionalProperties": {"type": "array", "items": {"type": "string"}},
    },
    "example": {"gender": ["Women"], "baseColour": ["Red", "Maroon"]},
}
_PARAMETERS: Final[Mapping[str, Mapping[str, Any]]] = {
    "q": {
        "description": "What is looked for, in words.",
        "schema": {"type": "string", "maxLength": 1000},
        "example": "red dress",
    },
    "limit": {
        "description": "Hits on a page.",
        "schema": {"type": "integer", "minimum": 1, "maximum": 200, "default": 24},
        "example": 5,
    },
    "offset": {
        "description": "Hits to skip.",
        "schema": {"type": "integer", "minimum": 0, "maximum": 9999, "default": 0},
        "example": 0,
    },
    "mode": {
        "description": "Vectors, words, both, or what suits the query.",
        "schema": {
            "type": "string",
            "enum": ["auto", "dense", "lexical", "hybrid"],
            "default": "auto",
        },
        "example": "auto",
    },
    "sort": {
        "description": "relevance, newest, a field with numbers, or -field for largest first.",
        "schema": {"type": "string", "default": "relevance"},
        "example": "relevance",
    },
    "diversity": {
        "description": "From 0 (by relevance alone) to 1 (as different as can be).",
        "schema": {"type": "number", "minimum": 0, "maximum": 1, "default": 0},
        "example": 0.2,
    },
    "min_match": {
        "description": "Hits with a smaller match are dropped; 0 drops nothing.",
        "schema": {"type": "number", "minimum": 0, "maximum": 1, "default": 0},
        "example": 0,
    },
    "group_by": {
        "description": "`look`, or a facet field: each group is one hit, with its variants.",
        "schema": {"type": "string"},
        "example": "look",
    },
    "facets": {
        "description": "Fields whose values are counted, separated by commas.",
        "schema": {"type": "string"},
        "example": "gender,baseColour",
    },
    "explain": {
        "description": "Whether each hit says why it was found.",
        "schema": {"type": "boolean", "default": False},
        "example": False,
    },
    "understand": {
        "description": "Whether attributes and prices are read out of the words.",
        "schema": {"type": "boolean", "default": True},
        "example": True,
    },
    "predicted": {
        "description": "Whether filters and facets also take predicted attributes.",
        "schema": {"type": "boolean", "default": False},
        "example": False,
    },
}


def in_body(media_type: str, examples: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return what an operation says about the examples of its body."""
    return {"requestBody": {"content": {media_type: {"examples": dict(examples)}}}}


def in_answer(media_type: str, example: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an operation says with an example of its answer."""
    return {"responses": {"200": {"content": {media_type: {"example": dict(example)}}}}}


def in_query(*names: str) -> dict[str, Any]:
    """Return what an operation says about its query string: these parameters and filters."""
    named = [{"name": name, "in": "query", **_PARAMETERS[name]} for name in names]
    return {"parameters": [*named, dict(_FILTERS)]}
