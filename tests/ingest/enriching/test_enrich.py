"""Missing attributes are predicted where that is right often enough; contradictions are found."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.enriching import enrich
from ingest.enriching.report import report_enrichment
from service.engine.index.embedded import EmbeddedBuilder
from service.engine.product import point_id
from service.engine.schema import PREDICTED
from tests.ingest.enriching.stock import SCHEMA, Stock

Open = Callable[[Stock], EmbeddedBuilder]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    builders: list[EmbeddedBuilder] = []

    def _open(stock: Stock) -> EmbeddedBuilder:
        builders.append(stock.written(tmp_path / f"shard{len(builders)}"))
        return builders[-1]

    yield _open
    for builder in builders:
        builder.abandon()


def payloads(index: EmbeddedBuilder) -> dict[str, dict[str, Any]]:
    return {record.payload["id"]: record.payload for record in index.stored()}


def test_hidden_attributes_come_back_with_what_speaks_for_them(opened: Open) -> None:
    stock = Stock(1_200)
    hidden = {f"p{n}": stock.hide(f"p{n}", "baseColour") for n in range(0, 1_200, 6)}
    index = opened(stock)
    found = enrich(index, SCHEMA)
    stored = payloads(index)
    predicted = {one: stored[one].get(PREDICTED, {}).get("baseColour") for one in hidden}
    guessed = {one: guess for one, guess in predicted.items() if guess}
    assert found.missing["baseColour"] == len(hidden)
    assert found.predicted["baseColour"] == len(guessed) > 0.9 * len(hidden)
    right = sum(guess["value"] == hidden[one] for one, guess in guessed.items())
    assert right >= 0.95 * len(guessed)
    for one, guess in guessed.items():
        said = hidden[one].lower() in stored[one]["title"].lower()
        assert found.thresholds["baseColour"][0 if said else 2] <= guess["confidence"] <= 1.0
        assert guess["evidence"] == (["picture", "words"] if said else ["picture"])
    # What the catalogue says itself is never guessed at, and no other field is made up.
    assert all(PREDICTED not in payload for one, payload in stored.items() if one not in hidden)
    marked = {field.name for field in found.schema.fields if field.predicted}
    assert marked == {"baseColour", "articleType"}


def test_nothing_is_predicted_where_nothing_can_be_told(opened: Open) -> None:
    stock = Stock(1_200, silent=1.0, noise=60.0)
    for n in range(0, 1_200, 6):
        stock.hide(f"p{n}", "baseColour")
    index = opened(stock)
    found = enrich(index, SCHEMA)
    assert min(found.thresholds["baseColour"]) > 1.0
    assert found.missing["baseColour"] == 200
    assert found.predicted.get("baseColour", 0) == 0
    assert all(PREDICTED not in payload for payload in payloads(index).values())


def test_a_second_pass_changes_nothing_and_takes_back_what_the_catalogue_now_says(
    opened: Open,
) -> None:
    stock = Stock(1_200)
    truth = stock.hide("p6", "baseColour")
    index = opened(stock)
    enrich(index, SCHEMA)
    before = payloads(index)
    assert before["p6"][PREDICTED]["baseColour"]["value"] == truth
    enrich(index, SCHEMA)
    assert payloads(index) == before
    record = next(r for r in index.stored(vectors=True) if r.payload["id"] == "p6")
    record.payload["attributes"]["baseColour"] = truth
    index.write([record])
    enrich(index, SCHEMA, only={point_id("p7")})
    assert PREDICTED in payloads(index)["p6"]
    enrich(index, SCHEMA, only={point_id("p6")})
    assert PREDICTED not in payloads(index)["p6"]


def test_a_product_that_looks_like_another_colour_than_is_said_is_named(
    opened: Open, tmp_path: Path
) -> None:
    stock = Stock(900)
    stock.add("odd", "Acme Black Dress", "Black", "Dresses", looks="Red")
    stock.add("half", "Acme Black Dress", "Red", "Dresses", looks="Red")
    stock.add("fine", "Acme Black Dress", "Black", "Dresses")
    found = enrich(opened(stock), SCHEMA)
    by_id = {one.id: one for one in found.contradictions}
    assert set(by_id) == {"odd", "half"}
    odd = by_id["odd"]
    assert (odd.title_says, odd.column_says, odd.picture_says) == ("Black", "Black", "Red")
    assert odd.share > 0.9
    assert "title says Black, column says Black, picture says Red" in odd.sentence()
    report = report_enrichment(found, tmp_path / "contradictions.jsonl")
    lines = (tmp_path / "contradictions.jsonl").read_text(encoding="utf-8").splitlines()
    assert report.contradictions == len(lines) == 2
    assert {json.loads(line)["id"] for line in lines} == {"odd", "half"}


def test_a_catalogue_of_few_products_or_none_is_left_as_it_is(opened: Open) -> None:
    for count in (0, 40):
        index = opened(Stock(count))
        found = enrich(index, SCHEMA)
        assert found.schema == SCHEMA
        assert not found.thresholds
