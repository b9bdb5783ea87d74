"""Single products are put and deleted while the service answers."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.api.access.keys import new_key, write_keys
from service.api.models.examples import PRODUCTS
from tests.service.api.catalogue import app_over, build_generation, drawing

ADMIN, ADMIN_KEY = new_key("stock", ("admin",))
PICTURE = base64.b64encode(drawing(47)).decode()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("changing")
    write_keys(folder / "keys.json", (ADMIN_KEY,))
    build_generation(folder)
    return folder


@pytest.fixture(scope="module")
def shop(data: Path) -> Iterator[TestClient]:
    app = app_over(data, keys=data / "keys.json", probe_s=0)
    with TestClient(app, headers={"X-API-Key": ADMIN}) as running:
        yield running


def put(shop: TestClient, product_id: str, **body: Any) -> Any:
    return shop.put(f"/v1/products/{product_id}", json=body)


def ids(shop: TestClient, **body: Any) -> list[str]:
    answer = shop.post("/v1/search", json=body)
    assert answer.status_code == 200, answer.text
    return [hit["id"] for hit in answer.json()["hits"]]


def counts(shop: TestClient, field: str) -> dict[str, int]:
    facets = shop.get(f"/v1/facets?facets={field}").json()["facets"]
    return {one["value"]: one["count"] for one in facets[field]}


def test_a_new_product_is_found_by_words_picture_filter_and_typeahead(shop: TestClient) -> None:
    before = counts(shop, "baseColour")
    made = put(
        shop,
        "new-1",
        title="Zorblax Turquoise Poncho",
        brand="Zorblax",
        price=999.5,
        attributes={"baseColour": "Turquoise", "year": 2026, "on_sale": True, "tags": ["a", "b"]},
        image=PICTURE,
    )
    assert made.status_code == 201, made.text
    assert made.json()["product"]["attributes"]["on_sale"] is True
    assert shop.get("/v1/products/new-1").json() == made.json()
    assert shop.get("/v1/products/new-1/image").content == drawing(47)
    assert ids(shop, text="zorblax poncho", limit=1) == ["new-1"]
    assert "new-1" in ids(shop, image=PICTURE, limit=2)
    assert ids(shop, filters={"baseColour": "Turquoise", "price": {"lt": 1000}}) == ["new-1"]
    assert counts(shop, "baseColour") == before | {"Turquoise": 1}
    suggested = shop.get("/v1/suggest?q=zorblax tur").json()["suggestions"]
    assert suggested[0]["text"] == "Zorblax Turquoise Poncho"
    understood = shop.post("/v1/search", json={"text": "turquoise dress"}).json()["understood"]
    assert understood["filters"]["baseColour"] == "Turquoise"
    assert shop.get("/v1/info").json()["products"] == 61


def test_a_put_replaces_all_but_the_picture(shop: TestClient) -> None:
    first = put(shop, "a%2Fc", title="Plain Shirt", brand="Old", image=PICTURE)
    assert first.status_code == 201
    second = put(shop, "a%2Fc", title="Crimson Smock", price=5)
    assert second.status_code == 200
    assert second.json()["product"] | {"attributes": {}} == {
        "title": "Crimson Smock",
        "description": None,
        "brand": None,
        "price": 5.0,
        "attributes": {},
    }
    assert second.json()["image_url"] == "/v1/products/a%2Fc/image"
    assert "a/c" in ids(shop, image=PICTURE, limit=3)
    third = put(shop, "a%2Fc", title="Crimson Smock", image=None)
    assert third.json()["image_url"] is None
    assert "a/c" not in ids(shop, image=PICTURE, limit=60)
    assert ids(shop, text="crimson smock", mode="lexical")[0] == "a/c"
    suggested = shop.get("/v1/suggest?q=plain shirt").json()["suggestions"]
    assert "Plain Shirt" not in [one["text"] for one in suggested]


def test_a_deleted_product_is_nowhere(shop: TestClient) -> None:
    title = shop.get("/v1/products/10020").json()["product"]["title"]
    assert shop.delete("/v1/products/10020").status_code == 204
    assert shop.get("/v1/products/10020").status_code == 404
    assert "10020" not in ids(shop, text=title, limit=60)
    suggested = shop.get("/v1/suggest", params={"q": title}).json()["suggestions"]
    assert title not in [one["text"] for one in suggested]
    again = shop.delete("/v1/products/10020")
    assert again.status_code == 404
    assert again.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("example", PRODUCTS)
def test_every_example_works(shop: TestClient, example: str) -> None:
    answer = shop.put("/v1/products/example", json=dict(PRODUCTS[example]["value"]))
    assert answer.status_code in (200, 201), answer.text


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "title"),
        ({"title": "  ", "attributes": {"year": 2020}}, "title"),
        ({"title": "x" * 1_001}, "title"),
        ({"title": 7}, "title"),
        ({"title": "a", "price": -1}, "price"),
        ({"title": "a", "colour": "red"}, "colour"),
        ({"title": "a", "attributes": {"sleeve": "long"}}, "attributes.sleeve"),
        ({"title": "a", "attributes": {"brand": "x"}}, "attributes.brand"),
        ({"title": "a", "attributes": {"year": "2020"}}, "attributes.year"),
        ({"title": "a", "attributes": {"year": True}}, "attributes.year"),
        ({"title": "a", "attributes": {"year": 2**60}}, "attributes.year"),
        ({"title": "a", "attributes": {"on_sale": 1}}, "attributes.on_sale"),
        ({"title": "a", "attributes": {"gender": ["Men", 1]}}, "attributes.gender"),
        ({"title": "a", "attributes": {"gender": ["x"] * 65}}, "attributes.gender"),
        ({"title": "a", "attributes": {"gender": " "}}, "attributes.gender"),
        ({"title": "a", "image": "no base64!"}, "image"),
        ({"title": "a", "image": base64.b64encode(b"no picture").decode()}, "image"),
    ],
)
def test_what_cannot_be_put_is_said_and_changes_nothing(
    shop: TestClient, body: dict[str, Any], field: str
) -> None:
    answer = shop.put("/v1/products/refused", json=body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["field"] == field
    assert shop.get("/v1/products/refused").status_code == 404


def test_an_id_that_is_too_long_is_refused(shop: TestClient) -> None:
    assert put(shop, "x" * 201, title="a").status_code == 422


def test_changes_outlast_the_service(tmp_path: Path) -> None:
    write_keys(tmp_path / "keys.json", (ADMIN_KEY,))
    build_generation(tmp_path, kept=12)
    for look in ("put", "look"):
        app = app_over(tmp_path, keys=tmp_path / "keys.json", probe_s=0)
        with TestClient(app, headers={"X-API-Key": ADMIN}) as shop:
            if look == "put":
                assert put(shop, "kept", title="Kept Coat", image=PICTURE).status_code == 201
                assert shop.delete("/v1/products/10003").status_code == 204
            assert shop.get("/v1/products/kept").status_code == 200
            assert shop.get("/v1/products/10003").status_code == 404
            assert ids(shop, text="kept coat", mode="lexical") == ["kept"]
