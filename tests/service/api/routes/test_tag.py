import base64
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from tests.service.api.catalogue import app_over, drawing, products
from tests.service.api.test_any_request import JUNK, QUICK
from tests.service.api.test_bad_input import assert_problem

PICTURE = base64.b64encode(drawing(5)).decode()


def test_a_picture_gets_the_values_of_the_products_that_look_like_it(client: TestClient) -> None:
    for number in (0, 5, 9):
        picture = base64.b64encode(drawing(number)).decode()
        answer = client.post("/v1/tag", json={"image": picture})
        assert answer.status_code == 200, answer.text
        body = answer.json()
        assert list(body) == ["tags", "took_ms"]
        assert set(body["tags"]) == {"articleType", "baseColour", "gender", "usage"}
        colour = products()[number].attributes["baseColour"]
        assert body["tags"]["baseColour"][0]["value"] == colour


def test_confidences_fall_and_five_values_are_enough(client: TestClient) -> None:
    tags = client.post("/v1/tag", json={"image": PICTURE}).json()["tags"]
    for values in tags.values():
        confidences = [one["confidence"] for one in values]
        assert confidences == sorted(confidences, reverse=True)
        assert 0 < sum(confidences) <= 1.001
        assert len(values) <= 5
        assert all(set(one) == {"value", "confidence"} for one in values)


@pytest.mark.parametrize(
    ("body", "field", "detail"),
    [
        ({}, "image", "is missing"),
        ({"image": None}, "image", "valid string"),
        ({"image": ""}, "image", "empty"),
        ({"image": "?"}, "image", "no base64"),
        ({"image": base64.b64encode(b"nothing to see").decode()}, "image", "no picture"),
        ({"image": PICTURE, "imgae": "x"}, "imgae", "did you mean 'image'?"),
        ({"image": PICTURE, "text": "red"}, "text", "(known: image)"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_wrong_field_is_named(
    client: TestClient, body: dict[str, Any], field: str, detail: str
) -> None:
    assert_problem(client.post("/v1/tag", json=body), 422, field=field, detail=detail)


def test_without_a_generation_there_is_nothing_to_tag_with(tmp_path: Path) -> None:
    with TestClient(app_over(tmp_path)) as empty:
        answer = empty.post("/v1/tag", json={"image": PICTURE})
    assert_problem(answer, 503, field=None, detail="python -m ingest")


@QUICK
@given(body=st.fixed_dictionaries({"image": st.one_of(JUNK, st.just(PICTURE))}) | JUNK)
def test_any_body_is_never_the_services_failure(client: TestClient, body: Any) -> None:
    assert client.post("/v1/tag", json=body).status_code in (200, 400, 422)
