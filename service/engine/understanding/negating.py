"""Negating: what a text does not want: "not black", "anything but silk", "no checks or stripes"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from service.engine.filters import Condition, Filters
from service.engine.thesaurus import Reading, Thesaurus
from service.engine.understanding.phrases import (
    LOOKS,
    MEANINGS,
    THINGS,
    WORD_OR_BREAK,
    longest_at,
    values_of,
)
from service.engine.understanding.vocabulary import Vocabulary

# Several words come before their beginnings.
_CUES: Final[tuple[tuple[str, ...], ...]] = (
    *(("anything", "but"), ("everything", "but"), ("all", "but"), ("other", "than")),
    *(("but", "not"), ("and", "not"), ("apart", "from"), ("rather", "than"), ("instead", "of")),
    *(("not",), ("no",), ("without",), ("except",), ("non",), ("don't",), ("dont",)),
)
# "No work today" and "without a party" say nothing of what is worn.
_OF_THINGS: Final = frozenset(("no", "without"))
# "Why not a red dress" is a wish.
_WISHING: Final = re.compile(r"\bwhy\s+not\b", re.IGNORECASE)
# What is left when all that was said is not wanted.
_NOBODY: Final = frozenset(("i", "me", "we", "show", "something", "anything"))
# What may stand between a cue and what it denies.
_BETWEEN: Final = frozenset(
    (
        *["a", "an", "the", "any", "too", "so", "very", "really", "that", "for", "in", "of"],
        *["from", "made", "want", "like"],
    )
)
_MORE: Final = frozenset(("or", "nor", "and", ",", "&"))
_LOOSE_ENDS: Final = re.compile(r"^[\s,;&]+|(?:[\s,;&]|\b(?:but|and|please)\b)+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Negated:
    """What a text does not want.

    Attributes:
        text: what is left of it.
        unwanted: conditions that exclude what the catalogue has a value for.
        away: words for the rest, which only the vectors can stay away from.
    """

    text: str
    unwanted: Filters = field(default_factory=Filters)
    away: str = ""


def negated(text: str, vocabulary: Vocabulary, thesaurus: Thesaurus) -> Negated:
    """Take what is not wanted out of a text; words that name no attribute stay as they are."""
    text = _WISHING.sub("", text)
    found = list(WORD_OR_BREAK.finditer(text))
    words = [one.group().casefold().replace("\u2019", "'") for one in found]
    unwanted: dict[str, dict[str, None]] = {}
    away: list[str] = []
    left, kept_from, place = "", 0, 0
    while place < len(words):
        behind = _behind_cue(words, place)
        end = behind
        while behind:
            readings, length = _phrase_at(words, behind, thesaurus, vocabulary)
            if not readings:
                break
            if words[place] in _OF_THINGS:
                readings = tuple(one for one in readings if one.kind in THINGS | LOOKS)
                if not readings:
                    break
            # Only what is surely meant is excluded: "no boots" leaves casual shoes, some of which
            # are boots. Kids are never but nearly boys and girls.
            sure = [one for one in readings if one.degree == "same" or one.kind == "gender"]
            # One meaning is denied, the surest: who does not want gold may well want earrings.
            meant = ([one for one in sure if one.kind in kinds] for kinds in MEANINGS)
            value = next(filter(None, (values_of(some, vocabulary) for some in meant)), None)
            end = behind + length
            if value is None:
                away.append(" ".join(words[behind:end]))
            else:
                unwanted.setdefault(value[0], {}).update(dict.fromkeys(value[1]))
            # "No leather bag" is a bag; "no checks or stripes" are two things.
            more = end < len(words) and words[end] in _MORE
            behind = _skipped(words, end + 1) if more else 0
        if end > _behind_cue(words, place):
            left += text[kept_from : found[place].start()]
            kept_from = found[end - 1].end()
            place = end
        else:
            place += 1
    left = " ".join(_LOOSE_ENDS.sub("", left + text[kept_from:]).split())
    left = "" if _NOBODY.issuperset(left.casefold().split()) else left
    if not unwanted and not (away and left):
        return Negated(text)
    conditions = (Condition(name, none_of=tuple(values)) for name, values in unwanted.items())
    return Negated(left, Filters(tuple(conditions)), " ".join(away))


def denied(
    not_text: str | None, vocabulary: Vocabulary, thesaurus: Thesaurus
) -> tuple[Condition, ...]:
    """Return the condition that excludes what these words name; none unless it is one value."""
    found = negated(f"not {not_text or ''}", vocabulary, thesaurus)
    one = not found.text and not found.away and len(found.unwanted.conditions) == 1
    return found.unwanted.conditions if one else ()


def _phrase_at(
    words: Sequence[str], place: int, thesaurus: Thesaurus, vocabulary: Vocabulary
) -> tuple[tuple[Reading, ...], int]:
    """Return what is denied at a place: of "black shoes" the black."""
    readings, length = longest_at(words, place, thesaurus, vocabulary)
    if length > 1 and not all(one.kind in LOOKS for one in readings):
        first, _ = longest_at(words[: place + 1], place, thesaurus, vocabulary)
        if first and all(one.kind in LOOKS for one in first):
            return first, 1
    return readings, length


def _behind_cue(words: Sequence[str], place: int) -> int:
    """Return where begins what a cue at this place denies; 0 where there is no cue."""
    for cue in _CUES:
        if tuple(words[place : place + len(cue)]) == cue:
            return _skipped(words, place + len(cue))
    return 0


def _skipped(words: Sequence[str], place: int) -> int:
    while place < len(words) and words[place] in _BETWEEN:
        place += 1
    return place if place < len(words) else 0
