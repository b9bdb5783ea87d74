"""A service with moods, between the page and a real one: well, degraded, slow, away or locked."""

import asyncio
import json
from typing import Final, Literal, TypeAlias

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from ui.client import CONNECTIONS

Mood: TypeAlias = Literal["well", "degraded", "slow", "away", "locked"]

_SLOW_S: Final = 30.0
_KEPT: Final = ("content-type", "retry-after", "cache-control")


class Relay:
    """Passes requests on to the service at `url`; `mood` says what becomes of searches."""

    def __init__(self, url: str) -> None:
        self.mood: Mood = "well"
        self._client = httpx.AsyncClient(base_url=url, timeout=60, limits=CONNECTIONS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":  # nothing to start or stop
            return
        answer = await self._answer(Request(scope, receive))
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        search = request.url.path == "/v1/search"
        if self.mood == "away":
            detail = "the index does not answer; it is tried again"
            return JSONResponse({"status": 503, "title": "Unavailable", "detail": detail}, 503)
        if self.mood == "locked":
            detail = "X-API-Key is not one that is known"
            return JSONResponse({"status": 401, "title": "Unauthorized", "detail": detail}, 401)
        body = await request.body()
        if search and self.mood == "slow":
            await asyncio.sleep(_SLOW_S)
        # As the service does while its index is away: by the words alone.
        if search and self.mood == "degraded":
            body = json.dumps(json.loads(body) | {"mode": "lexical"}).encode()
        target = f"{request.url.path}?{request.url.query}"
        headers = {"content-type": request.headers.get("content-type", "application/json")}
        found = await self._client.request(request.method, target, content=body, headers=headers)
        content = found.content
        if search and self.mood == "degraded":
            warning = (
                "the index does not answer now; these are the products known last, found by "
                "their words alone"
            )
            content = json.dumps(found.json() | {"degraded": True, "warnings": [warning]}).encode()
        kept = {name: found.headers[name] for name in _KEPT if name in found.headers}
        return Response(content, found.status_code, kept)
