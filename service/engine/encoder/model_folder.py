"""What a model's folder says about the model: its manifest, and a digest of its weights."""

import json
from hashlib import sha256
from math import isfinite
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from service.engine.encoder.calibration import Calibration
from service.engine.encoder.familiarity import Familiarity
from service.engine.errors import ModelError

Precision: TypeAlias = Literal["auto", "fp32", "bf16"]

BUNDLED: Final = "bundled"
BUNDLED_FOLDER: Final = Path(__file__).parents[2] / "weights" / "compact"

_WEIGHTS: Final = (".safetensors", ".bin", ".pt", ".pth")


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read `manifest.json`; empty where there is none."""
    path = folder / "manifest.json"
    if not path.is_file():
        return {}
    loaded = json.loads(path.read_text(encoding="utf-8"))
    return loaded if isinstance(loaded, dict) else {}


def calibration_of(manifest: dict[str, Any]) -> Calibration:
    """Return the calibration that a manifest holds; empty for a model without one."""
    curves = manifest.get("calibration", {})
    familiar = manifest.get("familiarity")
    return Calibration(
        {
            kind: (float(curve["slope"]), float(curve["intercept"]))
            for kind, curve in curves.items()
        },
        None
        if familiar is None
        else Familiarity(tuple(map(float, familiar["weights"])), float(familiar["bias"])),
    )


def quality_of(model: str, *, digest: str) -> dict[str, float]:
    """Return what was measured of a model, as its folder's manifest says: name -> number.

    Empty for a model without a folder or without numbers, and where the manifest is of other
    weights than `digest`.
    """
    folder = BUNDLED_FOLDER if model == BUNDLED else Path(model)
    manifest = read_manifest(folder)
    measured = manifest.get("quality")
    if manifest.get("digest") != digest or not isinstance(measured, dict):
        return {}
    numbers = {name: value for name, value in measured.items() if type(value) in (int, float)}
    return {str(name): float(value) for name, value in numbers.items() if isfinite(value)}


def weights_digest(folder: Path) -> str | None:
    """Return the sha256 over a folder's weight files, hexadecimal; `None` where there are none."""
    files = sorted(p for p in folder.rglob("*") if p.suffix in _WEIGHTS) if folder.is_dir() else []
    digest = sha256()
    for path in files:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest() if files else None


def require_there(model: str) -> None:
    """Refuse a name that can only be a folder's where there is no such folder.

    Raises:
        ModelError: naming the folder.
    """
    if model != BUNDLED and _reads_as_path(model) and not Path(model).is_dir():
        raise ModelError(
            f"the model folder {model!r} does not exist; give a folder saved by "
            "sentence-transformers, a hub name or bundled"
        )


def _reads_as_path(model: str) -> bool:
    """Say whether a name can only be a folder's: hub names are `name` or `owner/name`."""
    path = Path(model)
    beside_others = len(path.parts) == 2 and path.parent.is_dir()
    return (
        model.startswith((".", "~")) or path.is_absolute() or beside_others or len(path.parts) > 2
    )


def first_line(error: BaseException) -> str:
    """Return the first line of an error, cut where it gets long."""
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
