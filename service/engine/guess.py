"""A guess at what was meant by a name or a value that nothing has."""

from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz, process

# Of 100. Below it a guess misleads more than it helps: "gender" is no slip for "understand".
_CLOSE: Final = 75
_READ_CHARS: Final = 80


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """Return the end of a message, "; did you mean 'colour'?", or nothing when none is close."""
    nearest = process.extractOne(
        given[:_READ_CHARS],
        tuple(known),
        scorer=fuzz.ratio,
        processor=str.casefold,
        score_cutoff=_CLOSE,
    )
    return f"; did you mean {nearest[0]!r}?" if nearest else ""
