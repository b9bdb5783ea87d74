"""Calls to the server: each within its time, retried where that helps, its errors translated."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from json import JSONDecodeError
from typing import Final, TypeVar

import grpc
import httpx
import structlog
from qdrant_client import AsyncQdrantClient
from qdrant_client.common.client_exceptions import QdrantException, ResourceExhaustedResponse
from qdrant_client.http.exceptions import ResponseHandlingException, UnexpectedResponse
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    wait_exponential_jitter,
)

from service.engine.errors import GenerationError, IndexUnavailableError, ModisteError
from service.engine.index.server.breaker import Breaker

_T = TypeVar("_T")
Call = Callable[[AsyncQdrantClient], Awaitable[_T]]

_log = structlog.get_logger("index")


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How often a call is tried and how long is waited in between.

    Attributes:
        attempts: tries in all.
        first_wait_s: wait after the first failure; doubled each time, with jitter.
        longest_wait_s: what the wait grows to at most.
        stubborn: whether a call that ran out of time, met a busy server or an open breaker is
            tried again as well; such a wait is too long for a shopper.
    """

    attempts: int
    first_wait_s: float
    longest_wait_s: float
    stubborn: bool


# A shopper waits: one more try, at once, for a connection that was closed while idle.
SEARCHING: Final = Patience(attempts=2, first_wait_s=0.02, longest_wait_s=0.1, stubborn=False)
# A snapshot takes minutes: it is not made twice.
ONCE: Final = Patience(attempts=1, first_wait_s=0.0, longest_wait_s=0.0, stubborn=False)
# A job has time: about a minute and a half of a server that restarts.
WRITING: Final = Patience(attempts=9, first_wait_s=0.5, longest_wait_s=20.0, stubborn=True)


class Calls:
    """One client and the rules for calling it.

    Args:
        client: of the server.
        breaker: shared by all clients of the same server.
        patience: how often calls are tried.
        timeout_s: longest wait for one try.
    """

    def __init__(
        self,
        client: AsyncQdrantClient,
        *,
        breaker: Breaker,
        patience: Patience = SEARCHING,
        timeout_s: float,
    ) -> None:
        self._client = client
        self._breaker = breaker
        self._patience = patience
        self.timeout_s = timeout_s

    async def run(self, call: Call[_T]) -> _T:
        """Call the server.

        Args:
            call: takes the client; must be harmless to repeat.

        Raises:
            IndexUnavailableError: when the server does not answer, or is too busy to.
            GenerationError: when it refuses; the message names the repair.
        """
        retrying = AsyncRetrying(
            stop=stop_after_attempt(self._patience.attempts),
            wait=self._wait_s,
            retry=retry_if_exception(self._worth_another_try),
            reraise=True,
        )
        async for attempt in retrying:
            with attempt:
                return await self._once(call)
        raise AssertionError("tenacity returns or raises")

    async def close(self) -> None:
        """Close the client's connections."""
        await self._client.close()

    async def _once(self, call: Call[_T]) -> _T:
        with self._breaker.guard():
            try:
                async with asyncio.timeout(self.timeout_s):
                    return await call(self._client)
            except Exception as error:
                translated = translate(error)
                if translated is None:
                    raise
                _log.warning("index_call_failed", reason=_reason(error))
                raise translated from error

    def _wait_s(self, state: RetryCallState) -> float:
        patience = self._patience
        backing_off = wait_exponential_jitter(
            initial=patience.first_wait_s,
            max=patience.longest_wait_s,
            jitter=patience.first_wait_s,
        )
        wait_s = float(backing_off(state))
        error = state.outcome.exception() if state.outcome else None
        asked_s = error.retry_after_s if isinstance(error, IndexUnavailableError) else None
        return max(wait_s, min(asked_s or 0.0, patience.longest_wait_s))

    def _worth_another_try(self, error: BaseException) -> bool:
        if not isinstance(error, IndexUnavailableError):
            return False
        long = error.busy or error.retry_after_s or isinstance(error.__cause__, TimeoutError)
        return self._patience.stubborn or not long


def translate(error: Exception) -> ModisteError | None:
    """Return the project's error for one of the client's; `None` for what is no such error.

    Messages say nothing of the server's address or of what was sent.
    """
    translated: ModisteError | None = None
    match error:
        case ResourceExhaustedResponse():
            translated = IndexUnavailableError(
                "the index is busy", retry_after_s=float(error.retry_after_s), busy=True
            )
        case UnexpectedResponse():
            translated = of_status(error.status_code or 0)
        case grpc.aio.AioRpcError():
            translated = _of_code(error.code())
        case TimeoutError():
            translated = IndexUnavailableError("the index did not answer in time")
        case QdrantException():
            # A 429 whose Retry-After is a date; the client reads seconds only.
            translated = IndexUnavailableError("the index is busy", busy=True)
        case ResponseHandlingException() | JSONDecodeError() | httpx.TransportError():
            translated = IndexUnavailableError("the index cannot be reached")
    return translated


def of_status(status: int) -> ModisteError:
    """Return the error that an HTTP status of the server is."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return IndexUnavailableError("the index is busy", busy=True)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        return IndexUnavailableError("the index failed to answer")
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return GenerationError("the Qdrant server refuses the key; set MODISTE_QDRANT_KEY")
    if status == HTTPStatus.NOT_FOUND:
        return GenerationError(
            "the generation is gone from the Qdrant server; run: python -m ingest CATALOGUE"
        )
    return GenerationError(f"the Qdrant server refuses the request (status {status})")


_STATUS_OF_CODE: Final = {
    grpc.StatusCode.RESOURCE_EXHAUSTED: 429,
    grpc.StatusCode.UNAUTHENTICATED: 401,
    grpc.StatusCode.PERMISSION_DENIED: 403,
    grpc.StatusCode.NOT_FOUND: 404,
    grpc.StatusCode.ALREADY_EXISTS: 409,
    grpc.StatusCode.INVALID_ARGUMENT: 400,
    grpc.StatusCode.FAILED_PRECONDITION: 400,
}


def _of_code(code: grpc.StatusCode) -> ModisteError:
    if code == grpc.StatusCode.DEADLINE_EXCEEDED:
        return IndexUnavailableError("the index did not answer in time")
    return of_status(_STATUS_OF_CODE.get(code, 503))


def _reason(error: Exception) -> str:
    """Say what went wrong for the log: the kind, the status and the server's own words."""
    if isinstance(error, UnexpectedResponse):
        return f"{error.status_code} {error.content[:200].decode('utf-8', 'replace')}"
    if isinstance(error, grpc.aio.AioRpcError):
        return f"{error.code().name} {(error.details() or '')[:200]}"
    source = getattr(error, "source", error)
    return f"{type(source).__name__}: {str(source)[:200]}"
