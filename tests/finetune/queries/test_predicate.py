import pytest

from finetune.queries.predicate import MAX_CLAUSES, MAX_FIELDS, MAX_VALUES, Predicate, QuerySetError

KURTA = {"gender": "Women", "articleType": "Kurtas", "baseColour": "Black"}


def parse(*clauses: object) -> Predicate:
    return Predicate.parse({"any": list(clauses)})


def test_a_clause_matches_when_every_field_has_one_of_its_values() -> None:
    predicate = parse({"gender": ["Women", "Girls"], "articleType": ["Kurtas"]})
    assert predicate.matches(KURTA)
    assert not predicate.matches({**KURTA, "gender": "Men"})
    assert not predicate.matches({**KURTA, "articleType": "Shirts"})


def test_one_matching_clause_is_enough() -> None:
    predicate = parse({"articleType": ["Sarees"]}, {"baseColour": ["Black"]})
    assert predicate.matches(KURTA)
    assert not predicate.matches({**KURTA, "baseColour": "Red"})


def test_an_exclusion_refuses_what_the_required_fields_accept() -> None:
    predicate = parse({"articleType": ["Kurtas"], "not": {"baseColour": ["Black", "Grey"]}})
    assert not predicate.matches(KURTA)
    assert predicate.matches({**KURTA, "baseColour": "Red"})


def test_every_excluded_field_refuses_on_its_own() -> None:
    predicate = parse(
        {"articleType": ["Kurtas"], "not": {"baseColour": ["Red"], "gender": ["Men"]}}
    )
    assert predicate.matches(KURTA)
    assert not predicate.matches({**KURTA, "gender": "Men"})
    assert not predicate.matches({**KURTA, "baseColour": "Red"})


def test_an_exclusion_of_one_clause_does_not_bind_another() -> None:
    predicate = parse(
        {"articleType": ["Kurtas"], "not": {"baseColour": ["Black"]}}, {"gender": ["Women"]}
    )
    assert predicate.matches(KURTA)


def test_a_missing_attribute_fails_a_requirement_and_passes_an_exclusion() -> None:
    assert not parse({"baseColour": ["Black"]}).matches({"gender": "Women"})
    assert parse({"gender": ["Women"], "not": {"baseColour": ["Black"]}}).matches(
        {"gender": "Women"}
    )
    assert not parse({"gender": ["Women"]}).matches({"gender": None})


def test_values_are_compared_exactly() -> None:
    predicate = parse({"articleType": ["Kurtas"]})
    assert not predicate.matches({"articleType": "kurtas"})
    assert not predicate.matches({"articleType": "Kurta"})


def test_numbers_truth_values_and_lists_are_compared_as_texts() -> None:
    assert parse({"year": ["2012"]}).matches({"year": 2012})
    assert parse({"organic": ["true"]}).matches({"organic": True})
    assert not parse({"organic": ["true"]}).matches({"organic": 1})
    assert parse({"sizes": ["M"]}).matches({"sizes": ("S", "M")})
    assert not parse({"sizes": ["L"]}).matches({"sizes": ("S", "M")})
    assert not parse({"gender": ["Women"], "not": {"sizes": ["M"]}}).matches(
        {"gender": "Women", "sizes": ("S", "M")}
    )


def test_what_is_written_out_reads_back_equal() -> None:
    predicate = parse(
        {"gender": ["Women", "Girls"], "not": {"baseColour": ["Black"]}}, {"usage": ["Ethnic"]}
    )
    assert Predicate.parse(predicate.as_json()) == predicate


def test_the_order_of_fields_and_values_does_not_matter() -> None:
    one = parse({"gender": ["Women", "Girls"], "usage": ["Ethnic"]})
    assert one == parse({"usage": ["Ethnic"], "gender": ["Girls", "Women"]})


def test_values_lists_every_field_with_what_is_named_for_it() -> None:
    predicate = parse({"gender": ["Women"], "not": {"baseColour": ["Black"]}}, {"gender": ["Men"]})
    assert predicate.values() == {
        "gender": frozenset({"Women", "Men"}),
        "baseColour": frozenset({"Black"}),
    }


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ([], 'one key "any"'),
        ({}, 'one key "any"'),
        ({"any": [{"a": ["b"]}], "all": []}, 'one key "any"'),
        ({"any": {}}, "list of 1 to"),
        ({"any": []}, "list of 1 to"),
        ({"any": [{"a": ["b"]}] * (MAX_CLAUSES + 1)}, "list of 1 to"),
        ({"any": [{"a": ["b"]}, {"a": ["b"]}]}, "same clause twice"),
        ({"any": ["gender"]}, r"any\[0\] is not an object"),
        ({"any": [{}]}, r"any\[0\] requires nothing"),
        ({"any": [{"not": {"a": ["b"]}}]}, r"any\[0\] requires nothing"),
        ({"any": [{"a": ["b"], "not": {}}]}, r"any\[0\]\.not is not an object"),
        ({"any": [{"a": ["b"], "not": ["c"]}]}, r"any\[0\]\.not is not an object"),
        ({"any": [{"a": ["b"]}, {"a": "b"}]}, r"any\[1\]\.a is not a list"),
        ({"any": [{"a": []}]}, r"any\[0\]\.a is not a list"),
        ({"any": [{"a": [str(n) for n in range(MAX_VALUES + 1)]}]}, "is not a list of 1 to"),
        ({"any": [{"a": ["b", 3]}]}, r"any\[0\]\.a holds 3"),
        ({"any": [{"a": [""]}]}, r"any\[0\]\.a holds ''"),
        ({"any": [{"a": ["b", "b"]}]}, "holds a value twice"),
        ({"any": [{"a": ["b"], "not": {"c": [None]}}]}, r"any\[0\]\.not\.c holds None"),
        ({"any": [{"a": ["b"], "not": {"a": ["b"]}}]}, "both requires and excludes a 'b'"),
        ({"any": [{" a": ["b"]}]}, "empty or padded field"),
        ({"any": [{"": ["b"]}]}, "empty or padded field"),
        ({"any": [{str(n): ["b"] for n in range(MAX_FIELDS + 1)}]}, "more than 16 fields"),
    ],
)
def test_what_the_grammar_does_not_allow_is_refused_with_its_place(
    document: object, message: str
) -> None:
    with pytest.raises(QuerySetError, match=message):
        Predicate.parse(document)


def test_where_builds_the_predicate_of_one_clause() -> None:
    assert Predicate.where({"id": ["15970"]}) == parse({"id": ["15970"]})
    with pytest.raises(QuerySetError, match="requires nothing"):
        Predicate.where({})
