"""How a calibration is written into a manifest: what the service reads from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from finetune.calibration.curve import Curve
    from service.engine.encoder.familiarity import Familiarity

NAMES = {"articleType": "type", "baseColour": "colour", "gender": "gender"}
"""Column -> how people call it: what titles and compositions are judged by."""
RELEVANT = {
    "text": "the product's labels satisfy all that the text asks for; for a title: {columns}",
    "image": "the product is of the same article type",
    "photo": "the product may be called what the photo shows",
    "composed": "the product is what is shown, with the one thing changed: {columns}",
}


def calibration_entries(
    curves: Mapping[str, Curve],
    familiarity: Familiarity | None = None,
    *,
    columns: Sequence[str] = tuple(NAMES),
) -> dict[str, Any]:
    """Return the parts of a manifest that say how scores become probabilities.

    Args:
        curves: kind of query -> its curve.
        familiarity: `None` for a model that brings none.
        columns: of `NAMES`, what titles and compositions were judged by.
    """
    named = ", ".join(name for column, name in NAMES.items() if column in columns)
    entries: dict[str, Any] = {
        "calibration": {
            kind: {
                "slope": round(curve.slope, 6),
                "intercept": round(curve.intercept, 6),
                "relevant": RELEVANT[kind].format(columns=named or "its words"),
            }
            for kind, curve in curves.items()
        }
    }
    if familiarity is not None:
        entries["familiarity"] = {
            "bias": round(familiarity.bias, 4),
            "weights": [round(weight, 4) for weight in familiarity.weights],
        }
    return entries


def calibration_lines(calibration: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the curves of a manifest as the items of a list in Markdown."""
    return [
        f"- {kind}: p = 1 / (1 + exp(-({curve['slope']} * cosine + {curve['intercept']}))), the "
        f"probability that {curve['relevant']}."
        for kind, curve in calibration.items()
    ]
