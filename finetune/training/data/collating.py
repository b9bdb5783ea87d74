"""From draws to the tensors of a training step."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

from PIL import Image
from sentence_transformers.sentence_transformer.data_collator import (
    SentenceTransformerDataCollator,
)

if TYPE_CHECKING:
    from finetune.training.data.drawing import Captions
    from finetune.training.data.hard_negatives import HardNegatives
    from finetune.training.data.prepared import Prepared, Row

CAPTION = "caption"
PICTURE = "picture"
NEGATIVE = "negative"
_LARGEST_CROP = 0.12
_STRIDE = 1 << 42  # another stream of random numbers than captions and negatives have


@dataclass(frozen=True)
class Pairing:
    """What a draw stands for.

    Attributes:
        rows: the training products.
        negatives: hard negatives a draw.
        augment: flip and crop pictures a little; colours stay true.
    """

    prepared: Prepared
    rows: tuple[Row, ...]
    captions: Captions
    hard_negatives: HardNegatives
    negatives: int
    augment: bool
    seed: int

    def columns(self) -> list[str]:
        """Return the names of the columns, the caption first."""
        return [CAPTION, PICTURE, *(f"{NEGATIVE}_{n}" for n in range(self.negatives))]

    def positions(self, draw: int) -> list[int]:
        """Return the positions of the picture and the negatives of a draw."""
        return [draw % len(self.rows), *self.hard_negatives.of(draw, self.negatives)]

    def example(self, draw: int) -> dict[str, Any]:
        """Return one row of a batch; the draw itself is the label, by which the loss masks."""
        # A bare string that looks like an address or a path would be loaded as a picture.
        values: list[Any] = [{"text": self.captions.of(draw).text}]
        for column, position in enumerate(self.positions(draw)):
            picture = self.prepared.picture(self.rows[position])
            values.append(self._vary(picture, draw, column))
        return dict(zip(self.columns(), values, strict=True)) | {"label": draw}

    def _vary(self, picture: Image.Image, draw: int, column: int) -> Image.Image:
        if not self.augment:
            return picture
        rng = Random((self.seed * _STRIDE + draw) * 8 + column)
        width, height = picture.size
        left, top, right, bottom = (rng.uniform(0, _LARGEST_CROP / 2) for _ in range(4))
        box = (
            int(left * width),
            int(top * height),
            max(int(left * width) + 1, round((1 - right) * width)),
            max(int(top * height) + 1, round((1 - bottom) * height)),
        )
        cropped = picture.crop(box)
        return cropped.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if rng.random() < 0.5 else cropped


@dataclass
class DrawCollator(SentenceTransformerDataCollator):
    """Turns rows of one column, the draws, into captions, pictures and negatives."""

    pairing: Pairing | None = field(default=None, repr=False)

    def __call__(self, features: list[dict[str, Any]]) -> dict[str, Any]:
        """Return the batch as the trainer takes it: `<column>_<feature>` tensors and `label`."""
        if self.pairing is None:
            raise ValueError("DrawCollator.pairing is missing; give one")
        batch: dict[str, Any] = super().__call__(
            [self.pairing.example(int(row["draw"])) for row in features]
        )
        return batch
