"""What averaging several views of a query or of a picture brings without any training.

The recipe is that of MODA: a query plus a quarter of a sentence around it; a picture plus a quarter
of itself with a margin and a quarter of its centre.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import ImageOps

from finetune.compact.report.calibrating import as_pictures
from finetune.compact.report.validating import validate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image

    from finetune.calibration.hits import Vectors
    from finetune.compact.report.testing import Held, Model

SHARE = 0.25
SENTENCE = "a fashion product photo of {}"
MEASURES = (
    "title_r1", "title_r10", "colour_type_p10", "type_p10", "picture_type_p10",
    "picture_triple_p10", "photo_zero_shot",
)  # fmt: skip


def ensembling_table(model: Model, held: Held) -> str:
    """Measures of each way, as a table in Markdown."""
    pool, plain = held.pool, held.vectors
    pictures = as_pictures(pool, np.arange(len(pool)))
    mirrored = model.pictures([ImageOps.mirror(picture) for picture in pictures])
    padded = model.pictures([_padded(picture) for picture in pictures])
    cropped = model.pictures([_centre(picture) for picture in pictures])

    def in_sentence(texts: Sequence[str]) -> Vectors:
        around = model.texts([SENTENCE.format(text) for text in texts])
        return _unit(model.texts(texts) + SHARE * around)

    views = _unit(plain + SHARE * (padded + cropped))
    ways = {
        "plain": validate(pool, plain, model.texts),
        "query + .25 sentence": validate(pool, plain, in_sentence),
        "picture + .25 padded + .25 centre": validate(pool, views, model.texts),
        "both": validate(pool, views, in_sentence),
        "picture + mirrored picture": validate(pool, _unit(plain + mirrored), model.texts),
    }
    lines = [f"| way | {' | '.join(MEASURES)} |", f"| --- |{' --- |' * len(MEASURES)}"]
    for name, found in ways.items():
        values = " | ".join(f"{found[measure]:.3f}" for measure in MEASURES)
        lines.append(f"| {name} | {values} |")
    return "\n".join(lines)


def _padded(picture: Image.Image) -> Image.Image:
    """With a white margin of a tenth of each side."""
    margin = (picture.width // 10, picture.height // 10)
    return ImageOps.expand(picture, margin, fill="white")


def _centre(picture: Image.Image) -> Image.Image:
    """The middle, without a tenth of each side at either end."""
    across, down = picture.width // 10, picture.height // 10
    return picture.crop((across, down, picture.width - across, picture.height - down))


def _unit(vectors: Vectors) -> Vectors:
    result: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return result
