from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from service.engine.encoder import Calibration
from service.engine.encoder.hashed import HashEncoder
from service.engine.engine import Engine
from service.engine.errors import (
    BadQueryError,
    GenerationError,
    MismatchError,
    NoGenerationError,
    UnknownFieldError,
    UnknownProductError,
)
from service.engine.filters import parse_filters, plain_filters
from service.engine.opening import open_engine
from service.engine.query import Answer, AttributeReason, Query, Weights
from service.engine.searching.mode import Evidence, Say, lexical_weight

from .conftest import build_generation, drawn, products, run


def search(engine: Engine, query: Query) -> Answer:
    return run(engine.search(query))


def colours(answer: Answer) -> list[object]:
    return [hit.product.attributes["colour"] for hit in answer.hits]


class CalibratedEncoder(HashEncoder):
    """The deterministic encoder with a curve per kind of query."""

    @property
    def calibration(self) -> Calibration:
        """Half at a cosine of 0.2."""
        return Calibration(dict.fromkeys(("text", "image", "composed"), (10.0, -2.0)))


@pytest.fixture(scope="module")
def calibrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    data = tmp_path_factory.mktemp("calibrated")
    build_generation(data, HashEncoder())
    opened = open_engine(data, CalibratedEncoder())
    yield opened
    run(opened.close())


def ids(answer: Answer) -> list[str]:
    return [hit.product.id for hit in answer.hits]


def test_a_products_own_picture_finds_it_first(engine: Engine) -> None:
    for product in products():
        if product.id == "7":
            continue
        answer = search(engine, Query(image=drawn(product), limit=1))
        assert ids(answer) == [product.id]
        assert answer.hits[0].score == pytest.approx(1.0, abs=1e-5)


def test_words_alone_find_a_product_without_a_picture(engine: Engine) -> None:
    answer = search(engine, Query(text="dress number 7", mode="lexical", limit=1))
    assert ids(answer) == ["7"]


def test_a_picture_alone_finds_a_product_without_words(engine: Engine) -> None:
    assert ids(search(engine, Query(image=drawn(products()[8]), limit=1))) == ["8"]


def test_lexical_hits_are_only_those_that_have_a_term(engine: Engine) -> None:
    answer = search(engine, Query(text="crimson red", mode="lexical", limit=60))
    assert answer.total == len(answer.hits) == 20
    assert {hit.product.attributes["colour"] for hit in answer.hits} == {"Red"}


def test_a_liked_product_is_never_among_its_hits(engine: Engine) -> None:
    answer = search(engine, Query(like=("3",), limit=60))
    assert "3" not in ids(answer)
    assert answer.total == 59
    assert {hit.product.attributes["colour"] for hit in answer.hits[:19]} == {"Red"}


def test_a_product_without_a_picture_can_be_liked(engine: Engine) -> None:
    assert "7" not in ids(search(engine, Query(like=("7",), limit=60)))


def test_an_unknown_liked_product_is_named(engine: Engine) -> None:
    with pytest.raises(UnknownProductError, match="'nobody'"):
        search(engine, Query(like=("nobody",)))


