"""Feedback: what shoppers did with hits, as the log keeps it and training reads it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, get_args

from service.engine.query import QueryKind

Event: TypeAlias = Literal["click", "like", "dislike", "purchase"]

FOLDER: Final = "feedback"
FILE_NAME: Final = "feedback.jsonl"
# Rotated files are named by a number that grows: feedback-000001.jsonl is the oldest.
ROTATED: Final = "feedback-{number:06d}.jsonl"
MAX_LINE_BYTES: Final = 64 * 1024

_EVENTS: Final = frozenset(get_args(Event))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a search asked, as far as training can use it.

    Attributes:
        kind: "text" when words alone were asked; only then the text says all that was meant.
        text: the words, or `None`.
        filters: in the grammar of `service.engine.filters`.
        like: liked products.
    """

    kind: QueryKind
    text: str | None = None
    filters: Mapping[str, Any] = field(default_factory=dict)
    like: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedbackEvent:
    """One thing that somebody did with a product; nothing says who.

    Attributes:
        at: when, with its time zone.
        query_id: the search that showed the product.
        product_id: the product.
        event: what was done.
        rank: where the search showed it, from 1; `None` where that is not known any more.
        asked: what the search asked; `None` where that is not known any more.
    """

    at: datetime
    query_id: str
    product_id: str
    event: Event
    rank: int | None = None
    asked: Asked | None = None


def to_line(event: FeedbackEvent) -> bytes:
    """Write an event as a line of JSON."""
    raw = asdict(event) | {"at": event.at.isoformat(timespec="milliseconds")}
    return json.dumps(raw, ensure_ascii=False).encode() + b"\n"


def read_feedback(data: Path) -> Iterator[FeedbackEvent]:
    """Yield the events of a data folder's log, oldest first.

    A line that is none, as a crash may leave one, is passed over.
    """
    folder = data / FOLDER
    rotated = sorted(folder.glob("feedback-*.jsonl"))
    for path in (*rotated, folder / FILE_NAME):
        if path.is_file():
            yield from _events(path)


def _events(path: Path) -> Iterator[FeedbackEvent]:
    with path.open("rb") as file:
        while line := file.readline(MAX_LINE_BYTES):
            event = _event(line)
            if event is not None:
                yield event


def _event(line: bytes) -> FeedbackEvent | None:
    try:
        raw = json.loads(line)
        asked = raw["asked"]
        return FeedbackEvent(
            at=datetime.fromisoformat(raw["at"]),
            query_id=str(raw["query_id"]),
            product_id=str(raw["product_id"]),
            event=_known(raw["event"]),
            rank=raw["rank"],
            asked=None if asked is None else Asked(**asked | {"like": tuple(asked["like"])}),
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _known(event: Event) -> Event:
    if event not in _EVENTS:
        raise ValueError(event)
    return event
