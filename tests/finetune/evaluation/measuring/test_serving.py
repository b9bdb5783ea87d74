"""The real service over the drawn catalogue, asked over HTTP."""

import socket
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from rich.console import Console

from finetune.evaluation.errors import EvaluationError
from finetune.evaluation.evaluate import Evaluation, Subject, evaluate_served, open_subject
from finetune.evaluation.measuring.service import Service
from finetune.evaluation.output import PAGE, deliver
from finetune.evaluation.progress import Silent
from finetune.evaluation.settings import Options
from finetune.evaluation.stock.exposure import UNKNOWN
from finetune.evaluation.stock.shelf import Shelf
from ingest.job import run
from service.api.app import create_app
from service.engine.opening import open_engine
from service.settings import Settings
from tests.finetune.evaluation.conftest import Drawn, Knowing, drawn_products, write_catalogue


@pytest.fixture(scope="module")
def service(catalogue: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service on a free port of this machine, served by a thread."""
    data = tmp_path_factory.mktemp("data")
    run(catalogue, data=data, encoder=Knowing())
    app = create_app(partial(open_engine, data, Knowing()), settings=Settings(data=data))
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield Service(f"http://127.0.0.1:{listening.getsockname()[1]}")
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def small(catalogue: Path) -> Subject:
    options = Options(split="all", limit=2)
    return open_subject(Shelf(catalogue), UNKNOWN, options, Silent())


@pytest.fixture(scope="module")
def measured(small: Subject, service: Service) -> Evaluation:
    return evaluate_served(small, service, Silent())


def mean(evaluation: Evaluation, task: str, mode: str, metric: str) -> float:
    found = {one.name: one for one in evaluation.measurements}
    return float(found[task, mode, "whole"].values[metric].mean())


def test_every_query_set_is_asked_in_every_mode(measured: Evaluation) -> None:
    names = {(one.task, one.system) for one in measured.measurements}
    for task in ("title", "title-misspelt", "sku", "brand-type", "colour-type", "vague"):
        assert {(task, mode) for mode in ("dense", "lexical", "hybrid", "auto")} <= names
    assert {("composition", "dense"), ("composition", "auto")} <= names
    assert ("filtered", "auto") in names


def test_ids_are_found_by_words_and_not_by_vectors(measured: Evaluation) -> None:
    assert mean(measured, "sku", "lexical", "R@1") == 1.0
    assert mean(measured, "sku", "auto", "R@1") == 1.0
    assert mean(measured, "sku", "dense", "R@1") < 1.0


def test_filters_keep_everything_else_out(measured: Evaluation) -> None:
    one = next(m for m in measured.measurements if m.name == ("filtered", "dense", "whole"))
    products = measured.subject.stock.products
    for asked, rows in zip(one.asked, one.ranked.rows, strict=True):
        genders = {products[row].attributes["gender"] for row in rows}
        assert genders == {asked.slices["gender"]}


def test_the_running_model_and_generation_are_recorded(measured: Evaluation) -> None:
    assert measured.served is not None
    assert measured.served.model == "knowing"
    assert measured.served.generation == "gen-000001"


def test_the_report_shows_what_the_service_chose_by_itself(
    measured: Evaluation, tmp_path: Path
) -> None:
    deliver(measured, tmp_path, Console(quiet=True))
    text = (tmp_path / PAGE).read_text(encoding="utf-8")
    assert "knowing in service" in text
    assert "asked for its order only" in text
    assert text.count("<figure>") == 2  # precision by task, and vague wishes by mode


def test_a_service_of_another_catalogue_is_noticed(service: Service, tmp_path: Path) -> None:
    others = [
        Drawn({**one.row, "id": f"other-{one.row['id']}"}, one.picture)
        for one in drawn_products(60)
    ]
    shelf = Shelf(write_catalogue(tmp_path / "c", others))
    subject = open_subject(shelf, UNKNOWN, Options(split="all", limit=20), Silent())
    with pytest.raises(EvaluationError, match="the one that the service has ingested"):
        evaluate_served(subject, service, Silent())
