"""Captions for photos that people took of their own clothes, of which only a label is known."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from finetune.captions.caption import Asked, Caption
from finetune.captions.phrases import article
from finetune.captions.profile import NOUN_FIELDS
from finetune.captions.wishes import bundled_wishes

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

_BARE = 0.4
_KIDS_SAID = 0.8
_CHILDREN = frozenset({"Boys", "Girls"})
_SHELVES = frozenset({"Apparel"})


@dataclass(frozen=True, slots=True)
class _Label:
    singular: tuple[str, ...]
    plural: tuple[str, ...]
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class _PhotoWords:
    labels: Mapping[str, _Label]
    scenes: tuple[str, ...]
    kids: tuple[str, ...]


@cache
def _photo_words() -> _PhotoWords:
    source = files("finetune.captions") / "data" / "photos.toml"
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    labels = {
        label.casefold(): _Label(
            singular=tuple(table.get("singular", ())),
            plural=tuple(table.get("plural", ())),
            types=frozenset(table.get("types", ())),
        )
        for label, table in data["label"].items()
    }
    return _PhotoWords(labels, tuple(data["scenes"]), tuple(data["kids"]))


def photo_caption(label: str, rng: random.Random, *, kids: bool = False) -> Caption:
    """Draw a caption for a photo: "longsleeve tee", "a photo of a hoodie lying on a bed".

    `asked` holds the catalogue's types that show the same kind of garment. A label that is not
    in photos.toml is used as it stands, and asks for nothing.
    """
    words = _photo_words()
    known = _label(label)
    index = rng.randrange(len(known.singular) + len(known.plural))
    countable = index < len(known.singular)
    thing = (known.singular + known.plural)[index]
    if kids and rng.random() < _KIDS_SAID:
        thing = f"{rng.choice(words.kids)} {thing}"
    asked = (Asked(NOUN_FIELDS, known.types),) if known.types else ()
    if rng.random() < _BARE:
        return Caption(thing, "photo", None, asked)
    with_article = f"{article(thing)} {thing}" if countable else thing
    return Caption(rng.choice(words.scenes).format(thing=with_article), "photo", None, asked)


def may_fit_photo(caption: Caption, label: str, *, kids: bool = False) -> bool:
    """Say whether a product's caption may be true of a photo with this label.

    Colour and usage of the photo are unknown, so only the type, the wish's types and the age can
    speak against it: a photo that may fit is no negative for the caption.
    """
    types = _label(label).types
    if caption.kind == "name" or not types:
        return False
    for asked in caption.asked:
        if asked.fields == NOUN_FIELDS and asked.values.isdisjoint(types | _SHELVES):
            return False
        if "gender" in asked.fields and asked.values <= _CHILDREN and not kids:
            return False
    wish = next((each for each in bundled_wishes() if each.group_id == caption.group_id), None)
    return wish is None or any(wish.may_fit_type(each) for each in types)


def _label(label: str) -> _Label:
    unknown = _Label((label.lower(),), (), frozenset())
    return _photo_words().labels.get(label.casefold(), unknown)
