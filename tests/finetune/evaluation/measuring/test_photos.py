from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from finetune.evaluation.errors import EvaluationError
from finetune.evaluation.measuring.measurement import Measurement
from finetune.evaluation.measuring.photos import embed_photos, measure_photos, survey_photos
from finetune.evaluation.measuring.trial import Trial
from finetune.evaluation.progress import Silent
from finetune.evaluation.stock.exposure import UNKNOWN
from tests.finetune.evaluation.conftest import drawing, encoded

LABELS = {"T-Shirt": "Tshirts", "Shirt": "Shirts", "Outwear": "Jackets"}


def write_photos(path: Path, labels: list[str]) -> Path:
    rows = [
        {
            "id": f"photo{number}",
            "label": label,
            "image": {
                "bytes": encoded(drawing(LABELS.get(label, "Sarees"), "Red", 300 + number)),
                "path": f"{number}.png",
            },
        }
        for number, label in enumerate(labels)
    ]
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


@pytest.fixture(scope="module")
def measured(
    trial: Trial, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], Measurement]:
    folder = tmp_path_factory.mktemp("photos")
    path = write_photos(folder / "photos.parquet", [*LABELS, *LABELS, "Not sure"])
    surveyed = survey_photos(path, "all", UNKNOWN, Silent())
    photos = embed_photos(surveyed, trial.encoder, folder, Silent())
    return {(one.task, one.corpus): one for one in measure_photos(trial, photos)}


def test_photos_find_products_of_the_type_that_their_label_means(
    measured: dict[tuple[str, str], Measurement],
) -> None:
    one = measured["photo-type", "whole"]
    assert len(one.asked) == 6  # a label that means nothing here is not asked
    assert one.values["P@10"].mean() == 1.0
    assert {asked.slices["label"] for asked in one.asked} == set(LABELS)


def test_the_wider_reading_is_never_stricter(
    measured: dict[tuple[str, str], Measurement],
) -> None:
    narrow, wide = measured["photo-type", "judged"], measured["photo-type-near", "judged"]
    assert (wide.values["P@10"] >= narrow.values["P@10"]).all()


def test_the_label_is_told_by_the_nearest_of_its_words(
    trial: Trial, measured: dict[tuple[str, str], Measurement]
) -> None:
    one = measured["photo-label", "10 labels"]
    assert len(one.asked) == 6
    assert set(one.values["accuracy"]) <= {0.0, 1.0}
    assert one.values["accuracy"].tolist() == one.relevant[:, 0].tolist()


def test_photos_without_a_known_label_are_refused(tmp_path: Path) -> None:
    path = write_photos(tmp_path / "photos.parquet", ["Not sure", "Other"])
    with pytest.raises(EvaluationError, match="no photo has a label that is known"):
        survey_photos(path, "all", UNKNOWN, Silent())
