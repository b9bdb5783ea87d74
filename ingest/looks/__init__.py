"""Looks: products that are one thing to the eye, such as a shirt in its sizes and colours."""

from ingest.looks.book import LookBook
from ingest.looks.likeness import picture_hash

__all__ = ["LookBook", "picture_hash"]