@pytest.mark.parametrize(
    "query",
    [
        Query(text="red dress", limit=7),
        Query(text="red dress", mode="dense", limit=7),
        Query(text="red dress", mode="lexical", limit=7),
        Query(like=("3",), limit=7),
        Query(filters=parse_filters({"colour": "Red"}), limit=7),
    ],
    ids=["hybrid", "dense", "lexical", "like", "filters"],
)
def test_paging_to_the_end_yields_each_product_once(engine: Engine, query: Query) -> None:
    seen: list[str] = []
    total = search(engine, query).total
    scores: list[float] = []
    for offset in range(0, total + 7, 7):
        answer = search(
            engine,
            Query(
                text=query.text,
                like=query.like,
                filters=query.filters,
                mode=query.mode,
                limit=7,
                offset=offset,
            ),
        )
        assert answer.total == total
        seen += ids(answer)
        scores += [hit.score for hit in answer.hits]
    assert len(seen) == len(set(seen)) == total
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"colour": "Red"}, lambda p: p.attributes["colour"] == "Red"),
        ({"colour": ["Red", "Blue"]}, lambda p: p.attributes["colour"] in ("Red", "Blue")),
        ({"colour": {"not": "Red"}}, lambda p: p.attributes["colour"] != "Red"),
        ({"gender": {"not": ["Men"]}}, lambda p: p.attributes.get("gender") != "Men"),
        ({"gender": {"exists": False}}, lambda p: "gender" not in p.attributes),
        ({"brand": {"exists": True}}, lambda p: p.brand is not None),
        ({"tags": "summer"}, lambda p: "summer" in p.attributes["tags"]),
        ({"price": {"gte": 110, "lt": 120}}, lambda p: 110 <= p.price < 120),
        ({"weight": 2.5}, lambda p: p.attributes["weight"] == 2.5),
        ({"weight": [2.5, 3]}, lambda p: p.attributes["weight"] in (2.5, 3)),
        ({"year": {"gt": 2011}}, lambda p: p.attributes["year"] > 2011),
        ({"year": [2010, 2013]}, lambda p: p.attributes["year"] in (2010, 2013)),
        ({"on_sale": True}, lambda p: p.attributes["on_sale"]),
        ({"on_sale": "false"}, lambda p: not p.attributes["on_sale"]),
        (
            {"colour": "Red", "year": 2010, "price": {"lte": 130}},
            lambda p: (
                p.attributes["colour"] == "Red" and p.attributes["year"] == 2010 and p.price <= 130
            ),
        ),
    ],
)
@pytest.mark.parametrize("text", [None, "red dress"])
def test_filters_let_exactly_the_right_products_through(
    engine: Engine, filters: dict[str, object], expected: object, text: str | None
) -> None:
    assert callable(expected)
    answer = search(engine, Query(text=text, filters=parse_filters(filters), limit=60))
    assert set(ids(answer)) == {p.id for p in products() if expected(p)}


def test_an_unknown_filter_field_is_named_with_the_nearest_guess(engine: Engine) -> None:
    with pytest.raises(UnknownFieldError, match="'colr'; did you mean 'colour'") as caught:
        search(engine, Query(filters=parse_filters({"colr": "Red"})))
    assert caught.value.field == "filters.colr"


def test_a_range_on_words_is_refused(engine: Engine) -> None:
    with pytest.raises(BadQueryError, match="ranges are for numbers"):
        search(engine, Query(filters=parse_filters({"colour": {"gte": 3}})))


def test_facets_count_without_their_own_filter(engine: Engine) -> None:
    filters = parse_filters({"colour": "Red", "on_sale": True})
    answer = search(engine, Query(filters=filters, facets=("colour", "on_sale")))
    on_sale = [p for p in products() if p.attributes["on_sale"]]
    assert {c.value: c.count for c in answer.facets["colour"]} == {
        colour: sum(p.attributes["colour"] == colour for p in on_sale)
        for colour in ("Red", "Blue", "Green")
    }
    assert {c.value for c in answer.facets["on_sale"]} == {True, False}


def test_a_facet_with_too_many_values_is_refused(engine: Engine) -> None:
    with pytest.raises(BadQueryError, match="too many values"):
        search(engine, Query(text="red", facets=("price",)))


def test_explain_gives_each_legs_score_rank_and_terms(engine: Engine) -> None:
    answer = search(engine, Query(text="red dress", limit=60, explain=True))
    assert answer.mode == "hybrid"
    for hit in answer.hits:
        assert hit.explain is not None
        if hit.product.attributes["colour"] == "Red":
            assert hit.explain.legs["lexical"].terms == ("red", "dress")
            assert hit.explain.attributes == (AttributeReason("colour", "Red", "Red", "same"),)
        if hit.product.id != "7":
            assert -1.0 <= hit.explain.legs["dense"].score <= 1.0
            assert hit.explain.legs["dense"].rank is not None


def test_a_code_leans_on_words() -> None:
    code = Evidence(embedded=True, terms=True, coverage=1.0, read=0.0)
    attributes = Evidence(embedded=True, terms=True, coverage=1.0, read=1.0)
    wish = Evidence(embedded=True, terms=True, coverage=0.5, read=0.5)
    say = Say()
    weights = [lexical_weight(one, say) for one in (code, attributes, wish)]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 3


