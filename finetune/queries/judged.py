"""Queries with their relevance, and the public set of vague ones."""

import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from finetune.queries.jsonl import read_rows
from finetune.queries.predicate import Predicate, QuerySetError

STYLES = ("plain", "oblique")
MAX_TEXT_LENGTH = 300

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KEYS = frozenset({"id", "style", "text", "relevant"})


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query, and what decides which products answer it.

    Attributes:
        id: unique within its set, and stable: reports compare runs by it.
        text: what the shopper types.
        predicate: the relevant products.
        style: the kind of wording, by which results are sliced. Of the vague set: `plain` (an
            occasion or a use, named) or `oblique` (a situation, an idiom; what is wanted goes
            unsaid). Of the generated sets: `exact` or `misspelt`.
    """

    id: str
    text: str
    predicate: Predicate
    style: str


def load_vague(file: Path | None = None) -> tuple[JudgedQuery, ...]:
    """Return the vague queries that ship with Modiste, or those of a file like it.

    A row is `{"id": "first-date", "style": "plain", "text": "...", "relevant": predicate}`; the
    grammar of the predicate is in `finetune.queries.predicate`.

    Raises:
        QuerySetError: the file is not well formed; the message names the line.
    """
    source = resources.files(__package__) / "vague.jsonl" if file is None else file
    queries: list[JudgedQuery] = []
    seen: set[str] = set()
    for place, row in read_rows(source, _KEYS):
        query = JudgedQuery(
            id=parse_id(row["id"], place),
            text=parse_text(row["text"], place),
            predicate=parse_predicate(row["relevant"], f"{place}: relevant"),
            style=_style(row["style"], place),
        )
        for key in (f"id {query.id!r}", f"text {query.text.casefold()!r}"):
            if key in seen:
                raise QuerySetError(f"{place}: the {key} occurs twice")
            seen.add(key)
        queries.append(query)
    return tuple(queries)


def parse_id(value: object, place: str) -> str:
    """Return an id that is fit for file names and reports.

    Raises:
        QuerySetError: it is not lower-case words and digits joined by hyphens, at most 80 long.
    """
    if not isinstance(value, str) or len(value) > 80 or not _ID.fullmatch(value):
        raise QuerySetError(
            f"{place}: id {value!r:.80} is not lower-case words and digits joined by hyphens"
        )
    return value


def parse_text(value: object, place: str) -> str:
    """Return the text of a query.

    Raises:
        QuerySetError: it is empty, padded, unprintable or longer than `MAX_TEXT_LENGTH`.
    """
    if not isinstance(value, str) or not value or value != value.strip():
        raise QuerySetError(f"{place}: text {value!r:.80} is not a text, empty or padded")
    if len(value) > MAX_TEXT_LENGTH or not value.isprintable():
        raise QuerySetError(
            f"{place}: text is unprintable or longer than {MAX_TEXT_LENGTH} characters"
        )
    return value


def parse_predicate(value: object, place: str) -> Predicate:
    """Return the predicate of a row.

    Raises:
        QuerySetError: it is not well formed; the message begins with the place.
    """
    try:
        return Predicate.parse(value)
    except QuerySetError as error:
        raise QuerySetError(f"{place}: {error}") from error


def _style(value: object, place: str) -> str:
    if value not in STYLES:
        raise QuerySetError(f"{place}: style {value!r:.80} is not one of {', '.join(STYLES)}")
    return str(value)
