from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from service.engine.feedback import Asked, read_feedback
from tests.service.api.catalogue import app_over, build_generation, product_ids
from tests.service.api.test_any_request import JUNK, QUICK
from tests.service.api.test_bad_input import assert_problem

SOME_QUERY = "0" * 32
FIRST, SECOND, THIRD = product_ids()[:3]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    build_generation(tmp_path, kept=12)
    return tmp_path


@pytest.fixture
def own(data: Path) -> Iterator[TestClient]:
    """A client of a service whose log is its own."""
    with TestClient(app_over(data), raise_server_exceptions=False) as running:
        yield running


def send(client: TestClient, product_id: str, query_id: str = SOME_QUERY) -> Any:
    body = {"query_id": query_id, "product_id": product_id, "event": "click"}
    return client.post("/v1/feedback", json=body)


def test_an_event_is_accepted_and_kept_at_once(own: TestClient, data: Path) -> None:
    answer = send(own, THIRD)
    assert answer.status_code == 202
    assert answer.json() == {"accepted": True}
    (event,) = read_feedback(data)
    assert (event.query_id, event.product_id, event.event) == (SOME_QUERY, THIRD, "click")
    assert event.asked is None
    assert event.rank is None


def test_an_event_carries_what_was_asked_and_where_the_product_stood(
    own: TestClient, data: Path
) -> None:
    query = {"text": "red dress", "filters": {"gender": "Women"}, "limit": 2, "offset": 2}
    found = own.post("/v1/search", json=query).json()
    send(own, found["hits"][1]["id"], found["query_id"])
    (event,) = read_feedback(data)
    assert event.rank == found["hits"][1]["rank"] == 4
    assert event.asked == Asked("text", "red dress", {"gender": "Women"})


def test_every_kind_of_search_can_be_answered(own: TestClient, data: Path) -> None:
    for found in (
        own.get("/v1/search?q=blue&gender=Men").json(),
        own.get(f"/v1/products/{FIRST}/similar").json(),
    ):
        assert send(own, found["hits"][0]["id"], found["query_id"]).status_code == 202
    by_words, by_product = read_feedback(data)
    assert by_words.asked == Asked("text", "blue", {"gender": ["Men"]}) or (
        by_words.asked == Asked("text", "blue", {"gender": "Men"})
    )
    assert by_product.asked == Asked("image", like=(FIRST,))
    assert by_words.rank == by_product.rank == 1


def test_a_product_that_was_not_shown_has_no_rank(own: TestClient, data: Path) -> None:
    found = own.post("/v1/search", json={"text": "red", "limit": 1}).json()
    other = next(n for n in (FIRST, SECOND) if n != found["hits"][0]["id"])
    send(own, other, found["query_id"])
    (event,) = read_feedback(data)
    assert event.rank is None
    assert event.asked is not None


def test_a_product_that_does_not_exist_is_named(own: TestClient, data: Path) -> None:
    assert_problem(send(own, "nobody"), 404, field="product_id", detail="'nobody'")
    assert list(read_feedback(data)) == []


@pytest.mark.parametrize(
    ("change", "field", "detail"),
    [
        ({"event": "stare"}, "event", "'purchase'"),
        ({"event": None}, "event", "'click'"),
        ({"query_id": "xyz"}, "query_id", "match pattern"),
        ({"query_id": SOME_QUERY + "\n"}, "query_id", "match pattern"),
        ({"query_id": 5}, "query_id", "valid string"),
        ({"product_id": ""}, "product_id", "at least 1"),
        ({"product_id": "x" * 201}, "product_id", "at most 200"),
        ({"product_id": 1001}, "product_id", "valid string"),
        ({"product": "x"}, "product", "did you mean 'product_id'?"),
        ({"user": "me"}, "user", "there is no field 'user'"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_wrong_field_is_named(
    client: TestClient, change: dict[str, Any], field: str, detail: str
) -> None:
    body = {"query_id": SOME_QUERY, "product_id": FIRST, "event": "click", **change}
    assert_problem(client.post("/v1/feedback", json=body), 422, field=field, detail=detail)


def test_a_disk_that_takes_nothing_harms_nothing_else(own: TestClient, data: Path) -> None:
    (data / "feedback").write_text("a file stands where the folder belongs")
    answer = send(own, THIRD)
    assert_problem(answer, 503, field=None, detail="cannot be written")
    assert "retry-after" in answer.headers
    assert own.post("/v1/search", json={"text": "red"}).status_code == 200
    (data / "feedback").unlink()
    assert send(own, THIRD).status_code == 202


def test_the_log_survives_a_restart(data: Path) -> None:
    for _ in range(2):
        with TestClient(app_over(data)) as running:
            assert send(running, THIRD).status_code == 202
    assert len(list(read_feedback(data))) == 2


@QUICK
@given(
    body=JUNK
    | st.fixed_dictionaries(
        {
            "query_id": JUNK | st.just(SOME_QUERY),
            "product_id": JUNK | st.sampled_from([FIRST, "a/b"]),
            "event": JUNK | st.sampled_from(["click", "like", "dislike", "purchase"]),
        }
    )
)
def test_any_body_is_never_the_services_failure(client: TestClient, body: Any) -> None:
    assert client.post("/v1/feedback", json=body).status_code in (202, 400, 404, 422)
