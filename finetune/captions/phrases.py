"""Noun phrases from attributes: "navy blue casual shirt for men", each part dropped at random."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

    from finetune.captions.caption import Asked, CaptionMix
    from finetune.captions.profile import Profile, Term, Terms

_LEADS = (
    "show me", "i need", "i want", "looking for", "i am looking for", "find me", "do you have",
    "need", "searching for", "can you suggest", "where can i get", "help me find", "any",
    "suggest", "i'd like", "have you got", "get me", "want to buy", "please show",
)  # fmt: skip
_SOMETHING = ("something", "something", "anything", "stuff", "things", "a little something")
_COLLECTION = ("collection", "season", "arrivals", "range", "line")


@dataclass(slots=True)
class Draft:
    """A phrase in the making, with what it asks for so far."""

    parts: list[str] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    def say(self, text: str, asked: Asked | None = None) -> None:
        """Add words, and what they ask for."""
        self.parts.append(text)
        if asked is not None:
            self.asked.append(asked)

    def text(self) -> str:
        """Return the phrase."""
        return " ".join(self.parts)


def lead(text: str, mix: CaptionMix, rng: random.Random) -> str:
    """Begin some queries as people talk."""
    if rng.random() >= mix.lead_in:
        return text
    return f"{rng.choice(_LEADS)} {text}"


def pick(terms: Terms, mix: CaptionMix, rng: random.Random) -> Term:
    """Choose a word for a value: the plain one, one that means it, or one that may."""
    if terms.same and rng.random() < mix.use_synonym:
        if terms.near and rng.random() < mix.use_near / max(mix.use_synonym, 1e-9):
            return rng.choice(terms.near)
        return rng.choice(terms.same)
    return terms.own


def form(term: Term, rng: random.Random) -> tuple[str, bool]:
    """Choose the number of a word; return it, and whether it takes an article."""
    forms = term.word.forms
    chosen = forms[0] if len(forms) == 1 else rng.choice(forms)
    return chosen, len(forms) == 2 and chosen == term.word.singular


def noun(profile: Profile, mix: CaptionMix, rng: random.Random) -> Term | None:
    """Choose the noun: mostly the type, sometimes the shelf that it lies on."""
    draw = rng.random()
    names = ("articleType", "subCategory", "masterCategory")
    if draw > 0.97:
        names = ("masterCategory", "subCategory", "articleType")
    elif draw > 0.9:
        names = ("subCategory", "articleType", "masterCategory")
    for name in names:
        if name in profile.terms:
            return pick(profile.terms[name], mix, rng)
    return None


def adjectives(profile: Profile, mix: CaptionMix, rng: random.Random, draft: Draft) -> None:
    """Add usage, colour, pattern and material, each dropped at random."""
    usage = profile.terms.get("usage")
    if usage and usage.before and rng.random() < _usage_chance(profile, mix):
        draft.say(rng.choice(usage.before), usage.own.asked)
    colour = profile.terms.get("baseColour")
    if colour and rng.random() < mix.name_colour:
        say_term(draft, pick(colour, mix, rng))
    for name in ("pattern", "material"):
        detail = profile.terms.get(name)
        if detail and rng.random() < mix.name_detail:
            say_term(draft, pick(detail, mix, rng))


def say_term(draft: Draft, term: Term) -> None:
    """Add a word in its first form."""
    draft.say(term.word.forms[0], term.asked)


def attribute_phrase(profile: Profile, mix: CaptionMix, rng: random.Random) -> Draft:
    """Describe a product by its attributes, as a shopper or a shelf would."""
    if "season" in profile.terms and rng.random() < mix.name_season:
        return _collection_phrase(profile, mix, rng)
    draft = Draft()
    gender = profile.terms.get("gender")
    thing = noun(profile, mix, rng) if rng.random() < mix.name_type else None
    named = gender is not None and rng.random() < mix.name_gender
    before = named and thing is not None and rng.random() < 0.5
    if gender and gender.before and before:
        draft.say(rng.choice(gender.before), gender.own.asked)
    if thing is None:
        _say_something(profile, mix, rng, draft)
    else:
        _say_noun(profile, thing, mix, rng, draft)
    if gender and named and not before:
        behind = gender.after or (gender.own.word.forms[0],)
        draft.say(rng.choice(behind), gender.own.asked)
    return draft


def _say_noun(
    profile: Profile, thing: Term, mix: CaptionMix, rng: random.Random, draft: Draft
) -> None:
    text, takes_article = form(thing, rng)
    colour = profile.terms.get("baseColour")
    if colour and rng.random() < 0.1:
        draft.say(text, thing.asked)
        shade = pick(colour, mix, rng)
        draft.say(f"in {shade.word.forms[0]}", shade.asked)
        return
    adjectives(profile, mix, rng, draft)
    draft.say(text, thing.asked)
    if takes_article and rng.random() < 0.2:
        draft.parts[0] = f"{article(draft.parts[0])} {draft.parts[0]}"


def _say_something(profile: Profile, mix: CaptionMix, rng: random.Random, draft: Draft) -> None:
    """Leave the type open: "something red", "anything in navy blue"."""
    colour = profile.terms.get("baseColour")
    if colour is None:
        thing = noun(profile, mix, rng)
        draft.say(*(("something", None) if thing is None else (thing.word.forms[0], thing.asked)))
        return
    shade = pick(colour, mix, rng)
    opening = rng.choice(_SOMETHING)
    joint = "in " if not opening.endswith("thing") or rng.random() < 0.3 else ""
    draft.say(f"{opening} {joint}{shade.word.forms[0]}", shade.asked)


def _collection_phrase(profile: Profile, mix: CaptionMix, rng: random.Random) -> Draft:
    """Name the season as shops mean it: the collection, which says little about the weather."""
    draft = Draft()
    gender = profile.terms.get("gender")
    if gender and gender.before and rng.random() < 0.3:
        draft.say(rng.choice(gender.before), gender.own.asked)
    season = profile.terms["season"]
    draft.say((season.own if rng.random() < 0.7 else pick(season, mix, rng)).word.forms[0])
    draft.asked.append(season.own.asked)
    draft.say(rng.choice(_COLLECTION))
    thing = noun(profile, mix, rng)
    if thing is not None and rng.random() < 0.5:
        draft.say(form(thing, rng)[0], thing.asked)
    return draft


def _usage_chance(profile: Profile, mix: CaptionMix) -> float:
    """Name a telling usage more often than the one that most products have."""
    plain = "Casual" in profile.terms["usage"].own.asked.values
    return mix.name_usage * (0.5 if plain else 1.5)


def article(word: str) -> str:
    """Return "a" or "an", by the first letter."""
    return "an" if word[:1].lower() in "aeio" else "a"
