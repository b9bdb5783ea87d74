"""The log: JSON lines on standard error, every line with the request that it belongs to."""

import logging
import sys
from typing import TYPE_CHECKING

import structlog
from asgi_correlation_id import correlation_id
from structlog.tracebacks import ExceptionDictTransformer

if TYPE_CHECKING:
    from structlog.typing import EventDict, Processor, WrappedLogger


def configure_logs(level: str) -> None:
    """Log to standard error: lines for people on a terminal, JSON elsewhere."""
    threshold = logging.getLevelNamesMapping()[level.upper()]
    shape: tuple[Processor, ...] = (
        # Without the values of variables: a traceback must not tell what somebody searched for.
        structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
        structlog.processors.JSONRenderer(),
    )
    if sys.stderr.isatty():
        plain = structlog.dev.plain_traceback
        shape = (structlog.dev.ConsoleRenderer(exception_formatter=plain),)
    stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)
    # What libraries log, the server's own lines above all, has the same form.
    of_libraries = logging.StreamHandler(sys.stderr)
    of_libraries.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_log_level, stamp],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *shape],
        )
    )
    logging.basicConfig(level=max(threshold, logging.INFO), handlers=[of_libraries])
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            _add_request_id,
            structlog.processors.add_log_level,
            stamp,
            *shape,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def _add_request_id(_: "WrappedLogger", __: str, event: "EventDict") -> "EventDict":
    found = correlation_id.get()
    if found is not None:
        event.setdefault("request_id", found)
    return event
