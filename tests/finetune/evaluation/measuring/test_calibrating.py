from pathlib import Path

import numpy as np
import pytest

from finetune.evaluation.evaluate import Evaluation, Subject, open_subject
from finetune.evaluation.measuring.calibrating import (
    LANDSCAPE,
    NONSENSE,
    composed_reliability,
    landscape,
    probe,
    reliabilities,
)
from finetune.evaluation.measuring.compositions import answerable
from finetune.evaluation.measuring.measurement import Asked, measure_precision
from finetune.evaluation.measuring.ranking import Ranked
from finetune.evaluation.measuring.trial import Trial
from finetune.evaluation.progress import Silent
from finetune.evaluation.settings import Options
from finetune.evaluation.stock.exposure import UNKNOWN
from finetune.evaluation.stock.shelf import Shelf
from finetune.evaluation.stock.vectors import picture_vectors
from finetune.metrics import expected_calibration_error
from ingest.job import run as ingest
from service.engine.encoder import Calibration, Encoder
from service.engine.opening import open_engine
from service.engine.query import Query
from service.engine.relevance.matching import ALL_ATTRIBUTES
from tests.finetune.evaluation.conftest import Knowing, drawn_products, write_catalogue
from tests.service.engine.conftest import run as wait_for


def measured_hits(cosines: np.ndarray, right: np.ndarray) -> tuple:  # type: ignore[type-arg]
    rows = np.arange(cosines.size).reshape(cosines.shape)
    ranked = Ranked(rows, cosines.astype(np.float32))
    asked = [Asked(str(place)) for place in range(len(cosines))]
    counts = np.full(len(cosines), 10)
    return (measure_precision(("type", "dense", "judged"), asked, ranked, right, counts),)


def test_a_model_whose_matches_come_true_has_no_error() -> None:
    rng = np.random.default_rng(5)
    curve = Calibration({"text": (8.0, -4.0)})
    cosines = rng.uniform(0, 1, (4_000, 10))
    truth = 1 / (1 + np.exp(-(8 * cosines - 4)))
    (found,) = reliabilities(curve, measured_hits(cosines, rng.random(truth.shape) < truth))
    assert found.error < 0.01
    assert found.hits == 40_000
    assert found.right == pytest.approx(truth.mean(), abs=0.01)


def test_a_model_that_is_too_sure_has_the_gap_as_its_error() -> None:
    rng = np.random.default_rng(6)
    cosines = np.full((2_000, 10), 0.5)
    right = rng.random(cosines.shape) < 0.3
    (found,) = reliabilities(Calibration({"text": (0.0, 2.0)}), measured_hits(cosines, right))
    assert found.error == pytest.approx(1 / (1 + np.exp(-2)) - right.mean(), abs=1e-6)


def test_only_kinds_with_a_curve_are_judged(evaluation: Evaluation) -> None:
    assert [one.kind for one in evaluation.reliabilities] == ["text", "image"]
    assert reliabilities(Calibration({}), evaluation.measurements) == ()


def test_what_no_catalogue_has_is_asked_and_its_best_match_told(trial: Trial) -> None:
    found = probe(trial)
    assert [one.text for one in found] == [*NONSENSE, LANDSCAPE]
    assert all(0.0 <= one.match <= 1.0 for one in found)
    vector = trial.encoder.embed_images([landscape()])[0]
    best = float((trial.vectors @ vector).max())
    assert found[-1].match == pytest.approx(1 / (1 + np.exp(-(12 * best - 9))), rel=1e-3)


class Composing(Knowing):
    """The good model, calibrated for compositions by a given curve."""

    def __init__(self, slope: float, intercept: float) -> None:
        super().__init__()
        self._curve = (slope, intercept)

    @property
    def calibration(self) -> Calibration:
        return Calibration({"composed": self._curve})


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Subject:
    """Three products of every look, so that ten hits are never all of one."""
    shop = write_catalogue(tmp_path_factory.mktemp("few"), drawn_products(96))
    return open_subject(Shelf(shop), UNKNOWN, Options(split="all", limit=60), Silent())


def before(subject: Subject, cache: Path, encoder: Encoder) -> Trial:
    stock = subject.stock
    vectors = picture_vectors(stock, encoder, cache, Silent())
    return Trial(stock, np.arange(len(stock), dtype=np.int64), 40, 1, encoder, vectors)


def test_the_match_of_a_composition_is_the_one_that_the_service_shows(
    few: Subject, cache: Path, tmp_path: Path
) -> None:
    trial = before(few, cache, Composing(12.0, -9.0))
    (corpus,) = trial.corpora
    asked = answerable(trial, corpus)
    assert len(asked) >= 10
    ingest(few.catalogue, data=tmp_path, encoder=trial.encoder)
    engine = open_engine(tmp_path, trial.encoder)
    shown, right = [], []
    for one in asked:
        source = trial.stock.products[one.source].id
        query = Query(text=one.composition.text, like=(source,), limit=10)
        for hit in wait_for(engine.search(query)).hits:
            assert hit.match is not None
            shown.append(hit.match)
            right.append(one.composition.relevant.matches(hit.product.attributes))
    wait_for(engine.close())
    found = composed_reliability(trial)
    assert found is not None
    assert found.hits == len(shown) == 10 * len(asked)
    assert found.right == pytest.approx(np.mean(right))
    assert found.error == pytest.approx(expected_calibration_error(shown, right))


def test_a_hit_with_all_that_is_asked_is_judged_by_that_too(few: Subject, cache: Path) -> None:
    """By sight nothing matches, so what is left is the sign that the service takes from these."""
    found = composed_reliability(before(few, cache, Composing(1.0, -40.0)))
    assert found is not None
    confidences = {round(one.confidence, 6) for one in found.bins}
    assert confidences == {0.0, ALL_ATTRIBUTES}
    sure = [one for one in found.bins if one.confidence > 0.5]
    assert all(one.accuracy > 0.9 for one in sure)


def test_compositions_are_not_judged_without_a_curve_for_them(trial: Trial) -> None:
    assert composed_reliability(trial) is None
