from fastapi.testclient import TestClient

from tests.service.api.catalogue import SCHEMA, products


def test_all_facets_are_counted(client: TestClient) -> None:
    facets = client.get("/v1/facets").json()["facets"]
    assert tuple(facets) == SCHEMA.facets
    assert {row["value"]: row["count"] for row in facets["on_sale"]} == {False: 50, True: 10}


def test_named_facets_are_counted(client: TestClient) -> None:
    assert list(client.get("/v1/facets?facets=gender,usage").json()["facets"]) == [
        "gender",
        "usage",
    ]


def test_counts_respect_filters_but_not_a_facets_own(client: TestClient) -> None:
    facets = client.get("/v1/facets?baseColour=Red&facets=baseColour,gender").json()["facets"]
    assert {row["value"] for row in facets["baseColour"]} == {"Red", "Blue", "Maroon", "Green"}
    women = [
        p
        for p in products()
        if (p.attributes["gender"], p.attributes["baseColour"]) == ("Women", "Red")
    ]
    counted = {row["value"]: row["count"] for row in facets["gender"]}
    assert counted["Women"] == len(women)


def test_a_field_that_is_no_facet_is_refused(client: TestClient) -> None:
    answer = client.get("/v1/facets?facets=price")
    assert answer.status_code == 422
    assert "too many values" in answer.json()["detail"]
