"""Pictures that a caller names by URL: the engine's fetcher, in terms of the request."""

from collections.abc import Callable, Iterable
from typing import Final

from service.engine.errors import BadQueryError, FetchError
from service.engine.fetching import Address, Fetcher, is_public
from service.engine.fetching.fetcher import TIMEOUT_S, WEB_PORTS

_FIELD: Final = "image_url"


class PictureFetcher:
    """Fetches pictures by URL, each over a connection of its own: callers share nothing.

    Args:
        max_bytes: largest body that is read.
        timeout_s: seconds for the whole of it, name, connection and body.
        allows: which addresses may be connected to.
        ports: which ports may be.
    """

    def __init__(
        self,
        *,
        max_bytes: int,
        timeout_s: float = TIMEOUT_S,
        allows: Callable[[Address], bool] = is_public,
        ports: Iterable[int] = WEB_PORTS.values(),
    ) -> None:
        self._max_bytes = max_bytes
        self._timeout_s = timeout_s
        self._allows = allows
        self._ports = frozenset(ports)

    async def fetch(self, url: str) -> bytes:
        """Return the bytes behind a URL.

        Raises:
            BadQueryError: naming `image_url` and what is wrong with it.
        """
        fetcher = Fetcher(
            max_bytes=self._max_bytes,
            timeout_s=self._timeout_s,
            allows=self._allows,
            ports=self._ports,
        )
        try:
            async with fetcher:
                return (await fetcher.fetch(url)).data or b""
        except FetchError as error:
            raise BadQueryError(_FIELD, str(error)) from None
