import base64
import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from tests.service.api.catalogue import COLOURS, ODD_IDS, drawing, pictures, product_ids, products


def post(client: TestClient, **body: Any) -> dict[str, Any]:
    answer = client.post("/v1/search", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def upload(client: TestClient, data: bytes, **query: Any) -> Response:
    return client.post(
        "/v1/search/upload",
        files={"image": ("picture.png", data, "image/png")},
        data={"query": json.dumps(query)},
    )


def ids(found: dict[str, Any]) -> list[str]:
    return [hit["id"] for hit in found["hits"]]


def test_a_response_has_exactly_the_fields_of_the_contract(client: TestClient) -> None:
    found = post(client, text="red dress", limit=2)
    assert list(found) == [
        *("query_id", "mode", "degraded", "total", "next_offset", "took_ms", "hits", "facets"),
        *("understood", "warnings"),
    ]
    assert len(found["query_id"]) == 32
    assert found["mode"] == "hybrid"
    assert found["degraded"] is False
    assert set(found["took_ms"]) == {"encode", "search", "total"}
    assert set(found["understood"]) == {"filters", "corrected"}
    hit = found["hits"][0]
    assert list(hit) == ["id", "rank", "score", "match", "image_url", "product"]
    assert hit["match"] is None
    assert hit["image_url"] == f"/v1/products/{hit['id']}/image"
    assert list(hit["product"]) == ["title", "description", "brand", "price", "attributes"]


def test_words_find_what_they_say(client: TestClient) -> None:
    first = post(client, text="green bag", mode="lexical", limit=3)["hits"]
    assert [hit["rank"] for hit in first] == [1, 2, 3]
    for hit in first:
        assert hit["product"]["attributes"]["baseColour"] == "Green"
        assert hit["product"]["attributes"]["articleType"] == "Bag"


def test_every_search_has_an_id_of_its_own(client: TestClient) -> None:
    assert post(client, text="red")["query_id"] != post(client, text="red")["query_id"]


def test_every_picture_of_the_catalogue_finds_itself_first(client: TestClient) -> None:
    for product_id, picture in pictures().items():
        found = post(client, image=base64.b64encode(picture).decode(), limit=1)
        assert ids(found) == [product_id]
        uploaded = upload(client, picture, limit=1)
        assert ids(uploaded.json()) == [product_id]


@pytest.mark.parametrize("form", ["data:image/png;base64,{}", "data:,{}", "{}\n", " {} "])
def test_base64_may_be_a_data_uri_or_broken_into_lines(client: TestClient, form: str) -> None:
    encoded = form.format(base64.encodebytes(drawing(3)).decode())
    assert ids(post(client, image=encoded, limit=1)) == ["10006"]


def test_a_region_searches_by_that_part_only(client: TestClient) -> None:
    picture = base64.b64encode(drawing(0)).decode()
    whole = post(client, image=picture, limit=1)["hits"][0]
    part = post(client, image=picture, region=[0.5, 0.5, 1, 1], limit=1)["hits"][0]
    assert whole["score"] > 0.9999
    assert part["score"] < 0.99
    assert upload(client, drawing(0), region=[0.5, 0.5, 1, 1], limit=1).json()["hits"][0][
        "score"
    ] == pytest.approx(part["score"])


def test_words_and_a_picture_count_together(client: TestClient) -> None:
    found = upload(client, drawing(0), text="blue", limit=5).json()
    assert found["total"] == 60
    assert "Blue" in {hit["product"]["attributes"]["baseColour"] for hit in found["hits"]}


def test_a_liked_product_is_not_among_the_hits(client: TestClient) -> None:
    found = post(client, like=["10003", "a/b"], limit=60)
    assert found["total"] == len(found["hits"]) == 58
    assert not {"10003", "a/b"} & set(ids(found))


def test_a_disliked_product_is_not_among_the_hits(client: TestClient) -> None:
    found = post(client, text="dress", dislike=["10003", "a/b"], limit=60)
    assert found["total"] == len(found["hits"]) == 58
    assert not {"10003", "a/b"} & set(ids(found))


def test_what_is_not_wanted_changes_the_order(client: TestClient) -> None:
    with_all = post(client, text="summer dress", mode="dense", limit=60)
    without_red = post(client, text="summer dress", not_text="red", mode="dense", limit=60)
    assert ids(with_all) != ids(without_red)
    assert sorted(ids(with_all)) == sorted(ids(without_red))


def test_weights_decide_which_wish_leads(client: TestClient) -> None:
    picture = base64.b64encode(drawing(5)).decode()
    both = {"text": "red", "image": picture, "understand": False, "limit": 60}
    assert ids(post(client, **both, weights={"text": 0.0}))[0] == "10008"
    by_words = post(client, **both, weights={"image": 0, "text": 1})
    assert ids(by_words) == ids(post(client, text="red", mode="dense", limit=60))


def test_a_least_match_is_refused_where_nothing_is_calibrated(client: TestClient) -> None:
    answer = client.post("/v1/search", json={"text": "red", "min_match": 0.5})
    assert answer.status_code == 422
    assert "not calibrated" in answer.json()["detail"]


def test_filters_alone_are_a_search(client: TestClient) -> None:
    found = post(client, filters={"baseColour": ["Red", "Maroon"]}, limit=60)
    expected = [p.id for p in products() if p.attributes["baseColour"] in ("Red", "Maroon")]
    assert sorted(ids(found)) == sorted(expected)


def test_facets_are_counted_when_asked_for(client: TestClient) -> None:
    facets = post(client, text="dress", facets=["baseColour"])["facets"]
    assert {row["value"]: row["count"] for row in facets["baseColour"]} == dict.fromkeys(
        COLOURS, 15
    )


def test_explain_is_there_only_when_asked_for(client: TestClient) -> None:
    assert "explain" not in post(client, text="red dress", limit=1)["hits"][0]
    why = post(client, text="red dress", limit=1, explain=True)["hits"][0]["explain"]
    assert set(why) == {"dense", "lexical", "attributes"}
    assert set(why["dense"]) == {"score", "rank"}
    assert why["lexical"]["terms"] == ["red", "dress"]


def test_a_leg_that_did_not_answer_is_null_in_explain(client: TestClient) -> None:
    hits = post(client, text="red dress", mode="lexical", limit=1, explain=True)["hits"]
    assert hits[0]["explain"]["dense"] is None
    hits = post(client, like=["10003"], limit=1, explain=True)["hits"]
    assert hits[0]["explain"]["lexical"] is None


def test_what_was_understood_is_said_in_the_grammar_of_filters(client: TestClient) -> None:
    understood = post(client, text="red dress under 900")["understood"]
    assert understood["filters"]["baseColour"] == "Red"
    assert understood["filters"]["price"] == {"lte": 900.0}
    repeated = client.post("/v1/search", json={"filters": understood["filters"]})
    assert repeated.status_code == 200
    assert not post(client, text="red dress under 900", understand=False)["understood"]["filters"]


def test_next_offset_leads_through_every_product_once(client: TestClient) -> None:
    seen: list[str] = []
    offset: int | None = 0
    while offset is not None:
        page = post(client, text="summer dress", limit=7, offset=offset)
        seen += ids(page)
        offset = page["next_offset"]
    assert sorted(seen) == sorted(product_ids())


def test_the_last_page_before_the_window_ends_is_shortened_not_refused(client: TestClient) -> None:
    assert post(client, text="red", limit=200, offset=9_950)["hits"] == []


def test_every_neutral_default_may_be_sent(client: TestClient) -> None:
    neutral = json.loads(
        """{"not_text": null, "image": null, "image_url": null, "region": null, "like": [],
            "dislike": [], "weights": null, "filters": {}, "mode": "auto", "limit": 24,
            "offset": 0, "sort": "relevance", "facets": [], "group_by": null, "diversity": 0.0,
            "min_match": 0.0, "understand": true, "explain": false}"""
    )
    assert post(client, text="red dress", **neutral)["total"] == 60


def get(client: TestClient, query: str) -> dict[str, Any]:
    answer = client.get(f"/v1/search?{query}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_query_string_asks_the_same_as_a_body(client: TestClient) -> None:
    asked = get(
        client,
        "q=summer+dress&gender=Women&baseColour=Red&baseColour=Maroon&price_gte=600&price_lt=3000"
        "&usage_not=Sports&usage_not=Formal&brand_exists=false&limit=9&offset=1&mode=dense"
        "&facets=gender,usage&explain=true&sort=relevance",
    )
    told = post(
        client,
        text="summer dress",
        filters={
            "gender": "Women",
            "baseColour": ["Red", "Maroon"],
            "price": {"gte": 600, "lt": 3000},
            "usage": {"not": ["Sports", "Formal"]},
            "brand": {"exists": False},
        },
        limit=9,
        offset=1,
        mode="dense",
        facets=["gender", "usage"],
        explain=True,
    )
    for changing in ("query_id", "took_ms"):
        del asked[changing], told[changing]
    assert asked == told
    assert asked["hits"]


def test_values_of_numbers_and_booleans_are_read_from_a_query_string(client: TestClient) -> None:
    assert get(client, "year=2011&year=2012&limit=60")["total"] == 30
    assert get(client, "on_sale=true")["total"] == 10
    assert get(client, "price=550")["total"] == 1


def test_a_field_may_be_asked_by_value_and_by_operator_at_once(client: TestClient) -> None:
    assert get(client, "tags=new&tags_not=summer")["total"] == 0
    assert get(client, "year_gte=2011&year=2010&year=2011&limit=60")["total"] == 15


def test_ids_in_image_urls_can_be_followed(client: TestClient) -> None:
    hits = get(client, "articleType_exists=true&limit=60")["hits"]
    urls = {hit["id"]: hit["image_url"] for hit in hits}
    for product_id in ODD_IDS:
        assert client.get(urls[product_id]).headers["content-type"] == "image/png"
