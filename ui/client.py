"""The typed client of the service, synchronous and asynchronous.

    with Client("http://127.0.0.1:8000") as client:
        answer = client.search(SearchRequest(text="red dress", filters={"gender": "Women"}))
        for hit in answer.hits:
            print(hit.rank, hit.product.title, hit.match)

Connections that fail and answers of 503 are tried again with growing pauses; nothing else is.
Every failure is a `ServiceError` (see `ui.failures`).
"""

import asyncio
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self, TypeAlias, TypeVar

import httpx
from httpx import Response

from ui import wire
from ui.answers import Facets, Picture, ProductAnswer, SearchAnswer, SearchRequest
from ui.failures import BrokenAnswerError, UnreachableError

T = TypeVar("T")
Outcome: TypeAlias = Response | httpx.HTTPError

API_KEY_HEADER: Final = "X-API-Key"
DEFAULT_TIMEOUT: Final = httpx.Timeout(20.0, connect=2.0)


@dataclass(frozen=True, slots=True)
class Retries:
    """How often and when a call is tried again.

    Attributes:
        count: tries after the first; 0 for none.
        first_pause_s: pause before the second try; it doubles with each further one.
        longest_pause_s: bound of every pause, also of one that the service asks for.
    """

    count: int = 2
    first_pause_s: float = 0.2
    longest_pause_s: float = 2.0

    def pause_s(self, attempt: int, outcome: Outcome) -> float | None:
        """Return the pause before the next try, or `None` when this outcome stands.

        A pause is drawn from the upper half of its range, so that clients spread. A 503 may ask
        for a longer one in `Retry-After`.
        """
        if attempt >= self.count or not _passing(outcome):
            return None
        bound_s = min(self.first_pause_s * 2.0**attempt, self.longest_pause_s)
        drawn_s = bound_s * random.uniform(0.5, 1.0)
        asked = outcome.headers.get("retry-after", "") if isinstance(outcome, Response) else ""
        return min(max(float(asked), drawn_s), self.longest_pause_s) if asked.isdigit() else drawn_s


class Client:
    """The synchronous client; close it, or use it as a context manager.

    Args:
        service_url: where the service listens, such as `http://127.0.0.1:8000`.
        api_key: sent as `X-API-Key` when given.
        timeout: of each try.
        retries: of each call.
        transport: for tests and for connections of another kind.
    """

    def __init__(
        self,
        service_url: str,
        *,
        api_key: str | None = None,
        timeout: httpx.Timeout = DEFAULT_TIMEOUT,
        retries: Retries | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._retries = retries or Retries()
        self._http = httpx.Client(
            base_url=service_url,
            headers=_headers(api_key),
            timeout=timeout,
            transport=transport,
            trust_env=False,
        )

    def search(self, request: SearchRequest) -> SearchAnswer:
        """Search by words, picture, liked products and filters."""
        return self._run(wire.search(request))

    def similar(self, product_id: str, *, limit: int = 12) -> SearchAnswer:
        """Find products like one product, never itself."""
        return self._run(wire.similar(product_id, limit=limit))

    def product(self, product_id: str) -> ProductAnswer:
        """Read one product."""
        return self._run(wire.product(product_id))

    def picture(self, product_id: str) -> Picture:
        """Read a product's picture."""
        return self._run(wire.picture(product_id))

    def facets(self) -> Facets:
        """Count the values of every facet of the catalogue."""
        return self._run(wire.facets())

    def info(self) -> Mapping[str, Any]:
        """Read the fingerprints of model and generation."""
        return self._run(wire.info())

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _run(self, call: wire.Call[T]) -> T:
        attempt = 0
        outcome = self._try(call)
        while (pause_s := self._retries.pause_s(attempt, outcome)) is not None:
            time.sleep(pause_s)
            attempt += 1
            outcome = self._try(call)
        return _settle(call, outcome)

    def _try(self, call: wire.Call[T]) -> Outcome:
        try:
            return self._http.request(call.method, call.path, **call.options)
        except httpx.HTTPError as error:
            return error


class AsyncClient:
    """The asynchronous client: the same calls, awaited; use it within one event loop.

    Takes the arguments of `Client`.
    """

    def __init__(
        self,
        service_url: str,
        *,
        api_key: str | None = None,
        timeout: httpx.Timeout = DEFAULT_TIMEOUT,
        retries: Retries | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._retries = retries or Retries()
        self._http = httpx.AsyncClient(
            base_url=service_url,
            headers=_headers(api_key),
            timeout=timeout,
            transport=transport,
            trust_env=False,
        )

    async def search(self, request: SearchRequest) -> SearchAnswer:
        """Search by words, picture, liked products and filters."""
        return await self._run(wire.search(request))

    async def similar(self, product_id: str, *, limit: int = 12) -> SearchAnswer:
        """Find products like one product, never itself."""
        return await self._run(wire.similar(product_id, limit=limit))

    async def product(self, product_id: str) -> ProductAnswer:
        """Read one product."""
        return await self._run(wire.product(product_id))

    async def picture(self, product_id: str) -> Picture:
        """Read a product's picture."""
        return await self._run(wire.picture(product_id))

    async def facets(self) -> Facets:
        """Count the values of every facet of the catalogue."""
        return await self._run(wire.facets())

    async def info(self) -> Mapping[str, Any]:
        """Read the fingerprints of model and generation."""
        return await self._run(wire.info())

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def _run(self, call: wire.Call[T]) -> T:
        attempt = 0
        outcome = await self._try(call)
        while (pause_s := self._retries.pause_s(attempt, outcome)) is not None:
            await asyncio.sleep(pause_s)
            attempt += 1
            outcome = await self._try(call)
        return _settle(call, outcome)

    async def _try(self, call: wire.Call[T]) -> Outcome:
        try:
            return await self._http.request(call.method, call.path, **call.options)
        except httpx.HTTPError as error:
            return error


def _headers(api_key: str | None) -> dict[str, str]:
    return {API_KEY_HEADER: api_key} if api_key else {}


def _passing(outcome: Outcome) -> bool:
    """Whether the same call may succeed soon: nothing was connected, or the service said 503."""
    if isinstance(outcome, Response):
        return outcome.status_code == httpx.codes.SERVICE_UNAVAILABLE
    return isinstance(outcome, httpx.ConnectError | httpx.ConnectTimeout)


def _settle(call: wire.Call[T], outcome: Outcome) -> T:
    if isinstance(outcome, Response):
        return wire.read(call, outcome)
    if isinstance(outcome, httpx.TimeoutException):
        raise UnreachableError(f"the service gave no answer to {call.path} in time") from outcome
    if isinstance(outcome, httpx.TransportError):
        raise UnreachableError(f"the service cannot be reached: {outcome}") from outcome
    raise BrokenAnswerError(f"the answer to {call.path} cannot be read: {outcome}") from outcome
