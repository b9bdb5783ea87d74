"""A stand-in for a Qdrant server: its REST interface over qdrant-client's local mode.

Bodies are read with the client's own request models, so a request that a server could not parse is
refused. What local mode leaves out and Modiste relies on is added: strict mode refuses filters,
facets and orders on what has no payload index, and its limits hold; snapshots are kept in memory.
"""

import json
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from qdrant_client import AsyncQdrantClient, models
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


class RefusedError(Exception):
    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class StandIn:
    """The server's state.

    `app` is what answers; `seen` has (method, path, body) of each request.
    """

    def __init__(self, *, key: str | None = None) -> None:
        self.client = AsyncQdrantClient(":memory:")
        self.key = key
        self.seen: list[tuple[str, str, Any]] = []
        self.indexed: dict[str, set[str]] = {}
        self.strict: dict[str, models.StrictModeConfig] = {}
        self.created: dict[str, Any] = {}
        self.snapshots: dict[str, bytes] = {}
        one, points = "/collections/{name}", "/collections/{name}/points"
        self.app = Starlette(
            routes=[
                self._route("GET", "/collections", self._collections),
                self._route("GET", "/aliases", self._aliases),
                self._route("POST", "/collections/aliases", self._change_aliases),
                self._route("GET", one, self._info),
                self._route("GET", one + "/exists", self._exists),
                self._route("PUT", one, self._create),
                self._route("PATCH", one, self._update),
                self._route("DELETE", one, self._delete),
                self._route("PUT", one + "/index", self._index),
                self._route("PUT", points, self._upsert),
                self._route("POST", points, self._retrieve),
                self._route("POST", points + "/delete", self._delete_points),
                self._route("POST", points + "/batch", self._batch),
                self._route("POST", points + "/query/batch", self._query),
                self._route("POST", points + "/scroll", self._scroll),
                self._route("POST", points + "/count", self._count),
                self._route("POST", one + "/facet", self._facet),
                self._route("POST", one + "/snapshots", self._snapshot),
                Route(one + "/snapshots/upload", self._recover, methods=["POST"]),
                Route(one + "/snapshots/{file}", self._download, methods=["GET"]),
                self._route("DELETE", one + "/snapshots/{file}", self._forget),
            ]
        )

    def _route(self, method: str, path: str, answer: Callable[[str, Any], Awaitable[Any]]) -> Route:
        async def endpoint(request: Request) -> Response:
            started = time.perf_counter()
            raw = await request.body()
            body = json.loads(raw) if raw else None
            self.seen.append((method, request.url.path, body))
            try:
                self._require_key(request.headers.get("api-key"))
                result = await answer(request.path_params.get("name", ""), body)
            except RefusedError as refused:
                status, message = refused.status, str(refused)
            except ValidationError as error:
                status, message = 400, f"Format error in JSON body: {error.errors()[0]['msg']}"
            except ValueError as error:
                status = 404 if "not found" in str(error) else 409
                message = str(error)
            else:
                seconds = time.perf_counter() - started
                plain = TypeAdapter(Any).dump_python(result, mode="json", exclude_none=True)
                return JSONResponse({"result": plain, "status": "ok", "time": seconds})
            return JSONResponse({"status": {"error": message}, "time": 0.0}, status)

        return Route(path, endpoint, methods=[method])

    async def _collections(self, _: str, __: Any) -> Any:
        return await self.client.get_collections()

    async def _aliases(self, _: str, __: Any) -> Any:
        return await self.client.get_aliases()

    async def _change_aliases(self, _: str, body: Any) -> Any:
        change = models.ChangeAliasesOperation.model_validate(body)
        return await self.client.update_collection_aliases(change.actions)

    async def _info(self, name: str, _: Any) -> Any:
        return await self.client.get_collection(name)

    async def _exists(self, name: str, _: Any) -> Any:
        return {"exists": await self.client.collection_exists(name)}

    async def _create(self, name: str, body: Any) -> Any:
        asked = models.CreateCollection.model_validate(body)
        self.created[name] = body
        self.indexed[name] = set()
        return await self.client.create_collection(
            name,
            vectors_config=asked.vectors,
            sparse_vectors_config=asked.sparse_vectors,
            metadata=asked.metadata,
        )

    async def _update(self, name: str, body: Any) -> Any:
        asked = models.UpdateCollection.model_validate(body)
        if asked.strict_mode_config and asked.strict_mode_config.enabled:
            self.strict[name] = asked.strict_mode_config
        return await self.client.update_collection(name, metadata=asked.metadata)

    async def _delete(self, name: str, _: Any) -> Any:
        self.strict.pop(name, None)
        return await self.client.delete_collection(name)

    async def _index(self, name: str, body: Any) -> Any:
        asked = models.CreateFieldIndex.model_validate(body)
        self.indexed[name].add(asked.field_name)
        return _done()

    async def _upsert(self, name: str, body: Any) -> Any:
        points = models.PointsList.model_validate(body).points
        strict = self.strict.get(name)
        if strict and len(points) > (strict.upsert_max_batchsize or len(points)):
            raise RefusedError(400, "Upsert batch size exceeded")
        await self.client.upsert(name, points)
        return _done()

    async def _retrieve(self, name: str, body: Any) -> Any:
        asked = models.PointRequest.model_validate(body)
        return await self.client.retrieve(
            name, asked.ids, with_payload=asked.with_payload, with_vectors=asked.with_vector
        )

    async def _delete_points(self, name: str, body: Any) -> Any:
        selector = TypeAdapter(models.PointsSelector).validate_python(body)
        self._require_indexed(name, body)
        await self.client.delete(name, selector)
        return _done()

    async def _batch(self, name: str, body: Any) -> Any:
        operations = models.UpdateOperations.model_validate(body).operations
        await self.client.batch_update_points(name, operations)
        return [_done() for _ in operations]

    async def _query(self, name: str, body: Any) -> Any:
        searches = models.QueryRequestBatch.model_validate(body).searches
        for search in searches:
            self._require_limit(name, search.limit or 10)
        self._require_indexed(name, body)
        return await self.client.query_batch_points(name, searches)

    async def _scroll(self, name: str, body: Any) -> Any:
        asked = models.ScrollRequest.model_validate(body)
        self._require_limit(name, asked.limit or 10)
        self._require_indexed(name, body)
        records, offset = await self.client.scroll(
            name,
            scroll_filter=asked.filter,
            limit=asked.limit or 10,
            order_by=asked.order_by,
            offset=asked.offset,
            with_payload=asked.with_payload,
            with_vectors=asked.with_vector or False,
        )
        return {"points": records, "next_page_offset": offset}

    async def _count(self, name: str, body: Any) -> Any:
        asked = models.CountRequest.model_validate(body)
        self._require_indexed(name, body)
        return await self.client.count(name, asked.filter, exact=bool(asked.exact))

    async def _facet(self, name: str, body: Any) -> Any:
        asked = models.FacetRequest.model_validate(body)
        if asked.key not in self.indexed.get(name, set()):
            raise RefusedError(400, f"No appropriate index for faceting: `{asked.key}`")
        self._require_indexed(name, body["filter"] if body.get("filter") else {})
        return await self.client.facet(name, asked.key, asked.filter, asked.limit or 10)

    async def _snapshot(self, name: str, _: Any) -> Any:
        points, _ = await self.client.scroll(name, limit=100_000, with_vectors=True)
        info = await self.client.get_collection(name)
        file = f"{name}.snapshot"
        raw = {
            "created": self.created[name] | {"metadata": info.config.metadata},
            "points": [point.model_dump(mode="json", exclude_none=True) for point in points],
        }
        self.snapshots[file] = json.dumps(raw).encode()
        return {"name": file, "size": len(self.snapshots[file])}

    async def _forget(self, name: str, _: Any) -> bool:
        return self.snapshots.pop(f"{name}.snapshot", None) is not None

    async def _download(self, request: Request) -> Response:
        self._require_key(request.headers.get("api-key"))
        return Response(self.snapshots[request.path_params["file"]])

    async def _recover(self, request: Request) -> Response:
        self._require_key(request.headers.get("api-key"))
        self.seen.append(("POST", request.url.path, dict(request.query_params)))
        form = await request.form()
        try:
            raw = json.loads(await form["snapshot"].read())  # type: ignore[union-attr]
        except ValueError:
            return JSONResponse({"status": {"error": "not a snapshot"}, "time": 0.0}, 400)
        name = request.path_params["name"]
        await self._create(name, raw["created"])
        points = [models.PointStruct(vector=one.pop("vector", {}), **one) for one in raw["points"]]
        await self.client.upsert(name, points)
        return JSONResponse({"result": True, "status": "ok", "time": 0.0})

    def _require_key(self, given: str | None) -> None:
        if self.key and given != self.key:
            raise RefusedError(401, "Must provide an API key or an Authorization token")

    def _require_limit(self, name: str, limit: int) -> None:
        strict = self.strict.get(name)
        if strict and limit > (strict.max_query_limit or limit):
            raise RefusedError(400, f"Limit exceeded {limit} > {strict.max_query_limit}")

    def _require_indexed(self, name: str, body: Any) -> None:
        if name not in self.strict:
            return
        for key in _keys(body):
            if key not in self.indexed[name]:
                raise RefusedError(400, f"Index required but not found for {key!r}")


def _keys(body: Any) -> Iterator[str]:
    """Walk to every payload path that a request filters or orders by."""
    if isinstance(body, dict):
        if isinstance(body.get("key"), str):
            yield body["key"]
        for value in body.values():
            yield from _keys(value)
    elif isinstance(body, list):
        for value in body:
            yield from _keys(value)


def _done() -> BaseModel:
    return models.UpdateResult(operation_id=0, status=models.UpdateStatus.COMPLETED)
