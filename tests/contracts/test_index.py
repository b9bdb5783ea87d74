"""Searching a generation: every home answers as the embedded one does."""

import pytest
from qdrant_client import models

from service.engine.filters import parse_filters
from service.engine.index import Index, IndexQuery, Leg
from service.engine.index.home import Home
from service.engine.lexicon import Lexicon
from service.engine.schema import to_qdrant_filter
from tests.contracts.catalogue import COUNT, SCHEMA, product, record, unit
from tests.contracts.conftest import Wait, fill

FILTERS = {
    "none": {},
    "one value": {"colour": "Red"},
    "several values": {"colour": ["Red", "Off White"]},
    "not": {"colour": {"not": "Red"}},
    "in a list": {"tags": "summer"},
    "whole number": {"year": 2012},
    "boolean": {"on_sale": True},
    "open range": {"price": {"gt": 110, "lt": 140}},
    "closed range": {"price": {"gte": 110, "lte": 140}},
    "one number": {"price": 120},
    "missing": {"colour": {"exists": False}},
    "present": {"price": {"exists": True}},
    "all together": {"brand": "Acme", "year": {"gte": 2011}, "on_sale": False, "tags": "old"},
}
LEXICON = Lexicon()


def filter_of(raw: dict[str, object]) -> models.Filter | None:
    return to_qdrant_filter(parse_filters(raw), SCHEMA)


def same(found: list, wanted: list) -> None:
    """Equal scores within 1e-4; the same points wherever scores tell them apart."""
    assert len(found) == len(wanted)
    assert [c.score for c in found] == pytest.approx([c.score for c in wanted], abs=1e-4)
    theirs = {c.point_id: c.score for c in wanted}
    last = wanted[-1].score if wanted else 0.0
    for candidate in found:
        # Of those that tie with the last place, an engine may bring others.
        expected = theirs.get(candidate.point_id, last)
        assert candidate.score == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("raw", FILTERS.values(), ids=FILTERS)
def test_filters_let_the_same_points_pass(
    index: Index, embedded: Index, wait: Wait, raw: dict[str, object]
) -> None:
    filter_ = filter_of(raw)
    query = IndexQuery((), filter_, COUNT)
    found, wanted = wait(index.search(query)), wait(embedded.search(query))
    assert [c.point_id for c in found] == [c.point_id for c in wanted]
    assert wait(index.count(filter_)) == len(wanted)
    assert wanted, "a filter that nothing passes shows nothing"


@pytest.mark.parametrize("raw", FILTERS.values(), ids=FILTERS)
@pytest.mark.parametrize("exact", [False, True])
def test_dense_scores_are_the_same(
    index: Index, embedded: Index, wait: Wait, raw: dict[str, object], *, exact: bool
) -> None:
    query = IndexQuery((Leg(unit(1_000)),), filter_of(raw), 20, exact=exact)
    same(wait(index.search(query)), wait(embedded.search(query)))


@pytest.mark.parametrize("text", ["red dress", "saree", "blue shirt 77", "acme"])
def test_lexical_scores_are_the_same(index: Index, embedded: Index, wait: Wait, text: str) -> None:
    query = IndexQuery((Leg(LEXICON.weigh_query(text)),), None, COUNT)
    found, wanted = wait(index.search(query)), wait(embedded.search(query))
    same(found, wanted)
    assert {c.point_id for c in found} == {c.point_id for c in wanted}


def test_fused_scores_are_the_same(index: Index, embedded: Index, wait: Wait) -> None:
    preferred = filter_of({"colour": "Red"})
    legs = (
        Leg(unit(1_000)),
        Leg(unit(1_000), 0.5, preferred),
        Leg(LEXICON.weigh_query("red dress 77"), 2.0),
    )
    # All of them: of those that tie with a leg's last place an engine may bring others.
    query = IndexQuery(legs, filter_of({"year": {"gte": 2011}}), COUNT)
    same(wait(index.search(query)), wait(embedded.search(query)))


def test_equal_scores_are_ordered_by_point_id(index: Index, wait: Wait) -> None:
    found = wait(index.search(IndexQuery((Leg(unit(9)),), None, 2)))
    assert [c.point_id for c in found] == sorted([record(9).point_id, record(10).point_id])
    assert found[0].score == pytest.approx(1.0, abs=1e-4)


