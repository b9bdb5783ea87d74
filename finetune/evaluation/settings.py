"""Settings of an evaluation."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

Judged: TypeAlias = Literal["test", "dev", "all"]

# Most queries of one task, as in the published figures.
DEFAULT_LIMIT: Final = 2_000
# A live service answers four modes a query, one request at a time.
SERVED_LIMIT: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a model is judged.

    Attributes:
        split: which side of the split is judged.
        limit: most queries of one task.
        seed: of every draw.
        mapping: the catalogue's mapping file.
        photos: labelled photos that people took, or none.
    """

    split: Judged = "test"
    limit: int = DEFAULT_LIMIT
    seed: int = 0
    mapping: Path | None = None
    photos: Path | None = None
