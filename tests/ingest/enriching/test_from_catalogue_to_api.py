"""From a catalogue with gaps to filters that reach over them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from ingest.job import Options, run
from ingest.report import Report
from service.engine.encoder.hashed import HashEncoder
from tests.service.api.catalogue import app_over

COLOURS = ("Red", "Black", "White", "Green")
TYPES = ("Dresses", "Handbags", "Watches")
COUNT = 720


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gaps")


@pytest.fixture(scope="module")
def report(data: Path) -> Report:
    """Ingest a catalogue in which every ninth product lacks its colour, and some their title."""
    from tests.ingest.conftest import draw

    (data / "p").mkdir()
    for n in range(12):
        (data / "p" / f"{n}.jpg").write_bytes(draw(n, size=(16, 16)))
    lines = ["id,title,image,baseColour,articleType"]
    for n in range(COUNT):
        colour, kind = COLOURS[n % 4], TYPES[n % 3]
        title = f"Acme {colour} {kind} {n}" if n % 27 else "Acme"
        lines.append(f"{n},{title},p/{n % 12}.jpg,{'' if n % 9 == 0 else colour},{kind}")
    catalogue = data / "shop.csv"
    catalogue.write_text("\n".join(lines) + "\n")
    return run(catalogue, data=data / "index", encoder=HashEncoder(), options=Options(threads=1))


@pytest.fixture(scope="module")
def client(data: Path, report: Report) -> Iterator[TestClient]:
    with TestClient(app_over(data / "index")) as opened:
        yield opened


Post = Callable[..., dict[str, Any]]


@pytest.fixture
def post(client: TestClient) -> Post:
    def _post(**body: object) -> dict[str, Any]:
        response = client.post("/v1/search", json={"limit": 200, **body})
        assert response.status_code == 200, response.text
        found: dict[str, Any] = response.json()
        return found

    return _post


def counts(answer: dict[str, Any]) -> dict[str, int]:
    return {one["value"]: one["count"] for one in answer["facets"]["baseColour"]}


def test_the_report_says_what_is_missing_and_what_was_predicted(report: Report) -> None:
    assert report.enrichment is not None
    assert report.enrichment.missing["baseColour"] == COUNT / 9
    assert 0.5 * COUNT / 9 < report.enrichment.predicted["baseColour"] <= COUNT / 9
    assert min(report.enrichment.thresholds["baseColour"]) <= 1.0


def test_predicted_values_count_only_when_they_are_asked_for(post: Post) -> None:
    asked = {"filters": {"baseColour": "Black"}, "facets": ["baseColour"]}
    plain, reaching = post(**asked), post(**asked, predicted=True)
    own = sum(1 for n in range(COUNT) if n % 4 == 1 and n % 9)
    assert plain["total"] == own
    assert own < reaching["total"] <= COUNT / 4
    assert counts(plain)["Black"] == own
    assert counts(reaching)["Black"] == reaching["total"]
    for hit in reaching["hits"]:
        product = hit["product"]
        own_value = product["attributes"].get("baseColour")
        guess = product.get("attributes_predicted", {}).get("baseColour")
        assert own_value == "Black" or guess["value"] == "Black"
        assert (own_value is None) != (guess is None)


def test_what_is_not_wanted_and_what_exists_reach_over_the_gaps_too(post: Post) -> None:
    without = post(filters={"baseColour": {"not": "Black"}}, predicted=True)
    reaching = post(filters={"baseColour": "Black"}, predicted=True)
    assert without["total"] == COUNT - reaching["total"]
    for predicted in (False, True):
        there = post(filters={"baseColour": {"exists": True}}, predicted=predicted)
        absent = post(filters={"baseColour": {"exists": False}}, predicted=predicted)
        assert there["total"] + absent["total"] == COUNT
    assert absent["total"] < COUNT / 9


def test_the_query_string_and_the_facets_take_it_as_well(client: TestClient) -> None:
    found = client.get("/v1/search", params={"baseColour": "Black", "predicted": "true"}).json()
    facets = client.get("/v1/facets", params={"predicted": "true"}).json()
    assert counts(facets)["Black"] == found["total"]
    assert counts(client.get("/v1/facets").json())["Black"] < found["total"]


def test_a_product_shows_what_is_predicted_and_why(client: TestClient, post: Post) -> None:
    hits = post(filters={"baseColour": {"exists": False}})["hits"]
    guessed = [h for h in hits if "attributes_predicted" in h["product"]]
    shown = client.get(f"/v1/products/{guessed[0]['id']}").json()["product"]
    guess = shown["attributes_predicted"]["baseColour"]
    assert guess["value"] == COLOURS[int(guessed[0]["id"]) % 4]
    assert 0.5 < guess["confidence"] <= 1.0
    assert "words" in guess["evidence"]
    assert "baseColour" not in shown["attributes"]
    assert json.dumps(guess)


def test_a_change_is_enriched_and_what_is_unchanged_stays_so(
    data: Path, report: Report, client: TestClient, post: Post
) -> None:
    # The last test of the module: it moves the index on.
    def again() -> Report:
        options = Options(threads=1)
        return run(data / "shop.csv", data=data / "index", encoder=HashEncoder(), options=options)

    assert again().outcome == "unchanged"
    guessed = {
        hit["id"]: hit["product"]["attributes_predicted"]
        for hit in post(filters={"baseColour": {"exists": False}}, predicted=False)["hits"]
        if "attributes_predicted" in hit["product"]
    }
    lines = (data / "shop.csv").read_text().splitlines()
    (changed,) = [n for n, line in enumerate(lines) if line.startswith("9,")]
    lines[changed] = "9,Acme slim Black Watches,p/9.jpg,,Watches"
    (data / "shop.csv").write_text("\n".join(lines) + "\n")
    moved = again()
    assert moved.changes["reworded"] == 1
    assert moved.enrichment is not None
    assert moved.enrichment.missing["baseColour"] == 1
    with TestClient(app_over(data / "index")) as opened:
        after = opened.get("/v1/products/9").json()["product"]["attributes_predicted"]
        assert after["baseColour"]["value"] == "Black"
        others = {one: guess for one, guess in guessed.items() if one != "9"}
        for one, guess in list(others.items())[:5]:
            shown = opened.get(f"/v1/products/{one}").json()["product"]
            assert shown["attributes_predicted"] == guess
    assert again().outcome == "unchanged"
