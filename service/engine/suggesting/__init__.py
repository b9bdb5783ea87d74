"""Suggesting: what a shopper may be about to type, in the catalogue's own words."""

from service.engine.suggesting.counting import PhraseCounts
from service.engine.suggesting.live import LiveSuggester
from service.engine.suggesting.phrase import (
    FILE_NAME,
    Phrase,
    PhraseKind,
    parse_phrases,
    read_phrases,
)
from service.engine.suggesting.suggester import MAX_SUGGESTIONS, Suggester

__all__ = [
    "FILE_NAME",
    "MAX_SUGGESTIONS",
    "LiveSuggester",
    "Phrase",
    "PhraseCounts",
    "PhraseKind",
    "Suggester",
    "parse_phrases",
    "read_phrases",
]
