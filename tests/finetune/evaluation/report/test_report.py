import json
import re
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from finetune.evaluation.evaluate import Evaluation, evaluate, open_subject
from finetune.evaluation.output import DOCUMENT, PAGE, deliver
from finetune.evaluation.progress import Silent
from finetune.evaluation.report.document import document
from finetune.evaluation.report.published import comparable
from finetune.evaluation.report.sheets import QUERIES, draw_sheets
from finetune.evaluation.report.summary import TASKS, summarise
from finetune.evaluation.report.terminal import print_summary
from finetune.evaluation.settings import Options
from finetune.evaluation.stock.exposure import UNKNOWN
from finetune.evaluation.stock.shelf import Shelf
from finetune.metrics import bootstrap_interval
from tests.finetune.evaluation.conftest import Drawn, Knowing, drawn_products, write_catalogue


@pytest.fixture(scope="module")
def delivered(evaluation: Evaluation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    console = Console(width=200, record=True)
    deliver(evaluation, out, console)
    (out / "terminal.txt").write_text(console.export_text(), encoding="utf-8")
    return out


def test_the_document_holds_every_measurement_with_interval_and_ceiling(
    evaluation: Evaluation, delivered: Path
) -> None:
    read = json.loads((delivered / DOCUMENT).read_text(encoding="utf-8"))
    assert len(read["measurements"]) == len(evaluation.measurements)
    found = {(m["task"], m["system"], m["corpus"]): m for m in read["measurements"]}
    for one in evaluation.measurements:
        written = found[one.name]
        assert written["queries"] == len(one.asked)
        for metric, values in one.values.items():
            interval = bootstrap_interval(values)
            figures = written["metrics"][metric]
            assert figures["mean"] == pytest.approx(values.mean(), abs=1e-6)
            assert (figures["low"], figures["high"]) == pytest.approx(
                (interval.low, interval.high), abs=1e-6
            )
            assert 0 < figures["ceiling"] <= 1


def test_the_document_says_what_was_judged_and_by_what(
    evaluation: Evaluation, delivered: Path
) -> None:
    read = json.loads((delivered / DOCUMENT).read_text(encoding="utf-8"))
    assert read["model"] == {"name": "knowing", "digest": "1" * 64, "dimension": 64}
    assert read["catalogue"]["products_with_picture"] == 480
    assert sum(read["catalogue"]["splits"].values()) == 480
    assert read["options"] == {"split": "all", "limit": 60, "seed": 0}
    assert read["audit"]["statements"] == list(evaluation.subject.audit.statements)
    assert {one["kind"] for one in read["calibration"]} == {"text", "image"}
    assert all(sum(b["count"] for b in one["bins"]) == one["hits"] for one in read["calibration"])
    assert len(read["nothing_close"]) == 13


def test_slices_are_of_queries_that_differ_and_are_enough(evaluation: Evaluation) -> None:
    lines = summarise(evaluation.measurements, seed=0)
    title = next(line for line in lines if line.measurement.task == "title")
    by = {found.by for found in title.slices}
    assert "gender" in by
    assert "category" not in by  # everything here is apparel
    genders = [found for found in title.slices if found.by == "gender"]
    assert sum(found.queries for found in genders) == len(title.measurement.asked)


def test_every_task_has_words_for_people(evaluation: Evaluation) -> None:
    assert {one.task for one in evaluation.measurements} <= TASKS.keys()


def test_the_terminal_shows_each_task_once(delivered: Path) -> None:
    shown = (delivered / "terminal.txt").read_text(encoding="utf-8")
    assert "knowing: 480 judged of 480" in shown
    assert all(shown.count(f" {task} ") == 1 for task in ("title", "vague", "picture-type"))
    assert "nDCG@10" in shown
    assert "calibration, text: error" in shown


def test_a_narrow_terminal_shows_the_main_figures_whole(evaluation: Evaluation) -> None:
    console = Console(width=80, record=True, file=StringIO())
    print_summary(console, evaluation, summarise(evaluation.measurements, seed=0))
    shown = console.export_text()
    assert "picture-type-gender-colour" in shown
    assert "nDCG@10" not in shown
    assert "…" not in shown


class Addresses(HTMLParser):
    """Collects everything that a page would fetch, and its ids and links."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.scripts = 0
        self.ids: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.scripts += tag == "script"
        self.fetched += [values[name] or "" for name in ("src", "srcset") if name in values]
        self.ids.add(values.get("id") or "")
        if tag == "a":
            self.links.add((values.get("href") or "").removeprefix("#"))
        if tag == "link":
            self.fetched.append(values.get("href") or "")


def test_the_page_is_one_file_that_needs_nothing_else(delivered: Path) -> None:
    text = (delivered / PAGE).read_text(encoding="utf-8")
    page = Addresses()
    page.feed(text)
    assert page.scripts == 0
    assert all(source.startswith("data:image/") for source in page.fetched)
    assert len(page.fetched) > 100
    assert page.links <= page.ids
    assert "url(" not in text
    assert "@import" not in text


def test_best_and_worst_are_chosen_by_the_metric_alone(evaluation: Evaluation) -> None:
    lines = summarise(evaluation.measurements, seed=0)
    sheets = draw_sheets(evaluation, lines)
    best, worst = sheets[0], sheets[1]
    assert best.title.endswith(f"the {QUERIES} best")
    assert worst.title.endswith(f"the {QUERIES} worst")
    vague = next(line for line in lines if line.measurement.task == "vague")
    values = sorted(vague.measurement.values["P@10"])
    assert [row.value for row in worst.rows] == pytest.approx(values[:QUERIES])
    assert [row.value for row in best.rows] == pytest.approx(values[::-1][:QUERIES])
    assert all(shot.picture for row in best.rows for shot in row.answers if shot.right is not None)


def test_what_a_catalogue_says_is_never_markup(tmp_path: Path) -> None:
    products = [
        Drawn({**one.row, "usage": "<script>alert(1)</script> \"'&"}, one.picture)
        for one in drawn_products(48)
    ]
    shelf = Shelf(write_catalogue(tmp_path / "<b>", products))
    subject = open_subject(shelf, UNKNOWN, Options(split="all", limit=5), Silent())
    deliver(evaluate(subject, Knowing(), tmp_path, Silent()), tmp_path, Console(quiet=True))
    text = (tmp_path / PAGE).read_text(encoding="utf-8")
    assert "&lt;script&gt;" in text
    assert not re.search(r"<script|<b>alert", text)


def test_published_figures_stand_only_beside_their_own_catalogue(evaluation: Evaluation) -> None:
    assert not comparable(evaluation.subject.stock)


def test_the_same_seed_gives_the_same_document(evaluation: Evaluation, tmp_path: Path) -> None:
    again = evaluate(evaluation.subject, Knowing(), tmp_path, Silent())
    first, second = (
        document(one, summarise(one.measurements, seed=0)) for one in (evaluation, again)
    )
    assert first["measurements"] == second["measurements"]
