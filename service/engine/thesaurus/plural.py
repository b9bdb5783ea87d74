"""The English plural of a noun phrase, by its last word."""

from __future__ import annotations

import re

_SIBILANT = re.compile(r"(s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")


def plural(phrase: str) -> str:
    """Return the regular plural: "tee" -> "tees", "dress" -> "dresses", "body" -> "bodies".

    Irregular plurals ("scarf", "scarves") are for the data to spell out.
    """
    if _CONSONANT_Y.search(phrase):
        return f"{phrase[:-1]}ies"
    if _SIBILANT.search(phrase):
        return f"{phrase}es"
    return f"{phrase}s"
