"""Exposure: what a model says about the pictures it was trained on."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from finetune.compact.splits import DEV_SHARE, TEST_SHARE
from service.engine.encoder.model_folder import BUNDLED, BUNDLED_FOLDER

# What a manifest's "splits" names when the model was made by this project's own recipes.
RULE: Final = "finetune.compact.splits"


@dataclass(frozen=True, slots=True)
class Exposure:
    """Which pictures a model may have seen.

    Attributes:
        known: whether the model's manifest names the rule of its split, and it is the rule by
            which products are judged here.
        statement: the same for people, a whole sentence.
    """

    known: bool
    statement: str


UNKNOWN: Final = Exposure(
    known=False,
    statement="The model does not say by which rule its training was kept apart from products "
    "like these, so it may have seen some that are judged; a published model's card tells more.",
)


def read_exposure(model: str) -> Exposure:
    """Read what a model's manifest says of its split, under the key `splits`.

    Args:
        model: as `load_encoder` takes it.
    """
    folder = BUNDLED_FOLDER if model == BUNDLED else Path(model)
    try:
        splits = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["splits"]
    except (OSError, ValueError, TypeError, KeyError):
        return UNKNOWN
    if RULE not in str(splits):
        return Exposure(
            known=False,
            statement=f"The model was trained by a split ({str(splits)[:120]}) that is not known "
            "here, so it may have seen some of the products that are judged.",
        )
    return Exposure(
        known=True,
        statement="The model says that it was never trained on, nor chosen by, the "
        f"{TEST_SHARE:.0%} of pictures whose hash is on the test side; {DEV_SHARE:.0%} more "
        "served to choose it.",
    )
