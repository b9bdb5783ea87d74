"""Pictograms in a text: a dress that was typed as one sign is asked for by its name."""

import re
import unicodedata
from typing import Final

_PICTOGRAM: Final = re.compile("[⌚☂☔❄⚽⛱⛷\U0001f300-\U0001f3fa\U0001f400-\U0001faff]")
# Skin tones, joiners and variants say how a sign is drawn, not what it is.
_DRAWN: Final = re.compile("[\U0001f3fb-\U0001f3ff\u200d\ufe0e\ufe0f]")


def has_words(text: str) -> bool:
    """Say whether anything in a text can be searched for: a letter, a digit or a pictogram."""
    return any(letter.isalnum() for letter in text) or bool(_PICTOGRAM.search(text))


def spelt_out(text: str) -> str:
    """Return the text with the Unicode name of each pictogram in its place."""
    if not _PICTOGRAM.search(text):
        return text
    return " ".join(_PICTOGRAM.sub(_named, _DRAWN.sub("", text)).split())


def _named(found: re.Match[str]) -> str:
    name = unicodedata.name(found.group(), "").lower()
    return f" {re.sub(r'(wo)?mans', _whose, name)} "


def _whose(found: re.Match[str]) -> str:
    return f"{found[1] or ''}men's"
