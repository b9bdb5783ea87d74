"""Serving: from settings to a process that answers."""

import logging
import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import structlog
from structlog.tracebacks import ExceptionDictTransformer

from service.settings import Settings

if TYPE_CHECKING:
    from structlog.typing import Processor


def serve(settings: Settings) -> None:
    """Load the model, then answer until stopped. One process: only one can hold an embedded index.

    Raises:
        ModelError: when the model cannot be loaded.
        MissingExtraError: when the web page is asked for and gradio is not installed.
    """
    import torch
    import uvicorn

    from service.api.app import create_app
    from service.api.greeting import GreetingServer
    from service.engine.encoder.batching import BatchingEncoder
    from service.engine.encoder.direct import load_serving_encoder
    from service.engine.opening import open_engine

    configure_logs(settings.log_level)
    if settings.threads:
        torch.set_num_threads(settings.threads)
    encoder = BatchingEncoder(load_serving_encoder(settings.model, precision=settings.precision))
    home = settings.home(settings.data, serving=True)
    open_live = partial(open_engine, settings.data, encoder, home=home)
    config = uvicorn.Config(
        create_app(open_live, settings=settings, home=home),
        host=settings.host,
        port=settings.port,
        workers=1,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
        # A query of 10,000 characters, encoded, gets an answer that says what is wrong with it.
        h11_max_incomplete_event_size=256 * 1024,
    )
    server = GreetingServer(config, settings)
    # Ctrl-C is raised again when the server has stopped in order, and a port that is taken ends
    # it by SystemExit: both are told apart below.
    with suppress(KeyboardInterrupt, SystemExit):
        server.run()
    if not server.started:
        sys.exit(
            f"error: cannot listen on {settings.host}:{settings.port}; is it in use? give --port"
        )


def configure_logs(level: str) -> None:
    """Log to standard error: lines for people on a terminal, JSON elsewhere."""
    threshold = logging.getLevelNamesMapping()[level.upper()]
    logging.basicConfig(level=max(threshold, logging.INFO), format="%(levelname)s %(message)s")
    shape: tuple[Processor, ...] = (
        # Without the values of variables: a traceback must not tell what somebody searched for.
        structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
        structlog.processors.JSONRenderer(),
    )
    if sys.stderr.isatty():
        plain = structlog.dev.plain_traceback
        shape = (structlog.dev.ConsoleRenderer(exception_formatter=plain),)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *shape,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