def test_points_without_a_vector_are_found_by_words_alone(index: Index, wait: Wait) -> None:
    lone = record(7).point_id
    dense = wait(index.search(IndexQuery((Leg(unit(7)),), None, COUNT)))
    assert lone not in {c.point_id for c in dense}
    lexical = wait(index.search(IndexQuery((Leg(LEXICON.weigh_query("shirt 7")),), None, 1)))
    assert [c.point_id for c in lexical] == [lone]
    unseen = models.Filter(must_not=[models.HasVectorCondition(has_vector="dense")])
    assert [c.point_id for c in wait(index.search(IndexQuery((), unseen, 9)))] == [lone]


@pytest.mark.parametrize("descending", [False, True])
def test_orders_by_a_field_are_the_same(
    index: Index, embedded: Index, wait: Wait, *, descending: bool
) -> None:
    query = IndexQuery((), filter_of({"colour": "Red"}), COUNT, order_by=("price", descending))
    found, wanted = wait(index.search(query)), wait(embedded.search(query))
    assert [c.score for c in found] == [c.score for c in wanted]
    assert sorted((c.score, c.point_id) for c in found) == sorted(
        (c.score, c.point_id) for c in wanted
    )


@pytest.mark.parametrize("field", [f.name for f in SCHEMA.fields if f.facet])
@pytest.mark.parametrize("raw", [{}, {"year": 2012}])
def test_facets_are_the_same(
    index: Index, embedded: Index, wait: Wait, field: str, raw: dict[str, object]
) -> None:
    path = SCHEMA.field(field).path
    found = wait(index.facet(path, filter_of(raw), limit=50))
    assert found == wait(embedded.facet(path, filter_of(raw), limit=50))
    assert found


def test_points_are_given_in_the_order_asked_with_payload_and_vector(
    index: Index, wait: Wait
) -> None:
    wanted = [record(30).point_id, record(10_000).point_id, record(7).point_id]
    found = wait(index.get(wanted))
    assert [c.point_id for c in found] == [wanted[0], wanted[2]]
    assert found[0].payload["title"] == product(30).title
    assert found[0].dense == pytest.approx(unit(30), abs=1e-6)
    assert found[1].dense is None
    assert wait(index.get([])) == []


def test_many_left_out_points_stay_out(index: Index, embedded: Index, wait: Wait) -> None:
    out = models.Filter(
        must_not=[models.HasIdCondition(has_id=[record(n).point_id for n in range(250)])]
    )
    query = IndexQuery((Leg(unit(1_000)),), out, COUNT)
    same(wait(index.search(query)), wait(embedded.search(query)))
    assert wait(index.count(out)) == COUNT - 250


def test_live_changes_are_seen_at_once(home: Home, wait: Wait) -> None:
    index = home.open(fill(home))
    assert wait(index.count(None)) == COUNT
    wait(index.upsert([record(1, changed={"price": 5.0}), record(COUNT)]))
    assert wait(index.count(None)) == COUNT + 1
    wait(index.delete([record(2).point_id, record(10_000).point_id]))
    wait(index.delete([]))
    assert wait(index.count(None)) == COUNT
    assert wait(index.get([record(1).point_id]))[0].payload["price"] == 5.0
    assert wait(index.get([record(2).point_id])) == []
    wait(index.close())


def test_all_points_are_walked_through_once_in_pages(index: Index, wait: Wait) -> None:
    seen: list[str] = []
    while page := wait(index.scroll(seen[-1] if seen else None, limit=64)):
        assert len(page) <= 64
        seen += [c.point_id for c in page]
    assert seen == sorted(record(number).point_id for number in range(COUNT))


def test_only_the_wanted_parts_of_payloads_are_brought(index: Index, wait: Wait) -> None:
    wanted = [record(30).point_id, record(10_000).point_id]
    found = wait(index.payloads(wanted, ["title", "attributes.colour"]))
    colour = product(30).attributes["colour"]
    parts = {"title": product(30).title, "attributes": {"colour": colour}}
    assert found == {wanted[0]: parts}
