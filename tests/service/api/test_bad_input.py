"""Whatever is sent, a mistake gets a problem that names the field and the repair."""

import base64
import io
import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from PIL import Image

from tests.service.api.catalogue import app_over, build_generation, drawing

JSON = {"Content-Type": "application/json"}
IMAGE = ("picture.png", drawing(1), "image/png")


def assert_problem(answer: Response, status: int, *, field: str | None, detail: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) <= {"type", "title", "status", "detail", "instance", "errors"}
    assert problem["status"] == status
    assert detail in problem["detail"]
    if field is not None:
        assert problem["errors"][0]["field"] == field
        assert problem["detail"].startswith(f"{field}: ")


@pytest.mark.parametrize(
    ("body", "field", "detail"),
    [
        ({}, "text", "nothing to search by"),
        ({"text": ""}, "text", "text is empty"),
        ({"text": " \t\n"}, "text", "text is empty"),
        ({"text": "x" * 10_000}, "text", "10,000 characters; at most 1,000"),
        ({"text": 5}, "text", "valid string"),
        ({"txt": "red"}, "txt", "did you mean 'text'?"),
        ({"text": "red", "limit": 0}, "limit", "greater than or equal to 1"),
        ({"text": "red", "limit": 201}, "limit", "less than or equal to 200"),
        ({"text": "red", "limit": True}, "limit", "valid integer"),
        ({"text": "red", "limit": "5"}, "limit", "valid integer"),
        ({"text": "red", "limit": 10**50}, "limit", "less than or equal to 200"),
        ({"text": "red", "offset": -1}, "offset", "greater than or equal to 0"),
        ({"text": "red", "offset": 10_000}, "offset", "less than 10000"),
        ({"text": "red", "mode": "fast"}, "mode", "'hybrid'"),
        ({"like": ["10003"], "mode": "lexical"}, "mode", "searches words"),
        ({"like": [10003]}, "like.0", "valid string"),
        ({"like": ["10003"] * 33}, "like", "at most 32"),
        ({"text": "red", "explain": "yes"}, "explain", "valid boolean"),
        ({"text": "red", "facets": ["gendr"]}, "facets", "did you mean 'gender'?"),
        ({"text": "red", "facets": ["price"]}, "facets", "too many values"),
        ({"text": "red", "facets": "gender"}, "facets", "valid list"),
        ({"filters": {"gendr": "Women"}}, "filters.gendr", "did you mean 'gender'?"),
        ({"filters": ["gender"]}, "filters", "must be a JSON object"),
        ({"filters": {"gender": []}}, "filters.gender", "the list is empty"),
        ({"filters": {"gender": None}}, "filters.gender", "no usable value"),
        ({"filters": {"gender": [["x"]]}}, "filters.gender", "no usable value"),
        ({"filters": {"gender": {"is": "x"}}}, "filters.gender", "'is' is no operator"),
        ({"filters": {"gender": {"gte": 3}}}, "filters.gender", "ranges are for numbers"),
        ({"filters": {"gender": ["x"] * 257}}, "filters.gender", "at most 256"),
        ({"filters": {"price": {"gte": "500"}}}, "filters.price.gte", "finite number"),
        ({"filters": {"price": {"gte": 10**400}}}, "filters.price.gte", "finite number"),
        ({"filters": {"price": "nan"}}, "filters.price", "takes numbers"),
        ({"filters": {"year": "inf"}}, "filters.year", "takes numbers"),
        ({"filters": {"year": 2010.5}}, "filters.year", "whole numbers"),
        ({"filters": {"year": 10**30}}, "filters.year", "no usable value"),
        ({"filters": {f"f{n}": 1 for n in range(33)}}, "filters", "at most 32"),
        ({"text": "red", "not_text": " "}, "not_text", "is empty"),
        ({"text": "red", "dislike": ["10003"] * 33}, "dislike", "at most 32"),
        ({"text": "red", "min_match": 1.5}, "min_match", "less than or equal to 1"),
        ({"text": "red", "weights": {"text": -1}}, "weights.text", "greater than or equal to 0"),
        ({"text": "red", "weights": {"texts": 1}}, "weights.texts", "did you mean 'text'?"),
        ({"not_text": "red", "dislike": ["10003"]}, "text", "nothing to search by"),
        ({"text": "red", "region": [0, 0, 1, 1]}, "region", "give the picture as well"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_bad_field_is_named_with_its_repair(
    client: TestClient, body: dict[str, Any], field: str, detail: str
) -> None:
    assert_problem(client.post("/v1/search", json=body), 422, field=field, detail=detail)


@pytest.mark.parametrize(
    ("region", "field"),
    [
        ([0, 0, 0, 1], "region"),
        ([0.6, 0, 0.5, 1], "region"),
        ([0, 0, 1], "region"),
        ([0, 0, 1, 1, 1], "region"),
        ([0, 0, 2, 1], "region.2"),
        ([-0.1, 0, 1, 1], "region.0"),
        (["0", 0, 1, 1], "region.0"),
        ("left", "region"),
    ],
)
def test_a_bad_region_is_refused(client: TestClient, region: Any, field: str) -> None:
    image = base64.b64encode(drawing(1)).decode()
    answer = client.post("/v1/search", json={"image": image, "region": region})
    assert_problem(answer, 422, field=field, detail="")


def test_a_url_inside_the_shops_network_is_refused(client: TestClient) -> None:
    answer = client.post("/v1/search", json={"image_url": "http://169.254.169.254/latest"})
    assert_problem(answer, 422, field="image_url", detail="not on the open internet")


def test_a_picture_is_given_once(client: TestClient) -> None:
    image = base64.b64encode(drawing(1)).decode()
    both = {"image": image, "image_url": "https://shop.example/dress.jpg"}
    assert_problem(client.post("/v1/search", json=both), 422, field="image_url", detail="beside")


def test_an_order_that_nothing_has_is_refused(client: TestClient) -> None:
    answer = client.post("/v1/search", json={"text": "red", "sort": "beauty"})
    assert_problem(answer, 422, field="sort", detail="is no order")


@pytest.mark.parametrize(
    ("value", "detail"),
    [
        ("price", "'price' has too many values to group by; give look, "),
        ("lok", "no field 'lok'; did you mean 'look'?"),
        ("gendr", "did you mean 'gender'?"),
    ],
)
def test_groups_that_there_are_none_of_are_refused(
    client: TestClient, value: str, detail: str
) -> None:
    answer = client.post("/v1/search", json={"text": "red dress", "group_by": value})
    assert_problem(answer, 422, field="group_by", detail=detail)
    answer = client.get("/v1/search", params={"q": "red dress", "group_by": value})
    assert_problem(answer, 422, field="group_by", detail=detail)


@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        (b"{", 400, "line 1, column 2"),
        (b'{"text": NaN}', 400, "NaN is no JSON number"),
        (b'{"filters": {"price": {"gte": -Infinity}}}', 400, "-Infinity is no JSON number"),
        (b'{"text": "\\ud800"}', 400, "surrogate"),
        (b'{"\\udfff": 1}', 400, "surrogate"),
        ('{"text": "é"}'.encode("latin-1"), 400, "not UTF-8"),
        (b"[" * 100_000, 400, "deeper than 16"),
        (b'{"filters":' * 30 + b"1" + b"}" * 30, 400, "deeper than 16"),
        (b'{"limit": ' + b"9" * 5_000 + b"}", 400, "limit"),
        (b"[" + b"1," * 100_001 + b"1]", 400, "more than 100000 values"),
        (b"", 422, "send a JSON object"),
        (b"null", 422, "JSON object"),
        (b"[]", 422, "must be a JSON object"),
        (b'"red dress"', 422, "must be a JSON object"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_body_that_is_no_request_is_refused(
    client: TestClient, body: bytes, status: int, detail: str
) -> None:
    answer = client.post("/v1/search", content=body, headers=JSON)
    assert_problem(answer, status, field=None, detail=detail)


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_of_another_media_type_gets_415(client: TestClient, media_type: str) -> None:
    headers = {"Content-Type": media_type} if media_type else {}
    answer = client.post("/v1/search", content=b'{"text": "red"}', headers=headers)
    assert_problem(answer, 415, field=None, detail="Content-Type: application/json")


def encoded(size: tuple[int, int], mode: str, form: str) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, form)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (b"", "empty (0 bytes)"),
        (b"a text named .jpg", "no picture of a known format"),
        (b"%PDF-1.7", "no picture of a known format"),
        (drawing(1)[:60], "broken"),
        (encoded((20_000, 20_000), "1", "PNG"), "pixels"),
    ],
    ids=["empty", "text", "pdf", "truncated", "bomb"],
)
def test_a_file_that_is_no_usable_picture_is_refused(
    client: TestClient, data: bytes, detail: str
) -> None:
    files = {"image": ("picture.jpg", data, "image/jpeg")}
    assert_problem(client.post("/v1/search/upload", files=files), 422, field="image", detail=detail)
    body = {"image": base64.b64encode(data).decode()}
    assert_problem(client.post("/v1/search", json=body), 422, field="image", detail=detail)


@pytest.mark.parametrize(
    ("size", "mode", "form"),
    [
        ((30, 40), "P", "GIF"),
        ((30, 40), "CMYK", "JPEG"),
        ((30, 40), "RGBA", "PNG"),
        ((30, 40), "I;16", "PNG"),
        ((30, 40), "RGB", "WEBP"),
        ((1, 1), "RGB", "PNG"),
        ((3_000, 1), "L", "PNG"),
    ],
)
def test_every_usual_kind_of_picture_is_taken(
    client: TestClient, size: tuple[int, int], mode: str, form: str
) -> None:
    files = {"image": ("picture", encoded(size, mode, form), "application/octet-stream")}
    assert client.post("/v1/search/upload", files=files).status_code == 200


@pytest.mark.parametrize("image", ["@@@@", "é" * 40, "data:image/png;base64,?"])
def test_an_image_that_is_no_base64_is_refused(client: TestClient, image: str) -> None:
    answer = client.post("/v1/search", json={"image": image})
    assert_problem(answer, 422, field="image", detail="no base64")


@pytest.mark.parametrize(
    ("files", "data", "field", "detail"),
    [
        ([], {}, "image", "is missing"),
        ([], {"image": "a text"}, "image", ""),
        ([("picture", IMAGE)], {}, "image", "is missing"),
        ([("image", IMAGE), ("image", IMAGE)], {}, "image", "more than once"),
        ([("image", IMAGE), ("mask", IMAGE)], {}, "mask", "no field of this form"),
        ([("image", IMAGE)], {"limit": "3"}, "limit", """-F 'query={"limit": 3}'"""),
        ([("image", IMAGE)], {"query": ["{}", "{}"]}, "query", "more than once"),
        ([("image", IMAGE), ("query", IMAGE)], {}, "query", "valid string"),
        ([("image", IMAGE)], {"query": "[]"}, None, "must be a JSON object"),
        ([("image", IMAGE)], {"query": '{"limit": 0}'}, "limit", "greater than"),
        ([("image", IMAGE)], {"query": '{"image": "x"}'}, "image", "given twice"),
        ([("image", IMAGE)], {"query": '{"txt": "x"}'}, "txt", "did you mean 'text'?"),
    ],
)
def test_a_bad_form_is_refused(
    client: TestClient, files: list[Any], data: dict[str, Any], field: str | None, detail: str
) -> None:
    answer = client.post("/v1/search/upload", files=files, data=data)
    assert_problem(answer, 422, field=field, detail=detail)


@pytest.mark.parametrize(
    ("path", "sent", "repair"),
    [
        ("/v1/search", {"json": {"text": "red"}}, "in its JSON body"),
        ("/v1/search/upload", {"files": [("image", IMAGE)]}, """-F 'query={"limit": 3}'"""),
    ],
)
def test_a_parameter_in_the_address_of_a_post_is_refused(
    client: TestClient, path: str, sent: dict[str, Any], repair: str
) -> None:
    answer = client.post(f"{path}?limit=3", **sent)
    assert_problem(answer, 422, field="limit", detail=repair)


def test_a_text_in_the_place_of_the_file_is_refused(client: TestClient) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="image"\r\n\r\nred\r\n--b--\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = client.post("/v1/search/upload", content=body, headers=headers)
    assert_problem(answer, 422, field="image", detail="must be the file")


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=b", b"garbage"),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="query"\r\n\r\n' + b" " * 2_000_000,
        ),
    ],
)
def test_a_broken_form_gets_400(client: TestClient, content_type: str, body: bytes) -> None:
    headers = {"Content-Type": content_type}
    answer = client.post("/v1/search/upload", content=body, headers=headers)
    assert_problem(answer, 400, field=None, detail="")


