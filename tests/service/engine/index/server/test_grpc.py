"""The same calls by gRPC: a loopback server of the client's own stubs."""

import asyncio
from collections.abc import Callable
from typing import Any

import grpc
import pytest
from qdrant_client.grpc import (
    CountResponse,
    CountResult,
    QueryBatchResponse,
    points_service_pb2_grpc,
)

from service.engine.errors import GenerationError, IndexUnavailableError
from service.engine.index import IndexQuery, Leg
from service.engine.index.server import ServerIndex, ServerOptions, connect
from service.engine.index.server.breaker import Breaker
from service.engine.index.server.calls import Calls, Patience
from tests.contracts.catalogue import unit

IMPATIENT = Patience(attempts=1, first_wait_s=0.0, longest_wait_s=0.0, stubborn=False)


class Points(points_service_pb2_grpc.PointsServicer):
    """Counts seven points, or fails with a code."""

    def __init__(self, code: grpc.StatusCode | None = None, *, delay_s: float = 0.0) -> None:
        self.code = code
        self.delay_s = delay_s
        self.keys: list[str] = []
        self.asked: list[Any] = []

    async def Count(self, request: Any, context: Any) -> CountResponse:  # noqa: N802
        await self._answer(request, context)
        return CountResponse(result=CountResult(count=7))

    async def QueryBatch(self, request: Any, context: Any) -> QueryBatchResponse:  # noqa: N802
        await self._answer(request, context)
        return QueryBatchResponse(result=[{"result": []} for _ in request.query_points])

    async def _answer(self, request: Any, context: Any) -> None:
        self.asked.append(request)
        self.keys += [value for key, value in context.invocation_metadata() if key == "api-key"]
        await asyncio.sleep(self.delay_s)
        if self.code:
            await context.abort(self.code, "in the server's own words")


def with_index(points: Points, ask: Callable[[ServerIndex], Any]) -> Any:
    async def run() -> Any:
        server = grpc.aio.server()
        points_service_pb2_grpc.add_PointsServicer_to_server(points, server)
        port = server.add_insecure_port("127.0.0.1:0")
        await server.start()
        options = ServerOptions(url="http://127.0.0.1:1", grpc=True, grpc_port=port, key="k")
        calls = Calls(connect(options), breaker=Breaker(), patience=IMPATIENT, timeout_s=5.0)
        index = ServerIndex(calls, "modiste-gen-000001")
        try:
            return await ask(index)
        finally:
            await index.close()
            await server.stop(None)

    return asyncio.run(run())


def test_points_go_by_grpc_with_the_key() -> None:
    points = Points()
    assert with_index(points, lambda index: index.count(None)) == 7
    assert points.keys == ["k"]
    query = IndexQuery((Leg(unit(1)), Leg(unit(2))), None, 5)
    assert with_index(points, lambda index: index.search(query)) == []
    asked = points.asked[-1].query_points
    assert [one.using for one in asked] == ["dense", "dense"]
    assert asked[0].params.hnsw_ef == 512


@pytest.mark.parametrize(
    ("code", "error", "message"),
    [
        (grpc.StatusCode.UNAVAILABLE, IndexUnavailableError, "failed to answer"),
        (grpc.StatusCode.INTERNAL, IndexUnavailableError, "failed to answer"),
        (grpc.StatusCode.DEADLINE_EXCEEDED, IndexUnavailableError, "in time"),
        (grpc.StatusCode.RESOURCE_EXHAUSTED, IndexUnavailableError, "busy"),
        (grpc.StatusCode.UNAUTHENTICATED, GenerationError, "MODISTE_QDRANT_KEY"),
        (grpc.StatusCode.PERMISSION_DENIED, GenerationError, "MODISTE_QDRANT_KEY"),
        (grpc.StatusCode.NOT_FOUND, GenerationError, "python -m ingest"),
        (grpc.StatusCode.INVALID_ARGUMENT, GenerationError, "refuses the request"),
    ],
)
def test_codes_become_the_errors_that_statuses_become(
    code: grpc.StatusCode, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        with_index(Points(code), lambda index: index.count(None))


def test_a_slow_server_runs_out_of_time() -> None:
    async def ask(index: ServerIndex) -> None:
        index._calls.timeout_s = 0.2
        with pytest.raises(IndexUnavailableError, match="in time"):
            await index.count(None)

    with_index(Points(delay_s=3.0), ask)


def test_a_server_that_is_not_there_cannot_be_reached() -> None:
    async def ask() -> None:
        options = ServerOptions(url="http://127.0.0.1:1", grpc=True, grpc_port=1)
        calls = Calls(connect(options), breaker=Breaker(), patience=IMPATIENT, timeout_s=5.0)
        index = ServerIndex(calls, "c")
        with pytest.raises(IndexUnavailableError):
            await index.count(None)
        await index.close()

    asyncio.run(ask())
