"""The OpenAPI document: every example in it works, every problem in it is real."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from fastapi.testclient import TestClient

from service.api.models.examples import PICTURE
from service.settings import Settings
from tests.service.api.catalogue import app_over


@dataclass(frozen=True)
class Call:
    """One request that the document gives as an example."""

    method: str
    path: str
    name: str
    options: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.name}"


def document() -> dict[str, Any]:
    made: dict[str, Any] = app_over(Settings().data).openapi()
    return made


def example_of(parameter: dict[str, Any]) -> Any:
    if "example" in parameter:
        return parameter["example"]
    return next(iter(parameter["examples"].values()))["value"]


def calls() -> Iterator[Call]:
    for path, item in document()["paths"].items():
        for method, operation in item.items():
            if method in ("put", "delete"):  # these change what the other tests search in
                continue
            target, query = path, {}
            for parameter in operation.get("parameters", ()):
                value = example_of(parameter)
                if parameter["in"] == "path":
                    target = target.replace(f"{{{parameter['name']}}}", quote(value, safe=""))
                elif isinstance(value, dict):
                    query.update(value)
                else:
                    query[parameter["name"]] = str(value).lower() if value is True else value
            if query:
                yield Call(method, f"{target}?{urlencode(query, doseq=True)}", "as a whole")
            body = operation.get("requestBody", {}).get("content", {})
            yield from with_body(method, target, body)
            if not body:
                asks = path in ("/v1/search", "/v1/suggest")
                yield Call(method, f"{target}?q=red" if asks else target, "plain")


def with_body(method: str, path: str, body: dict[str, Any]) -> Iterator[Call]:
    for media_type, content in body.items():
        for name, example in content["examples"].items():
            value = dict(example["value"])
            if media_type == "application/json":
                yield Call(method, path, name, {"json": value})
            else:
                picture = (value.pop("image"), base64.b64decode(PICTURE), "image/png")
                yield Call(method, path, name, {"files": {"image": picture}, "data": value})


@pytest.mark.parametrize("call", calls(), ids=str)
def test_every_example_works(client: TestClient, call: Call) -> None:
    answer = client.request(call.method, call.path, **call.options)
    assert answer.status_code == (202 if call.path == "/v1/feedback" else 200), answer.text
    if "/v1/search" in call.path or "/similar" in call.path:
        assert answer.json()["hits"]


def test_every_operation_with_a_body_has_examples() -> None:
    for path, item in document()["paths"].items():
        for operation in item.values():
            assert operation["summary"], path
            assert operation["description"], path
            for content in operation.get("requestBody", {}).get("content", {}).values():
                assert content["examples"], path


def test_problems_are_documented_as_they_are_sent(client: TestClient) -> None:
    described = document()["paths"]["/v1/search"]["post"]["responses"]
    assert set(described) == {
        "200",
        "400",
        "401",
        "403",
        "404",
        "408",
        "413",
        "415",
        "422",
        "429",
        "503",
    }
    schema = described["422"]["content"]["application/problem+json"]["schema"]
    model = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    problem = client.post("/v1/search", json={}).json()
    assert set(problem) <= set(model["properties"])
    assert set(model.get("required", ())) <= set(problem)


def test_a_request_is_documented_field_by_field() -> None:
    described = document()["components"]["schemas"]["SearchRequest"]
    assert described["additionalProperties"] is False
    for name, said in described["properties"].items():
        assert said.get("description"), name


def test_the_routes_are_those_of_the_contract() -> None:
    routes = {(m.upper(), path) for path, item in document()["paths"].items() for m in item}
    assert routes == {
        ("POST", "/v1/search"),
        ("GET", "/v1/search"),
        ("POST", "/v1/search/upload"),
        ("GET", "/v1/products/{product_id}"),
        ("PUT", "/v1/products/{product_id}"),
        ("DELETE", "/v1/products/{product_id}"),
        ("GET", "/v1/products/{product_id}/image"),
        ("GET", "/v1/products/{product_id}/similar"),
        ("GET", "/v1/facets"),
        ("GET", "/v1/suggest"),
        ("POST", "/v1/tag"),
        ("POST", "/v1/embed"),
        ("POST", "/v1/feedback"),
        ("GET", "/v1/info"),
        ("GET", "/healthz"),
        ("GET", "/readyz"),
        ("GET", "/metrics"),
    }


def test_the_document_is_served(client: TestClient, tmp_path: Path) -> None:
    assert client.get("/openapi.json").json() == document()
