"""The wire: each call of the API as a request to send and a way to read its answer."""

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar
from urllib.parse import quote

import httpx

from ui.answers import (
    AttributeReason,
    FacetCount,
    Facets,
    Hit,
    LegScore,
    Picture,
    Product,
    ProductAnswer,
    SearchAnswer,
    SearchRequest,
)
from ui.failures import BrokenAnswerError, NotReadyError, RefusedError

T = TypeVar("T")

MAX_DETAIL_CHARS: Final = 500


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """One call: what is sent, and how a successful answer is read."""

    method: str
    path: str
    read: Callable[[httpx.Response], T]
    options: Mapping[str, Any] = field(default_factory=dict)


def search(request: SearchRequest) -> Call[SearchAnswer]:
    """Search by words, picture, liked products and filters."""
    if request.picture is None:
        return Call("POST", "/v1/search", _search_answer, {"json": request.body()})
    return Call(
        "POST",
        "/v1/search/upload",
        _search_answer,
        {
            "files": {"image": ("picture", request.picture, "application/octet-stream")},
            "data": {"query": json.dumps(request.body())},
        },
    )


def similar(product_id: str, *, limit: int) -> Call[SearchAnswer]:
    """Find products like one product, never itself."""
    path = f"/v1/products/{_segment(product_id)}/similar"
    return Call("GET", path, _search_answer, {"params": {"limit": limit}})


def product(product_id: str) -> Call[ProductAnswer]:
    """Read one product."""
    return Call("GET", f"/v1/products/{_segment(product_id)}", _product_answer)


def picture(product_id: str) -> Call[Picture]:
    """Read a product's picture."""
    return Call("GET", f"/v1/products/{_segment(product_id)}/image", _picture)


def facets() -> Call[Facets]:
    """Count the values of every facet of the catalogue."""
    return Call("GET", "/v1/facets", lambda response: _facets(_json(response).get("facets")))


def info() -> Call[dict[str, Any]]:
    """Read the fingerprints of model and generation."""
    return Call("GET", "/v1/info", _json)


def read(call: Call[T], response: httpx.Response) -> T:
    """Read a response, or raise what its status says.

    Raises:
        NotReadyError: 503.
        RefusedError: any other 4xx.
        BrokenAnswerError: any other status, or a body that the API does not promise.
    """
    status = response.status_code
    if status == httpx.codes.SERVICE_UNAVAILABLE:
        raise NotReadyError(_detail(response))
    if 400 <= status < 500:
        raise RefusedError(status, _detail(response))
    if not response.is_success:
        raise BrokenAnswerError(f"the service answered {status}: {_detail(response)}")
    try:
        return call.read(response)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        said = f"{type(error).__name__}: {error}"
        raise BrokenAnswerError(
            f"the answer to {call.method} {call.path} cannot be understood ({said}); "
            "is this a Modiste service of the same version?"
        ) from error


def _segment(product_id: str) -> str:
    return quote(product_id, safe="")


def _detail(response: httpx.Response) -> str:
    """Return what a problem says in `detail`; the reason phrase when it is no problem."""
    try:
        body = response.json()
    except ValueError:
        body = None
    detail = body.get("detail") if isinstance(body, dict) else None
    said = detail if isinstance(detail, str) and detail else response.reason_phrase
    return said[:MAX_DETAIL_CHARS]


def _json(response: httpx.Response) -> dict[str, Any]:
    body = response.json()
    if not isinstance(body, dict):
        raise TypeError(f"expected an object, got {type(body).__name__}")
    return body


def _search_answer(response: httpx.Response) -> SearchAnswer:
    body = _json(response)
    return SearchAnswer(
        query_id=str(body.get("query_id") or ""),
        mode=str(body["mode"]),
        degraded=bool(body.get("degraded")),
        total=int(body["total"]),
        next_offset=None if body.get("next_offset") is None else int(body["next_offset"]),
        took_ms={stage: float(ms) for stage, ms in (body.get("took_ms") or {}).items()},
        hits=tuple(_hit(raw) for raw in body["hits"]),
        facets=_facets(body.get("facets")),
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
    )


def _product_answer(response: httpx.Response) -> ProductAnswer:
    body = _json(response)
    return ProductAnswer(
        id=str(body["id"]),
        has_picture=body.get("image_url") is not None,
        product=_product(body["product"]),
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


def _facets(raw: Mapping[str, Iterable[Mapping[str, Any]]] | None) -> Facets:
    return {
        name: tuple(FacetCount(value["value"], int(value["count"])) for value in values)
        for name, values in (raw or {}).items()
    }


def _picture(response: httpx.Response) -> Picture:
    media_type = response.headers.get("content-type", "").partition(";")[0].strip()
    return Picture(media_type, response.content)


def _text(raw: object) -> str | None:
    return str(raw) if raw not in (None, "") else None


def _number(raw: Any) -> float | None:
    number = None if raw is None else float(raw)
    return number if number is not None and math.isfinite(number) else None
