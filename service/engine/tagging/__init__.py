"""Tagging: what a picture shows, in the values of the catalogue's own facets."""

from service.engine.tagging.tagger import Tagger
from service.engine.tagging.tags import Tag

__all__ = ["Tag", "Tagger"]
