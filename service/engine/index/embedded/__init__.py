"""The embedded home's points: Qdrant's own engine inside this process, one shard a generation."""

from service.engine.index.embedded.building import EmbeddedBuilder
from service.engine.index.embedded.searching import EmbeddedIndex

__all__ = ["EmbeddedBuilder", "EmbeddedIndex"]
