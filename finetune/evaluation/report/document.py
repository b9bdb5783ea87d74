"""The JSON document: everything in figures, for programs."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from finetune.evaluation.evaluate import Evaluation
from finetune.evaluation.report.summary import Figure, Line, Slice
from finetune.metrics import Interval
from service.version import VERSION

FORMAT = 1


def write_document(path: Path, evaluation: Evaluation, lines: Sequence[Line]) -> None:
    """Write the document; `document` says what is in it."""
    text = json.dumps(document(evaluation, lines), indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def document(evaluation: Evaluation, lines: Sequence[Line]) -> dict[str, Any]:
    """Return the whole evaluation as JSON values."""
    subject = evaluation.subject
    options, stock = subject.options, subject.stock
    return {
        "format": FORMAT,
        "version": VERSION,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(evaluation.seconds, 1),
        "model": _model(evaluation),
        "catalogue": {
            "name": subject.catalogue.name,
            "products_with_picture": len(stock),
            "without_picture": stock.without_picture,
            "broken_pictures": stock.broken,
            "rejected_rows": stock.rejected,
            "splits": stock.split_counts(),
        },
        "options": {"split": options.split, "limit": options.limit, "seed": options.seed},
        "audit": _audit(evaluation),
        "measurements": [_measurement(line) for line in lines],
        "calibration": [
            {
                "kind": one.kind,
                "hits": one.hits,
                "right": one.right,
                "expected_calibration_error": one.error,
                "tasks": list(one.tasks),
                "bins": [
                    {"confidence": b.confidence, "accuracy": b.accuracy, "count": b.count}
                    for b in one.bins
                ],
            }
            for one in evaluation.reliabilities
        ],
        "nothing_close": [{"query": p.text, "match": p.match} for p in evaluation.probes],
    }


def _model(evaluation: Evaluation) -> dict[str, Any]:
    if evaluation.served:
        served = evaluation.served
        return {
            "name": served.model,
            "digest": served.digest,
            "via": served.url,
            "generation": served.generation,
        }
    model = evaluation.model
    return (
        {}
        if model is None
        else {"name": model.model, "digest": model.digest, "dimension": model.dimension}
    )


def _audit(evaluation: Evaluation) -> dict[str, Any]:
    found = evaluation.subject.audit
    documented: dict[str, Any] = {
        "clean": found.clean,
        "candidates": found.candidates,
        "dropped": dict(found.dropped),
        "judged": len(found.judged),
        "titles_shared": found.titles_shared,
        "statements": list(found.statements),
    }
    if evaluation.subject.photos:
        photos = evaluation.subject.photos[1]
        documented["photos"] = {
            "candidates": photos.candidates,
            "dropped": dict(photos.dropped),
            "judged": len(photos.judged),
        }
    return documented


def _measurement(line: Line) -> dict[str, Any]:
    one = line.measurement
    return {
        "task": one.task,
        "about": line.about,
        "system": one.system,
        "corpus": one.corpus,
        "queries": len(one.asked),
        "main": line.main,
        "metrics": {metric: _figure(figure) for metric, figure in line.figures.items()},
        "slices": [_slice(found) for found in line.slices],
    }


def _figure(figure: Figure) -> dict[str, float]:
    return {**_interval(figure.interval), "ceiling": round(figure.ceiling, 6)}


def _slice(found: Slice) -> dict[str, Any]:
    named = {"by": found.by, "value": found.value, "queries": found.queries}
    return {**named, **_interval(found.interval)}


def _interval(interval: Interval) -> dict[str, float]:
    ends = {"mean": interval.mean, "low": interval.low, "high": interval.high}
    return {name: round(value, 6) for name, value in ends.items()}
