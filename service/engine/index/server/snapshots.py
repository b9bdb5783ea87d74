"""Snapshots: a collection as one file, through the server's own interface.

https://api.qdrant.tech/api-reference/snapshots -- the client has calls to make and to list them;
the file itself goes by plain HTTP, streamed, so that its size does not matter.
"""

from pathlib import Path
from typing import Final

import httpx
from qdrant_client import AsyncQdrantClient

from service.engine.errors import IndexUnavailableError
from service.engine.index.server.calls import of_status
from service.engine.index.server.options import ServerOptions, tls

_CHUNK: Final = 1 << 20
# Making one copies every segment: it takes as long as the disk does.
SLOW_S: Final = 3600.0


class Snapshots:
    """The snapshots of a server's collections.

    Args:
        options: where the server is.
        transport: the network unless a test gives its own.
    """

    def __init__(
        self, options: ServerOptions, *, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._options = options
        self._transport = transport

    async def save(self, client: AsyncQdrantClient, collection: str, out: Path) -> int:
        """Make a snapshot, fetch it and remove it from the server; return its bytes.

        Raises:
            IndexUnavailableError: when the server does not answer.
            OSError: for a file that cannot be written; nothing is left of it.
        """
        made = await client.create_snapshot(collection, wait=True)
        if made is None:
            raise IndexUnavailableError("the Qdrant server made no snapshot")
        part = out.with_name(out.name + ".part")
        try:
            path = f"/collections/{collection}/snapshots/{made.name}"
            async with self._http() as http, http.stream("GET", path) as answer:
                if answer.is_error:
                    raise of_status(answer.status_code)
                size = 0
                with part.open("wb") as file:
                    async for chunk in answer.aiter_bytes(_CHUNK):
                        size += file.write(chunk)
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
            await client.delete_snapshot(collection, made.name)
        return size

    async def load(self, collection: str, file: Path) -> None:
        """Make a collection of a snapshot.

        Raises:
            GenerationError: when the server refuses the file.
            IndexUnavailableError: when it does not answer.
            OSError: for a file that cannot be read.
        """
        path = f"/collections/{collection}/snapshots/upload"
        with file.open("rb") as snapshot:
            async with self._http() as http:
                answer = await http.post(
                    path,
                    params={"priority": "snapshot", "wait": "true"},
                    files={"snapshot": (file.name, snapshot)},
                )
        if answer.is_error:
            raise of_status(answer.status_code)

    def _http(self) -> httpx.AsyncClient:
        options = self._options
        return httpx.AsyncClient(
            base_url=options.url.rstrip("/"),
            headers={"api-key": options.key} if options.key else {},
            timeout=SLOW_S,
            trust_env=False,
            verify=tls(options),
            transport=self._transport,
        )
