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

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

_BARE = 0.4
_KIDS_SAID = 0.8


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
    known = words.labels.get(label.casefold(), _Label((label.lower(),), (), frozenset()))
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
