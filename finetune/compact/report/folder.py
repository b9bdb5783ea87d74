"""The folder that is shipped: weights, manifest and model card."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from finetune.calibration.curve import Curve
from finetune.calibration.record import calibration_entries
from finetune.compact.report.card import card
from service.engine.compact.assembly import assemble
from service.engine.encoder.model_folder import calibration_of

if TYPE_CHECKING:
    from pathlib import Path

    from service.engine.compact.picture_tower import PictureTower
    from service.engine.compact.word_tower import WordTower
    from service.engine.encoder.familiarity import Familiarity

NAME = "modiste-compact"
VERSION = "1.3.0"
MANIFEST = "manifest.json"
WEIGHTS = "*.safetensors"
LIMIT_BYTES = 60_000_000

BASES = (
    {"name": "EfficientNet-Lite2, ImageNet weights", "licence": "Apache-2.0"},
    {"name": "sentence-transformers/all-MiniLM-L6-v2", "licence": "Apache-2.0"},
)
DATA = (
    {"name": "Fashion Product Images (Small)", "licence": "MIT", "domain": "studio"},
    {"name": "Clothing dataset", "licence": "CC0-1.0", "domain": "photos"},
    {"name": "drawings of ingest.sample", "licence": "Apache-2.0", "domain": "rendered"},
)


class OversizeError(RuntimeError):
    """The folder is larger than what may be shipped."""


def export(
    words: WordTower, pictures: PictureTower, folder: Path, trained_on: dict[str, int]
) -> None:
    """Write both towers and a first manifest into the folder.

    Args:
        words: the trained word tower.
        pictures: the trained picture tower.
        folder: created where it is missing.
        trained_on: domain -> number of training pictures.

    Raises:
        OversizeError: it takes more than 60 MB.
    """
    assemble(words, pictures.as_fused()).save(str(folder), create_model_card=False)
    for file in folder.rglob("*"):
        file.chmod(0o755 if file.is_dir() else 0o644)
    manifest = {
        "name": NAME,
        "version": VERSION,
        "digest": digest(folder),
        "dimension": words.dimension,
        "matryoshka_dimensions": [words.dimension, words.dimension // 2],
        "normalised": True,
        "preprocessing": pictures.preprocessing.describe(),
        "text": {"max_tokens": words.max_tokens, "tokenizer": "BERT word pieces, lower case"},
        "bases": list(BASES),
        "splits": "by SHA-1 of the picture; see finetune.compact.splits",
        "training_data": [
            {**data, "pictures": trained_on[data["domain"]]}
            for data in DATA
            if data["domain"] in trained_on
        ],
    }
    write_manifest(folder, manifest)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    if size > LIMIT_BYTES:
        raise OversizeError(f"{folder} takes {size:,} bytes; at most {LIMIT_BYTES:,} are shipped")


def digest(folder: Path) -> str:
    """SHA-256 over the weight files, in the order of their names."""
    found = sha256()
    for file in sorted(folder.rglob(WEIGHTS)):
        found.update(file.read_bytes())
    return found.hexdigest()


def read_manifest(folder: Path) -> dict[str, Any]:
    """What the folder says of itself.

    Raises:
        FileNotFoundError: the folder was not exported.
    """
    path = folder / MANIFEST
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing; run: python -m finetune.compact export")
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return manifest


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest."""
    text = json.dumps(manifest, indent=2, sort_keys=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def record_calibration(folder: Path, curves: dict[str, Curve], familiarity: Familiarity) -> None:
    """Add the fitted curves and the familiarity of pictures to the manifest."""
    write_manifest(folder, read_manifest(folder) | calibration_entries(curves, familiarity))


def recorded_curves(folder: Path) -> dict[str, Curve]:
    """The curves of the manifest."""
    entries = read_manifest(folder).get("calibration", {})
    return {kind: Curve(entry["slope"], entry["intercept"]) for kind, entry in entries.items()}


def recorded_familiarity(folder: Path) -> Familiarity:
    """The familiarity of the manifest.

    Raises:
        ValueError: it was not fitted yet.
    """
    found = calibration_of(read_manifest(folder)).familiarity
    if found is None:
        raise ValueError(f"{folder} is not calibrated; run: python -m finetune.compact calibrate")
    return found


def record_quality(folder: Path, measures: dict[str, float]) -> None:
    """Put the measures into the manifest, and write the model card from it."""
    manifest = read_manifest(folder)
    manifest["quality"] = {name: round(value, 4) for name, value in measures.items()}
    write_manifest(folder, manifest)
    (folder / "README.md").write_text(card(manifest), encoding="utf-8")
