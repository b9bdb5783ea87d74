import base64
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from service.engine.encoder.hashed import HashEncoder
from service.engine.picture import decode_picture
from tests.service.api.catalogue import app_over, build_generation, drawing
from tests.service.api.test_any_request import JUNK, QUICK
from tests.service.api.test_bad_input import assert_problem

PICTURE = base64.b64encode(drawing(5)).decode()


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A service that takes small pictures only."""
    data = tmp_path_factory.mktemp("strict")
    build_generation(data)
    with TestClient(app_over(data, max_picture_bytes=1_024)) as running:
        yield running


def test_vectors_are_the_models_own(client: TestClient) -> None:
    texts = ["red dress", "https://example.com/a.png"]
    answer = client.post("/v1/embed", json={"texts": texts, "images": [PICTURE]})
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert list(body) == ["model", "dimension", "texts", "images"]
    assert (body["model"], body["dimension"]) == ("hash-encoder", 64)
    encoder = HashEncoder()
    assert np.allclose(body["texts"], encoder.embed_texts(texts), atol=1e-7)
    shown = encoder.embed_images([decode_picture(drawing(5))])
    assert np.allclose(body["images"], shown, atol=1e-7)


def test_either_alone_will_do(client: TestClient) -> None:
    assert client.post("/v1/embed", json={"texts": ["red"]}).json()["images"] == []
    assert client.post("/v1/embed", json={"images": [PICTURE]}).json()["texts"] == []


def test_as_many_as_the_limit_are_taken(client: TestClient) -> None:
    body = {"texts": ["x" * 1_000] * 64, "images": [PICTURE] * 16}
    answer = client.post("/v1/embed", json=body).json()
    assert (len(answer["texts"]), len(answer["images"])) == (64, 16)


@pytest.mark.parametrize(
    ("body", "field", "detail"),
    [
        ({}, "texts", "nothing to embed"),
        ({"texts": [], "images": []}, "texts", "nothing to embed"),
        ({"texts": ["red", " "]}, "texts.1", "is empty"),
        ({"texts": ["x" * 1_001]}, "texts.0", "1,001 characters; at most 1,000"),
        ({"texts": ["red"] * 65}, "texts", "at most 64 entries"),
        ({"images": [PICTURE] * 17}, "images", "at most 16 entries"),
        ({"texts": "red"}, "texts", "valid list"),
        ({"texts": [5]}, "texts.0", "valid string"),
        ({"images": [PICTURE, "?"]}, "images.1", "no base64"),
        ({"images": [PICTURE, ""]}, "images.1", "empty"),
        ({"images": [base64.b64encode(b"x" * 50).decode()]}, "images.0", "no picture"),
        ({"text": "red"}, "text", "did you mean 'texts'?"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_wrong_field_is_named(
    client: TestClient, body: dict[str, Any], field: str, detail: str
) -> None:
    assert_problem(client.post("/v1/embed", json=body), 422, field=field, detail=detail)


def test_a_picture_that_is_too_large_is_named(strict: TestClient) -> None:
    large = base64.b64encode(bytes(2_000)).decode()
    answer = strict.post("/v1/embed", json={"texts": ["red"], "images": [large]})
    assert_problem(answer, 413, field="images.0", detail="more than 1,024 bytes")
    answer = strict.post("/v1/tag", json={"image": large})
    assert_problem(answer, 413, field="image", detail="more than 1,024 bytes")


@QUICK
@given(
    body=JUNK
    | st.fixed_dictionaries(
        {},
        optional={
            "texts": JUNK | st.lists(st.text(max_size=20), max_size=3),
            "images": JUNK | st.lists(st.sampled_from([PICTURE, "?", ""]), max_size=3),
        },
    )
)
def test_any_body_is_never_the_services_failure(client: TestClient, body: Any) -> None:
    assert client.post("/v1/embed", json=body).status_code in (200, 400, 422)
