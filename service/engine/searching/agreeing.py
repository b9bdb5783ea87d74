"""Agreeing: what looks like a picture, ordered by what the nearest of it are said to be.

The nearest neighbours of a picture mostly agree on what it shows: a shirt, for men, navy blue.
What lies among them and is said to be something else is mostly what merely looks like it. It
comes behind those that agree, and hides nothing; docs/decisions/0014-agreement.md has the numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Any, Final

from service.engine.index import Candidate
from service.engine.relevance.passing import values_at
from service.engine.schema import Schema
from service.engine.understanding import KEPT_IN_MIND, Vocabulary

# Chosen on the dev split among 6 to 50 voters, and .05 to .2; they hardly matter.
_VOTERS: Final = 10
_FADING: Final = 0.1  # by so much less alike, a voter has 1/e of the say
_STRENGTH: Final = 0.1
# The share of a value that nobody voted for.
_LEAST: Final = 0.02
# The first may be the very product that is shown, whatever it is said to be; it stays first.
_STAY: Final = 3


@dataclass(frozen=True, slots=True)
class Vote:
    """What voters say of one field: value -> share (0..1) of the say."""

    path: str
    shares: Mapping[Any, float]

    def doubt(self, payload: Mapping[str, Any]) -> float:
        """Return how unlikely a product's value is: 0 where all agree, or nothing is said."""
        values = values_at(payload, self.path)
        if not values or not self.shares:
            return 0.0
        share = max(self.shares.get(value, 0.0) for value in values)
        return log((1.0 + _LEAST) / (share + _LEAST))


def agreed_paths(vocabulary: Vocabulary, schema: Schema) -> tuple[str, ...]:
    """Return where payloads say what a product is, for whom, and of what colour.

    Of several fields about the same the first is asked; a type before a category.
    """
    paths = []
    for kinds in KEPT_IN_MIND:
        names = [name for kind in kinds for name in vocabulary.fields.get(kind, ())[:1]]
        paths += [schema.field(name).path for name in names[:1]]
    return tuple(paths)


def agree(
    found: Sequence[Candidate], payloads: Mapping[str, Mapping[str, Any]], paths: Iterable[str]
) -> list[Candidate]:
    """Reorder what a picture's vector found, by cosine less what the nearest disagree with.

    Args:
        found: by cosine, best first.
        payloads: point id -> what it says at `paths`.
        paths: of the fields that are voted on.

    Returns:
        The same products, the first three as they were, then the others; a score is at most the
        cosine, and is it where all agree.
    """
    voters = [(c.score, payloads.get(c.point_id, {})) for c in found[:_VOTERS]]
    votes = [_vote(path, voters) for path in paths]
    others = []
    for candidate in found[_STAY:]:
        payload = payloads.get(candidate.point_id, {})
        doubt = sum(vote.doubt(payload) for vote in votes)
        others.append((_STRENGTH * doubt - candidate.score, candidate.point_id))
    return [*found[:_STAY], *(Candidate(one, -negated) for negated, one in sorted(others))]


def _vote(path: str, voters: Sequence[tuple[float, Mapping[str, Any]]]) -> Vote:
    shares: dict[Any, float] = {}
    said = 0.0
    best = max((cosine for cosine, _ in voters), default=0.0)
    for cosine, payload in voters:
        values = values_at(payload, path)
        say = exp((cosine - best) / _FADING) if values else 0.0
        said += say
        for value in values:
            shares[value] = shares.get(value, 0.0) + say
    return Vote(path, {value: share / said for value, share in shares.items()})
