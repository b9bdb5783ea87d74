from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from service.engine.product import Product
from tests.service.api.catalogue import NO_PICTURE, ODD_IDS, pictures, products


@pytest.mark.parametrize("product", products(), ids=lambda product: product.id)
def test_a_product_is_found_by_its_id_whatever_the_id_is(
    client: TestClient, product: Product
) -> None:
    asked = client.get(f"/v1/products/{quote(product.id, safe='')}").json()
    assert asked["id"] == product.id
    assert asked["product"]["title"] == product.title


def test_a_slash_in_an_id_may_also_be_sent_as_it_is(client: TestClient) -> None:
    assert client.get("/v1/products/a/b").json()["id"] == "a/b"
    assert client.get("/v1/products/a/b/image").headers["content-type"] == "image/png"
    assert client.get("/v1/products/a/b/similar?limit=1").status_code == 200


@pytest.mark.parametrize("product_id", ["10003", "10004", *ODD_IDS])
def test_a_picture_comes_as_it_was_stored(client: TestClient, product_id: str) -> None:
    answer = client.get(f"/v1/products/{quote(product_id, safe='')}/image")
    assert answer.content == pictures()[product_id]
    assert answer.headers["content-type"] == "image/png"
    assert "max-age" in answer.headers["cache-control"]


def test_a_picture_that_the_client_has_is_not_sent_again(client: TestClient) -> None:
    tag = client.get("/v1/products/10003/image").headers["etag"]
    again = client.get("/v1/products/10003/image", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/v1/products/10004/image", headers={"If-None-Match": tag})
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        (f"/v1/products/{NO_PICTURE}/image", "no picture"),
        ("/v1/products/nobody", "no product has the id 'nobody'"),
        ("/v1/products/nobody/image", "no product has the id 'nobody'"),
        ("/v1/products/nobody/similar", "no product has the id 'nobody'"),
        ("/v1/products/", "no product has the id ''"),
        ("/v1/products/%00", "no product"),
        ("/v1/products/%FF", "no product"),
        ("/v1/products/" + "x" * 5000, "no product"),
    ],
)
def test_what_is_not_there_is_a_404_that_says_so(
    client: TestClient, path: str, detail: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert detail in answer.json()["detail"]


def test_a_product_without_a_picture_says_so(client: TestClient) -> None:
    assert client.get(f"/v1/products/{NO_PICTURE}").json()["image_url"] is None


@pytest.mark.parametrize("product_id", ["10003", NO_PICTURE, "a/b", "10004/similar"])
def test_similar_brings_everything_else_and_never_itself(
    client: TestClient, product_id: str
) -> None:
    answer = client.get(f"/v1/products/{quote(product_id, safe='')}/similar?limit=200")
    found = [hit["id"] for hit in answer.json()["hits"]]
    assert len(found) == len(set(found)) == 59
    assert product_id not in found


def test_similar_takes_filters_facets_and_pages(client: TestClient) -> None:
    path = "/v1/products/10003/similar?baseColour=Blue&facets=gender&explain=true&limit=4&offset=2"
    found = client.get(path).json()
    assert [hit["rank"] for hit in found["hits"]] == [3, 4, 5, 6]
    assert {hit["product"]["attributes"]["baseColour"] for hit in found["hits"]} == {"Blue"}
    assert found["hits"][0]["explain"]["dense"]["rank"]
    assert set(found["facets"]) == {"gender"}


def test_similar_refuses_words(client: TestClient) -> None:
    answer = client.get("/v1/products/10003/similar?q=red")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "q"
