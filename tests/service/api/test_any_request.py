"""Any combination of request fields is answered or refused with a reason; filters never leak."""

import base64
from typing import Any

from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.engine.product import Product
from tests.service.api.catalogue import COLOURS, drawing, product_ids, products

PRODUCTS = {product.id: product for product in products()}
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=2),
)
COLOUR = st.sampled_from([*COLOURS, "Pink"])
BOUND = st.integers(-100, 4_000)
CONDITIONS = {
    "baseColour": st.one_of(
        COLOUR,
        st.lists(COLOUR, min_size=1, max_size=3),
        st.fixed_dictionaries({"not": st.lists(COLOUR, min_size=1, max_size=2)}),
    ),
    "brand": st.one_of(st.just("Acme"), st.fixed_dictionaries({"exists": st.booleans()})),
    "tags": st.sampled_from(["new", "summer", "old", {"not": "old"}]),
    "year": st.one_of(st.integers(2009, 2014), st.fixed_dictionaries({"gt": BOUND})),
    "on_sale": st.booleans(),
    "price": st.dictionaries(st.sampled_from(["gte", "gt", "lte", "lt"]), BOUND, min_size=1),
}
FILTERS = st.fixed_dictionaries({}, optional=CONDITIONS)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "text": st.sampled_from(["red dress", "blue", "bag under 900", "the of", "x" * 1_001, " "]),
    "not_text": st.sampled_from(["floral", "red", ""]),
    "image": st.sampled_from([base64.b64encode(drawing(n)).decode() for n in range(3)] + ["?"]),
    "region": st.lists(st.floats(0, 1), min_size=4, max_size=4),
    "like": st.lists(st.sampled_from([*product_ids()[:4], "nobody"]), max_size=3),
    "dislike": st.lists(st.sampled_from([*product_ids()[:4], "nobody"]), max_size=3),
    "weights": st.dictionaries(st.sampled_from(["text", "image", "like"]), st.floats(0, 2)),
    "filters": FILTERS,
    "mode": st.sampled_from(["auto", "dense", "lexical", "hybrid"]),
    "limit": st.integers(0, 201),
    "offset": st.sampled_from([0, 1, 30, 59, 60, 9_999, 10_000]),
    "sort": st.sampled_from(["relevance", "price"]),
    "facets": st.lists(st.sampled_from(["gender", "on_sale", "price", "nothing"]), max_size=3),
    "group_by": st.sampled_from([None, "look", "gender", "tags", "on_sale", "price", "nothing"]),
    "diversity": st.sampled_from([0, 0.0, 0.4]),
    "min_match": st.sampled_from([0, 0.0, 0.4]),
    "understand": st.booleans(),
    "explain": st.booleans(),
}
ANY_REQUEST = st.fixed_dictionaries({}, optional=FIELDS)
JUNK_REQUEST = st.fixed_dictionaries(
    {}, optional={name: st.one_of(valid, JUNK) for name, valid in FIELDS.items()}
)
QUICK = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def holds(product: Product, field: str, raw: Any) -> bool:
    """Whether a product passes one filter: the grammar, said once more and plainly."""
    value = getattr(product, field, None) or product.attributes.get(field)
    if field == "on_sale":
        value = product.attributes["on_sale"]
    values = list(value) if isinstance(value, tuple) else [] if value is None else [value]
    if not isinstance(raw, dict):
        wanted = raw if isinstance(raw, list) else [raw]
        return any(own in wanted for own in values)
    checks = {
        "not": lambda said: not set(values) & set(said if isinstance(said, list) else [said]),
        "exists": lambda said: bool(values) == said,
        "gte": lambda said: any(own >= said for own in values),
        "gt": lambda said: any(own > said for own in values),
        "lte": lambda said: any(own <= said for own in values),
        "lt": lambda said: any(own < said for own in values),
    }
    return all(checks[operator](said) for operator, said in raw.items())


@QUICK
@given(body=ANY_REQUEST)
def test_a_request_is_answered_truly_or_refused_with_a_reason(
    client: TestClient, body: dict[str, Any]
) -> None:
    answer = client.post("/v1/search", json=body)
    found = answer.json()
    if answer.status_code != 200:
        assert answer.status_code in (404, 422), answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert found["detail"]
        return
    ids = [hit["id"] for hit in found["hits"]]
    assert len(ids) == len(set(ids)) <= body.get("limit", 24)
    assert not set(ids) & {*body.get("like", ()), *body.get("dislike", ())}
    for product_id in ids:
        for field, raw in body.get("filters", {}).items():
            assert holds(PRODUCTS[product_id], field, raw), (product_id, field, raw)
    assert found["total"] >= len(ids)
    assert set(found["facets"]) == set(body.get("facets", ()))
    assert all(("explain" in hit) == body.get("explain", False) for hit in found["hits"])


@QUICK
@given(filters=FILTERS.filter(bool))
def test_filters_let_through_all_that_pass_and_nothing_else(
    client: TestClient, filters: dict[str, Any]
) -> None:
    found = client.post("/v1/search", json={"filters": filters, "limit": 60}).json()
    expected = [p.id for p in PRODUCTS.values() if all(holds(p, f, r) for f, r in filters.items())]
    assert sorted(hit["id"] for hit in found["hits"]) == sorted(expected)
    assert found["total"] == len(expected)


@QUICK
@given(body=JUNK_REQUEST)
def test_values_of_any_type_are_never_the_services_failure(
    client: TestClient, body: dict[str, Any]
) -> None:
    assert client.post("/v1/search", json=body).status_code in (200, 400, 404, 422)


@QUICK
@given(data=st.binary(max_size=200))
def test_any_bytes_are_never_the_services_failure(client: TestClient, data: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    assert client.post("/v1/search", content=data, headers=headers).status_code < 500
    files = {"image": ("picture.png", data, "image/png")}
    assert client.post("/v1/search/upload", files=files).status_code in (200, 422)


@QUICK
@given(
    query=st.dictionaries(
        st.sampled_from(
            [
                *("q", "limit", "offset", "mode", "facets", "explain", "gender", "price", "year"),
                *("price_gte", "year_not", "brand_exists", "on_sale", "tags_lt", "nothing"),
            ]
        ),
        st.one_of(st.text(max_size=10), st.integers().map(str), st.sampled_from(["true", "5"])),
        max_size=5,
    )
)
def test_any_query_string_is_never_the_services_failure(
    client: TestClient, query: dict[str, str]
) -> None:
    for path in ("/v1/search", "/v1/products/10003/similar", "/v1/facets"):
        assert client.get(path, params=query).status_code in (200, 422)


@QUICK
@given(product_id=st.text(min_size=1, max_size=20))
def test_any_id_is_never_the_services_failure(client: TestClient, product_id: str) -> None:
    encoded = "".join(f"%{byte:02X}" for byte in product_id.encode())
    for end in ("", "/image", "/similar"):
        assert client.get(f"/v1/products/{encoded}{end}").status_code == 404