def test_this_but_in_another_colour_keeps_the_rest(engine: Engine) -> None:
    sources = [p for p in products() if p.attributes.get("gender") == "Men" and p.title]
    red = next(p for p in sources if p.attributes["colour"] == "Red")
    answer = search(engine, Query(text="but in blue", like=(red.id,), limit=6))
    assert set(colours(answer)) == {"Blue"}
    assert {hit.product.attributes.get("gender") for hit in answer.hits} == {"Men"}
    assert plain_filters(answer.understood) == {"colour": "Blue"}


def test_a_picture_but_in_another_colour_changes_the_colour(engine: Engine) -> None:
    answer = search(engine, Query(text="but in blue", image=drawn(products()[0]), limit=8))
    assert set(colours(answer)) == {"Blue"}


def test_a_disliked_product_pushes_its_like_away(engine: Engine) -> None:
    with_ = search(engine, Query(like=("0", "1"), limit=60))
    without = search(engine, Query(like=("0", "1"), dislike=("1",), limit=60))
    assert "1" not in ids(without)
    assert colours(without)[:15].count("Blue") < colours(with_)[:30].count("Blue")


def test_what_is_not_wanted_alone_is_nothing_to_search_by() -> None:
    with pytest.raises(BadQueryError, match="nothing to search by"):
        Query(not_text="red")


def test_weights_turn_the_answer(engine: Engine) -> None:
    red, blue = drawn(products()[0]), ("1",)
    to_red = Query(image=red, like=blue, weights=Weights(image=9.0), limit=10)
    to_blue = Query(image=red, like=blue, weights=Weights(like=9.0), limit=10)
    assert set(colours(search(engine, to_red))) == {"Red"}
    assert set(colours(search(engine, to_blue))) == {"Blue"}


def test_a_least_match_without_a_calibration_says_so(engine: Engine) -> None:
    with pytest.raises(BadQueryError, match="not calibrated"):
        search(engine, Query(text="red", min_match=0.5))


def test_a_least_match_drops_the_rest_and_counts_what_is_left(calibrated: Engine) -> None:
    image = drawn(products()[0])
    everything = search(calibrated, Query(image=image, limit=60))
    matches = [hit.match for hit in everything.hits if hit.match is not None]
    assert max(matches) > 0.9
    assert min(matches) < 0.1
    near = search(calibrated, Query(image=image, min_match=0.5, limit=60))
    assert near.total == len(near.hits) == sum(match >= 0.5 for match in matches)
    assert ids(near) == ids(everything)[: near.total]
    fused = search(calibrated, Query(text="red dress", min_match=0.5, limit=60))
    assert fused.total == len(fused.hits)
    assert all(hit.match is not None and hit.match >= 0.5 for hit in fused.hits)


@pytest.mark.parametrize("sort", ["price", "-price", "weight", "-year", "newest"])
@pytest.mark.parametrize("text", [None, "red dress"])
def test_an_order_by_a_field_is_kept_over_all_pages(
    engine: Engine, sort: str, text: str | None
) -> None:
    filters = parse_filters({"gender": ["Men", "Women"]})
    pages = [
        search(engine, Query(text=text, filters=filters, sort=sort, limit=9, offset=offset))
        for offset in range(0, 60, 9)
    ]
    hits = [hit for page in pages for hit in page.hits]
    assert len({hit.product.id for hit in hits}) == len(hits) == pages[0].total == 54
    name = "year" if sort == "newest" else sort.removeprefix("-")
    values = [h.product.price if name == "price" else h.product.attributes[name] for h in hits]
    assert values == sorted(values, reverse=sort.startswith("-") or sort == "newest")


def test_what_is_disliked_is_in_no_order(engine: Engine) -> None:
    filters = parse_filters({"colour": "Red"})
    answer = search(engine, Query(filters=filters, dislike=("0",), sort="price", limit=60))
    assert "0" not in ids(answer)
    assert answer.total == 19


