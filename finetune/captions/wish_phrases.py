"""Wishes as people type them: alone, or with a type, a colour or a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finetune.captions.phrases import Draft, adjectives, article, form, noun, pick, say_term

if TYPE_CHECKING:
    import random

    from finetune.captions.caption import CaptionMix
    from finetune.captions.profile import Profile
    from finetune.captions.wishes import Wish

_OPEN = (
    "something", "something", "something", "something nice", "anything", "ideas", "something good",
    "the right thing", "any ideas", "i need something", "suggest something", "what is good",
    "looking for something", "something suitable", "what would you suggest", "find me something",
    "something decent", "the perfect thing", "help me find something", "i want something",
    "can you suggest something", "show me what is right", "things", "stuff", "what do i need",
    "we need something", "what should i buy", "got anything", "best", "need",
    "do you have anything",
)  # fmt: skip
_WEAR = (
    "what to wear", "what to wear", "what should i wear", "outfit", "what do people wear",
    "how do i dress", "what looks good", "clothes", "dress code", "outfit ideas", "an outfit",
    "dressing up", "dressed", "i have nothing to wear", "a nice outfit", "clothing", "how to dress",
    "a look", "what can i wear", "i need an outfit", "what does one wear", "what would look right",
)  # fmt: skip
_STYLES = ("style", "look", "vibe", "")
_LOOKS = (*_STYLES, "outfit", "clothes", "things", "fashion", "feel", "stuff", "aesthetic", "mood")
_TOLD = (
    "what should i wear", "what do i wear", "any ideas", "help", "need something", "what to wear",
    "suggestions please", "i need an outfit", "what would suit", "show me something", "ideas",
)  # fmt: skip
_TOLD_SHARE = 0.25
_WORN = frozenset({"Apparel", "Footwear"})


def choose_wish(profile: Profile, rng: random.Random) -> Wish:
    """Choose a fitting wish, the more typical the likelier."""
    return rng.choices(profile.wishes, cum_weights=profile.cumulative)[0]


def wish_text(wish: Wish, rng: random.Random) -> str:
    """Say the wish and nothing of any product."""
    phrase = rng.choice(wish.phrases)
    if phrase in wish.before:
        return f"{phrase} {rng.choice(_LOOKS)}".rstrip()
    draw = rng.random()
    if phrase in wish.sayings:
        return f"{phrase}, {rng.choice(_TOLD)}" if draw < _TOLD_SHARE else phrase
    if phrase in wish.alone or draw < 0.35:
        return phrase
    worn = phrase.startswith("for ") and draw < 0.6
    return f"{rng.choice(_WEAR if worn else _OPEN)} {phrase}"


def wish_alone(wish: Wish, profile: Profile, rng: random.Random) -> Draft:
    """Say the wish and little else: "picnic outfit", "something for a picnic", "boho style"."""
    phrase = rng.choice(wish.phrases)
    if phrase in wish.before:
        return _style(phrase, profile, rng)
    if phrase not in wish.after:
        return Draft([phrase])
    draw = rng.random()
    if draw < 0.4:
        return Draft([phrase])
    if draw < 0.65:
        return Draft([f"{rng.choice(_OPEN)} {phrase}"])
    if draw < 0.75 and _is_worn(profile) and phrase.startswith("for "):
        return Draft([f"{rng.choice(_WEAR)} {phrase}"])
    draft = Draft()
    _say_shelf(draft, profile, rng)
    draft.say(phrase)
    return draft


def _style(phrase: str, profile: Profile, rng: random.Random) -> Draft:
    if rng.random() < 0.6:
        return Draft([f"{phrase} {rng.choice(_STYLES)}".rstrip()])
    draft = Draft([phrase])
    _say_shelf(draft, profile, rng)
    return draft


def _say_shelf(draft: Draft, profile: Profile, rng: random.Random) -> None:
    """Name only the shelf: clothes, footwear, accessories."""
    shelf = profile.terms.get("masterCategory")
    if shelf is None:
        draft.say("something")
        return
    term = rng.choice(shelf.same) if shelf.same else shelf.own
    draft.say(term.word.plural or term.word.forms[0], term.asked)


def _is_worn(profile: Profile) -> bool:
    shelf = profile.terms.get("masterCategory")
    return shelf is not None and not shelf.own.asked.values.isdisjoint(_WORN)


def wish_mixed(wish: Wish, profile: Profile, mix: CaptionMix, rng: random.Random) -> Draft:
    """Say the wish with some of what the product is: "blue kurta for a temple visit"."""
    draw = rng.random()
    if wish.before and (draw < 0.3 or not wish.after):
        return _style_and_noun(wish, profile, mix, rng)
    if wish.after and draw < 0.85:
        return _noun_and_purpose(wish, profile, mix, rng)
    return _keywords(wish, profile, mix, rng)


def _style_and_noun(wish: Wish, profile: Profile, mix: CaptionMix, rng: random.Random) -> Draft:
    draft = Draft()
    style = rng.choice(wish.before)
    gender = profile.terms.get("gender")
    person = gender if gender is not None and rng.random() < mix.name_gender * 0.5 else None
    if person and person.before and rng.random() < 0.5:
        draft.say(rng.choice(person.before), person.own.asked)
        person = None
    draft.say(style)
    _say_noun(draft, profile, mix, rng, colour_chance=mix.name_colour * 0.5, open_noun="outfit")
    if person and person.after:
        draft.say(rng.choice(person.after), person.own.asked)
    return draft


def _noun_and_purpose(wish: Wish, profile: Profile, mix: CaptionMix, rng: random.Random) -> Draft:
    draft = Draft()
    gender = profile.terms.get("gender")
    if gender and gender.before and rng.random() < mix.name_gender * 0.4:
        draft.say(rng.choice(gender.before), gender.own.asked)
    elif rng.random() < 0.15 and "baseColour" in profile.terms:
        shade = pick(profile.terms["baseColour"], mix, rng)
        draft.say(f"something {shade.word.forms[0]}", shade.asked)
        draft.say(rng.choice(wish.after))
        return draft
    if rng.random() < 0.2:
        adjectives(profile, mix, rng, draft)
        _say_noun(draft, profile, mix, rng, colour_chance=0, open_noun="outfit")
    else:
        _say_noun(draft, profile, mix, rng, colour_chance=mix.name_colour * 0.5, open_noun="outfit")
    draft.say(rng.choice(wish.after))
    return draft


def _keywords(wish: Wish, profile: Profile, mix: CaptionMix, rng: random.Random) -> Draft:
    """Put bare words beside each other, as into a search box."""
    draft = Draft([rng.choice(wish.alone or wish.after or wish.before or wish.sayings)])
    gender = profile.terms.get("gender")
    thing = noun(profile, mix, rng)
    draw = rng.random()
    if draw < 0.35 and "baseColour" in profile.terms:
        shade = pick(profile.terms["baseColour"], mix, rng)
        draft.say(f"in {shade.word.forms[0]}", shade.asked)
    elif draw < 0.6 and gender is not None:
        draft.say(gender.own.word.forms[0], gender.own.asked)
    elif thing is not None:
        draft.say(form(thing, rng)[0], thing.asked)
    return draft


def _say_noun(
    draft: Draft,
    profile: Profile,
    mix: CaptionMix,
    rng: random.Random,
    *,
    colour_chance: float,
    open_noun: str,
) -> None:
    first = len(draft.parts)
    if "baseColour" in profile.terms and rng.random() < colour_chance:
        say_term(draft, pick(profile.terms["baseColour"], mix, rng))
    thing = noun(profile, mix, rng)
    if thing is None:
        draft.say(open_noun)
        return
    text, takes_article = form(thing, rng)
    draft.say(text, thing.asked)
    if takes_article and first == 0 and rng.random() < 0.15:
        draft.parts[0] = f"{article(draft.parts[0])} {draft.parts[0]}"
