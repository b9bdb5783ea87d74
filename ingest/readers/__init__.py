"""Readers: whatever format a catalogue has, its rows, one at a time."""

from ingest.readers.opening import open_catalogue
from ingest.readers.row import Catalogue, Row, StoredPicture

__all__ = ["Catalogue", "Row", "StoredPicture", "open_catalogue"]