def test_equal_values_stay_in_the_order_of_relevance(calibrated: Engine) -> None:
    image = drawn(products()[0])
    by_year = search(calibrated, Query(image=image, sort="year", limit=60)).hits
    relevance = ids(search(calibrated, Query(image=image, limit=60)))
    for one, other in pairwise(by_year):
        if one.product.attributes["year"] == other.product.attributes["year"]:
            assert relevance.index(one.product.id) < relevance.index(other.product.id)


def test_an_order_shows_only_what_is_relevant(calibrated: Engine) -> None:
    answer = search(calibrated, Query(image=drawn(products()[0]), sort="price", limit=60))
    assert 0 < answer.total < 60
    assert all(hit.match is not None and hit.match >= 0.3 for hit in answer.hits)


def test_an_order_by_words_is_refused_with_what_can_be_sorted_by(engine: Engine) -> None:
    with pytest.raises(BadQueryError, match="price, -price"):
        search(engine, Query(text="red", sort="colour"))


def test_diversity_spreads_the_page_and_loses_nothing(engine: Engine) -> None:
    plain = search(engine, Query(like=("0",), limit=60))
    spread = search(engine, Query(like=("0",), limit=60, diversity=0.7))
    assert spread.hits[0].product.id == plain.hits[0].product.id
    assert len(set(colours(plain)[:5])) == 1
    assert len(set(colours(spread)[:5])) == 3
    assert set(ids(spread)) == set(ids(plain))


def test_another_model_is_refused_with_the_repair(indexed: Path) -> None:
    with pytest.raises(MismatchError, match="python -m ingest"):
        open_engine(indexed, HashEncoder(dimension=32))


def test_an_empty_data_folder_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(NoGenerationError, match="python -m ingest"):
        open_engine(tmp_path, HashEncoder())


def test_a_second_service_on_one_index_is_told_why_it_cannot(engine: Engine, indexed: Path) -> None:
    assert run(engine.count()) == 60
    with pytest.raises(GenerationError, match="another process"):
        open_engine(indexed, HashEncoder())


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({}, "text"),
        ({"text": " \n"}, "text"),
        ({"text": "x" * 1001}, "text"),
        ({"text": "x", "limit": 0}, "limit"),
        ({"text": "x", "limit": 201}, "limit"),
        ({"text": "x", "offset": -1}, "offset"),
        ({"text": "x", "offset": 9_990}, "offset"),
        ({"like": ("1",) * 33}, "like"),
        ({"like": ("1",), "mode": "lexical"}, "mode"),
    ],
)
def test_a_bad_query_names_its_field(arguments: dict[str, object], field: str) -> None:
    with pytest.raises(BadQueryError) as caught:
        Query(**arguments)  # type: ignore[arg-type]
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({"colour": "red"}, "no product has the colour 'red'; did you mean 'Red'?"),
        ({"gender": "Woman"}, "no product has the gender 'Woman'; did you mean 'Women'?"),
        ({"brand": "Zephyr"}, "no product has the brand 'Zephyr'; there is 'Acme'"),
    ],
)
def test_a_filter_by_a_value_that_no_product_has_says_which_is_meant(
    engine: Engine, filters: dict[str, object], said: str
) -> None:
    for text in ("dress", None):
        answer = search(engine, Query(text=text, filters=parse_filters(filters)))
        assert answer.total == 0
        assert answer.warnings[0] == said


def test_of_several_values_a_misspelt_one_is_named_and_one_out_of_stock_is_not(
    engine: Engine,
) -> None:
    wanted = {"colour": ["Blue", "gren", "Turquoise"]}
    answer = search(engine, Query(filters=parse_filters(wanted)))
    assert answer.total == 20
    assert answer.warnings == ("no product has the colour 'gren'; did you mean 'Green'?",)


def test_values_that_are_there_ranges_and_refusals_are_not_named(engine: Engine) -> None:
    for filters in (
        {"colour": "Red"},
        {"price": {"gt": 9e6}},
        {"colour": {"not": "Turquoise"}},
        {"year": 1950},
    ):
        assert search(engine, Query(filters=parse_filters(filters))).warnings == ()
