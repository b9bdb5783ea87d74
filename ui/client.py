"""The typed client of the service, synchronous and asynchronous.

    with Client("http://127.0.0.1:8000") as client:
        answer = client.search(SearchRequest(text="red dress", filters={"gender": "Women"}))
        for hit in answer.hits:
            print(hit.rank, hit.product.title, hit.match)

`AsyncClient` has the same calls, awaited. Connections that fail and answers of 503 are tried again
with growing pauses; nothing else is. Every failure is a `ServiceError` (see `ui.failures`).
"""

import asyncio
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Final, Self, TypeVar

import httpx
from httpx import Response

from ui.answers import (
    Embeddings,
    Facets,
    Info,
    Picture,
    ProductAnswer,
    SearchAnswer,
    Suggestion,
    Tags,
)
from ui.failures import BrokenAnswerError, UnreachableError
from ui.request import Event, SearchRequest
from ui.wire import calls
from ui.wire.retries import Outcome, Retries

T = TypeVar("T")

API_KEY_HEADER: Final = "X-API-Key"
DEFAULT_TIMEOUT: Final = httpx.Timeout(20.0, connect=2.0)
# The service closes a connection that was idle for five seconds. One that is used at that very
# moment is lost with its request, so that this side lets go well before.
CONNECTIONS: Final = httpx.Limits(
    max_connections=100, max_keepalive_connections=20, keepalive_expiry=2.0
)


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
            limits=CONNECTIONS,
            transport=transport,
            trust_env=False,
        )

    def search(self, request: SearchRequest) -> SearchAnswer:
        """Search by words, picture, liked products and filters."""
        return self._run(calls.search(request))

    def similar(self, product_id: str, *, limit: int = 12) -> SearchAnswer:
        """Find products like one product, never itself."""
        return self._run(calls.similar(product_id, limit=limit))

    def product(self, product_id: str) -> ProductAnswer:
        """Read one product."""
        return self._run(calls.product(product_id))

    def picture(self, product_id: str) -> Picture:
        """Read a product's picture."""
        return self._run(calls.picture(product_id))

    def facets(self) -> Facets:
        """Count the values of every facet of the catalogue."""
        return self._run(calls.facets())

    def suggest(self, begun: str, *, limit: int = 8) -> tuple[Suggestion, ...]:
        """Say what may be meant by what was typed so far, most useful first."""
        return self._run(calls.suggest(begun, limit=limit))

    def tag(self, picture: bytes) -> Tags:
        """Say which values of which facets a picture likely shows, best first."""
        return self._run(calls.tag(picture))

    def embed(self, texts: Sequence[str] = (), pictures: Sequence[bytes] = ()) -> Embeddings:
        """Turn texts and pictures into vectors of unit length and of one space."""
        return self._run(calls.embed(texts, pictures))

    def feedback(self, *, query_id: str, product_id: str, event: Event) -> None:
        """Say what somebody did with a hit of the search that `query_id` names."""
        self._run(calls.feedback(query_id, product_id, event))

    def info(self) -> Info:
        """Read what is running: model, generation, fields."""
        return self._run(calls.info())

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

    def _run(self, call: calls.Call[T]) -> T:
        attempt = 0
        outcome = self._try(call)
        while (pause_s := self._retries.pause_s(attempt, outcome)) is not None:
            time.sleep(pause_s)
            attempt += 1
            outcome = self._try(call)
        return _settle(call, outcome)

    def _try(self, call: calls.Call[T]) -> Outcome:
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
            limits=CONNECTIONS,
            transport=transport,
            trust_env=False,
        )

    async def search(self, request: SearchRequest) -> SearchAnswer:
        """Search by words, picture, liked products and filters."""
        return await self._run(calls.search(request))

    async def similar(self, product_id: str, *, limit: int = 12) -> SearchAnswer:
        """Find products like one product, never itself."""
        return await self._run(calls.similar(product_id, limit=limit))

    async def product(self, product_id: str) -> ProductAnswer:
        """Read one product."""
        return await self._run(calls.product(product_id))

    async def picture(self, product_id: str) -> Picture:
        """Read a product's picture."""
        return await self._run(calls.picture(product_id))

    async def facets(self) -> Facets:
        """Count the values of every facet of the catalogue."""
        return await self._run(calls.facets())

    async def suggest(self, begun: str, *, limit: int = 8) -> tuple[Suggestion, ...]:
        """Say what may be meant by what was typed so far, most useful first."""
        return await self._run(calls.suggest(begun, limit=limit))

    async def tag(self, picture: bytes) -> Tags:
        """Say which values of which facets a picture likely shows, best first."""
        return await self._run(calls.tag(picture))

    async def embed(self, texts: Sequence[str] = (), pictures: Sequence[bytes] = ()) -> Embeddings:
        """Turn texts and pictures into vectors of unit length and of one space."""
        return await self._run(calls.embed(texts, pictures))

    async def feedback(self, *, query_id: str, product_id: str, event: Event) -> None:
        """Say what somebody did with a hit of the search that `query_id` names."""
        await self._run(calls.feedback(query_id, product_id, event))

    async def info(self) -> Info:
        """Read what is running: model, generation, fields."""
        return await self._run(calls.info())

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

    async def _run(self, call: calls.Call[T]) -> T:
        attempt = 0
        outcome = await self._try(call)
        while (pause_s := self._retries.pause_s(attempt, outcome)) is not None:
            await asyncio.sleep(pause_s)
            attempt += 1
            outcome = await self._try(call)
        return _settle(call, outcome)

    async def _try(self, call: calls.Call[T]) -> Outcome:
        try:
            return await self._http.request(call.method, call.path, **call.options)
        except httpx.HTTPError as error:
            return error


def _headers(api_key: str | None) -> dict[str, str]:
    return {API_KEY_HEADER: api_key} if api_key else {}


def _settle(call: calls.Call[T], outcome: Outcome) -> T:
    if isinstance(outcome, Response):
        return calls.read(call, outcome)
    if isinstance(outcome, httpx.TimeoutException):
        raise UnreachableError(f"the service gave no answer to {call.path} in time") from outcome
    if isinstance(outcome, httpx.TransportError):
        raise UnreachableError(f"the service cannot be reached: {outcome}") from outcome
    raise BrokenAnswerError(f"the answer to {call.path} cannot be read: {outcome}") from outcome
