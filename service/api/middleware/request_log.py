"""Round every request: a line in the log, a time in the metrics, safe headers, no trace."""

import re
from time import perf_counter
from typing import Final

import structlog
from asgi_correlation_id import correlation_id
from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.errors import problem
from service.api.observing.metrics import Metrics
from service.api.ui import PATH as UI_PATH

_log = structlog.get_logger("service")
_HEADERS: Final = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
# The page in the same process has a policy of its own.
_API_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
}
# What a server notes of a request whose client went away; nobody ever receives it.
CLIENT_GONE: Final = 499
_PROTECTING: Final = frozenset({401, 403, 408, 413, 429, 503})

_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")


def is_request_id(given: str) -> bool:
    """Whether a caller's request id can stand in a log and a header as it is."""
    return _REQUEST_ID.fullmatch(given) is not None


class RequestLog:
    """ASGI middleware. The log has lengths and times, never words, pictures, keys or addresses."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request; other kinds of connection pass through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = perf_counter(), 0
        structlog.contextvars.clear_contextvars()
        log = _log.bind(request_id=correlation_id.get())
        own = () if scope["path"].startswith(UI_PATH) else _API_HEADERS.items()

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
                headers = MutableHeaders(scope=message)
                for name, value in (*_HEADERS.items(), *own):
                    headers.setdefault(name, value)
            await send(message)

        self._metrics.in_flight.inc()
        try:
            await self._app(scope, receive, sending)
        except HTTPException:
            raise
        except ClientDisconnect:  # in the middle of its body; there is nobody to answer
            pass
        except Exception:
            log.exception("request_failed", method=scope["method"], path=scope["path"])
            if status:
                raise
            detail = f"an error inside the service; its log names it by {correlation_id.get()}"
            response = problem(Request(scope), 500, detail)
            await response(scope, receive, sending)
        finally:
            took_s = perf_counter() - started
            self._metrics.in_flight.dec()
            self._count(scope, status or CLIENT_GONE, took_s)
            log.info(
                "request",
                method=scope["method"],
                path=scope["path"],
                query_chars=len(scope["query_string"]),
                status=status or CLIENT_GONE,
                ms=round(took_s * 1e3, 1),
            )

    def _count(self, scope: Scope, status: int, took_s: float) -> None:
        # The route, not the path: what callers can make up must not become a label.
        route = getattr(scope.get("route"), "path", "other").replace(":path}", "}")
        method = scope["method"] if route != "other" else "other"
        self._metrics.requests.labels(method, route, str(status)).observe(took_s)
        if status in _PROTECTING:
            self._metrics.refused.labels(str(status)).inc()