@pytest.mark.parametrize(
    ("query", "field", "detail"),
    [
        ("", "q", "nothing to search by"),
        ("q=", "q", "text is empty"),
        ("q=%20", "q", "text is empty"),
        ("q=" + "x" * 10_000, "q", "10,000 characters"),
        ("q=red&q=blue", "q", "more than once"),
        ("q=red&limit=abc", "limit", "whole number"),
        ("q=red&limit=", "limit", "whole number"),
        ("q=red&limit=%D9%A3", "limit", "whole number"),
        ("q=red&limit=99999999999", "limit", "whole number"),
        ("q=red&limit=0", "limit", "greater than or equal to 1"),
        ("q=red&offset=-1", "offset", "greater than or equal to 0"),
        ("q=red&explain=maybe", "explain", "true or false"),
        ("q=red&mode=fast", "mode", "'hybrid'"),
        ("q=red&lmit=5", "lmit", "did you mean 'limit'?"),
        ("q=red&gendr=Women", "gendr", "did you mean 'gender'?"),
        ("q=red&gendr_not=Women", "gendr_not", "did you mean 'gender_not'?"),
        ("q=red&stand=Women", "stand", "field of the catalogue (parameters"),
        ("q=red&=x", "", "neither a parameter nor a field"),
        ("q=red&like=10003", "like", "POST /v1/search takes it"),
        ("text=red", "q", "is what an address calls text"),
        ("q=red&price_lte=cheap", "price_lte", "takes a number"),
        ("q=red&price_lte=nan", "filters.price.lte", "finite number"),
        ("q=red&price_lte=1e999", "filters.price.lte", "finite number"),
        ("q=red&price_lte=5&price_lte=6", "price_lte", "more than once"),
        ("q=red&year=next", "filters.year", "takes numbers"),
        ("q=red&gender_exists=maybe", "gender_exists", "true or false"),
        ("q=red&gender_gte=3", "filters.gender", "ranges are for numbers"),
        ("&".join(["gender=x"] * 257), "filters.gender", "at most 256"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_bad_query_string_is_named_with_its_repair(
    client: TestClient, query: str, field: str, detail: str
) -> None:
    assert_problem(client.get(f"/v1/search?{query}"), 422, field=field, detail=detail)


@pytest.mark.parametrize(
    "body",
    [
        {"text": "a\0b"},
        {"text": "../../etc/passwd"},
        {"text": "https://localhost:1/x.png"},
        {"text": "data:image/png;base64,AAAA"},
        {"text": "𝕽𝖊𝖉 👗 \u202e dress"},
        {"filters": {"gender": "a\0"}},
        {"filters": {"price": {"gte": 1e308}}},
        {"filters": {"price": True}},
        {"text": "'; DROP TABLE pictures; --"},
    ],
    ids=lambda body: json.dumps(body)[:40],
)
def test_strange_words_are_only_words(client: TestClient, body: dict[str, Any]) -> None:
    assert client.post("/v1/search", json=body).status_code == 200


@pytest.mark.parametrize("field", ["like", "dislike"])
def test_an_unknown_liked_product_is_a_404_that_names_it(client: TestClient, field: str) -> None:
    answer = client.post("/v1/search", json={"text": "red", field: ["nobody"]})
    assert_problem(answer, 404, field=field, detail=f"{field}: no product has the id 'nobody'")


@pytest.mark.parametrize("path", ["/v1", "/v1/searches", "/favicon.ico"])
def test_an_unknown_path_is_a_problem(client: TestClient, path: str) -> None:
    assert_problem(client.get(path), 404, field=None, detail="/openapi.json")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_another_method_is_a_problem(client: TestClient, method: str) -> None:
    assert_problem(client.request(method, "/v1/search"), 405, field=None, detail=method)


def test_too_large_a_picture_or_body_gets_413(tmp_path: Path) -> None:
    build_generation(tmp_path, kept=8)
    app = app_over(tmp_path, max_picture_bytes=2_000, max_body_bytes=20_000)
    with TestClient(app) as small:
        files = {"image": ("picture.png", b"x" * 3_000, "image/png")}
        answer = small.post("/v1/search/upload", files=files)
        assert_problem(answer, 413, field="image", detail="at most 2,000")
        answer = small.post("/v1/search", json={"image": "A" * 4_000})
        assert_problem(answer, 413, field="image", detail="2,000 bytes")
        answer = small.post("/v1/search", json={"text": "x" * 30_000})
        assert_problem(answer, 413, field=None, detail="20,000 bytes")
        for path, media_type in (
            ("/v1/search", "application/json"),
            ("/v1/search/upload", "multipart/form-data; boundary=b"),
        ):
            # A generator is sent in chunks, without a Content-Length.
            chunks = (b"x" * 1_000 for _ in range(30))
            answer = small.post(path, content=chunks, headers={"Content-Type": media_type})
            assert_problem(answer, 413, field=None, detail="20,000 bytes")
        assert small.post("/v1/search", json={"text": "red"}).status_code == 200
