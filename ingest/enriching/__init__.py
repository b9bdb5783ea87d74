"""Enriching: attributes that a catalogue leaves out, from what is alike and what the words say."""

from ingest.enriching.enrich import Enriched, EnrichOptions, enrich

__all__ = ["EnrichOptions", "Enriched", "enrich"]
