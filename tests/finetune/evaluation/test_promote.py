import shutil
from pathlib import Path

import pytest
from rich.console import Console

from finetune.evaluation.comparison import compare, refusals
from finetune.evaluation.errors import EvaluationError, RefusedError
from finetune.evaluation.evaluate import Evaluation, Subject, evaluate, open_subject
from finetune.evaluation.output import DOCUMENT
from finetune.evaluation.progress import Silent
from finetune.evaluation.promote import Contest, promote, require_live, roll_back
from finetune.evaluation.settings import Options
from finetune.evaluation.stock.exposure import UNKNOWN
from finetune.evaluation.stock.shelf import Shelf
from ingest.job import run
from ingest.lock import IngestLock, LockedError
from service.engine.encoder import Encoder, Fingerprint
from service.engine.encoder.hashed import HashEncoder
from service.engine.errors import NoGenerationError
from service.engine.index.generations import Generations
from service.engine.opening import open_engine
from service.engine.query import Query
from tests.finetune.evaluation.conftest import (
    Knowing,
    Shuffled,
    drawn_products,
    write_catalogue,
)
from tests.service.engine.conftest import run as wait_for


class Renamed(Knowing):
    """The good model under another digest: as good, but not the same."""

    @property
    def fingerprint(self) -> Fingerprint:
        return Fingerprint("renamed", "3" * 64, 64, "mean colours of an 8x8 grid")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_catalogue(tmp_path_factory.mktemp("shop"), drawn_products(192))


@pytest.fixture(scope="module")
def judged(shop: Path) -> Subject:
    return open_subject(Shelf(shop), UNKNOWN, Options(split="all", limit=40), Silent())


@pytest.fixture(scope="module")
def served_by_hash(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    run(shop, data=data, encoder=HashEncoder())
    return data


@pytest.fixture
def data(served_by_hash: Path, tmp_path: Path) -> Path:
    """A data folder of which the live generation was made by the deterministic encoder."""
    return Path(shutil.copytree(served_by_hash, tmp_path / "data"))


def contest(data: Path, incumbent: Encoder, challenger: Encoder) -> Contest:
    return Contest(
        live=require_live(data),
        incumbent=incumbent,
        challenger=challenger,
        data=data,
        out=data.parent,
    )


def test_a_better_model_takes_over_and_the_old_one_can_come_back(
    data: Path, judged: Subject
) -> None:
    quiet = Console(quiet=True)
    done = promote(contest(data, HashEncoder(), Knowing()), judged, quiet, Silent())
    assert done.generation == "gen-000002"
    assert require_live(data).fingerprint == Knowing().fingerprint
    assert (data.parent / DOCUMENT).is_file()
    engine = open_engine(data, Knowing())
    answer = wait_for(engine.search(Query(text="blue sarees", mode="dense", limit=5)))
    assert {hit.product.attributes["articleType"] for hit in answer.hits} == {"Sarees"}
    wait_for(engine.close())

    before = roll_back(data)
    assert before.generation == "gen-000001"
    assert before.fingerprint == HashEncoder().fingerprint
    wait_for(open_engine(data, HashEncoder()).close())


def test_a_worse_model_is_refused_with_the_reason_and_nothing_changes(
    data: Path, judged: Subject
) -> None:
    run(judged.catalogue, data=data, encoder=Knowing())
    names = Generations(data).names()
    with pytest.raises(RefusedError, match="gen-000002 stays live") as refused:
        promote(contest(data, Knowing(), Shuffled()), judged, Console(quiet=True), Silent())
    assert "P@10 of colour + type → products" in str(refused.value)
    assert Generations(data).names() == names
    assert require_live(data).fingerprint == Knowing().fingerprint


def test_an_equal_model_is_not_refused(evaluation: Evaluation, cache: Path) -> None:
    same = evaluate(evaluation.subject, Renamed(), cache, Silent())
    comparisons = compare(evaluation, same)
    assert {one.task for one in comparisons} >= {"title", "colour-type", "vague", "picture-type"}
    assert all(one.difference.mean == 0.0 for one in comparisons)
    assert refusals(comparisons) == ()


def test_the_model_in_service_cannot_be_its_own_candidate(data: Path) -> None:
    with pytest.raises(EvaluationError, match="nothing to promote"):
        contest(data, HashEncoder(), HashEncoder())


def test_a_model_that_did_not_make_the_live_generation_is_no_incumbent(data: Path) -> None:
    with pytest.raises(EvaluationError, match=r"made by hash-encoder .* give that one with --live"):
        contest(data, Knowing(), Shuffled())


def test_models_that_were_asked_different_things_are_not_compared(
    evaluation: Evaluation, judged: Subject, cache: Path
) -> None:
    other = evaluate(judged, Renamed(), cache, Silent())
    with pytest.raises(EvaluationError, match="not asked the same queries"):
        compare(evaluation, other)


def test_nothing_live_is_told_with_the_command_that_helps(tmp_path: Path) -> None:
    with pytest.raises(NoGenerationError, match="python -m ingest CATALOGUE"):
        require_live(tmp_path)


def test_without_an_older_generation_there_is_no_way_back(data: Path) -> None:
    with pytest.raises(EvaluationError, match="no generation older than gen-000001"):
        roll_back(data)


def test_there_is_no_way_back_while_an_ingest_writes(data: Path) -> None:
    with IngestLock(data), pytest.raises(LockedError):
        roll_back(data)
