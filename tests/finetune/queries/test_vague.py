import json
from collections import Counter
from pathlib import Path

import pytest

from finetune.queries.judge import Judge
from finetune.queries.judged import STYLES, load_vague
from finetune.queries.predicate import QuerySetError
from tests.finetune.queries.conftest import FIELDS

ROW = {
    "id": "first-date",
    "style": "plain",
    "text": "something for a first date",
    "relevant": {"any": [{"articleType": ["Dresses"]}]},
}


def write(folder: Path, *rows: object) -> Path:
    file = folder / "queries.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return file


def test_the_set_holds_at_least_130_queries_half_of_them_oblique() -> None:
    styles = Counter(query.style for query in load_vague())
    assert styles.total() >= 130
    assert set(styles) == set(STYLES)
    assert styles["oblique"] >= styles.total() / 2


def test_queries_are_short_and_long() -> None:
    lengths = [len(query.text.split()) for query in load_vague()]
    assert sum(length <= 3 for length in lengths) >= 20
    assert sum(length >= 9 for length in lengths) >= 20


def test_predicates_name_only_attributes_of_the_public_catalogue() -> None:
    for query in load_vague():
        assert set(query.predicate.values()) <= set(FIELDS), query.id


def test_every_value_occurs_in_the_catalogue(judge: Judge) -> None:
    unknown = {query.id: judge.unknown_values(query.predicate) for query in load_vague()}
    assert {id_: values for id_, values in unknown.items() if values} == {}


def test_relevance_is_neither_trivial_nor_all_but_impossible(judge: Judge) -> None:
    shares = {query.id: judge.share(query.predicate) for query in load_vague()}
    assert {id_: share for id_, share in shares.items() if not 0.001 <= share <= 0.20} == {}


def test_every_clause_accepts_something(judge: Judge) -> None:
    for query in load_vague():
        for clause in query.predicate.clauses:
            alone = type(query.predicate)((clause,))
            assert judge.relevant(alone).any(), (query.id, clause.as_json())


@pytest.mark.parametrize(
    ("id_", "accepted", "refused"),
    [
        (
            "uncle-puja",
            {"gender": "Men", "articleType": "Kurtas"},
            {"gender": "Women", "articleType": "Kurtas"},
        ),
        (
            "cold-knees",
            {"gender": "Women", "articleType": "Leggings"},
            {"gender": "Women", "articleType": "Shorts"},
        ),
        (
            "little-black-dress",
            {"gender": "Women", "articleType": "Dresses", "baseColour": "Black"},
            {"gender": "Women", "articleType": "Dresses", "baseColour": "Red"},
        ),
        (
            "belt-for-jeans",
            {"gender": "Men", "articleType": "Belts", "usage": "Casual"},
            {"gender": "Men", "articleType": "Belts", "usage": "Formal"},
        ),
        (
            "little-princess-six",
            {"gender": "Girls", "masterCategory": "Apparel", "subCategory": "Dress"},
            {"gender": "Boys", "masterCategory": "Apparel", "subCategory": "Topwear"},
        ),
    ],
)
def test_relevance_is_what_a_shopper_would_accept(
    id_: str, accepted: dict[str, str], refused: dict[str, str]
) -> None:
    (query,) = (query for query in load_vague() if query.id == id_)
    assert query.predicate.matches(accepted)
    assert not query.predicate.matches(refused)


def test_a_file_of_ones_own_is_read_the_same_way(tmp_path: Path) -> None:
    (query,) = load_vague(write(tmp_path, ROW))
    assert (query.id, query.style, query.text) == (
        "first-date",
        "plain",
        "something for a first date",
    )
    assert query.predicate.matches({"articleType": "Dresses"})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "First Date"}, "lower-case words"),
        ({"id": 7}, "lower-case words"),
        ({"id": "a" * 81}, "lower-case words"),
        ({"style": "vague"}, "not one of plain, oblique"),
        ({"text": ""}, "empty or padded"),
        ({"text": " x"}, "empty or padded"),
        ({"text": None}, "empty or padded"),
        ({"text": "x" * 301}, "longer than 300"),
        ({"text": "x\u0000y"}, "unprintable"),
        ({"relevant": {"any": []}}, 'relevant: "any" is a list'),
        ({"note": "x"}, "unknown key 'note'"),
    ],
)
def test_a_bad_row_is_refused_with_file_line_and_field(
    tmp_path: Path, change: dict[str, object], message: str
) -> None:
    file = write(tmp_path, {**ROW, "id": "other", "text": "other"}, {**ROW, **change})
    with pytest.raises(QuerySetError, match=rf"^queries\.jsonl:2: .*{message}"):
        load_vague(file)


def test_an_id_or_a_text_may_not_occur_twice(tmp_path: Path) -> None:
    with pytest.raises(QuerySetError, match="id 'first-date' occurs twice"):
        load_vague(write(tmp_path, ROW, {**ROW, "text": "other"}))
    with pytest.raises(QuerySetError, match="text 'something for a first date' occurs twice"):
        load_vague(write(tmp_path, ROW, {**ROW, "id": "other", "text": ROW["text"].upper()}))
