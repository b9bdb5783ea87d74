"""Each look once, with its variants behind it."""

import pytest

from service.engine.engine import Engine
from service.engine.errors import BadQueryError
from service.engine.filters import parse_filters
from service.engine.query import Answer, Query
from service.engine.searching.grouping import MAX_VARIANTS

from .conftest import products, run

LOOKS = {product.id: product.look for product in products()}


def search(engine: Engine, query: Query) -> Answer:
    return run(engine.search(query))


def test_each_look_is_shown_once_with_the_others_as_its_variants(engine: Engine) -> None:
    answer = search(engine, Query(text="red dress", group_by="look", limit=60))
    looks = [hit.product.look for hit in answer.hits]
    assert answer.total == len(looks) == len(set(looks)) == 20
    for hit in answer.hits:
        assert hit.variant_count == len(hit.variants) == 2
        assert {LOOKS[one.id] for one in hit.variants} == {hit.product.look}
        assert hit.product.id not in {one.id for one in hit.variants}


def test_the_best_of_a_look_stands_for_it_where_it_would_have_stood(engine: Engine) -> None:
    alone = search(engine, Query(text="blue dress", limit=60))
    grouped = search(engine, Query(text="blue dress", group_by="look", limit=60))
    first: dict[str | None, str] = {}
    for hit in alone.hits:
        first.setdefault(hit.product.look, hit.product.id)
    assert [hit.product.id for hit in grouped.hits] == list(first.values())
    assert {hit.product.attributes["colour"] for hit in grouped.hits[:10]} == {"Blue"}


@pytest.mark.parametrize("sort", ["relevance", "price", "-price"])
@pytest.mark.parametrize("text", [None, "green dress"])
def test_pages_of_looks_neither_repeat_nor_miss_one(
    engine: Engine, sort: str, text: str | None
) -> None:
    filters = parse_filters({"on_sale": False})
    seen: list[str | None] = []
    total = None
    for offset in range(0, 40, 3):
        query = Query(
            text=text, filters=filters, group_by="look", sort=sort, limit=3, offset=offset
        )
        answer = search(engine, query)
        total = answer.total if total is None else total
        assert answer.total == total
        assert [hit.rank for hit in answer.hits] == list(
            range(offset + 1, offset + 1 + len(answer.hits))
        )
        assert not any(one.attributes["on_sale"] for hit in answer.hits for one in hit.variants)
        seen += [hit.product.look for hit in answer.hits]
    assert len(seen) == len(set(seen)) == total == 20


def test_a_group_of_a_field_has_many_variants_of_which_the_best_are_shown(engine: Engine) -> None:
    answer = search(engine, Query(text="dress", group_by="colour", limit=60))
    assert answer.total == 3
    assert {hit.product.attributes["colour"] for hit in answer.hits} == {"Red", "Blue", "Green"}
    for hit in answer.hits:
        assert hit.variant_count == 19
        assert len(hit.variants) == MAX_VARIANTS


def test_a_product_without_a_value_is_a_group_of_its_own(engine: Engine) -> None:
    without = sum("gender" not in product.attributes for product in products())
    answer = search(engine, Query(text="dress", group_by="gender", limit=60))
    assert answer.total == 2 + without


@pytest.mark.parametrize(("group_by", "why"), [("price", "too many values"), ("lok", "'look'")])
def test_other_groups_are_refused_with_a_reason(engine: Engine, group_by: str, why: str) -> None:
    with pytest.raises(BadQueryError, match=why) as caught:
        search(engine, Query(text="dress", group_by=group_by))
    assert caught.value.field == "group_by"
