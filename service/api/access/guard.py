"""The guard: who asks and how often, judged before a byte of the body is read."""

from http import HTTPStatus
from typing import Final

import structlog
from fastapi import Request, Response
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as AsgiScope

from service.api.access.keys import KeyRing, Scope
from service.api.access.rates import Rates
from service.api.errors import problem

HEADER: Final = "X-API-Key"
_BEARER: Final = "bearer "
_READING: Final = frozenset({"GET", "HEAD"})


class AccessGuard:
    """ASGI middleware: keys and rates for everything below /v1, and for /metrics.

    Pictures of products are open: a page shows them by `<img>`, which cannot send a key, and a shop
    shows them to everybody anyway.

    Args:
        app: what answers.
        keys: the keys that are good; without any, searching is open and changing is closed.
        rates: how often may be asked.
    """

    def __init__(self, app: ASGIApp, *, keys: KeyRing | None, rates: Rates) -> None:
        self._app = app
        self._keys = keys
        self._rates = rates

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, scope: AsgiScope) -> Response | None:
        path = scope["path"]
        if path != "/metrics" and not path.startswith("/v1/"):
            return None
        request = Request(scope)
        client = scope.get("client")
        wait = self._rates.wait_for_address(client[0]) if client else None
        if wait is not None:
            return _too_many(request, wait, "this address")
        needed = scope_of(scope["method"], path)
        return None if needed is None else self._judged(request, scope, needed)

    def _judged(self, request: Request, scope: AsgiScope, needed: Scope) -> Response | None:
        if self._keys is None:
            return _closed(request) if needed == "admin" else None
        presented = _presented(Headers(scope=scope))
        key = self._keys.find(presented) if presented else None
        if key is None:
            return _unauthorized(request, given=bool(presented))
        structlog.contextvars.bind_contextvars(key=key.name)
        wait = self._rates.wait_for_key(key.name, key.rate)
        if wait is not None:
            return _too_many(request, wait, "this key")
        if not key.may(needed):
            detail = f"this key may not do that; it takes one with the scope {needed!r}"
            return problem(request, HTTPStatus.FORBIDDEN, detail)
        return None


def scope_of(method: str, path: str) -> Scope | None:
    """Return what a request needs a key for; the path is still percent-encoded."""
    if path == "/metrics":
        return "metrics"
    parts = path.split("/")
    product = parts[:3] == ["", "v1", "products"]
    if method in _READING:
        picture = product and len(parts) == 5 and parts[4] == "image"
        return None if picture else "search"
    return "admin" if product else "search"


def _presented(headers: Headers) -> str | None:
    given = headers.get(HEADER)
    said = headers.get("authorization", "")
    if given is None and said.lower().startswith(_BEARER):
        given = said[len(_BEARER) :].strip()
    return given or None


def _unauthorized(request: Request, *, given: bool) -> Response:
    detail = (
        "this key is not known; it may have been taken back"
        if given
        else f"a key is needed; send it as {HEADER} or as Authorization: Bearer"
    )
    headers = {"WWW-Authenticate": "Bearer"}
    return problem(request, HTTPStatus.UNAUTHORIZED, detail, headers=headers)


def _closed(request: Request) -> Response:
    detail = (
        "products are changed with an admin key, and this service has none; run: python -m service "
        "key add NAME --scope admin --keys FILE, and start it with MODISTE_KEYS=FILE"
    )
    return problem(request, HTTPStatus.FORBIDDEN, detail)


def _too_many(request: Request, wait_s: int, whose: str) -> Response:
    detail = f"{whose} has sent too many requests; try again in {wait_s} seconds"
    headers = {"Retry-After": str(wait_s)}
    return problem(request, HTTPStatus.TOO_MANY_REQUESTS, detail, headers=headers)
