"""Every route and field of the API is written down, and the examples are valid."""

import json
import re
from pathlib import Path

import pytest

from service.api.app import create_app
from service.api.models.request import SearchRequest
from service.engine.engine import Engine
from service.engine.filters import parse_filters
from service.settings import Settings

REPOSITORY = Path(__file__).parents[2]
TEXT = (REPOSITORY / "docs" / "api.md").read_text(encoding="utf-8")
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
DOCUMENTED = set(re.findall(r"^\| `((?:GET|POST|PUT|DELETE) /[^`]*)`", TEXT, re.MULTILINE))


def never_opened() -> Engine:
    raise AssertionError("the app is only asked for its description")


def routes() -> list[str]:
    paths = create_app(never_opened, settings=Settings()).openapi()["paths"]
    return [f"{method.upper()} {path}" for path, methods in paths.items() for method in methods]


def test_the_documented_routes_are_the_routes_there_are() -> None:
    assert set(routes()) == DOCUMENTED


@pytest.mark.parametrize("name", SearchRequest.model_fields)
def test_every_field_of_a_search_is_documented(name: str) -> None:
    assert f"| `{name}` |" in TEXT


@pytest.mark.parametrize("block", re.findall(r"```json\n(.*?)```", TEXT + README, re.DOTALL))
def test_the_examples_are_valid_searches(block: str) -> None:
    request = SearchRequest.model_validate(json.loads(block))
    parse_filters(request.filters)
