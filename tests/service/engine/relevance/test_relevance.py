"""What is relevant: counted by facets, ordered by price, and missed where nothing is close."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PIL import Image

from service.engine.encoder import Calibration
from service.engine.encoder.hashed import HashEncoder
from service.engine.engine import Engine
from service.engine.filters import parse_filters
from service.engine.opening import open_engine
from service.engine.query import Answer, Query
from tests.service.engine.conftest import build_generation, drawn, products, run


class CalibratedEncoder(HashEncoder):
    """The deterministic encoder with a curve per kind of query: half at a cosine of 0.2."""

    @property
    def calibration(self) -> Calibration:
        return Calibration(dict.fromkeys(("text", "image", "composed"), (10.0, -2.0)))


@pytest.fixture(scope="module")
def calibrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    data = tmp_path_factory.mktemp("calibrated")
    build_generation(data, HashEncoder())
    opened = open_engine(data, CalibratedEncoder())
    yield opened
    run(opened.close())


def search(engine: Engine, query: Query) -> Answer:
    return run(engine.search(query))


RED = drawn(products()[0])
SEEN = Query(image=RED, limit=60)
SAID = Query(text="red dress", limit=60)
BOTH = Query(image=RED, text="but in blue", limit=60)


def test_filters_that_nothing_passes_are_named(calibrated: Engine) -> None:
    nothing = parse_filters({"price": {"gte": 900, "lte": 500}})
    answer = search(calibrated, Query(image=RED, filters=nothing))
    assert answer.warnings == ("nothing was found: no product passes the filters",)


@pytest.mark.parametrize("query", [SEEN, SAID, BOTH], ids=["picture", "words", "both"])
def test_facets_count_what_an_order_by_price_shows(calibrated: Engine, query: Query) -> None:
    counted = search(calibrated, replace(query, facets=("colour", "on_sale", "tags")))
    shown = [hit.product for hit in search(calibrated, replace(query, sort="price")).hits]
    assert 0 < len(shown) < 60
    assert {c.value: c.count for c in counted.facets["colour"]} == Counter(
        product.attributes["colour"] for product in shown
    )
    assert {c.value: c.count for c in counted.facets["on_sale"]} == Counter(
        product.attributes["on_sale"] for product in shown
    )
    assert {c.value: c.count for c in counted.facets["tags"]} == Counter(
        tag for product in shown for tag in product.attributes["tags"]
    )


@pytest.mark.parametrize("query", [SEEN, SAID, BOTH], ids=["picture", "words", "both"])
def test_a_facets_count_is_what_its_filter_leaves(calibrated: Engine, query: Query) -> None:
    narrow = replace(query, filters=parse_filters({"on_sale": True}), facets=("on_sale", "colour"))
    for count in search(calibrated, narrow).facets["on_sale"]:
        chosen = parse_filters({"on_sale": count.value})
        clicked = search(calibrated, replace(query, filters=chosen, sort="price"))
        assert clicked.total == count.count


def test_a_picture_of_something_else_is_relevant_to_nothing(calibrated: Engine) -> None:
    query = Query(image=Image.new("RGB", (60, 80), (255, 255, 255)), facets=("colour",))
    answer = search(calibrated, query)
    assert answer.facets == {"colour": ()}
    assert answer.hits
    assert "nothing close" in answer.warnings[0]
    assert "none matches with more than" in answer.warnings[0]


def test_an_order_in_which_nothing_is_close_is_empty_and_says_so(calibrated: Engine) -> None:
    query = Query(image=Image.new("RGB", (60, 80), (255, 255, 255)), sort="price")
    answer = search(calibrated, query)
    assert (answer.hits, answer.total) == ((), 0)
    assert answer.warnings == ("nothing close to this was found",)


def test_filters_that_leave_nothing_close_are_named(calibrated: Engine) -> None:
    query = Query(image=RED, filters=parse_filters({"colour": "Green"}), limit=5)
    warning = search(calibrated, query).warnings[0]
    assert "among what passes the filters" in warning


@pytest.mark.parametrize("query", [SEEN, SAID, BOTH], ids=["picture", "words", "both"])
def test_where_something_is_close_nothing_is_said(calibrated: Engine, query: Query) -> None:
    assert search(calibrated, query).warnings == ()


def test_filters_alone_are_never_far(calibrated: Engine) -> None:
    answer = search(calibrated, Query(filters=parse_filters({"colour": "Red"}), facets=("year",)))
    assert answer.warnings == ()
    assert sum(c.count for c in answer.facets["year"]) == answer.total == 20


def test_words_that_a_product_has_are_relevant_whatever_it_looks_like(calibrated: Engine) -> None:
    """Number 7 has no picture to be near to."""
    answer = search(calibrated, Query(text="dress number 7", sort="price", limit=60))
    assert "7" in {hit.product.id for hit in answer.hits}


def test_a_least_match_keeps_what_its_words_match(calibrated: Engine) -> None:
    answer = search(calibrated, Query(text="dress number 7", min_match=0.6, limit=60))
    assert "7" in {hit.product.id for hit in answer.hits}
    assert all(hit.match is not None and hit.match >= 0.6 for hit in answer.hits)
    assert answer.total == len(answer.hits)


def test_attributes_asked_beside_a_picture_raise_the_match(calibrated: Engine) -> None:
    answer = search(calibrated, BOTH)
    blue = [hit for hit in answer.hits if hit.product.attributes["colour"] == "Blue"]
    women = [h for h in blue if h.product.attributes.get("gender") == "Women"]
    assert len(women) > 5
    assert all(hit.match is not None and hit.match >= 0.8 for hit in women)


@pytest.mark.parametrize(
    "query",
    [
        Query(text="red dress", mode="lexical", min_match=0.99),
        Query(filters=parse_filters({"gender": ["Men"]}), min_match=0.99),
    ],
)
def test_a_least_match_of_what_has_no_match_is_said_to_be_passed_over(
    calibrated: Engine, query: Query
) -> None:
    found = search(calibrated, query)
    assert found.hits
    assert any(said.startswith("min_match was not looked at") for said in found.warnings)
