"""Round every request: an id, a line in the log, safe headers, and no trace in a 500."""

import re
from time import perf_counter
from typing import Final
from uuid import uuid4

import structlog
from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.errors import problem

_log = structlog.get_logger("service")
_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_HEADERS: Final = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


class RequestLog:
    """ASGI middleware. The log has lengths and times, never words, pictures or addresses."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request; other kinds of connection pass through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = perf_counter(), 0
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else uuid4().hex
        log = _log.bind(request_id=request_id)

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = request_id
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except HTTPException:
            raise
        except Exception:
            log.exception("request_failed", method=scope["method"], path=scope["path"])
            if status:
                raise
            detail = f"an error inside the service; its log names it by {request_id}"
            response = problem(Request(scope), 500, detail)
            await response(scope, receive, sending)
        finally:
            log.info(
                "request",
                method=scope["method"],
                path=scope["path"],
                query_chars=len(scope["query_string"]),
                status=status,
                ms=round((perf_counter() - started) * 1e3, 1),
            )
