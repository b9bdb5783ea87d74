"""What the bundled weights promise."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw
from sentence_transformers import SentenceTransformer

from service.engine.encoder.model_folder import calibration_of

FOLDER = Path(__file__).parents[4] / "service" / "weights" / "compact"
Polygon = list[tuple[int, int]]

DRESS: Polygon = [
    (95, 40),
    (125, 60),
    (175, 60),
    (205, 40),
    (195, 150),
    (245, 360),
    (55, 360),
    (105, 150),
]
TSHIRT: Polygon = [
    (105, 70), (130, 85), (170, 85), (195, 70), (265, 130), (235, 175), (205, 155), (205, 330),
    (95, 330), (95, 155), (65, 175), (35, 130),
]  # fmt: skip
TROUSERS: Polygon = [(95, 40), (205, 40), (230, 370), (170, 370), (150, 140), (130, 370), (70, 370)]


@pytest.fixture(scope="module")
def model() -> SentenceTransformer:
    return SentenceTransformer(str(FOLDER), trust_remote_code=True, device="cpu")


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    return json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))


def _drawn(outline: Polygon, colour: str) -> Image.Image:
    picture = Image.new("RGB", (300, 400), "white")
    ImageDraw.Draw(picture).polygon(outline, fill=colour)
    return picture


def _rows(model: SentenceTransformer, inputs: list[Any]) -> np.ndarray:
    return model.encode(inputs, normalize_embeddings=True, show_progress_bar=False)


def test_it_is_small_enough_to_ship() -> None:
    assert sum(file.stat().st_size for file in FOLDER.rglob("*") if file.is_file()) <= 60_000_000


def test_the_manifest_names_these_very_weights(manifest: dict[str, Any]) -> None:
    digest = sha256()
    for file in sorted(FOLDER.rglob("*.safetensors")):
        digest.update(file.read_bytes())
    assert manifest["digest"] == digest.hexdigest()


def test_the_manifest_states_licences_and_measured_quality(manifest: dict[str, Any]) -> None:
    assert {base["licence"] for base in manifest["bases"]} == {"Apache-2.0"}
    assert manifest["quality"]["title_r10"] > 0.5
    assert set(manifest["calibration"]) >= {"text", "image"}


def test_words_and_pictures_share_one_space(
    model: SentenceTransformer, manifest: dict[str, Any]
) -> None:
    words = _rows(model, [{"text": "red dress"}])
    pictures = _rows(model, [_drawn(DRESS, "red")])
    assert words.shape == pictures.shape == (1, manifest["dimension"])
    assert np.allclose(np.linalg.norm(words), 1, atol=1e-5)
    assert np.allclose(np.linalg.norm(pictures), 1, atol=1e-5)


def test_a_picture_is_the_same_in_a_batch_and_alone(model: SentenceTransformer) -> None:
    pictures = [_drawn(DRESS, "red"), _drawn(TSHIRT, "navy"), _drawn(TROUSERS, "black")]
    batched = _rows(model, pictures)
    single = np.concatenate([_rows(model, [picture]) for picture in pictures])
    assert ((batched * single).sum(1) >= 0.9999).all()


def test_a_text_is_the_same_in_a_batch_and_alone(model: SentenceTransformer) -> None:
    texts = [{"text": "red"}, {"text": "a pair of comfortable blue jeans for the weekend"}]
    batched = _rows(model, texts)
    single = np.concatenate([_rows(model, [text]) for text in texts])
    assert ((batched * single).sum(1) >= 0.9999).all()


def test_colour_words_pick_the_picture_of_their_colour(model: SentenceTransformer) -> None:
    colours = ("red", "blue", "green", "black", "yellow")
    pictures = _rows(model, [_drawn(TSHIRT, colour) for colour in colours])
    words = _rows(model, [{"text": f"{colour} t-shirt"} for colour in colours])
    assert (words @ pictures.T).argmax(1).tolist() == list(range(len(colours)))


def test_kinds_are_told_apart(model: SentenceTransformer) -> None:
    pictures = _rows(model, [_drawn(o, "navy") for o in (DRESS, TSHIRT, TROUSERS)])
    words = _rows(model, [{"text": t} for t in ("navy dress", "navy t-shirt", "navy trousers")])
    assert (words @ pictures.T).argmax(1).tolist() == [0, 1, 2]


def test_synonyms_are_near_each_other_and_far_from_other_things(model: SentenceTransformer) -> None:
    tee, tshirt, shoes = _rows(model, [{"text": t} for t in ("tee", "t-shirt", "running shoes")])
    assert tee @ tshirt > 0.6
    assert tee @ tshirt > tee @ shoes + 0.2


def test_addresses_and_paths_are_read_as_words(model: SentenceTransformer) -> None:
    rows = _rows(model, [{"text": "https://example.org/x.png"}, {"text": "/etc/passwd.png"}])
    assert np.isfinite(rows).all()


def test_the_first_half_of_the_dimensions_ranks_alike(model: SentenceTransformer) -> None:
    pictures = _rows(
        model, [_drawn(o, c) for o in (DRESS, TSHIRT, TROUSERS) for c in ("red", "navy")]
    )
    words = _rows(model, [{"text": "red dress"}])
    assert (words @ pictures.T).argmax() == (words[:, :128] @ pictures[:, :128].T).argmax()


def _landscape(sky: str, land: str) -> Image.Image:
    """Two ridges under a sun: drawn here, otherwise than what the model was calibrated with."""
    picture = Image.new("RGB", (320, 240), sky)
    draw = ImageDraw.Draw(picture)
    draw.ellipse([230, 30, 270, 70], fill="gold")
    draw.polygon(
        [(0, 150), (90, 80), (170, 140), (260, 95), (320, 150), (320, 240), (0, 240)], land
    )
    draw.rectangle([0, 190, 320, 240], fill="sienna")
    return picture


def test_a_landscape_matches_no_product(
    model: SentenceTransformer, manifest: dict[str, Any]
) -> None:
    calibration = calibration_of(manifest)
    places = [_landscape("skyblue", "darkgreen"), _landscape("lightpink", "dimgrey")]
    for vector in _rows(model, places):
        assert (calibration.seen(vector).match("photo", 0.85) or 1) < 0.3


def test_a_product_on_any_ground_is_familiar(
    model: SentenceTransformer, manifest: dict[str, Any]
) -> None:
    calibration = calibration_of(manifest)
    for vector in _rows(model, [_drawn(DRESS, "red"), _drawn(TSHIRT, "navy")]):
        assert (calibration.seen(vector).match("image", 0.9) or 0) > 0.5
