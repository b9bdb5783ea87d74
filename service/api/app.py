"""The app: a factory, a lifespan, the routes."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from asgi_correlation_id import CorrelationIdMiddleware
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from service.api.access.guard import HEADER, AccessGuard
from service.api.access.keys import KeyRing, new_key
from service.api.access.rates import Rates
from service.api.errors import add_error_handlers
from service.api.fetching import PictureFetcher
from service.api.live import POLL_S, LiveEngine
from service.api.middleware.body_limit import BodyLimit
from service.api.middleware.deadline import Deadline
from service.api.middleware.product_paths import EncodedProductPaths
from service.api.middleware.request_log import RequestLog, is_request_id
from service.api.observing.metrics import Metrics
from service.api.observing.probes import probe
from service.api.openapi import describe
from service.api.pictures import PictureDecoder
from service.api.recording import SearchRecorder
from service.api.reference import reference_page
from service.api.remembering import keep_in_mind
from service.api.routes import (
    catalogue,
    embed,
    feedback,
    meta,
    products,
    search,
    suggest,
    tag,
)
from service.api.state import State
from service.api.ui import PATH as UI_PATH
from service.api.ui import mount_ui
from service.engine.encoder.batching import BatchingEncoder
from service.engine.engine import Engine
from service.engine.index.folder_home import FolderHome
from service.engine.index.home import Home
from service.feedback import FeedbackLog, RecentSearches
from service.settings import Settings
from service.version import VERSION


def create_app(
    open_engine: Callable[[], Engine],
    *,
    settings: Settings,
    home: Home | None = None,
    encoder: BatchingEncoder | None = None,
    poll_s: float = POLL_S,
) -> FastAPI:
    """Return the service as an ASGI app; nothing is opened before it starts.

    Args:
        open_engine: opens the live generation; called anew, in a thread, for each one.
        settings: the data folder and the limits.
        home: where the generations live; the data folder by default.
        encoder: what all engines embed with; `None` when each has its own.
        poll_s: seconds between two looks for a new live generation.

    Raises:
        MissingExtraError: when the web page is asked for and gradio is not installed.
        KeysError: when the file of keys cannot be read.
    """
    metrics = Metrics()
    page_key, page_entry = new_key("page", ("search",))
    keys = KeyRing(settings.keys, more=(page_entry,)) if settings.keys else None

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[State]:
        live = LiveEngine(open_engine, home or FolderHome(settings.data))
        await live.refresh()
        tasks = [
            asyncio.create_task(live.follow(every_s=poll_s)),
            asyncio.create_task(keep_in_mind(live)),
        ]
        if settings.probe_s:
            tasks.append(asyncio.create_task(probe(live, metrics, every_s=settings.probe_s)))
        if encoder is not None:
            metrics.watch(encoder)
        log = FeedbackLog(
            settings.data, max_bytes=settings.feedback_max_bytes, keep=settings.feedback_files
        )
        recent = RecentSearches()
        try:
            yield State(
                live=live,
                settings=settings,
                decoder=PictureDecoder(
                    max_bytes=settings.max_picture_bytes,
                    at_once=os.cpu_count() or 1,
                    took=metrics.stages.labels("decode").observe,
                ),
                fetcher=PictureFetcher(max_bytes=settings.max_picture_bytes),
                feedback=log,
                recent=recent,
                recorder=SearchRecorder(recent, metrics),
                metrics=metrics,
            )
        finally:
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            await live.close()
            if encoder is not None:
                await asyncio.to_thread(encoder.close)
            await asyncio.to_thread(log.close)

    app = FastAPI(
        title="Modiste",
        version=VERSION,
        lifespan=lifespan,
        docs_url=None,  # FastAPI's pages load their scripts from elsewhere
        redoc_url=None,
    )
    add_error_handlers(app)
    for routes in (
        products.json_router,
        search.json_router,
        search.router,
        catalogue.router,
        meta.router,
    ):
        app.include_router(routes)
    for more in (products, suggest, tag, embed, feedback):
        app.include_router(more.router)
    _add_entrances(app, ui=settings.ui)
    describe(app)
    if settings.ui:
        mount_ui(app, settings, api_key=page_key if keys else None)
    _add_middleware(app, settings, keys=keys, metrics=metrics)
    return app


def _add_middleware(
    app: FastAPI, settings: Settings, *, keys: KeyRing | None, metrics: Metrics
) -> None:
    """Stand round the routes: what is added last comes first."""
    app.add_middleware(Deadline, timeout_s=settings.request_timeout_s)
    app.add_middleware(
        BodyLimit,
        max_bytes=settings.max_body_bytes,
        max_bytes_together=settings.max_bodies_bytes,
    )
    rates = Rates(per_key=settings.rate_per_key, per_address=settings.rate_per_address)
    app.add_middleware(AccessGuard, keys=keys, rates=rates)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=[origin.strip() for origin in settings.cors_origins.split(",")],
            allow_methods=["GET", "POST"],
            allow_headers=[HEADER, "Authorization", "Content-Type", "X-Request-ID"],
            expose_headers=["X-Request-ID", "Retry-After"],
        )
    app.add_middleware(RequestLog, metrics=metrics)
    # Outside of the log, which names routes that only the inner path leads to.
    app.add_middleware(EncodedProductPaths)
    app.add_middleware(
        CorrelationIdMiddleware, validator=is_request_id, update_request_header=False
    )


def _add_entrances(app: FastAPI, *, ui: bool) -> None:
    policy = "default-src 'none'; style-src 'unsafe-inline'"

    @app.get("/docs", include_in_schema=False)
    async def docs() -> HTMLResponse:
        headers = {"Content-Security-Policy": policy}
        return HTMLResponse(reference_page(app.openapi()), headers=headers)

    @app.get("/", include_in_schema=False, response_model=None)
    async def entrance() -> Response:
        if ui:
            return RedirectResponse(UI_PATH + "/")
        links: dict[str, Any] = {"service": "Modiste", "version": VERSION, "docs": "/docs"}
        return JSONResponse(links | {"openapi": "/openapi.json"})
