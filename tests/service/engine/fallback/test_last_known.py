"""What is answered while the index does not."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from service.engine.encoder.hashed import HashEncoder
from service.engine.engine import Engine
from service.engine.errors import BadQueryError, IndexUnavailableError
from service.engine.filters import parse_filters
from service.engine.gallery import Gallery
from service.engine.index.embedded import EmbeddedIndex
from service.engine.index.generations import Generations
from service.engine.index.manifest import Manifest
from service.engine.product import Product
from service.engine.query import Answer, Query
from service.engine.understanding import read_words
from tests.service.engine.conftest import build_generation, drawn, products, run
from tests.service.engine.outage import Outage


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("remembered")
    build_generation(folder, HashEncoder())
    return folder


@pytest.fixture(scope="module")
def line(data: Path) -> Outage:
    generations = Generations(data)
    return Outage(EmbeddedIndex.open(generations.folder(generations.live()) / "shard"))


@pytest.fixture(scope="module")
def away(data: Path, line: Outage) -> Iterator[Engine]:
    """An engine that has remembered its products, and whose index answers no more."""
    folder = Generations(data).folder(Generations(data).live())
    engine = Engine(
        encoder=HashEncoder(),
        index=line,
        manifest=Manifest.read(folder),
        gallery=Gallery(Generations(data).gallery_path),
        words=read_words(folder),
    )
    run(engine.remember())
    line.cut = True
    yield engine
    run(engine.close())


def search(engine: Engine, query: Query) -> Answer:
    return run(engine.search(query))


def ids(answer: Answer) -> list[str]:
    return [hit.product.id for hit in answer.hits]


def test_words_are_answered_and_it_is_said(away: Engine) -> None:
    answer = search(away, Query(text="red dress number 21", limit=5, explain=True))
    assert answer.degraded
    assert answer.mode == "lexical"
    assert ids(answer)[0] == "21"
    assert answer.hits[0].product == next(p for p in products() if p.id == "21")
    assert "does not answer" in answer.warnings[0]
    why = answer.hits[0].explain
    assert why is not None
    assert why.legs["lexical"].terms == ("red", "dress", "number", "21")


@pytest.mark.parametrize(
    "query",
    [Query(image=drawn(products()[0])), Query(like=("3",)), Query(text="red", like=("3",))],
    ids=["picture", "like", "both"],
)
def test_what_needs_vectors_is_refused_for_now(away: Engine, query: Query) -> None:
    with pytest.raises(IndexUnavailableError, match="try again later"):
        search(away, query)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"colour": ["Red", "Blue"]}, lambda p: p.attributes["colour"] in ("Red", "Blue")),
        ({"gender": {"not": ["Men"]}}, lambda p: p.attributes.get("gender") != "Men"),
        ({"gender": {"exists": False}}, lambda p: "gender" not in p.attributes),
        ({"brand": {"exists": True}}, lambda p: p.brand is not None),
        ({"tags": "summer"}, lambda p: "summer" in p.attributes["tags"]),
        ({"price": {"gte": 110, "lt": 120}}, lambda p: 110 <= p.price < 120),
        ({"weight": [2.5, 3]}, lambda p: p.attributes["weight"] in (2.5, 3)),
        ({"year": {"gt": 2011, "lte": 2012}}, lambda p: p.attributes["year"] == 2012),
        ({"on_sale": True}, lambda p: p.attributes["on_sale"]),
    ],
)
@pytest.mark.parametrize("text", [None, "dress"])
def test_filters_hold(
    away: Engine, filters: dict[str, Any], expected: Callable[[Product], bool], text: str | None
) -> None:
    answer = search(away, Query(text=text, filters=parse_filters(filters), limit=60))
    # Without a title, number 8 has no word "dress".
    wanted = {p.id for p in products() if expected(p) and (text is None or p.id != "8")}
    assert set(ids(answer)) == wanted
    assert answer.total == len(wanted)


def test_facets_count_what_was_found_without_their_own_filter(away: Engine) -> None:
    query = Query(text="red", filters=parse_filters({"on_sale": True}), facets=("on_sale", "tags"))
    answer = search(away, query)
    red = [p for p in products() if p.attributes["colour"] == "Red"]
    sale = [p for p in red if p.attributes["on_sale"]]
    counts = {c.value: c.count for c in answer.facets["on_sale"]}
    assert counts == {True: len(sale), False: len(red) - len(sale)}
    assert sum(c.count for c in answer.facets["tags"] if c.value == "old") == sum(
        "old" in p.attributes["tags"] for p in sale
    )


@pytest.mark.parametrize("sort", ["relevance", "price", "-year"])
@pytest.mark.parametrize("group_by", [None, "look"])
def test_pages_neither_repeat_nor_miss_one(away: Engine, sort: str, group_by: str | None) -> None:
    seen: list[str] = []
    for offset in range(0, 70, 7):
        query = Query(text="dress", sort=sort, group_by=group_by, limit=7, offset=offset)
        seen += ids(answer := search(away, query))
    assert len(seen) == len(set(seen)) == answer.total == (20 if group_by else 59)


def test_what_is_not_wanted_is_left_out(away: Engine) -> None:
    answer = search(away, Query(text="dress", not_text="red", dislike=("1",), limit=60))
    assert {hit.product.attributes["colour"] for hit in answer.hits} == {"Blue", "Green"}
    assert "1" not in ids(answer)


def test_prices_in_words_still_hold(away: Engine) -> None:
    answer = search(away, Query(text="dress under 120", limit=60))
    assert {hit.product.price for hit in answer.hits} == {100.0 + n for n in range(21) if n != 8}


def test_mistakes_are_still_told(away: Engine) -> None:
    with pytest.raises(BadQueryError, match="did you mean 'colour'"):
        search(away, Query(text="dress", filters=parse_filters({"colr": "Red"})))
    with pytest.raises(BadQueryError, match="not calibrated"):
        search(away, Query(text="dress", min_match=0.5))


def test_a_product_is_shown_as_it_was_known_last(away: Engine) -> None:
    assert run(away.product("5")) == next(p for p in products() if p.id == "5")


def test_nothing_is_answered_by_an_engine_that_remembers_nothing(data: Path, line: Outage) -> None:
    folder = Generations(data).folder(Generations(data).live())
    gallery = Gallery(Generations(data).gallery_path)
    engine = Engine(
        encoder=HashEncoder(),
        index=line,
        manifest=Manifest.read(folder),
        gallery=gallery,
        words={},
    )
    with pytest.raises(IndexUnavailableError):
        search(engine, Query(text="dress"))


def test_the_index_answers_again_when_it_is_back(away: Engine, line: Outage) -> None:
    line.cut = False
    try:
        answer = search(away, Query(text="red dress", limit=60))
    finally:
        line.cut = True
    assert not answer.degraded
    assert answer.total == 60
