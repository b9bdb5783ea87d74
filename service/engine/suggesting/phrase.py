"""Phrases: what can be suggested, as a generation keeps it."""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

PhraseKind: TypeAlias = Literal["type", "brand", "colour", "title", "query"]

FILE_NAME: Final = "phrases.json"

_KINDS: Final = frozenset(get_args(PhraseKind))
_WORD: Final = re.compile(r"[^\W_]+")
_APOSTROPHES: Final = re.compile(r"['\u2019]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One suggestion.

    Attributes:
        text: as it is shown and searched for.
        kind: what it names; "query" for words that were put together of several values.
        count: products that it names.
        also: other words for it, which find it but are not shown.
    """

    text: str
    kind: PhraseKind
    count: int
    also: tuple[str, ...] = ()


def fold_words(text: str) -> list[str]:
    """Return a text's words as they are compared: lower case, without accents and apostrophes.

    A letter that stands alone belongs to what follows: "t-shirt", "t shirt" and "tshirt" are one
    word, and so are "U.S." and "us".
    """
    plain = _APOSTROPHES.sub("", text).casefold()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    words: list[str] = []
    for word in _WORD.findall(plain):
        if words and len(words[-1]) == 1 and words[-1].isalpha():
            words[-1] += word
        else:
            words.append(word)
    return words


def phrases_text(phrases: Iterable[Phrase]) -> str:
    """Return phrases as a generation keeps them."""
    rows = [[p.text, p.kind, p.count, *p.also] for p in phrases]
    return json.dumps(rows, ensure_ascii=False)


def write_phrases(folder: Path, phrases: Iterable[Phrase]) -> None:
    """Write phrases into a generation's folder."""
    (folder / FILE_NAME).write_text(phrases_text(phrases), encoding="utf-8")


def parse_phrases(text: str | None) -> tuple[Phrase, ...]:
    """Read what `phrases_text` returned; nothing for a generation without it."""
    return tuple(
        Phrase(str(phrase), kind, int(count), tuple(str(word) for word in also))
        for phrase, kind, count, *also in json.loads(text or "[]")
        if kind in _KINDS
    )


def read_phrases(folder: Path) -> tuple[Phrase, ...]:
    """Read what `write_phrases` wrote; nothing for a generation without it."""
    path = folder / FILE_NAME
    return parse_phrases(path.read_text(encoding="utf-8") if path.is_file() else None)
