"""What looks like a picture is ordered by what the nearest of it are said to be."""

import pytest

from service.engine.index import Candidate
from service.engine.query import FacetCount
from service.engine.schema import Field, Schema
from service.engine.searching.agreeing import agree, agreed_paths
from service.engine.thesaurus import bundled_thesaurus
from service.engine.understanding import Vocabulary

KIND, SHADE = "attributes.kind", "attributes.shade"


def said(*kinds: str | list[str] | None) -> dict[str, dict[str, dict[str, object]]]:
    return {
        str(place): {"attributes": {} if kind is None else {"kind": kind, "shade": "Blue"}}
        for place, kind in enumerate(kinds)
    }


def found(count: int) -> list[Candidate]:
    return [Candidate(str(place), 1.0 - place / 100) for place in range(count)]


def order(*kinds: str | list[str] | None) -> list[str]:
    return [one.point_id for one in agree(found(len(kinds)), said(*kinds), (KIND, SHADE))]


def test_what_is_said_to_be_something_else_comes_behind_what_agrees() -> None:
    assert order("Shirt", "Shirt", "Shirt", "Belt", "Shirt", "Shirt") == [*"012453"]


def test_the_first_three_stay_whatever_they_are_said_to_be() -> None:
    assert order("Belt", "Tie", "Cap", "Shirt", "Shirt", "Belt", "Shirt")[:3] == [*"012"]


def test_one_of_several_values_is_enough_and_nothing_said_is_no_doubt() -> None:
    assert order("Shirt", "Shirt", "Shirt", ["Top", "Shirt"], None, "Shirt") == [*"012345"]
    assert order(None, None, None, None, None) == [*"01234"]


def test_scores_fall_and_are_at_most_the_cosine() -> None:
    kinds = ["Shirt", "Belt"] * 10
    before = {one.point_id: one.score for one in found(20)}
    after = agree(found(20), said(*kinds), (KIND, SHADE))
    assert [one.score for one in after] == sorted((one.score for one in after), reverse=True)
    assert all(one.score <= before[one.point_id] + 1e-12 for one in after)
    assert len({one.point_id for one in after}) == 20


@pytest.mark.parametrize(
    ("facets", "paths"),
    [
        ({"kind": "Shirts", "group": "Topwear", "sex": "Men", "shade": "Red"}, "kind sex shade"),
        ({"group": "Topwear", "shade": "Red"}, "group shade"),
        ({"supplier": "A"}, ""),
    ],
)
def test_kind_gender_and_colour_are_asked_where_a_catalogue_has_them(
    facets: dict[str, str], paths: str
) -> None:
    counts = {name: (FacetCount(value, 9),) for name, value in facets.items()}
    vocabulary = Vocabulary.of(counts, bundled_thesaurus())
    schema = Schema(tuple(Field(name, "keyword", facet=True) for name in facets))
    asked = tuple(f"attributes.{name}" for name in paths.split())
    assert agreed_paths(vocabulary, schema) == asked
