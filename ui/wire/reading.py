"""Reading: a response of the API as a frozen value.

Every reader raises KeyError, TypeError, ValueError or AttributeError for what the API does not
promise; `ui.wire.calls.read` turns these into one failure.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import httpx

from ui.answers import (
    AttributeReason,
    Embeddings,
    FacetCount,
    Facets,
    Field,
    Hit,
    Info,
    LegScore,
    Picture,
    Product,
    ProductAnswer,
    Rejected,
    RejectedRow,
    SearchAnswer,
    Suggestion,
    Tag,
    Tags,
    Understood,
)


def read_json(response: httpx.Response) -> dict[str, Any]:
    """Read the object that every answer is."""
    body = response.json()
    if not isinstance(body, dict):
        raise TypeError(f"expected an object, got {type(body).__name__}")
    return body


def read_search(response: httpx.Response) -> SearchAnswer:
    """Read one page of hits."""
    body = read_json(response)
    return SearchAnswer(
        query_id=str(body.get("query_id") or ""),
        mode=str(body["mode"]),
        degraded=bool(body.get("degraded")),
        total=int(body["total"]),
        next_offset=None if body.get("next_offset") is None else int(body["next_offset"]),
        took_ms={stage: float(ms) for stage, ms in (body.get("took_ms") or {}).items()},
        hits=tuple(_hit(raw) for raw in body["hits"]),
        facets=read_facets(body.get("facets")),
        understood=_understood(body.get("understood") or {}),
        warnings=tuple(str(warning) for warning in body.get("warnings") or ()),
    )


def _hit(raw: Mapping[str, Any]) -> Hit:
    return Hit(
        id=str(raw["id"]),
        rank=int(raw["rank"]),
        score=float(raw["score"]),
        match=_number(raw.get("match")),
        has_picture=raw.get("image_url") is not None,
        product=_product(raw["product"]),
        explain={
            leg: LegScore(float(said["score"]), said.get("rank"), tuple(said.get("terms") or ()))
            for leg, said in (raw.get("explain") or {}).items()
            if leg in ("dense", "lexical") and said is not None
        },
        attributes=tuple(
            AttributeReason(
                str(said["field"]), str(said["asked"]), _text(said.get("has")), str(said["match"])
            )
            for said in (raw.get("explain") or {}).get("attributes") or ()
        ),
        variants=tuple(_product_answer(variant) for variant in raw.get("variants") or ()),
        variant_count=int(raw.get("variant_count") or 0),
    )


def _understood(raw: Mapping[str, Any]) -> Understood:
    return Understood(dict(raw.get("filters") or {}), _text(raw.get("corrected")))


def read_product(response: httpx.Response) -> ProductAnswer:
    """Read one product."""
    return _product_answer(read_json(response))


def _product_answer(raw: Mapping[str, Any]) -> ProductAnswer:
    return ProductAnswer(
        id=str(raw["id"]),
        has_picture=raw.get("image_url") is not None,
        product=_product(raw["product"]),
    )


def _product(raw: Mapping[str, Any]) -> Product:
    return Product(
        title=_text(raw.get("title")),
        description=_text(raw.get("description")),
        brand=_text(raw.get("brand")),
        price=_number(raw.get("price")),
        attributes={
            name: tuple(map(str, value)) if isinstance(value, list) else value
            for name, value in (raw.get("attributes") or {}).items()
            if isinstance(value, str | int | float | bool | list)
        },
    )


def read_facets(raw: Mapping[str, Iterable[Mapping[str, Any]]] | None) -> Facets:
    """Read counted facets."""
    return {
        name: tuple(FacetCount(value["value"], int(value["count"])) for value in values)
        for name, values in (raw or {}).items()
    }


def read_picture(response: httpx.Response) -> Picture:
    """Read a picture's file."""
    media_type = response.headers.get("content-type", "").partition(";")[0].strip()
    return Picture(media_type, response.content)


def read_suggestions(response: httpx.Response) -> tuple[Suggestion, ...]:
    """Read what may be typed."""
    said = read_json(response)["suggestions"]
    return tuple(Suggestion(str(s["text"]), str(s["kind"]), int(s["count"])) for s in said)


def read_tags(response: httpx.Response) -> Tags:
    """Read a picture's likely attributes."""
    return {
        name: tuple(Tag(str(tag["value"]), float(tag["confidence"])) for tag in tags)
        for name, tags in read_json(response)["tags"].items()
    }


def read_embeddings(response: httpx.Response) -> Embeddings:
    """Read vectors."""
    body = read_json(response)
    return Embeddings(
        model=str(body["model"]),
        dimension=int(body["dimension"]),
        texts=tuple(tuple(map(float, row)) for row in body["texts"]),
        pictures=tuple(tuple(map(float, row)) for row in body["images"]),
    )


def read_info(response: httpx.Response) -> Info:
    """Read what the service says about itself."""
    body = read_json(response)
    return Info(
        version=str(body["version"]),
        model=dict(body["model"]),
        generation=str(body["generation"]),
        created=str(body.get("created") or ""),
        source=str(body.get("source") or ""),
        products=int(body["products"]),
        with_picture=None if body.get("with_picture") is None else int(body["with_picture"]),
        quality={
            str(name): float(number)
            for name, number in (body["model"].get("quality") or {}).items()
            if number is not None
        },
        rejected=_rejected(body.get("rejected")),
        fields=tuple(
            Field(str(one["name"]), str(one["kind"]), bool(one["facet"])) for one in body["fields"]
        ),
        raw=body,
    )


def _rejected(raw: Any) -> Rejected | None:
    if raw is None:
        return None
    examples = tuple(
        RejectedRow(int(one["row"]), _text(one.get("id")), str(one["reason"]), str(one["repair"]))
        for one in raw["examples"]
    )
    return Rejected(int(raw["count"]), examples)


def _text(raw: object) -> str | None:
    return str(raw) if raw not in (None, "") else None


def _number(raw: Any) -> float | None:
    number = None if raw is None else float(raw)
    return number if number is not None and math.isfinite(number) else None
