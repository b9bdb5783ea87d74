"""Bodies have a largest size, said or not, each and together; the rest is answered by a problem."""

from http import HTTPStatus
from typing import Final

from fastapi import Request
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.errors import problem

_TOGETHER: Final = "more bodies come than can be held; try again in a second"
_RETRY: Final = {"Retry-After": "1"}


class BodyLimit:
    """ASGI middleware. FastAPI's own limit knows one body only, and answers in plain text.

    Args:
        app: what answers.
        max_bytes: largest body.
        max_bytes_together: of all bodies that are held at the same time.
    """

    def __init__(self, app: ASGIApp, *, max_bytes: int, max_bytes_together: int) -> None:
        self._app = app
        self._max_bytes = max_bytes
        self._max_bytes_together = max_bytes_together
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a body that says it is too large unread, and any other once it is."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        detail = f"the body has more than {self._max_bytes:,} bytes; send a smaller one"
        said = Headers(scope=scope).get("content-length", "")
        if said.isdigit() and (len(said) > 18 or int(said) > self._max_bytes):
            response = problem(Request(scope), HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)
            await response(scope, receive, send)
            return
        received = 0

        async def counting() -> Message:
            nonlocal received
            message = await receive()
            size = len(message.get("body", b""))
            received += size
            self._held += size
            if received > self._max_bytes:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)
            if self._held > self._max_bytes_together:
                raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, _TOGETHER, _RETRY)
            return message

        try:
            await self._app(scope, counting, send)
        finally:
            self._held -= received
