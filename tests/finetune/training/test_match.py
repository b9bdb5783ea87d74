"""The calibration of a trained model: fitted on its dev side, shown by the service."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from rich.console import Console
from typer.testing import CliRunner

from finetune.calibration.composing import KEPT
from finetune.command import app
from finetune.training.calibrating import Calibrated, calibrate
from finetune.training.data.prepared import Row
from finetune.training.data.sides import Split
from finetune.training.report.progress import ConsoleTeller
from finetune.training.train import start
from finetune.training.trainer import join_processes
from ingest.job import run as ingest
from service.engine.encoder import Vectors
from service.engine.encoder.sentence import load_encoder
from service.engine.opening import open_engine
from service.engine.query import Hit, Query
from tests.finetune.training.conftest import Trained, draw_product, settings_of
from tests.service.engine.conftest import run as wait_for

TYPES = ("Tshirts", "Trousers", "Ties", "Sarees")
COLOURS = ("Red", "Green", "Blue")
AXES = {word.lower(): place for place, word in enumerate((*TYPES, *COLOURS, "Men", "Women"))}


def embed(texts: Sequence[str]) -> Vectors:
    """A good model: every word that it knows has an axis; the rest of a text is noise."""
    rows = np.random.default_rng(5).normal(0, 0.15, (len(texts), 16)).astype(np.float32)
    for row, text in zip(rows, texts, strict=True):
        for word in text.lower().split():
            if word in AXES:
                row[AXES[word]] += 1
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def products(count: int, *columns: str) -> list[Row]:
    """Rows of every look in turn, with these columns only."""
    made = []
    for number in range(count):
        known = {
            "articleType": TYPES[number % 4],
            "baseColour": COLOURS[number // 4 % 3],
            "gender": ("Men", "Women")[number // 12 % 2],
        }
        title = " ".join(known.values())
        attributes = {column: known[column] for column in columns}
        digest = f"{number:040x}"
        made.append(Row(str(number), title, None, attributes, digest, Split.DEV, 0, 0))
    return made


def calibrated(rows: Sequence[Row]) -> Calibrated:
    return calibrate(rows, embed([row.title or "" for row in rows]), embed, seed=7)


def test_every_kind_has_a_curve_that_tells_near_from_far() -> None:
    found = calibrated(products(120, *KEPT))
    assert set(found.curves) == {"text", "image", "composed"}
    assert found.missing == {}
    for curve in found.curves.values():
        near, far = curve.probability(np.array([1.0, 0.0]))
        assert near > far + 0.3


def test_equal_seeds_give_equal_curves() -> None:
    rows = products(60, *KEPT)
    assert calibrated(rows) == calibrated(rows)


def test_too_few_products_to_measure_by_give_no_curve_and_say_so() -> None:
    found = calibrated(products(29, *KEPT))
    assert found.curves == {}
    assert set(found.missing) == {"text", "image", "composed"}
    assert "29 are there, and it takes 30" in found.missing["text"]


def test_a_catalogue_of_titles_alone_is_calibrated_for_words_alone() -> None:
    found = calibrated(products(120))
    assert set(found.curves) == {"text"}
    assert found.missing["image"].endswith("0 are of a known type, and it takes 30")
    assert "less than two of type, colour and gender" in found.missing["composed"]


def test_products_of_one_type_leave_pictures_without_a_wrong_hit() -> None:
    rows = [row for row in products(480, "articleType", "baseColour") if row.attributes]
    found = calibrated([row for row in rows if row.attributes["articleType"] == "Ties"])
    assert "and 0 wrong" in found.missing["image"]
    assert {"text", "composed"} == set(found.curves)


def test_a_model_that_never_finds_the_change_is_not_calibrated_for_changes() -> None:
    rows = products(120, *KEPT)
    pictures = embed([row.title or "" for row in rows])
    found = calibrate(rows, pictures, lambda texts: -embed(texts), seed=7)
    assert "image" in found.curves
    assert "composed" not in found.curves
    assert found.missing["composed"].startswith("of its hits 0 are right")


def test_the_manifest_has_the_curves_in_the_form_that_the_service_reads(trained: Trained) -> None:
    curves = load_encoder(str(trained.out)).calibration.curves
    assert set(curves) == {"text", "image", "composed"}
    assert all(slope > 0 for slope, _ in curves.values())
    recorded = trained.manifest["calibration"]
    assert {kind: (one["slope"], one["intercept"]) for kind, one in recorded.items()} == curves
    assert trained.manifest["uncalibrated"] == {}
    card = (trained.out / "README.md").read_text()
    assert f"cosine + {recorded['text']['intercept']}" in card
    assert "Not calibrated" not in card
    assert "calibrating the match on" in trained.shown


@pytest.fixture(scope="module")
def promoted(
    trained: Trained, catalogue: Path, tiny_clip: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A data folder that served the model as it was before, and then got the trained one."""
    data = tmp_path_factory.mktemp("promoted")
    ingest(catalogue, data=data, encoder=load_encoder(str(tiny_clip)))
    arguments = ["promote", "--data", str(data), "--catalogue", str(catalogue), "--live"]
    arguments += [str(tiny_clip), "--candidate", str(trained.out), "--split", "all"]
    done = CliRunner().invoke(app, [*arguments, "--out", str(data / "judged")])
    assert done.exit_code == 0, done.output
    return data


def hits_of(data: Path, model: Path, query: Query) -> tuple[Hit, ...]:
    engine = open_engine(data, load_encoder(str(model)))
    try:
        return wait_for(engine.search(query)).hits
    finally:
        wait_for(engine.close())


def test_a_promoted_model_shows_a_match_for_every_kind_of_query(
    trained: Trained, promoted: Path
) -> None:
    asked = {
        "text": Query(text="blue ties"),
        "image": Query(image=draw_product("Ties", "Blue", 3)),
        "composed": Query(text="but in red", like=("1002",)),
    }
    for kind, query in asked.items():
        assert query.kind == kind
        hits = hits_of(promoted, trained.out, query)
        assert hits
        assert all(hit.match is not None and 0.0 <= hit.match <= 1.0 for hit in hits)


def test_a_model_of_too_few_products_says_so_and_leaves_match_null(
    new_catalogue: Callable[..., Path], tiny_clip: Path, tmp_path: Path
) -> None:
    shop, out = new_catalogue(80), tmp_path / "out"
    with (tmp_path / "shown.txt").open("w") as file:
        teller = ConsoleTeller(Console(file=file, width=200))
        settings = settings_of(shop, tiny_clip, max_steps=2, eval_every=2)
        start(settings, out, teller=teller, processes=join_processes())
    shown = (tmp_path / "shown.txt").read_text()
    card = (out / "README.md").read_text()
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["calibration"] == {}
    for kind in ("text", "image", "composed"):
        assert f"not calibrated for {kind} queries, whose match will be null" in shown
        assert f"Not calibrated for {kind} queries: the service shows no match" in card
        assert "it takes 30" in manifest["uncalibrated"][kind]
    ingest(shop, data=tmp_path / "data", encoder=load_encoder(str(out)))
    for query in (Query(text="blue ties"), Query(image=Image.new("RGB", (48, 48), "blue"))):
        hits = hits_of(tmp_path / "data", out, query)
        assert hits
        assert all(hit.match is None for hit in hits)
