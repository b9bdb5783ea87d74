import json
from collections import Counter
from pathlib import Path

import pytest

from finetune.queries.compositions import KINDS, load_compositions, pick_sources
from finetune.queries.judge import Judge
from finetune.queries.predicate import QuerySetError

ROW = {
    "id": "red-bag",
    "kind": "colour",
    "text": "but in red",
    "source": {"any": [{"articleType": ["Handbags"], "baseColour": ["Black"]}]},
    "relevant": {"any": [{"articleType": ["Handbags"], "baseColour": ["Red"]}]},
}


def write(folder: Path, *rows: object) -> Path:
    file = folder / "compositions.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return file


def test_the_set_holds_at_least_60_compositions_of_every_kind() -> None:
    kinds = Counter(composition.kind for composition in load_compositions())
    assert kinds.total() >= 60
    assert set(kinds) == set(KINDS)
    assert min(kinds.values()) >= 20


def test_every_composition_has_sources_and_enough_products_that_answer(judge: Judge) -> None:
    for composition in load_compositions():
        assert judge.relevant(composition.source).sum() >= 20, composition.id
        assert judge.relevant(composition.relevant).sum() >= 40, composition.id
        assert judge.share(composition.relevant) <= 0.05, composition.id


def test_no_source_answers_its_own_composition(judge: Judge) -> None:
    for composition in load_compositions():
        both = judge.relevant(composition.source) & judge.relevant(composition.relevant)
        assert not both.any(), composition.id


def test_every_value_occurs_in_the_catalogue(judge: Judge) -> None:
    # Answers allow for shades and unisex products that a type need not have, but not for typos.
    for composition in load_compositions():
        assert judge.unknown_values(composition.source) == {}, composition.id
        assert judge.unknown_values(composition.relevant) == {}, composition.id


@pytest.mark.parametrize(
    ("kind", "kept", "changed"),
    [
        ("colour", "articleType", "baseColour"),
        ("gender", "baseColour", "gender"),
        ("type", "baseColour", "articleType"),
    ],
)
def test_a_composition_changes_what_its_kind_says_and_keeps_the_rest(
    kind: str, kept: str, changed: str
) -> None:
    for composition in load_compositions():
        if composition.kind == kind:
            before, after = composition.source.values(), composition.relevant.values()
            assert before.get(kept) == after.get(kept), composition.id
            assert before[changed].isdisjoint(after[changed]), composition.id


def test_sources_are_drawn_by_seed_without_repeats() -> None:
    judge = Judge([{"articleType": "Handbags", "baseColour": "Black"} for _ in range(50)])
    composition = next(
        one for one in load_compositions() if one.id == "women-handbags-black-to-red"
    )
    assert pick_sources(composition, judge, limit=5, seed=1) == []  # none is for women
    judge = Judge(
        {"gender": gender, "articleType": "Handbags", "baseColour": "Black"}
        for gender in ["Women", "Men"] * 25
    )
    drawn = pick_sources(composition, judge, limit=10, seed=1)
    assert len(set(drawn)) == 10
    assert all(row % 2 == 0 for row in drawn)
    assert drawn == pick_sources(composition, judge, limit=10, seed=1)
    assert drawn != pick_sources(composition, judge, limit=10, seed=2)
    assert sorted(pick_sources(composition, judge, limit=99, seed=1)) == list(range(0, 50, 2))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "size"}, "kind 'size' is not one of colour, gender, type"),
        ({"id": "Red"}, "lower-case words"),
        ({"text": ""}, "empty or padded"),
        ({"source": {}}, "source: a predicate"),
        ({"relevant": {}}, "relevant: a predicate"),
        ({}, "id 'red-bag' occurs twice"),
    ],
)
def test_a_bad_row_is_refused_with_file_and_line(
    tmp_path: Path, change: dict[str, object], message: str
) -> None:
    file = write(tmp_path, ROW, {**ROW, **change})
    with pytest.raises(QuerySetError, match=rf"^compositions\.jsonl:2: .*{message}"):
        load_compositions(file)
