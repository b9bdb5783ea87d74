"""The comparison counts what it says: ties, filters, engines that are not there."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from service.engine.encoder import unit_rows
from tests.benchmarks.engines.contenders import OURS, contender, missing
from tests.benchmarks.engines.report import not_ahead, plot, table
from tests.benchmarks.engines.stock import Only, Questions, Stock, recall

RED = Only("colour", "red")


@pytest.fixture
def stock() -> Stock:
    rng = np.random.default_rng(2)
    vectors = unit_rows(rng.standard_normal((200, 8)))
    vectors[1] = vectors[0]
    colours = ["red" if row % 4 == 0 else "blue" for row in range(200)]
    return Stock(vectors, [f"{colour} dress" for colour in colours], {"colour": colours})


@pytest.fixture
def questions(stock: Stock) -> Questions:
    return Questions(["red dress"] * 5, stock.vectors[:5])


@pytest.mark.parametrize("only", [None, RED])
@pytest.mark.parametrize("name", [OURS, "numpy", "numpy-filtering-first", "qdrant-local"])
def test_what_is_installed_anyway_finds_the_nearest(
    name: str, only: Only | None, stock: Stock, questions: Questions, tmp_path: Path
) -> None:
    contender(name).build(stock, tmp_path)
    opened = contender(name)
    opened.open(tmp_path)
    found = [opened.search(vector, only, opened.efforts[-1], 10) for vector in questions.vectors]
    assert recall(stock, questions, only, found) == 1.0
    if opened.fuses:
        assert len(opened.hybrid(questions.vectors[0], "red", opened.efforts[-1], 10)) == 10


def test_an_equal_product_counts_as_found_and_one_that_does_not_pass_does_not(
    stock: Stock, questions: Questions
) -> None:
    nearest = [int(row) for row in np.argsort(-(stock.vectors @ stock.vectors[0]))[:10]]
    assert recall(stock, questions, None, [nearest]) == 1.0
    assert recall(stock, questions, None, [[0] * 10]) == pytest.approx(0.1)
    assert recall(stock, questions, RED, [[1, 2, 3]]) == 0.0


def test_filters_are_the_values_nearest_to_each_share(stock: Stock) -> None:
    assert set(stock.filters().values()) == {RED}


def test_an_engine_that_is_not_installed_is_named_with_the_repair(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert missing(OURS) is None
    monkeypatch.setitem(
        __import__("tests.benchmarks.engines.contenders", fromlist=["x"]).CONTENDERS,
        "absent",
        ("absent", "Absent", "no-such-distribution"),
    )
    assert "pip install -e .[bench]" in str(missing("absent"))


def measured(p50_ms: float, times: float, disk_mb: float) -> dict[str, Any]:
    one = {
        "effort": 1,
        "recall@10": 1.0,
        "p50_ms": p50_ms,
        "p99_ms": 9.0,
        "times_modiste": times,
    }
    costs = {"build_s": 2.0, "memory_mb": 50, "disk_mb": disk_mb}
    return {"version": "1", "queries": {"vector": one}, **costs}


def test_where_another_engine_is_ahead_is_said(tmp_path: Path) -> None:
    found = {
        "products": 200,
        "engines": {OURS: measured(1.0, 1.0, 10), "other": measured(0.5, 0.5, 20)},
    }
    said = list(not_ahead(found))
    assert said[0].startswith("vector: other takes 0.5 of Modiste's time")
    assert not any("disk" in line for line in said)
    assert "| other 1 | 0.5 / 9 | 2 | 50 | 20 |" in table(found)
    plot(found, tmp_path / "engines.png")
    assert (tmp_path / "engines.png").stat().st_size
