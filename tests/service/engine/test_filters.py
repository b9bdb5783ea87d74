import pytest

from service.engine.errors import BadQueryError
from service.engine.filters import (
    MAX_CONDITIONS,
    MAX_VALUES,
    Condition,
    Filters,
    parse_filters,
    plain_filters,
)


def test_the_whole_grammar_is_read() -> None:
    filters = parse_filters(
        {
            "gender": "Women",
            "colour": ["Red", "Maroon"],
            "usage": {"not": "Sports"},
            "price": {"gte": 500, "lt": 2000},
            "brand": {"exists": True},
            "season": {"not": ["Winter", "Fall"], "exists": True},
        }
    )
    assert filters.conditions == (
        Condition("gender", any_of=("Women",)),
        Condition("colour", any_of=("Red", "Maroon")),
        Condition("usage", none_of=("Sports",)),
        Condition("price", gte=500.0, lt=2000.0),
        Condition("brand", exists=True),
        Condition("season", none_of=("Winter", "Fall"), exists=True),
    )


def test_a_facets_own_filter_can_be_left_out() -> None:
    filters = parse_filters({"gender": "Women", "colour": "Red"})
    assert filters.without("colour") == Filters((Condition("gender", any_of=("Women",)),))


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"colour": []}, "filters.colour"),
        ({"colour": {}}, "filters.colour"),
        ({"colour": {"nor": 1}}, "filters.colour"),
        ({"colour": {"exists": "yes"}}, "filters.colour"),
        ({"colour": None}, "filters.colour"),
        ({"colour": [["Red"]]}, "filters.colour"),
        ({"colour": "x" * 201}, "filters.colour"),
        ({"colour": ["x"] * (MAX_VALUES + 1)}, "filters.colour"),
        ({"price": {"gte": "cheap"}}, "filters.price.gte"),
        ({"price": {"gte": float("nan")}}, "filters.price.gte"),
        ({"price": float("inf")}, "filters.price"),
        ({"year": 2**60}, "filters.year"),
        ({"price": {"gte": True}}, "filters.price.gte"),
        ({str(n): 1 for n in range(MAX_CONDITIONS + 1)}, "filters"),
    ],
)
def test_what_is_not_in_the_grammar_is_refused_by_name(raw: dict[str, object], field: str) -> None:
    with pytest.raises(BadQueryError) as caught:
        parse_filters(raw)
    assert caught.value.field == field


def test_of_two_conditions_on_one_field_the_first_is_said() -> None:
    both = Filters((Condition("colour", any_of=("Blue",)), Condition("colour", none_of=("Navy",))))
    assert plain_filters(both) == {"colour": "Blue"}
