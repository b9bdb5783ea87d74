import pytest

from service.engine.errors import BadQueryError
from service.engine.schema import Field, Schema
from service.engine.searching.arranging import read_order

PRICED = Schema((Field("price", "number"), Field("colour", "keyword", facet=True)))
DATED = Schema((*PRICED.fields, Field("launch_year", "integer")))


def refusal(sort: str, schema: Schema) -> str:
    with pytest.raises(BadQueryError) as caught:
        read_order(sort, schema)
    return str(caught.value)


def test_newest_is_by_the_field_that_says_when() -> None:
    order = read_order("newest", DATED)
    assert order is not None
    assert order.descending
    assert order == read_order("-launch_year", DATED)


def test_newest_in_a_catalogue_that_does_not_say_when_names_the_field_that_it_takes() -> None:
    said = refusal("newest", PRICED)
    assert "created_at" in said
    assert "or year" in said
    assert said.endswith("give relevance, price, -price")


def test_an_unknown_order_is_refused_with_the_nearest_and_with_those_that_there_are() -> None:
    assert refusal("-prise", PRICED) == (
        "'-prise' is no order; give relevance, price, -price; did you mean '-price'?"
    )
    assert refusal("beauty", DATED).endswith(
        "give relevance, newest, price, -price, launch_year, -launch_year"
    )
