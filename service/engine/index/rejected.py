"""The rows that the last ingest left out: how many, and enough of them to see what is wrong.

Kept beside a generation's points. The ingest's JSONL file names all of them; this is what may be
shown to everybody who may search, so it holds neither paths nor what was in a row.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any, Final

FILE_NAME: Final = "rejected.json"
# Ids may be long, and examples go out with every answer that has them.
_MAX_CHARS: Final = 200


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that is not in the index.

    Attributes:
        row: its place in the catalogue, counted from 1.
        id: the product's, where it had one.
        reason: the kind of problem, a few words.
        repair: what to do about it.
    """

    row: int
    id: str | None
    reason: str
    repair: str

    @classmethod
    def of(cls, row: int, product_id: str | None, reason: str, repair: str) -> "RejectedRow":
        """Return an example of bounded size."""
        shown = None if product_id is None else product_id[:_MAX_CHARS]
        return cls(row, shown, reason[:_MAX_CHARS], repair[:_MAX_CHARS])


@dataclass(frozen=True, slots=True)
class Rejected:
    """What an ingest left out.

    Attributes:
        count: rows that are not in the index.
        examples: some of them, of every reason.
    """

    count: int
    examples: tuple[RejectedRow, ...] = ()

    def to_text(self) -> str:
        """Return it as it is stored."""
        return json.dumps(asdict(self), ensure_ascii=False)


def parse_rejected(text: str | None) -> Rejected | None:
    """Read what `Rejected.to_text` returned; `None` where an older version kept nothing."""
    try:
        raw: Any = json.loads(text or "")
        return Rejected(int(raw["count"]), tuple(RejectedRow(**one) for one in raw["examples"]))
    except (ValueError, TypeError, KeyError):
        return None
