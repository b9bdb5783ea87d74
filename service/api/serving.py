"""Serving: from settings to a process that answers."""

import socket
import sys
from contextlib import suppress
from functools import partial
from math import ceil
from typing import Final, NoReturn

from service.engine.data_folder import require_folder
from service.engine.encoder.model_folder import require_there
from service.settings import Settings

_SWITCH_S: Final = 0.0005


def serve(settings: Settings) -> None:
    """Load the model, then answer until stopped. One process: only one can hold an embedded index.

    Raises:
        ModelError: when the model cannot be loaded.
        MissingExtraError: when the web page is asked for and gradio is not installed.
    """
    # Slips that are seen at once are said before seconds are spent on importing.
    require_there(settings.model)
    require_folder(settings.data)
    _require_free(settings.host, settings.port)
    import torch
    import uvicorn

    from service.api.app import create_app
    from service.api.greeting import GreetingServer
    from service.api.listening import HurriedProtocol
    from service.api.observing.logs import configure_logs
    from service.engine.encoder.batching import BatchingEncoder
    from service.engine.encoder.direct import load_serving_encoder
    from service.engine.opening import open_engine

    configure_logs(settings.log_level)
    # The encoder's thread waits so long for a busy event loop before each of its passes.
    sys.setswitchinterval(_SWITCH_S)
    if settings.threads:
        torch.set_num_threads(settings.threads)
    encoder = BatchingEncoder(
        load_serving_encoder(settings.model, precision=settings.precision),
        cached_texts=settings.cached_texts,
    )
    home = settings.home(settings.data, serving=True)
    open_live = partial(open_engine, settings.data, encoder, home=home)
    config = uvicorn.Config(
        create_app(open_live, settings=settings, home=home, encoder=encoder),
        host=settings.host,
        port=settings.port,
        workers=1,
        log_config=None,
        access_log=False,
        server_header=False,
        http=HurriedProtocol,
        ws="none",
        limit_concurrency=settings.max_connections,
        forwarded_allow_ips=settings.trusted_proxies,
        # What was taken is finished; a request may take this long.
        timeout_graceful_shutdown=ceil(settings.request_timeout_s),
        # A query of 10,000 characters, encoded, gets an answer that says what is wrong with it.
        h11_max_incomplete_event_size=256 * 1024,
    )
    server = GreetingServer(config, settings)
    # Ctrl-C is raised again when the server has stopped in order, and a port that is taken ends
    # it by SystemExit: both are told apart below.
    with suppress(KeyboardInterrupt, SystemExit):
        server.run()
    if not server.started:
        _refuse_port(settings.host, settings.port)


def _require_free(host: str, port: int) -> None:
    """End where the port is taken now; somebody may still take it before uvicorn does."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError:
        _refuse_port(host, port)


def _refuse_port(host: str, port: int) -> NoReturn:
    sys.exit(
        f"error: cannot listen on {host}:{port}; is it in use? give another one, "
        f"such as --port {port + 80} (make demo PORT={port + 80})"
    )
