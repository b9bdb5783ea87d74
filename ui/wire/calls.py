"""The wire: each call of the API as a request to send and a way to read its answer."""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar
from urllib.parse import quote

import httpx

from ui.answers import (
    Embeddings,
    Facets,
    Info,
    Picture,
    ProductAnswer,
    SearchAnswer,
    Suggestion,
    Tags,
)
from ui.failures import BrokenAnswerError, NotReadyError, RefusedError
from ui.request import Event, SearchRequest
from ui.wire import reading

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
        return Call("POST", "/v1/search", reading.read_search, {"json": request.body()})
    return Call(
        "POST",
        "/v1/search/upload",
        reading.read_search,
        {
            "files": {"image": ("picture", request.picture, "application/octet-stream")},
            "data": {"query": json.dumps(request.body())},
        },
    )


def similar(product_id: str, *, limit: int) -> Call[SearchAnswer]:
    """Find products like one product, never itself."""
    path = f"/v1/products/{_segment(product_id)}/similar"
    return Call("GET", path, reading.read_search, {"params": {"limit": limit}})


def product(product_id: str) -> Call[ProductAnswer]:
    """Read one product."""
    return Call("GET", f"/v1/products/{_segment(product_id)}", reading.read_product)


def picture(product_id: str) -> Call[Picture]:
    """Read a product's picture."""
    return Call("GET", f"/v1/products/{_segment(product_id)}/image", reading.read_picture)


def facets() -> Call[Facets]:
    """Count the values of every facet of the catalogue."""
    return Call("GET", "/v1/facets", _facets)


def suggest(begun: str, *, limit: int) -> Call[tuple[Suggestion, ...]]:
    """Say what may be meant by what was typed so far."""
    params = {"q": begun, "limit": limit}
    return Call("GET", "/v1/suggest", reading.read_suggestions, {"params": params})


def tag(picture: bytes) -> Call[Tags]:
    """Say which attributes a picture likely shows."""
    return Call("POST", "/v1/tag", reading.read_tags, {"json": {"image": _base64(picture)}})


def embed(texts: Sequence[str], pictures: Sequence[bytes]) -> Call[Embeddings]:
    """Turn texts and pictures into vectors."""
    body = {"texts": list(texts), "images": [_base64(one) for one in pictures]}
    return Call("POST", "/v1/embed", reading.read_embeddings, {"json": body})


def feedback(query_id: str, product_id: str, event: Event) -> Call[None]:
    """Say what somebody did with a hit."""
    body = {"query_id": query_id, "product_id": product_id, "event": event}
    return Call("POST", "/v1/feedback", lambda _: None, {"json": body})


def info() -> Call[Info]:
    """Read the fingerprints of model and generation."""
    return Call("GET", "/v1/info", reading.read_info)


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


def _facets(response: httpx.Response) -> Facets:
    return reading.read_facets(reading.read_json(response).get("facets"))


def _base64(picture: bytes) -> str:
    return base64.b64encode(picture).decode("ascii")


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
