"""The language of fashion: what people call things, and which colours are kin."""

from service.engine.thesaurus.loading import ThesaurusError, bundled_thesaurus, load_thesaurus
from service.engine.thesaurus.thesaurus import (
    Degree,
    Entry,
    Kind,
    Reading,
    Thesaurus,
    Word,
    fold,
)

__all__ = [
    "Degree",
    "Entry",
    "Kind",
    "Reading",
    "Thesaurus",
    "ThesaurusError",
    "Word",
    "bundled_thesaurus",
    "fold",
    "load_thesaurus",
]
