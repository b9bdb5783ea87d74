"""How a Qdrant server is reached, and how collections are laid out on it."""

import math
import ssl
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from qdrant_client import AsyncQdrantClient

from service.engine.errors import GenerationError
from service.engine.index.home import Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerOptions:
    """Where the server is and what is asked of it.

    Attributes:
        url: `http://` or `https://` with host, port and, behind a gateway, a path.
        key: API key; never shown.
        ca_file: certificates to trust for `https://` instead of the system's.
        grpc: whether points go by gRPC; quicker, but the port must be open as well.
        grpc_port: of the server.
        collection: the alias of the live generation, and the beginning of every collection's name.
        timeout_s: longest wait for an answer to a search.
        write_timeout_s: longest wait for one batch, one payload index or one change of an alias.
        shards: shards of each new collection.
        replicas: copies of each shard.
        write_consistency: replicas that must have confirmed a write before it counts.
        strict: whether the server refuses unindexed filters and outsized requests.
        uploads: batches that are sent at the same time.
        storage: how vectors are kept.
    """

    url: str
    key: str | None = field(default=None, repr=False)
    ca_file: Path | None = None
    grpc: bool = False
    grpc_port: int = 6334
    collection: str = "modiste"
    timeout_s: float = 5.0
    write_timeout_s: float = 60.0
    shards: int = 1
    replicas: int = 1
    write_consistency: int = 1
    strict: bool = True
    uploads: int = 4
    storage: Storage = field(default_factory=Storage)


def connect(
    options: ServerOptions, *, transport: httpx.AsyncBaseTransport | None = None
) -> AsyncQdrantClient:
    """Return a client; nothing is sent yet. It belongs to the event loop that first uses it.

    Args:
        options: where the server is.
        transport: what carries the requests; the network unless a test gives its own.

    Raises:
        GenerationError: when the URL is none.
    """
    parts = urlsplit(options.url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise GenerationError(
            "MODISTE_QDRANT_URL is no address; give http://host:6333 or https://host:6333"
        )
    extra: dict[str, Any] = {"transport": transport} if transport else {}
    with warnings.catch_warnings():
        # A key over plain HTTP is told of in the documentation, not on every connection.
        warnings.filterwarnings("ignore", message="Api key is used with an insecure connection")
        return AsyncQdrantClient(
            url=options.url,
            port=parts.port or (443 if parts.scheme == "https" else 6333),
            grpc_port=options.grpc_port,
            prefer_grpc=options.grpc,
            api_key=options.key,
            timeout=math.ceil(max(options.timeout_s, options.write_timeout_s)),
            check_compatibility=False,  # asks the server in the background and only warns
            limits=httpx.Limits(max_connections=64, max_keepalive_connections=16),
            trust_env=False,
            verify=tls(options),
            **extra,
        )


def tls(options: ServerOptions) -> ssl.SSLContext | bool:
    """Return what certificates are checked against; `False` for plain HTTP.

    Raises:
        GenerationError: when the file of certificates cannot be read.
    """
    if not options.url.startswith("https"):
        return False
    try:
        return ssl.create_default_context(cafile=options.ca_file and str(options.ca_file))
    except OSError as error:
        raise GenerationError(
            f"MODISTE_QDRANT_CA_FILE cannot be read ({error.strerror or error})"
        ) from error
