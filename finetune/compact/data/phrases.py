"""Captions of a row: display names, attribute phrases, wishes, and labels of photos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finetune.captions import Caption as Drawn
from finetune.captions import CaptionMix, bundled_captioner, photo_caption
from finetune.captions.titles import title_words
from finetune.compact.data.corpus import ATTRIBUTES, Row
from finetune.compact.data.judging import Caption, Judge, Rule
from finetune.compact.data.pool import LABEL, Pool

if TYPE_CHECKING:
    from random import Random

MIX = CaptionMix(name=0.42, attributes=0.28, wish=0.15, mixed=0.15, description=0.0)
WORD_MIX = CaptionMix(name=0.36, attributes=0.2, wish=0.28, mixed=0.16, description=0.0)
"""Of stage two, where words are all that is learned: more of what no picture says by itself."""


def captions_of(row: Row, random: Random, mix: CaptionMix = MIX) -> Caption:
    """One caption of this row, drawn at random."""
    if LABEL in row.attributes:
        return _of_photo(row, random)
    title = row.title or None
    if title is None and not row.attributes:
        return Caption("a fashion product", Rule(()))
    return _judgeable(bundled_captioner().caption(row.attributes, title, None, random, mix))


def judge_of(pool: Pool) -> Judge:
    """A judge that knows which wishes each row fits."""
    captioner = bundled_captioner()
    wishes: list[frozenset[str] | None] = []
    for row in pool.rows:
        if LABEL in row.attributes:
            wishes.append(None)
        else:
            matches = captioner.wishes_of(row.attributes, row.title or None)
            wishes.append(frozenset(match.group_id for match in matches))
    return Judge(pool, wishes, [title_words(row.title) for row in pool.rows])


def _judgeable(drawn: Drawn) -> Caption:
    if drawn.kind in ("name", "description"):
        return Caption(drawn.text, None, frozenset(title_words(drawn.text)))
    known = tuple((asked.fields, asked.values) for asked in drawn.asked if _is_known(asked.fields))
    return Caption(drawn.text, Rule(known, drawn.group_id))


def _is_known(fields: tuple[str, ...]) -> bool:
    return any(field in ATTRIBUTES for field in fields)


def _of_photo(row: Row, random: Random) -> Caption:
    label = row.attributes[LABEL]
    drawn = photo_caption(label, random, kids=row.attributes.get("kids") == "true")
    return Caption(drawn.text, Rule((((LABEL,), frozenset({label})),)))
