from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from tests.service.api.test_any_request import QUICK
from tests.service.api.test_bad_input import assert_problem


def suggested(client: TestClient, q: str, **parameters: Any) -> list[dict[str, Any]]:
    answer = client.get("/v1/suggest", params={"q": q, **parameters})
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert list(body) == ["suggestions", "took_ms"]
    assert set(body["took_ms"]) == {"total"}
    found: list[dict[str, Any]] = body["suggestions"]
    return found


def test_a_word_begun_is_finished_with_the_catalogues_own(client: TestClient) -> None:
    assert suggested(client, "mar", limit=1) == [{"text": "maroon", "kind": "colour", "count": 15}]
    brand = {"text": "Acme", "kind": "brand", "count": 30}
    assert suggested(client, "ac", limit=1) == [brand]


def test_values_come_before_what_they_go_with_and_titles_last(client: TestClient) -> None:
    found = suggested(client, "re")
    assert [one["kind"] for one in found] == ["colour"] + ["query"] * 3 + ["title"] * 4


def test_typing_errors_are_forgiven_also_in_an_earlier_word(client: TestClient) -> None:
    assert suggested(client, "gren shrit")[0]["text"] == "green shirt"


def test_what_is_suggested_finds_that_many_products(client: TestClient) -> None:
    for one in suggested(client, "", limit=50):
        field = {"brand": "brand", "colour": "baseColour", "type": "articleType"}[one["kind"]]
        filters = {field: one["text"] if field == "brand" else one["text"].title()}
        assert client.post("/v1/search", json={"filters": filters}).json()["total"] == one["count"]


def test_no_more_come_than_are_asked_for(client: TestClient) -> None:
    assert len(suggested(client, "r", limit=2)) == 2
    assert len(suggested(client, "r")) == 8
    assert suggested(client, "xylophone") == []


@pytest.mark.parametrize(
    ("query", "field", "detail"),
    [
        ("", "q", "is missing"),
        ("q=" + "x" * 1_001, "q", "at most 1000"),
        ("q=red&limit=0", "limit", "greater than or equal to 1"),
        ("q=red&limit=51", "limit", "less than or equal to 50"),
        ("q=red&limit=many", "limit", "valid integer"),
        ("q=red&gender=Men", "gender", "it takes q and limit"),
    ],
)
def test_a_wrong_parameter_is_named(
    client: TestClient, query: str, field: str, detail: str
) -> None:
    assert_problem(client.get(f"/v1/suggest?{query}"), 422, field=field, detail=detail)


@QUICK
@given(q=st.text(max_size=60), limit=st.one_of(st.integers(), st.text(max_size=5)))
def test_anything_typed_is_never_the_services_failure(
    client: TestClient, q: str, limit: int | str
) -> None:
    answer = client.get("/v1/suggest", params={"q": q, "limit": str(limit)})
    assert answer.status_code in (200, 422)
