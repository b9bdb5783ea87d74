"""The public set of compositions: a product, and one thing about it to change.

"This bag, but in red": `source` says which products may be the picture that is asked with,
`relevant` which products answer. One thing changes and the rest stays as it was:

- `colour`: the same type for the same people, in the asked colour or in a shade of it (navy is a
  blue; maroon is not taken for red);
- `gender`: the same type, in the same colour where the source has one, for somebody else;
- `type`: another type, in the same colour, for the same people.

Unisex products answer for men and for women.
"""

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np

from finetune.queries.jsonl import read_rows
from finetune.queries.judge import Judge
from finetune.queries.judged import parse_id, parse_predicate, parse_text
from finetune.queries.predicate import Predicate, QuerySetError

KINDS = ("colour", "gender", "type")

_KEYS = frozenset({"id", "kind", "text", "source", "relevant"})


@dataclass(frozen=True, slots=True)
class Composition:
    """A product and a change to it.

    Attributes:
        id: unique within the set, and stable.
        kind: what changes: `colour`, `gender` or `type`.
        text: what the shopper types beside the picture: "but in red".
        source: the products whose picture may be asked with.
        relevant: the products that answer; no product of the source is among them.
    """

    id: str
    kind: str
    text: str
    source: Predicate
    relevant: Predicate


def load_compositions(file: Path | None = None) -> tuple[Composition, ...]:
    """Return the compositions that ship with Modiste, or those of a file like it.

    Raises:
        QuerySetError: the file is not well formed; the message names the line.
    """
    origin = resources.files(__package__) / "compositions.jsonl" if file is None else file
    compositions: list[Composition] = []
    seen: set[str] = set()
    for place, row in read_rows(origin, _KEYS):
        composition = Composition(
            id=parse_id(row["id"], place),
            kind=_kind(row["kind"], place),
            text=parse_text(row["text"], place),
            source=parse_predicate(row["source"], f"{place}: source"),
            relevant=parse_predicate(row["relevant"], f"{place}: relevant"),
        )
        if composition.id in seen:
            raise QuerySetError(f"{place}: the id {composition.id!r} occurs twice")
        seen.add(composition.id)
        compositions.append(composition)
    return tuple(compositions)


def pick_sources(composition: Composition, judge: Judge, *, limit: int, seed: int) -> list[int]:
    """Return the rows of at most `limit` products to ask with, drawn without replacement.

    The draw depends on the seed and the composition's id alone, so another composition more or
    less in the set changes nothing. Empty when the catalogue has no such product.
    """
    rows = judge.relevant_rows(composition.source)
    generator = np.random.default_rng([seed, *composition.id.encode()])
    return [int(row) for row in generator.permutation(rows)[:limit]]


def _kind(value: object, place: str) -> str:
    if value not in KINDS:
        raise QuerySetError(f"{place}: kind {value!r:.80} is not one of {', '.join(KINDS)}")
    return str(value)
