"""Sample training captions for a product, written with a shopper in mind."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from finetune.captions.caption import Caption, CaptionKind, CaptionMix
from finetune.captions.phrases import attribute_phrase, lead
from finetune.captions.profile import (
    KIND_OF_FIELD,
    Candidate,
    Profile,
    Terms,
    narrowed,
    profile,
    terms,
)
from finetune.captions.titles import name_caption, title_words
from finetune.captions.wish_phrases import choose_wish, wish_alone, wish_mixed
from finetune.captions.wishes import Wish, WishMatch, bundled_wishes
from service.engine.thesaurus import Thesaurus, bundled_thesaurus

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

_PROFILES = 65_536
"""Attribute combinations remembered; the largest public catalogue of this kind has 6,000."""
_TYPES = 4_096
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_LONGEST_SENTENCE = 200
DEFAULT_MIX = CaptionMix()


class Captioner:
    """Draws captions from a thesaurus and wishes. Knows no catalogue."""

    def __init__(self, thesaurus: Thesaurus, wishes: tuple[Wish, ...]) -> None:
        self._thesaurus = thesaurus
        every = tuple(Candidate(wish, wish.fits) for wish in wishes)

        @lru_cache(maxsize=_TYPES)
        def likely(article_type: str | None, gender: str | None) -> tuple[Candidate, ...]:
            return narrowed(every, lambda predicate: predicate.may_hold(article_type, gender))

        @lru_cache(maxsize=_PROFILES)
        def admitted(items: tuple[tuple[str, str], ...]) -> tuple[Candidate, ...]:
            attributes = dict(items)
            candidates = likely(attributes.get("articleType"), attributes.get("gender"))
            return narrowed(candidates, lambda predicate: predicate.admits(attributes))

        @lru_cache(maxsize=_PROFILES)
        def telling(items: tuple[tuple[str, str], ...]) -> frozenset[str]:
            """Return the title words that decide for these attributes; the rest say nothing."""
            predicates = (fits for each in admitted(items) for fits in each.fits)
            return frozenset(word for fits in predicates for word in fits.words | fits.not_words)

        @lru_cache(maxsize=_TYPES)
        def terms_of(name: str, value: str) -> Terms:
            return terms(name, value, thesaurus)

        @lru_cache(maxsize=_PROFILES)
        def remembered(items: tuple[tuple[str, str], ...], words: frozenset[str]) -> Profile:
            return profile(dict(items), words, admitted(items), terms_of)

        self._telling = telling
        self._remembered = remembered

    def caption(
        self,
        attributes: Mapping[str, str],
        title: str | None,
        description: str | None,
        rng: random.Random,
        mix: CaptionMix = DEFAULT_MIX,
    ) -> Caption:
        """Draw one caption. Equal arguments and an equally seeded rng give equal captions.

        Any attribute may be missing. Raises ValueError for a product of which nothing is known.
        """
        known = self._profile(attributes, title)
        kind = _draw_kind(known, title, description, mix, rng)
        if kind == "name" and title:
            return Caption(name_caption(title, self._thesaurus, rng), kind)
        if kind == "description" and description:
            sentences = _SENTENCE_END.split(description.strip())
            return Caption(rng.choice(sentences)[:_LONGEST_SENTENCE], kind)
        if kind == "attributes":
            draft = attribute_phrase(known, mix, rng)
            return Caption(lead(draft.text(), mix, rng), kind, None, tuple(draft.asked))
        wish = choose_wish(known, rng)
        if kind == "wish":
            draft = wish_alone(wish, known, rng)
            return Caption(draft.text(), kind, wish.group_id, tuple(draft.asked))
        draft = wish_mixed(wish, known, mix, rng)
        text = lead(draft.text(), mix, rng)
        return Caption(text, kind, wish.group_id, tuple(draft.asked))

    def wishes_of(
        self, attributes: Mapping[str, str], title: str | None = None
    ) -> tuple[WishMatch, ...]:
        """Return the wishes that a product fits, in the order of the data."""
        return self._profile(attributes, title).matches

    def fits(
        self, caption: Caption, attributes: Mapping[str, str], title: str | None = None
    ) -> bool:
        """Say whether a caption drawn for one product is as true of another.

        Such a product is no negative for the caption.
        """
        if caption.kind == "name":
            return bool(title) and title_words(caption.text) <= title_words(title)
        if caption.kind == "description":
            return False
        if not all(asked.met_by(attributes) for asked in caption.asked):
            return False
        if caption.group_id is None:
            return bool(caption.asked)
        return caption.group_id in self._profile(attributes, title).group_ids

    def _profile(self, attributes: Mapping[str, str], title: str | None) -> Profile:
        items = tuple((name, attributes[name]) for name in KIND_OF_FIELD if attributes.get(name))
        return self._remembered(items, title_words(title) & self._telling(items))


@cache
def bundled_captioner() -> Captioner:
    """Return the captioner with the words and wishes that ship with Modiste, built once."""
    return Captioner(bundled_thesaurus(), bundled_wishes())


def caption(
    attributes: Mapping[str, str],
    title: str | None,
    description: str | None,
    rng: random.Random,
    mix: CaptionMix = DEFAULT_MIX,
) -> Caption:
    """Draw one caption with the bundled words; see Captioner.caption."""
    return bundled_captioner().caption(attributes, title, description, rng, mix)


def wishes_of(attributes: Mapping[str, str], title: str | None = None) -> tuple[WishMatch, ...]:
    """Return the bundled wishes that a product fits."""
    return bundled_captioner().wishes_of(attributes, title)


def fits(caption: Caption, attributes: Mapping[str, str], title: str | None = None) -> bool:
    """Say whether a caption is true of a product; see Captioner.fits."""
    return bundled_captioner().fits(caption, attributes, title)


def _draw_kind(
    known: Profile,
    title: str | None,
    description: str | None,
    mix: CaptionMix,
    rng: random.Random,
) -> CaptionKind:
    shares: dict[CaptionKind, float] = {
        "name": mix.name if title else 0.0,
        "attributes": mix.attributes if known.terms else 0.0,
        "wish": mix.wish if known.wishes else 0.0,
        "mixed": mix.mixed if known.wishes else 0.0,
        "description": mix.description if description else 0.0,
    }
    sums = tuple(accumulate(shares.values()))
    if sums[-1] > 0:
        return rng.choices(tuple(shares), cum_weights=sums)[0]
    if title:
        return "name"
    if known.terms:
        return "attributes"
    raise ValueError("a product without title and attributes has no caption; leave it out")
