"""The page on an ASGI app, with every door of Gradio closed that the page does not use."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.client import AsyncClient

MAX_BODY_BYTES: Final = 4 * 1024 * 1024

# Gradio also serves file proxies, uploads, API pages and queues; the page needs none of them.
_OPEN: Final = frozenset(
    {
        "/",
        "/config",
        "/favicon.ico",
        "/manifest.json",
        "/picture",
        "/robots.txt",
        "/theme.css",
        "/gradio_api/app_id",
        "/gradio_api/startup-events",
    }
)
_OPEN_BELOW: Final = ("/assets/", "/static/", "/svelte/", "/gradio_api/heartbeat/")
_CALLED: Final = frozenset({"/gradio_api/component_server", "/gradio_api/component_server/"})

_POLICY: Final = (
    # Gradio evaluates the page's template, and styles itself inline.
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "connect-src 'self'; font-src 'self' data:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)


class Guard:
    """Lets through what the page needs below `prefix`, and everything outside of it.

    Bodies must say their length, be JSON and have at most `MAX_BODY_BYTES`. Answers carry a content
    security policy under which the browser asks nobody else for anything.
    """

    def __init__(self, app: ASGIApp, *, prefix: str) -> None:
        self._app = app
        self._prefix = prefix.rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        inside = self._inside(scope)
        if inside is None:
            await self._app(scope, receive, send)
            return
        refusal = _refusal(scope, inside)
        if refusal is not None:
            await refusal(scope, receive, send)
            return

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = _POLICY
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
            await send(message)

        await self._app(scope, receive, protected)

    def _inside(self, scope: Scope) -> str | None:
        """Return the path below the prefix; `None` for what is not the page's."""
        if scope["type"] not in ("http", "websocket"):
            return None
        path: str = scope["path"]
        if path == self._prefix:
            return "/"
        below = path.removeprefix(self._prefix)
        return below if path.startswith(self._prefix) and below.startswith("/") else None


def _refusal(scope: Scope, inside: str) -> PlainTextResponse | None:
    if scope["type"] != "http":
        return PlainTextResponse("Not found", 404)
    method = scope["method"]
    if method in ("GET", "HEAD") and (inside in _OPEN or inside.startswith(_OPEN_BELOW)):
        return None
    if method != "POST" or inside not in _CALLED:
        return PlainTextResponse("Not found", 404)
    return _body_refusal(Headers(scope=scope))


def _body_refusal(headers: Headers) -> PlainTextResponse | None:
    length = headers.get("content-length", "")
    if not length.isdigit():
        return PlainTextResponse("Length required", 411)
    if int(length) > MAX_BODY_BYTES:
        return PlainTextResponse("Too large", 413)
    if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return PlainTextResponse("Unsupported media type", 415)
    return None


def mount(app: FastAPI, *, path: str, service_url: str, api_key: str | None = None) -> FastAPI:
    """Put the page at `path` of `app`, guarded, and return `app`.

    Call it after the app's own routes are there and before it starts: the page then closes its
    connections when the app stops.

    Args:
        app: any FastAPI app, such as the service itself.
        path: such as `/ui`; `/` for an app that is nothing but the page.
        service_url: where the page finds the service; it may be this very app.
        api_key: sent to the service as `X-API-Key` when given.
    """
    from ui.app import blocks

    client = AsyncClient(service_url, api_key=api_key)
    page = blocks(client)

    import gradio as gr

    from ui.page.shop import head
    from ui.pictures import Pictures
    from ui.theme import modiste_theme

    prefix = path.rstrip("/")
    app.add_route(f"{prefix}/picture", Pictures(client).respond, include_in_schema=False)
    # Browsers ask the server's root for an icon as well, whatever the page says of its own.
    for place in dict.fromkeys(("/favicon.ico", f"{prefix}/favicon.ico")):
        app.add_route(place, _icon, include_in_schema=False)
    app.add_middleware(Guard, prefix=prefix)
    _close_with(app, client)
    gr.mount_gradio_app(
        app,
        page,
        path=prefix or "/",
        theme=modiste_theme(),
        head=head(),
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size="8mb",
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
    )
    return app


async def _icon(_: Request) -> Response:
    from ui.page.shop import ICON

    headers = {"Cache-Control": "public, max-age=86400"}
    return FileResponse(ICON, media_type="image/svg+xml", headers=headers)


def _close_with(app: FastAPI, client: AsyncClient) -> None:
    """Close the client when the app stops."""
    before = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(started: FastAPI) -> AsyncIterator[Any]:
        async with before(started) as state:
            try:
                yield state
            finally:
                await client.close()

    app.router.lifespan_context = lifespan
